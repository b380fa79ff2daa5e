"""Make the renditions of a picture: bytes and a focal point in, bytes out. No model, no storage."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from django.conf import settings
from PIL import Image as Pillow

from images.crops import SHAPES, Crop, Focal
from images.decoding import Decoded, decode

FULL, CARD, CROP = "full", "card", "crop"
LADDER: dict[str, tuple[Fraction | None, tuple[int, ...]]] = {
    FULL: (None, (480, 960, 1600)),
    CARD: (Fraction(16, 9), (480, 960)),
}
# What one use in a text has cut to a shape of its own.
CROP_WIDTHS = (480, 960, 1600)
LARGEST = 1600
# WebP holds no side longer than 16,383 pixels.
LONGEST_SIDE = 16_000
ENCODINGS: dict[str, dict[str, int | bool]] = {
    "WEBP": {"quality": 78, "alpha_quality": 90, "method": 4},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {"compress_level": 6},
}
# Made as well where the setting asks for it: smaller files for readers, four times the work at upload.
AVIF_ENCODING: dict[str, int | bool] = {"quality": 60, "speed": 8}
EXTENSIONS = {"WEBP": "webp", "JPEG": "jpg", "PNG": "png", "AVIF": "avif"}
CONTENT_TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "png": "image/png", "avif": "image/avif"}
# Raise the number when the code below comes to cut differently; ladder and encodings count by themselves.
RECIPE = f"1 {LADDER} {ENCODINGS}"

Box = tuple[float, float, float, float]


class Made(NamedTuple):
    """One rendition: what it is for, its size in pixels, its Pillow format name, and the file.

    `crop` is what a single use asked for, None for the renditions of the library.
    """

    purpose: str
    width: int
    height: int
    format: str
    data: bytes
    crop: Crop | None = None

    @property
    def name(self) -> str:
        """The file's name inside the folder of its set, such as `card-480.webp`."""
        return f"{self.purpose}-{self.width}.{EXTENSIONS[self.format]}"


def digest(content_hash: str, crop: Crop) -> str:
    """Name a set of renditions by everything that decides what it shows: source, crop and recipe.

    Twenty hex digits, so that the address of a picture not yet public cannot be guessed either.
    """
    recipe = f"{RECIPE} {AVIF_ENCODING}" if makes_avif() else RECIPE
    shape = f" {crop.shape} {CROP_WIDTHS}" if crop.shape else ""
    named = f"{content_hash} {crop.focal[0]:.4f} {crop.focal[1]:.4f} {recipe}{shape}"
    return hashlib.sha256(named.encode()).hexdigest()[:20]


def makes_avif() -> bool:
    """The setting IMAGE_AVIF: whether AVIF files are made beside the others; no where it is not given."""
    return bool(getattr(settings, "IMAGE_AVIF", False))


def make(
    data: bytes, focal_x: float = 0.5, focal_y: float = 0.5, *, crops: Sequence[Crop] = ()
) -> Iterator[Made]:
    """Make every rendition of the ladder, decoding the original once.

    The focal point is given in parts of width and height, 0 to 1; `crops` are those of single uses.
    Nothing is enlarged: a picture narrower than a rung comes in its own width, once. Raises
    UnreadablePicture.
    """
    picture = decode(data, wanted=LARGEST)
    for purpose, (ratio, widths) in LADDER.items():
        yield from _rungs(picture, purpose, ratio, widths, (focal_x, focal_y), None)
    for crop in crops:
        yield from _cropped(picture, crop)


def make_crops(data: bytes, crops: Sequence[Crop]) -> list[Made]:
    """Make the renditions of single uses alone, decoding the original once. Raises as `make`."""
    picture = decode(data, wanted=LARGEST)
    return [made for crop in crops for made in _cropped(picture, crop)]


def _cropped(picture: Decoded, crop: Crop) -> Iterator[Made]:
    if crop.shape:
        yield from _rungs(picture, CROP, SHAPES[crop.shape], CROP_WIDTHS, crop.focal, crop)
    else:
        yield from _rungs(picture, CARD, *LADDER[CARD], crop.focal, crop)


def _rungs(
    picture: Decoded,
    purpose: str,
    ratio: Fraction | None,
    widths: tuple[int, ...],
    focal: Focal,
    crop: Crop | None,
) -> Iterator[Made]:
    for size, box in _sizes(picture, widths, ratio, focal):
        cut = _cut(picture.picture, size, box)
        for encoding in formats(picture.picture):
            yield Made(purpose, *size, encoding, encode(cut, encoding), crop)


def formats(picture: Pillow.Image) -> tuple[str, ...]:
    """WebP, and the format that everything else can read: PNG where something shines through."""
    plain = ("WEBP", "PNG" if picture.mode == "RGBA" else "JPEG")
    return ("AVIF", *plain) if makes_avif() else plain


def crop_box(width: int, height: int, ratio: Fraction | None, focal: Focal) -> Box:
    """The largest box of a ratio inside a picture, as near to centred on the focal point as edges allow."""
    if ratio is None:
        return (0, 0, width, height)
    wide, high = min(width, height * float(ratio)), min(height, width / float(ratio))
    left = min(max(focal[0] * width - wide / 2, 0), width - wide)
    top = min(max(focal[1] * height - high / 2, 0), height - high)
    return (left, top, left + wide, top + high)


def point_in_cut(width: int, height: int, ratio: Fraction | None, focal: Focal) -> Focal:
    """Where the focal point lies inside the cut that is made around it, in parts of the cut."""
    left, top, right, bottom = crop_box(width, height, ratio, focal)
    across, down = focal[0] * width - left, focal[1] * height - top
    return min(max(across / (right - left), 0.0), 1.0), min(max(down / (bottom - top), 0.0), 1.0)


def encode(picture: Pillow.Image, encoding: str) -> bytes:
    """Write a picture as WEBP, JPEG, PNG or AVIF at the house's quality, with no metadata at all."""
    out = io.BytesIO()
    options = AVIF_ENCODING if encoding == "AVIF" else ENCODINGS[encoding]
    picture.save(out, encoding, **options)
    return out.getvalue()


def average_colour(picture: Pillow.Image) -> str:
    """The colour to show while a picture loads, as `#rrggbb`."""
    return "#" + picture.convert("RGB").resize((1, 1), Pillow.Resampling.BOX).tobytes().hex()


def _sizes(
    picture: Decoded, widths: tuple[int, ...], ratio: Fraction | None, focal: Focal
) -> Iterator[tuple[tuple[int, int], Box]]:
    """Each different size to make, smallest first, with the box to cut it from."""
    original = crop_box(picture.width, picture.height, ratio, focal)
    wide, high = original[2] - original[0], original[3] - original[1]
    box = crop_box(*picture.picture.size, ratio, focal)
    for width in sorted({max(1, int(min(rung, wide, LONGEST_SIDE * wide / high))) for rung in widths}):
        yield (width, max(1, round(width * high / wide))), box


def _cut(picture: Pillow.Image, size: tuple[int, int], box: Box) -> Pillow.Image:
    return picture.resize(size, Pillow.Resampling.LANCZOS, box=box, reducing_gap=3.0)
