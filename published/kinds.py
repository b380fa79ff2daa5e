"""What readers are told of a story's kind. Pure.

Somebody's view, and what somebody paid for, must never pass for news: those labels stand whatever else does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from published.models import PublishedArticle

UNSAID = frozenset({"news"})
ALWAYS_SAID = frozenset({"sponsored", "opinion", "analysis", "live", "review"})

_LINK_OUT = re.compile(r'<a (?=[^>]*href="https?://)([^>]*)>')
_REL = re.compile(r'\s*\brel="[^"]*"')
PAID = "sponsored noopener"


def kind_label(article: PublishedArticle) -> str:
    """Return the kind in the active language, or nothing where it goes without saying.

    News needs no label, and one that the section's own name gives is not said twice. Kinds that only
    describe the form make room for a kicker of the desk's own.
    """
    if article.kind in UNSAID or (article.kicker and article.kind not in ALWAYS_SAID):
        return ""
    label = article.get_kind_display()
    if article.kind != "sponsored" and label.casefold() == article.section.name.casefold():
        return ""
    return label


def mark_paid(html: str) -> str:
    """Return a text whose links to other sites say that they are paid for, as search engines ask."""
    return _LINK_OUT.sub(lambda link: f'<a {_REL.sub("", link[1]).strip()} rel="{PAID}">', html)
