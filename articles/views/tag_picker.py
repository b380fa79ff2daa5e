"""The answers for the tag field: which tags match what somebody types, and which names exist."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Tagging
from taxonomy.models import Tag
from taxonomy.offering import LOOKALIKE, Offer, offer

LONGEST = 100


@never_cache
@require_safe
def tag_picker(request: HttpRequest) -> JsonResponse:
    """Answer with up to twenty tags that may be put on a story for what is typed in `q`, best first.

    JSON: `results`, each with `id`, `name`, `kind`, `public` (the public name behind an inner one), `alias`
    (by which it was found), `stories`, `last` (when last used, in words), `is_proposed` and `is_lookalike`.
    None below two letters. Four queries, six with look-alikes.
    """
    if not request.user.has_perm("taxonomy.view_tag"):
        raise PermissionDenied
    offers = offer(request.GET.get("q", "")[:LONGEST].replace("\x00", ""))
    used = uses_of([one.tag.pk for one in offers])
    return JsonResponse({"results": [_row(one, used.get(one.tag.pk, {})) for one in offers]})


def uses_of(tags: list[int]) -> dict[int, dict[str, Any]]:
    """Return on how many stories of the desk each tag is (`stories`) and when last put on one. One query."""
    if not tags:
        return {}
    rows = Tagging.objects.filter(tag__in=tags).order_by().values("tag")
    return {row["tag"]: row for row in rows.annotate(stories=Count("pk"), last=Max("added_at"))}


def _row(one: Offer, used: dict[str, Any]) -> dict[str, Any]:
    tag, last = one.tag, used.get("last")
    return {
        "id": tag.pk,
        "name": tag.label,
        "kind": tag.get_kind_display(),
        "public": tag.name if tag.inner_name else "",
        "alias": one.alias,
        "stories": used.get("stories", 0),
        "last": date_format(timezone.localtime(last), "DATE_FORMAT") if last else "",
        "is_proposed": tag.state == Tag.State.PROPOSED,
        "is_lookalike": one.rank == LOOKALIKE,
    }
