"""What an upload has to pass: read the bytes, measure them, take out what is written in them."""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from images import metadata
from images.decoding import UnreadablePicture, decode
from images.likeness import difference_hash
from images.querysets import content_hash
from images.renditions import average_colour

# The average needs few pixels, and JPEG decodes an eighth of its size much faster than all of it.
PIXELS_FOR_AVERAGE = 64


def max_bytes() -> int:
    """The setting IMAGE_MAX_BYTES: the most bytes a file may have; 40 MB where it is not given."""
    return getattr(settings, "IMAGE_MAX_BYTES", 40 * 1024 * 1024)


class Incoming(NamedTuple):
    """What is true of the bytes of an upload, whatever was said about them."""

    format: str
    width: int
    height: int
    colour: str
    content_hash: str
    texts: metadata.Texts
    taken_on: date | None
    likeness: str


def examine(file: File) -> Incoming:
    """Read and decode an uploaded file. Raises UnreadablePicture with a sentence for the editor."""
    most = max_bytes()
    if file.size > most:
        raise UnreadablePicture(
            _("The file is %(size)s; the most is %(most)s. Make it smaller and upload that.")
            % {"size": filesizeformat(file.size), "most": filesizeformat(most)}
        )
    file.seek(0)
    data = file.read()
    file.seek(0)
    decoded = decode(data, wanted=PIXELS_FOR_AVERAGE)
    texts = metadata.read(data)
    taken_on = metadata.day_of(texts.pop("taken_on", ""))
    return Incoming(
        decoded.format,
        decoded.width,
        decoded.height,
        average_colour(decoded.picture),
        content_hash(data),
        texts,
        taken_on,
        difference_hash(decoded.picture),
    )
