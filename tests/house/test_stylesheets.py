"""The readers' stylesheets keep the rules of the house."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SIDES = re.compile(
    r"\b(?:left|right)\b|\b(?:margin|padding|border)-(?:top|bottom)\b|(?<![\w-])(?:width|height):"
)
LAYERS = ["tokens", "reset", "base", "layout", "components", "utilities", "print"]

every_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)


def rules(sheet: Path) -> str:
    return COMMENT.sub("", sheet.read_text("utf-8"))


@every_sheet
def test_it_names_sides_by_the_flow_of_the_text(sheet):
    """Left and right would be wrong for half of the world's readers."""
    assert SIDES.findall(rules(sheet)) == []


@every_sheet
def test_it_stands_in_a_layer(sheet):
    """Whatever stands outside would win over all that stands inside, wherever it comes."""
    depth, outside = 0, ""
    for sign in re.sub(r"@layer [\w, ]+;", "", rules(sheet)):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        outside += sign if depth == 0 else ""
    heads = [head.strip() for head in outside.split("}") if head.strip()]
    assert depth == 0
    assert heads
    assert all(re.fullmatch(rf"@layer (?:{'|'.join(LAYERS)})", head) for head in heads)


@every_sheet
def test_it_takes_its_colours_from_the_tokens(sheet):
    literal = re.findall(r"(?:oklch|rgba?|hsla?)\(\s*[\d.]|#[0-9a-fA-F]{3,8}\b", rules(sheet))
    assert not literal or sheet.name in ("tokens.css", "print.css")


def test_it_declares_the_layers_once_and_first():
    sheets = (ROOT / "templates" / "components" / "styles.html").read_text("utf-8")
    linked = re.findall(r"css/(\w+\.css)", sheets)
    assert linked[0] == "tokens.css"
    assert f"@layer {', '.join(LAYERS)};" in rules(ROOT / "static" / "css" / "tokens.css")
    others = [sheet.name for sheet in SHEETS if sheet.name not in linked]
    assert others == [
        "live.css",
        "preview.css",
        "search.css",
    ]  # each linked by its own pages alone


@every_sheet
def test_it_uses_no_name_that_no_token_has(sheet):
    declared = {name for path in SHEETS for name in re.findall(r"(--[\w-]+)\s*:", rules(path))}
    assert set(re.findall(r"var\((--[\w-]+)\)", rules(sheet))) <= declared
