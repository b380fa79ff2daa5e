"""Correct: say in public what was wrong."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles.errors import TransitionError
from articles.models import Article, Correction
from articles.permissions import require

if TYPE_CHECKING:
    from accounts.models import User


def correct(
    article: Article,
    *,
    by: User | None,
    text: str,
    kind: str,
    placement: str,
    faulty_words: str,
    at: datetime | None,
    seen: int | None,
    **choices: Any,
) -> Correction:
    """See Article.correct."""
    require(by, "publish_article")
    if not article.is_live(at):
        raise TransitionError(_("Only a story that is public can be corrected in public."))
    correction = Correction(
        article=article,
        kind=kind,
        text=text.strip(),
        placement=placement,
        faulty_words=faulty_words,
        created_by=by,
        **choices,
    )
    correction.full_clean(exclude=["article"])
    with transaction.atomic():
        correction.save()
        article.publish(by=by, at=at, seen=seen, significance="correction")
        correction.refresh_from_db()
    return correction
