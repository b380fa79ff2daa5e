"""Turn the bytes of an unknown file into an upright sRGB picture, or refuse it with a sentence.

Nothing a client says about a file (name, type, size) is believed: only what Pillow decodes.
"""

import contextlib
import io
import logging
import threading
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageCms
from PIL.ImageFile import ImageFile

logger = logging.getLogger(__name__)

MAX_PIXELS = 100_000_000
MAX_SIDE = 65_500
BAND_ROWS = 512
# Pillow's own limit is a warning below twice this number; both are errors here.
Pillow.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Pillow.DecompressionBombWarning)

# What decoders need most memory for takes fewer pixels, so that no picture takes a gigabyte: these hand back
# nothing before they have the whole, and keep two or three copies meanwhile (measured; decision 025).
FEWER_PIXELS = dict.fromkeys(("WEBP", "AVIF", "HEIF"), 50_000_000)
# From here on one picture is decoded at a time in a process, however many are uploaded.
LARGE = 12_000_000
_one_large_at_a_time = threading.Lock()

# What Pillow calls a format, and how a file of it is called here.
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif", "HEIF": "heic"}
# Phones take HEIC; its decoder is a package of its own, which an operator may add (decision 025).
try:
    from pi_heif import register_heif_opener
except ImportError:
    READS_HEIC = False
else:
    READS_HEIC = True
    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
_NAMES = {"WEBP": "WebP", "HEIF": "HEIC"}
READABLE = [name for name in EXTENSIONS if name != "HEIF" or READS_HEIC]
ORIENTATION_TAG = 0x0112
UPRIGHT = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
SRGB = ImageCms.createProfile("sRGB")


class UnreadablePicture(ValueError):
    """The file is not a picture that can be shown; the text is a sentence for the editor."""


class Decoded(NamedTuple):
    """A picture ready to be cut: `picture` is RGB or RGBA in sRGB, upright, without metadata.

    `width` and `height` are the upright pixels of the file; `picture` may be smaller (see `decode`).
    """

    picture: Pillow.Image
    width: int
    height: int
    format: str


def open_header(data: bytes) -> ImageFile:
    """Read the header alone and check kind and size, before a pixel is decoded. Raises UnreadablePicture."""
    if not data:
        raise UnreadablePicture(_("The file is empty. Export the picture again and upload that file."))
    try:
        opened = Pillow.open(io.BytesIO(data), formats=READABLE)
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise UnreadablePicture(_too_large(MAX_PIXELS)) from error
    except Exception as error:  # a hostile file makes a decoder raise almost anything
        raise UnreadablePicture(_unknown(data)) from error
    most = FEWER_PIXELS.get(opened.format or "", MAX_PIXELS)
    if opened.width * opened.height > most or max(opened.size) > MAX_SIDE:
        raise UnreadablePicture(_too_large(most, opened.format if most < MAX_PIXELS else None))
    return opened


def decode(data: bytes, wanted: int) -> Decoded:
    """Decode the first frame whole, so that damage shows, and put it upright in sRGB without metadata.

    The picture handed back may be reduced, but neither side below `wanted` pixels on that account.
    Raises UnreadablePicture.
    """
    opened = open_header(data)
    with _at_most_one_large(opened.width * opened.height):
        return _decoded(opened, wanted)


@contextlib.contextmanager
def _at_most_one_large(pixels: int) -> Iterator[None]:
    if pixels < LARGE:
        yield
        return
    with _one_large_at_a_time:
        yield


def _decoded(opened: ImageFile, wanted: int) -> Decoded:
    width, height, kind = *opened.size, opened.format or ""
    opened.draft(None, (wanted, wanted))
    try:
        opened.load()
        # Not earlier: asked before loading, Pillow loads a PNG itself, and a fault there would be lost.
        turn = _orientation(opened)
    except Exception as error:  # see open_header
        logger.info("A picture could not be decoded: %r", error)
        raise UnreadablePicture(
            _("The picture is damaged or incomplete. Export it again and upload that file.")
        ) from error
    try:
        picture = _to_srgb(_reduced(opened, wanted))
    except Exception as error:  # see open_header
        logger.info("A picture could not be converted: %r", error)
        raise UnreadablePicture(
            _("The colours of this picture cannot be read. Export it as sRGB.")
        ) from error
    if turn in UPRIGHT:
        picture = picture.transpose(UPRIGHT[turn])
    # Pillow writes some of `info` (comments, profiles, resolution) into what it saves: leave it nothing.
    picture.info = {}
    if turn >= 5:
        width, height = height, width
    # Phones write JPEG files with a second picture inside, which Pillow calls MPO.
    return Decoded(picture, width, height, kind if kind in EXTENSIONS else "JPEG")


