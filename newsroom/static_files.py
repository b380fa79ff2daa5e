"""Static files as they are served: hashed names, compressed, and the readers' stylesheets in one.

The sheets are written and read as many small files, in the order of `templates/components/styles.html`. A
browser that fetches a dozen waits for a dozen answers before it paints, so collecting the static files also
writes them as one, without comments. Developers and tests are served the files as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/reader.css"
_LINKED = re.compile(r'{% static "(css/[\w-]+\.css)" %}')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*\n\s*")


def linked_sheets() -> list[str]:
    """Return the names of the readers' stylesheets in their order."""
    template = settings.BASE_DIR / "templates" / "components" / "styles.html"
    return _LINKED.findall(template.read_text("utf-8"))


def without_comments(sheet: str) -> str:
    """Return a stylesheet without comments and indentation; what it says stays."""
    return _SPACE.sub("\n", _COMMENT.sub("", sheet)).strip() + "\n"


class ReaderSheetStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, which also writes the readers' stylesheets as one file."""

    def sheet_address(self) -> str:
        """Return the address of all the readers' stylesheets in one; nothing for developers."""
        return "" if settings.DEBUG else self.url(SHEET)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Write the one file before names are hashed, so that it is hashed and compressed like the others."""
        if not dry_run:
            self._write_sheet(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _write_sheet(self, paths: dict[str, Any]) -> None:
        texts = []
        for name in linked_sheets():
            storage, path = paths[name]
            with storage.open(path) as sheet:
                texts.append(without_comments(sheet.read().decode()))
        if self.exists(SHEET):
            self.delete(SHEET)
        self.save(SHEET, ContentFile("".join(texts).encode()))
        paths[SHEET] = (self, SHEET)
