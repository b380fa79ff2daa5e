"""What merging tags does to stories, their pages and feeds: sentences for the preview."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import ngettext

from articles.models import Tagging
from published.models import PublishedTagging
from taxonomy.models import Tag


def tell(sources: Sequence[Tag], target: Tag) -> list[str]:
    """Say how many stories gain the target, have both, get another lead; what readers see. Four queries."""
    keys = [source.pk for source in sources]
    rows = Tagging.objects.filter(tag__in=keys)
    stories = rows.order_by().values("content_object").distinct()
    both = Exists(Tagging.objects.filter(content_object=OuterRef("content_object"), tag=target.pk))
    having_both = stories.filter(both).count()
    gained = stories.count() - having_both
    leads = rows.filter(position=0).count()
    pages = PublishedTagging.objects.filter(tag__in=keys).order_by().values("article").distinct().count()
    forwarding = len(keys)
    return [
        ngettext("%(count)d story gets “%(tag)s”.", "%(count)d stories get “%(tag)s”.", gained)
        % {"count": gained, "tag": target.label},
        ngettext(
            "%(count)d story has both and keeps one.",
            "%(count)d stories have both and keep one.",
            having_both,
        )
        % {"count": having_both},
        ngettext(
            "The lead of %(count)d story changes to “%(tag)s”.",
            "The lead of %(count)d stories changes to “%(tag)s”.",
            leads,
        )
        % {"count": leads, "tag": target.label},
        ngettext(
            "%(count)d public story page follows at once.",
            "%(count)d public story pages follow at once.",
            pages,
        )
        % {"count": pages},
        ngettext(
            "%(count)d tag page and its feeds forward for ever.",
            "%(count)d tag pages and their feeds forward for ever.",
            forwarding,
        )
        % {"count": forwarding},
    ]