def _too_large(most: int, kind: str | None = None) -> str:
    if kind:
        return _(
            "A %(kind)s picture may have %(most)d megapixels, and this has more. "
            "Make it smaller, or export it as JPEG."
        ) % {"kind": _NAMES.get(kind, kind), "most": most // 1_000_000}
    return _("The picture is larger than 100 megapixels. Make it smaller and upload that file.")


def _unknown(data: bytes) -> str:
    if not READS_HEIC and data[4:8] == b"ftyp" and data[8:11] in (b"hei", b"mif", b"hev"):
        return _(
            "This is a HEIC picture, as phones take them, which the site cannot read. Export it as JPEG."
        )
    return _("This is damaged, or not a picture the site can read. Upload JPEG, PNG, WebP, AVIF or GIF.")


def _orientation(opened: Pillow.Image) -> int:
    """EXIF orientation 1 to 8; broken EXIF counts as upright."""
    try:
        value = opened.getexif().get(ORIENTATION_TAG, 1)
    except Exception:  # see open_header
        return 1
    return value if value in UPRIGHT else 1


def _reduced(opened: Pillow.Image, wanted: int) -> Pillow.Image:
    """Shrink by a whole factor before the dear steps, keeping both sides at `wanted` pixels or more.

    Band by band, so that 100 megapixels need little more memory than they were decoded into.
    """
    factor = min(opened.size) // wanted
    if factor < 2:
        return _plain(opened)
    small: Pillow.Image | None = None
    tall = factor * max(1, BAND_ROWS // factor)
    for top in range(0, opened.height, tall):
        band = _plain(opened.crop((0, top, opened.width, min(top + tall, opened.height))))
        if band.mode in ("LA", "RGBA"):
            # Premultiplied, so that the colour hidden under transparent pixels does not bleed out.
            band = band.convert("RGBA").convert("RGBa")
        band = band.reduce(factor)
        if small is None:
            small = Pillow.new(band.mode, (band.width, -(-opened.height // factor)))
            small.info = {"icc_profile": opened.info.get("icc_profile")}
        small.paste(band, (0, top // factor))
    return _plain(small or opened)


def _plain(picture: Pillow.Image) -> Pillow.Image:
    """Bring palette, one-bit and 16-bit pictures to 8 bits a channel, keeping transparency and profile."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        # Pillow's own conversion cuts all above 255 to white; a transparent grey would have 16 bits too.
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
        picture.info.pop("transparency", None)
    if picture.mode in ("PA", "La", "RGBa") or ("transparency" in picture.info and picture.mode != "RGBA"):
        picture = picture.convert("RGBA")
    elif picture.mode not in ("L", "LA", "RGB", "RGBA", "CMYK"):
        picture = picture.convert("RGB")
    if profile:
        picture.info["icc_profile"] = profile
    return picture


def _to_srgb(picture: Pillow.Image) -> Pillow.Image:
    """Apply the file's colour profile, when it has a usable one, and end in RGB or RGBA."""
    alpha = picture.getchannel("A") if picture.mode in ("LA", "RGBA") else None
    if alpha and alpha.getextrema() == (255, 255):
        alpha = None
    profile = picture.info.get("icc_profile")
    if picture.mode in ("LA", "RGBA"):
        picture = picture.convert(picture.mode[:-1])
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            picture = ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB") or picture
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError) as error:
            # A broken or foreign profile: the plain numbers are the best guess left.
            logger.info("A colour profile was left aside: %s", error)
    picture = picture.convert("RGB")
    if alpha:
        picture.putalpha(alpha)
    return picture
