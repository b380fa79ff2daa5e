"""Where the demonstration is loaded in tests: folders of its own, and pictures that cost nothing."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from django.test import override_settings
from PIL import Image as Pillow

from exchange.demo import pictures
from images.models import Image


@contextmanager
def surroundings(folder: Path) -> Iterator[Path]:
    """Write under this folder alone; for each picture one plain colour, since drawing takes seconds."""
    # A field asks for its storage once, when the class is made.
    field = Image._meta.get_field("file")
    originals = type(field.storage)(location=folder / "originals")
    with (
        override_settings(DATA_DIR=folder, MEDIA_ROOT=folder / "media"),
        patch.object(field, "storage", originals),
        patch.object(pictures, "jpeg", _plain),
    ):
        yield folder


def _plain(name: str) -> bytes:
    red, green, blue = hashlib.sha256(name.encode()).digest()[:3]
    out = io.BytesIO()
    Pillow.new("RGB", (64, 40), (red, green, blue)).save(out, "JPEG")
    return out.getvalue()
