"""What pages need to draw a picture, worked out from its renditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from images import renditions as rendering
from images.crops import SHAPES, Crop
from images.models.rendition import Rendition

if TYPE_CHECKING:
    from images.models import Image


def sources(image: Image, purpose: str, crop: Crop | None) -> dict[str, Any]:
    """Say what `Image.sources` says."""
    is_whole = image.no_crop and purpose != rendering.FULL
    shown = rendering.FULL if is_whole else purpose
    if shown == rendering.CROP and not _has(image, crop):
        shown = rendering.FULL
    by_format = _by_format(image, shown, crop)
    webp, avif = by_format.pop(Rendition.Format.WEBP, []), by_format.pop(Rendition.Format.AVIF, [])
    plain = next(iter(by_format.values()), [])
    if not plain:
        return {}
    found = {
        "id": image.pk,
        "src": plain[-1].file.url,
        "srcset_webp": _srcset(webp),
        "srcset_jpeg": _srcset(plain),
        "width": plain[-1].width,
        "height": plain[-1].height,
        "alt": image.alt_text,
        "caption": image.caption,
        "credit": image.credit,
        "colour": image.colour,
    }
    if plain[0].format == Rendition.Format.JPEG:  # under what is see-through it would shine through
        found["ground"] = ground(image.colour)
    if classes := _focus(image, shown, crop):
        found["focus"] = classes
    if avif:
        found["srcset_avif"] = _srcset(avif)
    return found | ({"whole": True} if is_whole else {})


def _has(image: Image, crop: Crop | None) -> bool:
    return crop is not None and any(one.cut == crop.name for one in image.renditions.all())


def _by_format(image: Image, purpose: str, crop: Crop | None) -> dict[str, list[Rendition]]:
    """The renditions of one purpose by format, narrowest first: those of `crop`, if it has them."""
    rows = sorted(
        (one for one in image.renditions.all() if one.purpose == purpose), key=lambda one: one.width
    )
    cut = crop.name if crop and any(one.cut == crop.name for one in rows) else ""
    found: dict[str, list[Rendition]] = {}
    for one in rows:
        if one.cut == cut:
            found.setdefault(one.format, []).append(one)
    return found


def _focus(image: Image, purpose: str, crop: Crop | None) -> str:
    """Name the classes by which a frame of another shape keeps the point in view; "" for the middle."""
    ratio = SHAPES[crop.shape] if crop and purpose == rendering.CROP else rendering.LADDER[purpose][0]
    focal = crop.focal if crop else (image.focal_x, image.focal_y)
    point = rendering.point_in_cut(image.width, image.height, ratio, focal)
    across, down = (round(part * 10) for part in point)
    return "" if (across, down) == (5, 5) else f"focus focus--x{across} focus--y{down}"


def ground(colour: str) -> str:
    """Name the classes of a colour (`static/css/picture.css`): "#8f6a42" is red 8, green 6, blue 4."""
    red, green, blue = colour[1:2], colour[3:4], colour[5:6]
    return f"ground ground--r{red} ground--g{green} ground--b{blue}" if blue else ""


def _srcset(cut: list[Rendition]) -> str:
    """https://html.spec.whatwg.org/multipage/images.html#srcset-attributes, by width."""
    return ", ".join(f"{one.file.url} {one.width}w" for one in cut)
