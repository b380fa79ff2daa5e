"""The documents are true: what they name exists."""

from __future__ import annotations

import importlib
import re
import sys
import unicodedata
from functools import cache
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest
from django.core.management import get_commands
from django.db.models import Model, QuerySet

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DOCUMENTS = sorted(
    [*DOCS.rglob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))]
)
ROOMS = ("accounts", "articles", "exchange", "fronts", "images", "newsroom", "pages", "published", "taxonomy")
# Documents name a page's template as templates do, and a stylesheet as pages do.
STARTS = (ROOT, ROOT / "templates", ROOT / "static")
MADE_BY_RUNNING = ("var/", ".venv/")
ENDINGS = r"(?:py|md|html|css|js|toml|txt|ini|cfg|sh|xml|json|po|svg|png|jpg|webp)"

FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^(?: {4}|\t).*$", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCE = re.compile(r"^\[[^\]]+\]:\s+(\S+)", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
FILE_NAME = re.compile(rf"[\w.*-]+\.{ENDINGS}", re.ASCII)
FILE_PATH = re.compile(rf"(?:[\w.*-]+/)+(?:[\w.*-]+\.{ENDINGS})?", re.ASCII)
DOTTED = re.compile(rf"(?:{'|'.join(ROOMS)})(?:\.\w+)+(?=\(|$)", re.ASCII)
OF_CLASS = re.compile(r"([A-Z]\w+)\.(\w+)(?=[.(]|$)", re.ASCII)
CALLED = re.compile(r"\.?(\w+)\([^)]*\)", re.ASCII)
COMMAND = re.compile(r"manage\.py +([a-z][a-z_]+)")
TARGET = re.compile(r"(?:^|`|\s{4})make ([a-z]+)", re.MULTILINE)
VARIABLE = re.compile(r"\b(?:NEWSROOM_[A-Z][A-Z_]*[A-Z]|DATABASE_URL)\b")

every_document = pytest.mark.parametrize(
    "path", [pytest.param(path, id=str(path.relative_to(ROOT))) for path in DOCUMENTS]
)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose(path: Path) -> str:
    """The text without its examples of code."""
    return INDENTED.sub("", FENCE.sub("", read(path)))


def spans(path: Path) -> list[str]:
    """What stands in backticks."""
    return CODE.findall(prose(path))


@cache
def anchors(path: Path) -> set[str]:
    """The anchors that headings get where Markdown is shown: small letters, no signs, hyphens for spaces."""
    found: set[str] = set()
    for heading in HEADING.findall(FENCE.sub("", read(path))):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
        kept = "".join(c for c in words if c in " -_" or unicodedata.category(c)[0] in "LNM")
        anchor, number = kept.replace(" ", "-"), 0
        while anchor in found:
            number += 1
            anchor = f"{kept.replace(' ', '-')}-{number}"
        found.add(anchor)
    return found


@every_document
def test_it_links_to_files_and_headings_that_exist(path: Path) -> None:
    text = CODE.sub("", prose(path))
    targets = [*LINK.findall(text), *REFERENCE.findall(text)]
    assert [target for target in targets if not leads_somewhere(path, target)] == []


def leads_somewhere(path: Path, target: str) -> bool:
    if re.match(r"[a-z][a-z0-9+.-]*:", target):  # another site's: not for us to ask
        return True
    name, _, anchor = unquote(target).partition("#")
    end = (path.parent / name).resolve() if name else path
    if not end.exists() or not end.is_relative_to(ROOT):
        return False
    return not anchor or anchor in anchors(end)


@every_document
def test_it_names_files_that_exist(path: Path) -> None:
    missing = [span for span in spans(path) if FILE_PATH.fullmatch(span) and not exists(span)]
    missing += [span for span in spans(path) if FILE_NAME.fullmatch(span) and span not in file_names()]
    assert missing == []


def exists(name: str) -> bool:
    if name.startswith(MADE_BY_RUNNING):
        return True
    if "*" in name:
        return any(True for start in STARTS for _ in start.glob(name))
    return any((start / name).exists() for start in STARTS)


@cache
def file_names() -> set[str]:
    """The name of every file of the project, and those that the site itself answers with."""
    skipped = {".venv", ".git", "var"}
    folders = [folder for folder in ROOT.iterdir() if folder.is_dir() and folder.name not in skipped]
    files = [file for folder in folders for file in folder.rglob("*")] + list(ROOT.iterdir())
    answered = {"robots.txt", "sitemap.xml", "rss.xml", "atom.xml", "feed.json"}
    return {file.name for file in files if file.is_file()} | answered


@every_document
def test_it_names_code_that_exists(path: Path) -> None:
    """`published.moments.moments()` can be imported, and so can what is named the same way."""
    dotted = [match[0] for span in spans(path) if (match := DOTTED.match(span))]
    names = [name for name in dotted if not FILE_NAME.fullmatch(name)]
    assert [name for name in names if not importable(name)] == []


@every_document
def test_it_names_methods_and_functions_that_exist(path: Path) -> None:
    """`Article.publish()`, `Credit.Role` and `clean_body(html)`; what is no class of ours is left alone."""
    of_classes = [match.groups() for span in spans(path) if (match := OF_CLASS.match(span))]
    unknown = [f"{name}.{part}" for name, part in of_classes if not has(name, part)]
    called = [match[1] for span in spans(path) if (match := CALLED.fullmatch(span))]
    assert unknown + [name for name in called if name not in defined()] == []


def has(name: str, part: str) -> bool:
    found = [vars(module)[name] for module in our_modules() if isinstance(vars(module).get(name), type)]
    return not found or any(hasattr(one, part) or part in one.__annotations__ for one in found)


@cache
def our_modules() -> list[ModuleType]:
    return [module for name, module in list(sys.modules.items()) if name.split(".")[0] in ROOMS]


@cache
def defined() -> set[str]:
    """Every function of ours, what Django's models and querysets can do, and Pillow's `verify()`."""
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    ours = {name for file in files for name in re.findall(r"^\s*(?:def|class) (\w+)", read(file), re.M)}
    return ours | set(dir(QuerySet)) | set(dir(Model)) | {"verify"}


def importable(name: str) -> bool:
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


@every_document
def test_it_names_commands_that_exist(path: Path) -> None:
    commands, makefile = get_commands(), read(ROOT / "Makefile")
    unknown = [name for name in COMMAND.findall(read(path)) if name not in commands]
    targets = [name for name in TARGET.findall(read(path)) if not re.search(rf"^{name}:", makefile, re.M)]
    assert unknown + targets == []


@every_document
def test_it_names_variables_that_are_read(path: Path) -> None:
    assert [name for name in VARIABLE.findall(read(path)) if name not in variables()] == []


@cache
def variables() -> set[str]:
    """The environment variables that the program and its tools ask for."""
    files = [*(ROOT / "newsroom").rglob("*.py"), *(ROOT / "tools").glob("*.py")]
    asked = re.compile(r"""(?:env\.\w+\(|environ(?:\.get\(|\[))\s*["']([A-Z_]+)["']""")
    return {name for file in files for name in asked.findall(read(file))}


def test_it_lists_every_document_in_the_index() -> None:
    index = DOCS / "README.md"
    listed = {(DOCS / target.partition("#")[0]).resolve() for target in LINK.findall(read(index))}
    assert [str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md") if path not in {*listed, index}] == []
