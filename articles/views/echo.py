"""What the schedule field says below itself while somebody types: the moment in words, or what is wrong."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.buttons import publish_label
from articles.forms.moments import Typed, choices, read_moment, refuse_past
from articles.models import Article
from articles.when_in_words import echo, zone_note


@never_cache
@require_safe
def schedule_echo(request: HttpRequest) -> JsonResponse:
    """Answer with the words for `value` (and `which`) typed in the field `name` of story `article`.

    JSON: `words`, `error` (whether the words say what is wrong), `zone`, `choices` (for an hour
    that comes twice) and `publish`, the label of the publish button. One query for the story.
    """
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    typed = Typed(request.GET.get("value", ""), request.GET.get("which", ""))
    name, now = request.GET.get("name", ""), timezone.now()
    moment, words, is_error = None, "", False
    try:
        moment = read_moment(typed)
        refuse_past(name, moment, now)
        words = echo(moment, now) if moment else ""
    except ValidationError as refusal:
        words, is_error = " ".join(refusal.messages), True
    answer = {
        "words": words,
        "error": is_error,
        "zone": zone_note(moment or now),
        "choices": [{"value": value, "label": label} for value, label in choices(typed.text)],
    }
    if name == "publish_at":
        article = _article(request.GET.get("article", ""))
        state = article.state_at(now) if article else Article.State.DRAFT
        planned = article.publish_at if article else None
        answer["publish"] = publish_label(state, None if is_error else moment, now, planned=planned)
    return JsonResponse(answer)


def _article(number: str) -> Article | None:
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    return Article.objects.only("state", "publish_at").filter(pk=number).first()
