"""“Try it”: change the weights of More News, see the effect on ten stories, then save them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles.forms.weights import WeightsForm
from articles.models import Article
from published.editions import raise_edition
from published.models import MoreNewsWeights, PublishedArticle, PublishedTagging
from published.more_news import Kept, Layer, Subject, Weights, gather, more_news, scored, weights
from published.more_news.keeping import fill_recent
from taxonomy.models import Tag

STORIES = 10
# Reckoned again at once when new weights are saved; the rest follows in the night.
DAYS_AT_ONCE = 1


@dataclass(frozen=True)
class Tried:
    """A story with its lines as they are and as they would be."""

    story: PublishedArticle
    now: list[Any]
    then: list[Any]

    @property
    def is_changed(self) -> bool:
        """Say whether readers would see something else."""
        return [line.pk for line, _is_new in self.now] != [line.pk for line, _is_new in self.then]


class TryingWeights:
    """Adds the page to the story's admin class."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(never_cache(self.weights_view))
        return [path("more-news-weights/", view, name="articles_weights"), *super().get_urls()]  # type: ignore[misc]

    def weights_view(self, request: HttpRequest) -> HttpResponse:
        """Show the weights and their effect; save them when the button says so. Some ten queries a story."""
        if not request.user.has_perm("published.weigh_more_news"):
            raise PermissionDenied
        present = weights()
        form = WeightsForm(request.POST or None, initial=asdict(present))
        is_valid = request.method == "POST" and form.is_valid()
        if is_valid and "_save" in request.POST:
            save_weights(form.weights())
            messages.success(request, _("Saved. Stories of the last day follow at once, older ones tonight."))
            return HttpResponseRedirect(reverse("admin:articles_weights"))
        context = self.admin_site.each_context(request) | {
            "title": _("Weights of More News"),
            "opts": Article._meta,
            "form": form,
            "is_tried": is_valid,
            "tried": effect_of(present, form.weights() if is_valid else present),
        }
        return render(request, "admin/articles/weights.html", context)


def save_weights(new: Weights) -> None:
    """Put weights in force and reckon the newest stories by them."""
    with transaction.atomic():
        MoreNewsWeights.objects.update_or_create(pk=1, defaults={"values": new.changed()})
        raise_edition()
    fill_recent(days=DAYS_AT_ONCE)
    raise_edition()


def effect_of(present: Weights, new: Weights, at: datetime | None = None) -> list[Tried]:
    """Return the lines of the ten newest stories by two sets of weights."""
    at = at or timezone.now()
    stories = PublishedArticle.objects.public(at).listed().for_page().latest_first()[:STORIES]
    return [_effect_on(story, present, new, at) for story in stories]


def _effect_on(story: PublishedArticle, present: Weights, new: Weights, at: datetime) -> Tried:
    rows = PublishedTagging.objects.filter(article=story).select_related("tag").order_by("position", "id")
    tags = [row.tag for row in rows]
    gathered = gather(Subject.of(story, [tag.pk for tag in tags]))
    readable = [tag for tag in tags if tag.state != Tag.State.PROPOSED and not tag.is_hidden]
    now: list[Any] = []
    then: list[Any] = []
    for by, lines in ((present, now), (new, then)):
        kept = {
            line.other: Kept(line.score, line.shared, line.affair)
            for line in scored(gathered, by)
            if line.score >= by.lowest
        }
        entries = more_news(story, readable, at, kept=kept, by=by)
        lines += [entry.story for entry in entries if entry.story and entry.layer == Layer.SCORE]
    before, after = {line.pk for line in now}, {line.pk for line in then}
    return Tried(
        story,
        now=[(line, line.pk not in after) for line in now],
        then=[(line, line.pk not in before) for line in then],
    )
