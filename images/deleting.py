"""What must happen whichever way a picture is deleted: in the admin, by a queryset, by a command."""

import logging
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.signals import post_delete, pre_delete

from images.models import Image
from images.storing import remove_renditions
from images.uses import found_inside_texts

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listen to deletions; called once when the application is ready."""
    pre_delete.connect(_refuse_while_in_use, sender=Image, dispatch_uid="images.refuse_while_in_use")
    post_delete.connect(_remove_files, sender=Image, dispatch_uid="images.remove_files")


def _refuse_while_in_use(sender: type[Image], instance: Image, **_kwargs: Any) -> None:
    """Relations refuse by themselves (PROTECT); this is for pictures inside texts, which have none."""
    uses = found_inside_texts(instance)
    if uses:
        raise ProtectedError(f"Picture {instance.pk} stands in a text.", set(uses))


def _remove_files(sender: type[Image], instance: Image, **_kwargs: Any) -> None:
    """Only once the deletion can no longer be undone. A file that cannot be removed is left, and logged."""
    pk, original, storage = instance.pk, instance.file.name, instance.file.storage

    def remove() -> None:
        if original:
            storage.delete(original)
        remove_renditions(pk)

    transaction.on_commit(remove, robust=True)
