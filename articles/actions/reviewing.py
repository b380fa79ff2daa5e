"""From draft to ready, and aside: what happens before a story is public."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.actions.acting import State, acting
from articles.errors import NotAllowed, TransitionError
from articles.models import Article

if TYPE_CHECKING:
    from accounts.models import User


def submit(article: Article, *, by: User | None, at: datetime | None, seen: int | None) -> None:
    """See Article.submit."""
    with acting(article, "submit", by=by, at=at, seen=seen, states=[State.DRAFT]):
        if by is not None and not permissions.may_edit(by, article):
            raise NotAllowed(_("You may only submit your own stories."))
        if not article.headline.strip():
            raise TransitionError(_("Give it a headline first."), field="headline")
        _move(article, State.REVIEW)


def send_back(article: Article, *, by: User | None, note: str, at: datetime | None, seen: int | None) -> None:
    """See Article.send_back."""
    if not note.strip():
        raise TransitionError(_("Say why it goes back: the writer reads your note."), field="note")
    with acting(
        article,
        "send-back",
        by=by,
        at=at,
        seen=seen,
        right="edit_any_article",
        states=[State.REVIEW, State.READY],
    ) as act:
        act.note = note
        _move(article, State.DRAFT)


def approve(article: Article, *, by: User | None, at: datetime | None, seen: int | None) -> None:
    """See Article.approve."""
    with acting(
        article,
        "approve",
        by=by,
        at=at,
        seen=seen,
        right="publish_article",
        states=[State.DRAFT, State.REVIEW],
    ):
        _move(article, State.READY)


def spike(article: Article, *, by: User | None, note: str, at: datetime | None, seen: int | None) -> None:
    """See Article.spike."""
    with acting(
        article, "spike", by=by, at=at, seen=seen, states=[State.DRAFT, State.REVIEW, State.READY]
    ) as act:
        if by is not None and not permissions.may_edit(by, article):
            raise NotAllowed(_("You may only spike your own stories."))
        act.note = note
        _move(article, State.SPIKED)


def restore(article: Article, *, by: User | None, at: datetime | None, seen: int | None) -> None:
    """See Article.restore."""
    with acting(article, "restore", by=by, at=at, seen=seen, right="edit_any_article", states=[State.SPIKED]):
        _move(article, State.DRAFT)


def _move(article: Article, state: str) -> None:
    article.state = state
    article.save(update_fields=["state"])
