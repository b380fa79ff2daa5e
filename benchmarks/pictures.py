"""What a photograph costs from file to all renditions, against plain Pillow doing the same work.

A JPEG of 24 megapixels, as a camera writes it, goes through the picture room (decoded, upright, in sRGB, all
sizes and formats) and through a loop of calls to Pillow that makes the very same files. Both run in processes
of their own, in turn, so that a busy machine slows both alike. What counts is the processor time of each and
its ratio; how long it took and the most memory it held stand beside it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 6000, 4000
MOST_SECONDS, MOST_MEGABYTES, MOST_TIMES = 6.0, 500, 1.15


def measure(rounds: int = 5) -> dict[str, dict[str, float]]:
    """Measure both in turn, print the table and return the medians of each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photograph.jpg"
        path.write_bytes(photograph())
        figures: dict[str, list[dict[str, float]]] = {"pillow": [], "newsroom": []}
        for number in range(rounds):
            print(f"- Pictures, round {number + 1} of {rounds}", flush=True)
            for name, found in figures.items():
                found.append(_in_a_process(name, path))
    return _report(figures)


def photograph() -> bytes:
    """Return a JPEG with the grain and the edges of a photograph, the same each time."""
    import io

    from PIL import Image as Pillow

    grain = Pillow.effect_noise((WIDTH // 8, HEIGHT // 8), 60).resize(
        (WIDTH, HEIGHT), Pillow.Resampling.BICUBIC
    )
    across = Pillow.linear_gradient("L").rotate(90).resize((WIDTH, HEIGHT))
    round_ = Pillow.radial_gradient("L").resize((WIDTH, HEIGHT))
    out = io.BytesIO()
    Pillow.merge("RGB", (grain, across, round_)).save(out, "JPEG", quality=92)
    return out.getvalue()


def with_newsroom(data: bytes) -> int:
    """Make all renditions as an upload does; return how many."""
    from images.renditions import make

    return len(list(make(data, 0.4, 0.6)))


def with_pillow(data: bytes) -> int:
    """Make the same files with nothing but Pillow, by the room's own table of sizes and qualities."""
    import io

    from PIL import Image as Pillow

    from images.renditions import ENCODINGS, LADDER, LARGEST, crop_box

    opened = Pillow.open(io.BytesIO(data))
    opened.draft("RGB", (LARGEST, LARGEST))
    picture = opened.convert("RGB")
    made = 0
    for ratio, widths in LADDER.values():
        box = crop_box(*picture.size, ratio, (0.4, 0.6))
        for width in widths:
            size = (width, round(width * (box[3] - box[1]) / (box[2] - box[0])))
            cut = picture.resize(size, Pillow.Resampling.LANCZOS, box=box, reducing_gap=3.0)
            for encoding in ("WEBP", "JPEG"):
                cut.save(io.BytesIO(), encoding, **ENCODINGS[encoding])
                made += 1
    return made


WORK: dict[str, Callable[[bytes], int]] = {"pillow": with_pillow, "newsroom": with_newsroom}


def _in_a_process(name: str, path: Path) -> dict[str, float]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "NEWSROOM_DATA": str(path.parent),
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.pictures", name, str(path)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _work(name: str, path: Path) -> None:
    """Do the work once, after everything has been loaded, and print its figures."""
    import django

    django.setup()
    data = path.read_bytes()
    start, used = time.perf_counter(), time.process_time()
    made = WORK[name](data)
    figures = {
        "seconds": time.perf_counter() - start,
        "processor": time.process_time() - used,
        "megabytes": _most_megabytes(),
        "made": made,
    }
    print(json.dumps(figures))


def _most_megabytes() -> float:
    """Read the most memory this process held; what getrusage says counts that of its parent, too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _report(figures: dict[str, list[dict[str, float]]]) -> dict[str, dict[str, float]]:
    medians: dict[str, dict[str, float]] = {
        name: {key: statistics.median(one[key] for one in found) for key in found[0]}
        for name, found in figures.items()
    }
    print(f"\n{'24 megapixels':14} {'processor s':>12} {'waiting s':>10} {'megabytes':>10} {'files':>6}")
    for name, row in medians.items():
        print(
            f"{name:14} {row['processor']:12.2f} {row['seconds']:10.2f}"
            f" {row['megabytes']:10.0f} {row['made']:6.0f}"
        )
    ours, plain = medians["newsroom"], medians["pillow"]
    times = ours["processor"] / plain["processor"]
    print(f"newsroom takes {times:.2f} times what plain Pillow takes (at most {MOST_TIMES})")
    return medians


def are_within_limits(medians: dict[str, dict[str, float]]) -> bool:
    """Tell whether the room takes no more than it may, and made every file."""
    ours, plain = medians["newsroom"], medians["pillow"]
    times = ours["processor"] / plain["processor"]
    return (
        times <= MOST_TIMES
        and ours["processor"] <= MOST_SECONDS
        and ours["megabytes"] <= MOST_MEGABYTES
        and ours["made"] == plain["made"]
    )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _work(sys.argv[1], Path(sys.argv[2]))
    elif not are_within_limits(measure()):
        sys.exit("Stopped: pictures cost more than they may.")
