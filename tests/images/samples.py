"""Files to upload, made on the spot: good ones, odd ones and hostile ones."""

import io
import struct
import zlib
from functools import cache
from typing import Any

from PIL import Image as Pillow
from PIL import ImageCms, ImageDraw

GPS_TAG, ORIENTATION = 0x8825, 0x0112


def saved(picture: Pillow.Image, encoding: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, encoding, **options)
    return out.getvalue()


def opened(data: bytes) -> Pillow.Image:
    picture = Pillow.open(io.BytesIO(data))
    picture.load()
    return picture


def scene(width: int = 320, height: int = 200) -> Pillow.Image:
    """Red above left, green above right, blue below: so that turning and cutting show."""
    picture = Pillow.new("RGB", (width, height), (20, 40, 200))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width // 2, height // 2), fill=(220, 20, 20))
    draw.rectangle((width // 2, 0, width, height // 2), fill=(20, 200, 40))
    return picture


@cache
def jpeg(width: int = 320, height: int = 200, seed: int = 0) -> bytes:
    """Another file for each seed, of the same look."""
    return saved(scene(width, height), "JPEG", quality=90, comment=f"Number {seed}")


def turned_jpeg(orientation: int) -> bytes:
    exif = Pillow.Exif()
    exif[ORIENTATION] = orientation
    return saved(scene(), "JPEG", exif=exif, quality=95)


def gps_jpeg() -> bytes:
    """Taken at a known place, by a known camera."""
    exif = Pillow.Exif()
    exif[0x010F] = "SpyCam Works"
    exif[0x010E] = "The mayor at home"
    exif[GPS_TAG] = {1: "N", 2: (24.0, 51.0, 36.0), 3: "E", 4: (67.0, 0.0, 36.0)}
    return saved(scene(), "JPEG", exif=exif, comment=b"secret comment", dpi=(300, 300))


def iptc_jpeg(fields: dict[int, bytes], utf8: bool = True) -> bytes:
    """A JPEG with an IPTC-IIM block, as agencies send them."""
    records = b"\x1c\x01\x5a\x00\x03\x1b%G" if utf8 else b""
    for number, value in fields.items():
        records += b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(value)) + value
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + records + b"\x00" * (len(records) % 2)
    segment = b"Photoshop 3.0\x00" + block
    plain = jpeg()
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + plain[2:]


def xmp_jpeg(inner: str) -> bytes:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        f' photoshop:Credit="Reuters">{inner}</rdf:Description></rdf:RDF></x:xmpmeta>'
    )
    return saved(scene(), "JPEG", xmp=packet.encode())


def cmyk_jpeg() -> bytes:
    return saved(scene().convert("CMYK"), "JPEG", quality=95)


def deep_png() -> bytes:
    """16 bits a pixel, grey: from dark on the left to light on the right."""
    picture = Pillow.new("I;16", (256, 16))
    for across in range(256):
        for down in range(16):
            picture.putpixel((across, down), across * 257)
    return saved(picture, "PNG")


def palette_png() -> bytes:
    """A palette in which one colour is transparent, on the right half."""
    picture = Pillow.new("P", (64, 36), 0)
    picture.putpalette([255, 0, 0, 0, 255, 0])
    picture.paste(1, (32, 0, 64, 36))
    return saved(picture, "PNG", transparency=1)


def moving_gif(frames: int = 1000) -> bytes:
    """The first frame is red and all others blue."""
    first, *others = [
        Pillow.new("RGB", (32, 18), (255, 0, 0) if not n else (0, 0, 200 + n % 2)) for n in range(frames)
    ]
    return saved(first, "GIF", save_all=True, append_images=others)


def profiled_jpeg(profile: bytes) -> bytes:
    return saved(scene(), "JPEG", icc_profile=profile, quality=95)


def swapped_profile() -> bytes:
    """The sRGB profile with red and green changed over: by these numbers, red is green."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")


@cache
def bomb_png(width: int = 20_000, height: int = 20_000) -> bytes:
    """A valid PNG of very many equal pixels in a few kilobytes."""
    row = b"\x00" * (1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
