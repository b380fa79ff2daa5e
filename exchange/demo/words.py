"""The demonstration's vocabulary: sections, tags and contributors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from exchange.demo.files import Row, vocabulary
from images.models import Image
from taxonomy.models import Contributor, Section, Tag


def make_sections() -> dict[str, Section]:
    """Make the sections in the order of the file; return them by slug."""
    return {
        row["slug"]: Section.objects.create(position=position, **row)
        for position, row in enumerate(vocabulary()["sections"], 1)
    }


def make_tags() -> dict[str, Tag]:
    """Make the tags with their aliases; return them by name."""
    return {row["name"]: _make_tag(row) for row in vocabulary()["tags"]}


def _make_tag(row: Row) -> Tag:
    tag = Tag.objects.create(
        name=row["name"], kind=row["kind"], description=row["description"], state=Tag.State.ACTIVE
    )
    _add_aliases(tag, row)
    return tag


def make_contributors(library: Mapping[str, Image], people: Mapping[str, User]) -> dict[str, Contributor]:
    """Make the contributors, with portraits, and with users for those who have one; return them by slug."""
    return {row["slug"]: _make_contributor(row, library, people) for row in vocabulary()["contributors"]}


def _make_contributor(row: Row, library: Mapping[str, Image], people: Mapping[str, User]) -> Contributor:
    fields: dict[str, Any] = {
        name: row[name]
        for name in ("name", "sort_name", "slug", "kind", "state", "role_line", "biography", "disclosure")
        if name in row
    }
    contributor = Contributor.objects.create(
        places=", ".join(row["places"]),
        portrait=library[row["portrait"]] if "portrait" in row else None,
        user=people[row["user"]] if "user" in row else None,
        **fields,
    )
    _add_aliases(contributor, row)
    return contributor


def _add_aliases(thing: Tag | Contributor, row: Row) -> None:
    for alias in row.get("aliases", []):
        thing.add_alias(alias)
