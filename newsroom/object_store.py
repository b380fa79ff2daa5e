"""Files in an S3 object store, by django-storages: what the settings name when STORAGE_URL is set."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NoReturn, TypeVar
from urllib.parse import quote

from botocore.exceptions import ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

KEPT = {"CacheControl": "public, max-age=31536000, immutable"}
MISSING = ("404", "NoSuchKey")
Answer = TypeVar("Answer")


class PrivateObjects(S3Storage):
    """Files that no address leads to, such as originals of pictures."""

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse, as `newsroom.storages.PrivateStorage` does."""
        raise AttributeError(f"'{name}' is private and has no address.")


class PublicObjects(S3Storage):
    """Files that readers fetch, at addresses that stay the same for ever: no signature, no expiry.

    Missing files raise FileNotFoundError, as they do on disk.
    """

    def get_default_settings(self) -> dict[str, Any]:
        """Know one option more: the address at which readers fetch the bucket."""
        return super().get_default_settings() | {"public_address": ""}

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        """Have the store itself tell browsers to keep renditions, whose names say their content, for ever."""
        return super().get_object_parameters(name) | (KEPT if name.startswith("renditions/") else {})

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        """Say the address of a file: below the public address of the bucket, else below the site's own."""
        base = f"{self.public_address}/" if self.public_address else settings.MEDIA_URL
        return base + quote(name or "")

    def get_modified_time(self, name: str) -> datetime:
        """Ask when a file was written. Raises FileNotFoundError."""
        return _found(super().get_modified_time, name)

    def size(self, name: str) -> int:
        """Ask how many bytes a file has. Raises FileNotFoundError."""
        return _found(super().size, name)


def _found(ask: Callable[[str], Answer], name: str) -> Answer:
    try:
        return ask(name)
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in MISSING:
            raise FileNotFoundError(name) from error
        raise
