"""The queue of proposed tags: what was proposed, where it is used, what it looks like; a press settles it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article, Tagging
from taxonomy.dictionary import lookalikes
from taxonomy.errors import VocabularyError
from taxonomy.keys import key
from taxonomy.models import Operation, Tag, TagName

SHOWN, SAMPLES, MOST_ALIKE = 25, 3, 4


@dataclass
class Proposal:
    """A proposed tag with a few of its stories, how many there are, who proposed it, and tags like it."""

    tag: Tag
    made: Operation | None = None
    stories: list[Article] = field(default_factory=list)
    count: int = 0
    alike: list[Tag] = field(default_factory=list)


class ProposalPages:
    """Adds the queue to the story's admin class."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        """Put the queue below the stories."""
        wrap = self.admin_site.admin_view
        shown, settle = never_cache(require_safe(self.proposals_view)), require_POST(self.settle_view)
        return [
            path("tag-proposals/", wrap(shown), name="articles_tag_proposals"),
            path("tag-proposals/<int:number>/", wrap(settle), name="articles_settle_proposal"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def proposals_view(self, request: HttpRequest) -> HttpResponse:
        """Show the oldest proposals first, with what helps to decide."""
        _require(request)
        waiting = Tag.objects.unmerged().filter(state=Tag.State.PROPOSED)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Proposed tags"),
            "opts": self.opts,
            "proposals": gathered(list(waiting.order_by("pk")[:SHOWN])),
            "count": waiting.count(),
        }
        return render(request, "admin/articles/tag_proposals.html", context)

    def settle_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Approve a proposal, use another tag in its place, or refuse it. POST `do`, with `tag` for “use”."""
        _require(request)
        tag = Tag.objects.unmerged().filter(pk=number, state=Tag.State.PROPOSED).first()
        if tag is None:
            messages.info(request, _("Somebody has settled this proposal already."))
            return HttpResponseRedirect(reverse("admin:articles_tag_proposals"))
        try:
            messages.success(request, settle(tag, request.POST, request.user).summary)
        except VocabularyError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:articles_tag_proposals"))


def settle(tag: Tag, said: Any, by: Any) -> Operation:
    """Do what was said about a proposal. Raises `VocabularyError`, and Http404 for what nobody can say."""
    what, other = said.get("do", ""), said.get("tag", "")
    if what == "approve":
        return tag.approve(by=by)
    if what == "refuse":
        return tag.retire(by=by)
    if what == "use" and other.isascii() and other.isdigit() and len(other) < 19:
        target = Tag.objects.filter(pk=other).first()
        if target is not None:
            return tag.merge_into(target, by=by, confirmed=True)
    raise Http404


def gathered(tags: list[Tag]) -> list[Proposal]:
    """Add to each tag its newest stories, its maker and its look-alikes. Five queries for all of them."""
    found = {tag.pk: Proposal(tag) for tag in tags}
    if not found:
        return []
    taggings = Tagging.objects.filter(tag__in=found)
    newest = Window(RowNumber(), partition_by=F("tag"), order_by=F("pk").desc())
    samples = taggings.annotate(place=newest).filter(place__lte=SAMPLES).order_by("-pk")
    for tagging in samples.select_related("content_object").defer("content_object__body"):
        found[tagging.tag_id].stories.append(tagging.content_object)
    for number, count in taggings.order_by().values_list("tag").annotate(Count("pk")):
        found[number].count = count
    rows = Operation.objects.filter(verb=Operation.Verb.CREATE, noun=Operation.Noun.TAG).select_related("by")
    for operation in rows.filter(data__about__in=[[["taxonomy.tag", number]] for number in found]):
        one = found[operation.data["about"][0][1]]
        one.made = one.made or operation  # newest first
    _add_lookalikes(found)
    return list(found.values())


def _add_lookalikes(found: dict[int, Proposal]) -> None:
    near = {
        number: lookalikes().near(key(one.tag.label), most=MOST_ALIKE * 2) for number, one in found.items()
    }
    keys = {other for others in near.values() for other in others}
    holders: dict[str, list[Tag]] = {}
    rows = TagName.objects.filter(key__in=keys, tag__in=Tag.objects.usable()).select_related("tag")
    for row in rows:
        holders.setdefault(row.key, []).append(row.tag)  # type: ignore[arg-type]
    for number, one in found.items():
        alike = dict.fromkeys(tag for other in near[number] for tag in holders.get(other, ()))
        one.alike = [tag for tag in alike if tag.pk != number][:MOST_ALIKE]


def _require(request: HttpRequest) -> None:
    if not request.user.has_perm("taxonomy.approve_tag"):
        raise PermissionDenied
