"""What the desk does when another room changes something that stands in stories."""

from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.utils.translation import gettext

from articles import bulk_tagging, tag_merge_effects
from articles.announcing import nothing_overdue
from articles.clock import start_clock
from articles.models import Article, LiveUpdate, PictureUse, Version
from articles.recomposing import recompose
from articles.showing import stories_having, uses_in_stories
from images.models import Image
from images.rows import users_of
from images.signals import picture_renewed
from images.uses import Use, register_finder
from newsroom.health import register
from newsroom.serving import at_server_start
from published.models import PublishedLiveUpdate
from taxonomy.effects import register_teller
from taxonomy.models import Contributor, Operation, Tag
from taxonomy.signals import contributor_renamed, vocabulary_merged
from taxonomy.undoing import register_long_undo, register_undo
from taxonomy.uses import register_finder as register_tag_finder


@receiver(contributor_renamed, dispatch_uid="articles.contributor_renamed")
def print_new_name(sender: Any, instance: Contributor, on_old_stories: bool, **kwargs: Any) -> None:
    """Compose the contributor's public stories again, when old stories are to say the new name."""
    if on_old_stories:
        named = Q(credits__contributor=instance) | Q(sources__contributor=instance)
        recompose(Article.objects.filter(named).distinct())


@receiver(vocabulary_merged, dispatch_uid="articles.vocabulary_merged")
def link_to_target(sender: Any, instance: Any, target: Any, undone: bool, **kwargs: Any) -> None:
    """Compose the stories of merged contributors again: their bylines link to the page that is left."""
    if isinstance(target, Contributor):
        people = [instance, target]
        named = Q(credits__contributor__in=people) | Q(sources__contributor__in=people)
        recompose(Article.objects.filter(named).distinct())


@receiver(picture_renewed, dispatch_uid="articles.picture_renewed")
def show_renewed_picture(sender: Any, image: Image, **kwargs: Any) -> int:
    """Compose the public stories that show a picture again, as the library has it now."""
    showing = PictureUse.objects.of_readers().filter(image_number=image.pk)
    stories = Q(pk__in=showing.values("version__article"))
    stories |= Q(pk__in=LiveUpdate.objects.filter(pictures=image).values("article"))
    return recompose(Article.objects.filter(stories))


def uses_in_live_entries(image: Image) -> list[Use]:
    """The live stories with an entry that shows a picture, and whether readers have it. Two queries."""
    shown = Article.objects.filter(live_updates__pictures=image).distinct()
    entries = PublishedLiveUpdate.objects.filter(pk__in=image.live_updates.values("pk"))
    public = set(entries.values_list("article", flat=True)) if shown else set()
    entry, out, desk = LiveUpdate._meta.verbose_name, gettext("public page"), gettext("on the desk")
    return [Use(article, f"{entry}, {out if article.pk in public else desk}") for article in shown]


def versions_with(tag: Tag) -> list[str]:
    """Say how many versions name a tag; reads all of them, for a deletion is rare."""
    pattern = rf"(^|[^0-9]){tag.pk}([^0-9]|$)"
    count = Version.objects.filter(document__tags__regex=pattern).count()
    return [f"{Version._meta.verbose_name_plural} ({count})"] if count else []


register_tag_finder(versions_with)
register_teller(Tag, tag_merge_effects.tell)
register_undo(Operation.Verb.BULK, bulk_tagging.undo_run)
register_long_undo(Operation.Verb.BULK, bulk_tagging.undo_on_its_page)
users_of.append(stories_having)
register_finder(
    uses_in_stories,
    in_use=lambda: PictureUse.objects.lasting().values("image_number"),
    in_public=lambda: PictureUse.objects.of_readers().values("image_number"),
)
_pictures = LiveUpdate.pictures.through.objects
register_finder(
    uses_in_live_entries,
    in_use=lambda: _pictures.values("image"),
    in_public=lambda: _pictures.filter(liveupdate__in=PublishedLiveUpdate.objects.values("pk")).values(
        "image"
    ),
)
register("overdue stories", nothing_overdue)
at_server_start(start_clock)
