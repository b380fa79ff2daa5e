"""Which program makes the pages: a page of the code before the last upgrade is not today's page."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

# What differs from machine to machine and shows on no page.
_OWN = {
    "NEWSROOM_DATA", "NEWSROOM_WORKERS", "NEWSROOM_PAGE_CACHE_MB", "NEWSROOM_LOG_LEVEL", "NEWSROOM_LOG_FILE",
    "NEWSROOM_SECRET_KEY", "NEWSROOM_PURGE_TOKEN", "NEWSROOM_CHROMIUM",
}  # fmt: skip
_KINDS = {".py", ".html", ".xml", ".txt", ".css", ".js", ".svg", ".mo"}
_LEFT_OUT = {".venv", ".git", "var", "tests", "benchmarks", "docs", "node_modules", "build"}


@lru_cache(maxsize=1)
def program() -> str:
    """Return a word for the code, templates, files and settings that pages are made of.

    Two machines with the same ones give the same word. Reads every file of the project once in a process.
    """
    said = hashlib.blake2b(digest_size=16)
    for name, value in sorted(os.environ.items()):
        if (name.startswith("NEWSROOM_") and name not in _OWN) or name == "STORAGE_URL":
            said.update(f"{name}={value}\n".encode(errors="replace"))
    for path in _files(Path(settings.BASE_DIR)):
        said.update(path.read_bytes())
    return said.hexdigest()


def _files(base: Path) -> list[Path]:
    return [
        path
        for folder in sorted(base.iterdir())
        if folder.is_dir() and folder.name not in _LEFT_OUT and not folder.name.startswith(".")
        for path in sorted(folder.rglob("*"))
        if path.suffix in _KINDS and path.is_file()
    ]
