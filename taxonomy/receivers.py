"""Turning plain saves and deletions into the vocabulary's own announcements."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from taxonomy import parents
from taxonomy.announcing import announce
from taxonomy.models import Contributor, ContributorLink, Section, Tag, TagName, VocabularyStamp
from taxonomy.signals import vocabulary_changed


def connect() -> None:
    """Connect the receivers; called when Django starts."""
    for model in (Section, Tag, Contributor):
        post_save.connect(announce_change, model, dispatch_uid="taxonomy.saved")
        post_delete.connect(announce_change, model, dispatch_uid="taxonomy.deleted")
    post_save.connect(announce_owner, ContributorLink, dispatch_uid="taxonomy.link_saved")
    post_delete.connect(announce_owner, ContributorLink, dispatch_uid="taxonomy.link_deleted")
    for through in (Tag.parents.through, Contributor.subjects.through):
        m2m_changed.connect(announce_relation, through, dispatch_uid="taxonomy.related")
    vocabulary_changed.connect(stamp, Tag, dispatch_uid="taxonomy.stamp_tag")
    for signal in (post_save, post_delete):
        signal.connect(stamp, TagName, dispatch_uid="taxonomy.stamp_name")
    m2m_changed.connect(parents.guard, Tag.parents.through, dispatch_uid="taxonomy.guard_parents")


def announce_change(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Announce what was saved or deleted; rows that a backup brings back are not news."""
    if not raw:
        announce(instance)


def announce_owner(sender: type[Model], instance: ContributorLink, raw: bool = False, **kwargs: Any) -> None:
    """A link is part of its contributor's page."""
    if not raw:
        announce(instance.contributor)


def announce_relation(sender: type[Model], instance: Model, action: str, **kwargs: Any) -> None:
    """Announce other parents, or other subjects of a contributor."""
    if action.startswith("post_"):
        announce(instance)


def stamp(sender: type[Model], raw: bool = False, **kwargs: Any) -> None:
    """Note, once the change is there for all, that the names of tags are no longer what they were."""
    transaction.on_commit(VocabularyStamp.renew)
