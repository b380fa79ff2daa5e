"""Rooms import one way: a draft cannot leak from a room that has no door to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HELPERS = {
    "newsroom.base_admin",
    "newsroom.health",
    "newsroom.naming",
    "newsroom.page_cache",
    "newsroom.serving",
    "newsroom.stale_saves",
    "newsroom.workers",
}
# As docs/topics/architecture.md says it.
MAY_IMPORT = {
    "accounts": set(),
    "images": {"accounts"},
    "taxonomy": {"accounts", "images"},
    "published": {"taxonomy", "images"},
    "articles": {"published", "taxonomy", "images", "accounts"},
    "fronts": {"published", "taxonomy", "images", "accounts"},
    "pages": {"articles", "published", "taxonomy", "images", "accounts"},
    "exchange": {"articles", "fronts", "pages", "published", "taxonomy", "images", "accounts"},
}
# The project names rooms where it puts the site together, and nowhere else.
PUTS_TOGETHER = {"newsroom/urls.py"}


def imported(file: Path) -> Iterator[str]:
    """Every module a file imports, at the top or inside a function, by its whole name."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def crossings(folder: str) -> Iterator[tuple[str, str]]:
    """Each import of this folder that leads to another one of ours: the file, and the module."""
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files, folder
    for file in files:
        for module in imported(file):
            if module.split(".")[0] in {*MAY_IMPORT, "newsroom"} - {folder}:
                yield str(file.relative_to(ROOT)), module


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_it_imports_only_from_rooms_below(room: str) -> None:
    wrong = [
        (file, module)
        for file, module in crossings(room)
        if module.split(".")[0] not in MAY_IMPORT[room]
        and not any(f"{module}.".startswith(f"{helper}.") for helper in HELPERS)
    ]
    assert wrong == []


def test_it_keeps_the_project_out_of_the_rooms() -> None:
    wrong = [(file, module) for file, module in crossings("newsroom") if file not in PUTS_TOGETHER]
    assert wrong == []


def test_it_finds_imports_wherever_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text("import json\ndef f():\n    from articles.models import Article\n")
    assert list(imported(file)) == ["json", "articles.models.Article"]
