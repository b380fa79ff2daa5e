"""Where files of pictures lie: originals in private, renditions where readers fetch them."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages

from images.decoding import EXTENSIONS

if TYPE_CHECKING:
    from images.models import Image

PUBLIC_PREFIX = "renditions"


def originals() -> Storage:
    """The storage that no address leads to."""
    return storages["originals"]


def original_name(image: Image, file_name: str) -> str:
    """Name an original by month, content and decoded format; the client's file name decides nothing."""
    if not image.content_hash:
        raise ValueError("Call full_clean() before saving a new file: only then is it known what it is.")
    return f"{image.created_at:%Y/%m}/{image.content_hash}.{EXTENSIONS[image.format]}"


def folder_of(image_pk: int) -> str:
    """The folder with every rendition ever made of one picture."""
    return f"{PUBLIC_PREFIX}/{image_pk}"


def put(name: str, data: bytes) -> str:
    """Write a public file and return the name it got.

    The name says the content, so a file of the right length is left as it is; any other is the torso of a
    write that broke off, and is replaced.
    """
    if default_storage.exists(name):
        if default_storage.size(name) == len(data):
            return name
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(data))


def remove_renditions(image_pk: int) -> None:
    """Delete every rendition file of a picture that is gone."""
    _remove_folder(folder_of(image_pk))


def _remove_folder(folder: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        folders, files = default_storage.listdir(folder)
        for name in files:
            default_storage.delete(f"{folder}/{name}")
        for name in folders:
            _remove_folder(f"{folder}/{name}")
        # On disk this removes the folder, now empty; an object store has none.
        default_storage.delete(folder)
