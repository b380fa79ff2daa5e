"""Where files are kept that no address leads to."""

from pathlib import Path
from typing import Any, NoReturn

from django.core.files.storage import FileSystemStorage


def files_on_disk(folder: Path) -> dict[str, dict[str, Any]]:
    """Describe the two storages below the data folder: readers' files under media, originals beside it."""
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "originals": {
            "BACKEND": "newsroom.storages.PrivateStorage",
            "OPTIONS": {"location": folder / "originals"},
        },
    }


class PrivateStorage(FileSystemStorage):
    """Files on disk outside the folder that readers fetch from, such as originals of pictures."""

    def url(self, name: str | None) -> NoReturn:
        """Refuse: a private file has no address.

        AttributeError, so that Django's form widgets, which ask with getattr, show the file without a link.
        """
        raise AttributeError(f"'{name}' is private and has no address.")
