"""The largest pictures that are taken: less than a gigabyte and twenty seconds, from file to renditions."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from images import decoding
from tests.images import samples

MOST_MEGABYTES, MOST_SECONDS = 1000, 20
WORK = """
import sys, time
import django
django.setup()
from django.core.files.base import ContentFile
from images.decoding import UnreadablePicture
from images.incoming import examine
from images.renditions import make
data = sys.stdin.buffer.read()
try:
    examine(ContentFile(data))
    made = len(list(make(data)))
except UnreadablePicture:
    made = 0
# Not getrusage: that counts the memory of whoever started this process, too.
(most,) = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(made, int(most.split()[1]) // 1024, time.process_time())
"""


def cost(data: bytes, folder) -> tuple[int, int, float]:
    """Return how many files were made, the most megabytes held, and the processor's seconds."""
    environment = os.environ | {
        "NEWSROOM_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    command = [sys.executable, "-c", WORK]
    done = subprocess.run(command, input=data, env=environment, capture_output=True, check=True)
    made, megabytes, seconds = done.stdout.split()
    return int(made), int(megabytes), float(seconds)


KEPT = Path(__file__).parent / "files"
# Of each format the file that decoders need most memory for, just below the limit of its format.
LARGEST = {
    "one-bit PNG": lambda: samples.bomb_png(10_000, 10_000),
    "see-through PNG": lambda: samples.saved(
        samples.scene(9_990, 9_990).convert("RGBA"), "PNG", compress_level=1
    ),
    "GIF": lambda: samples.saved(samples.scene(10_000, 10_000), "GIF"),
    "WebP": lambda: samples.saved(samples.scene(7_071, 7_071), "WEBP", method=0, quality=10),
    "AVIF": (KEPT / "large.avif").read_bytes,
    "HEIC": (KEPT / "large.heic").read_bytes,
    "progressive JPEG of four colours": lambda: samples.saved(
        samples.scene(9_990, 9_990).convert("CMYK"), "JPEG", progressive=True, quality=30
    ),
}
TOO_LARGE = {
    "PNG": samples.bomb_png,
    "GIF": lambda: b"GIF89a" + b"\x60\xea" * 2 + b"\x00" * 400,
    "broken PNG": lambda: samples.bomb_png(10_000, 10_000)[:-4_000],
}
needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")


@needs_proc
@pytest.mark.parametrize("kind", LARGEST)
def test_it_takes_the_largest_within_its_means(kind, tmp_path):
    """The seconds are the processor's: a busy machine is no fault of the picture's."""
    made, megabytes, seconds = cost(LARGEST[kind](), tmp_path)
    assert made == 10
    assert megabytes < MOST_MEGABYTES
    assert seconds < MOST_SECONDS


@needs_proc
@pytest.mark.parametrize("kind", TOO_LARGE)
def test_it_refuses_bombs_within_the_same_means(kind, tmp_path):
    made, megabytes, seconds = cost(TOO_LARGE[kind](), tmp_path)
    assert made == 0
    assert megabytes < MOST_MEGABYTES
    assert seconds < MOST_SECONDS


@pytest.mark.parametrize("name", ["large.avif", "large.heic"])
def test_it_says_how_large_a_picture_of_its_format_may_be(name, monkeypatch):
    monkeypatch.setitem(decoding.FEWER_PIXELS, "AVIF", 40_000_000)
    monkeypatch.setitem(decoding.FEWER_PIXELS, "HEIF", 40_000_000)
    with pytest.raises(decoding.UnreadablePicture, match="may have 40 megapixels, and this has more"):
        decoding.open_header((KEPT / name).read_bytes())
