"""What the demonstration newsroom starts its stories from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from articles.models import Skeleton
from exchange.demo.files import FOLDER
from taxonomy.models import Section


def make_skeletons(sections: Mapping[str, Section]) -> list[Skeleton]:
    """Make the skeletons in the order of the file. One that has the name already is left alone."""
    rows = tomllib.loads((FOLDER / "skeletons.toml").read_text(encoding="utf-8"))["skeletons"]
    made = []
    for position, row in enumerate(rows, 1):
        fields = row | {
            "section": sections[row["section"]],
            "body": row["body"].strip(),
            "position": position,
        }
        made.append(Skeleton.objects.get_or_create(name=row["name"], defaults=fields)[0])
    return made
