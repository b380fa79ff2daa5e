"""The demonstration's pictures, taken into the library through the door that uploads use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from exchange.demo import pictures
from exchange.demo.files import Row, vocabulary
from images.models import Image

MOST_THREADS = 4

Step = Callable[[], None]


def take_in(step: Step) -> dict[str, Image]:
    """Draw the pictures and take them in; return them by name. One that is there already is used again."""
    library = {}
    for name, image in _taken():
        library[name] = image
        step()
    return library


def _taken() -> Iterator[tuple[str, Image]]:
    """Draw and cut on every processor; inside a transaction one after the other, on its connection."""
    rows = vocabulary()["pictures"]
    names = [row["name"] for row in rows]
    if connection.in_atomic_block:
        yield from zip(names, map(_take_in, rows), strict=True)
        return
    with ThreadPoolExecutor(min(MOST_THREADS, os.cpu_count() or 1)) as pool:
        yield from zip(names, pool.map(_take_in_apart, rows), strict=True)


def _take_in_apart(row: Row) -> Image:
    """Take in on the connection of this thread, and close that."""
    try:
        return _take_in(row)
    finally:
        connection.close()


def _take_in(row: Row) -> Image:
    data = pictures.jpeg(row["name"])
    found = Image.objects.of_content(data).first()
    if found is None:
        return Image.take_in(data, file_name=f"{row['name']}.jpg", **_fields(row))
    if not found.has_current_renditions():
        found.make_renditions()
    return found


def _fields(row: Row) -> dict[str, str]:
    return {
        "title": row["title"],
        "alt_text": row["alt"],
        "caption": row.get("caption", ""),
        "credit": row["credit"],
        "copyright_holder": row["credit"].rpartition(" / ")[2],
    }
