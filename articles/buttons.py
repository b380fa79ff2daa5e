"""Which buttons a story's form offers to whom, and the words on them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from articles import permissions
from articles.models import Article
from articles.when_in_words import hour_on_day

State = Article.State
UNPUBLISHED = (State.DRAFT, State.REVIEW, State.READY)


@dataclass(frozen=True)
class Button:
    """A submit button: what it posts and says."""

    name: str
    label: str
    value: str = "1"


@dataclass
class Bar:
    """The buttons of one form. `publish` is the one that says exactly what will happen."""

    save: bool = False
    publish: Button | None = None
    others: list[Button] = field(default_factory=list)
    more: list[Button] = field(default_factory=list)
    asks_significance: bool = False


def publish_label(
    state: str, publish_at: datetime | None, now: datetime, *, planned: datetime | None = None
) -> str:
    """Return what pressing “publish” will do to a story in `state` with this time in its schedule field.

    `planned` is the time a scheduled story has now.
    """
    if state == State.PUBLISHED:
        return _("Publish changes")
    if publish_at is None or publish_at <= now:
        return _("Publish now")
    when = hour_on_day(publish_at, now)
    if state != State.SCHEDULED:
        return _("Publish at %s") % when
    if publish_at == planned:
        return _("Publish changes at %s") % when
    return _("Change schedule: publish at %s") % when


def bar_for(article: Article | None, user: Any, now: datetime, *, is_editable: bool) -> Bar:
    """Return the buttons for a person on a story, None for a new one. Needs no query beyond rights."""
    state = State.DRAFT if article is None else article.state_at(now)
    bar = Bar(save=is_editable)
    _offer_publishing(bar, article, state, user, now, is_editable=is_editable)
    if article is not None:
        _offer_review(bar, article, state, user)
        _offer_rare(bar, article, state, user, now)
    return bar


def _offer_publishing(
    bar: Bar, article: Article | None, state: str, user: Any, now: datetime, *, is_editable: bool
) -> None:
    if not is_editable:
        return
    if not user.has_perm("articles.publish_article"):
        if state == State.DRAFT:
            bar.publish = Button("_submit", _("Submit"))
        return
    if state == State.SPIKED:
        return
    publish_at = None if article is None else article.publish_at
    bar.publish = Button("_publish", publish_label(state, publish_at, now, planned=publish_at), state)
    bar.asks_significance = state == State.PUBLISHED
    if state == State.SCHEDULED:
        bar.others.append(Button("_unschedule", _("Take back")))
        bar.more.append(Button("_publish_now", _("Publish now instead")))
    if state == State.DRAFT:
        bar.more.append(Button("_submit", _("Submit for review")))
    if state in (State.DRAFT, State.REVIEW):
        bar.more.append(Button("_approve", _("Mark as ready")))


def _offer_review(bar: Bar, article: Article, state: str, user: Any) -> None:
    edits_any = user.has_perm("articles.edit_any_article")
    if state in (State.REVIEW, State.READY) and edits_any:
        bar.others.append(Button("_go", _("Send back…"), "send-back"))
    if state == State.SPIKED and edits_any:
        bar.others.append(Button("_restore", _("Take up again")))
    if state == State.PUBLISHED and user.has_perm("articles.withdraw_article"):
        bar.others.append(Button("_go", _("Withdraw…"), "withdraw"))
    if state in UNPUBLISHED and permissions.may_edit(user, article):
        bar.more.append(Button("_go", _("Spike…"), "spike"))


def _offer_rare(bar: Bar, article: Article, state: str, user: Any, now: datetime) -> None:
    if state == State.PUBLISHED and user.has_perm("articles.publish_article"):
        bar.more.append(Button("_go", _("Correct…"), "correct"))
    if user.has_perm("articles.edit_any_article"):
        bar.more.append(Button("_go", _("Assign…"), "assign"))
    if article.is_embargoed(now) and user.has_perm("articles.lift_embargo"):
        bar.more.append(Button("_go", _("Lift the embargo…"), "lift-embargo"))
    if article.first_published_at is not None and user.has_perm("articles.edit_dates"):
        bar.more.append(Button("_go", _("Set the display date…"), "display-date"))
    if article.public_version is not None and user.has_perm("articles.withhold_version"):
        bar.more.append(Button("_go", _("Withhold a version…"), "withhold"))
    if state == State.WITHDRAWN and user.has_perm("articles.clear_first_published"):
        bar.more.append(Button("_go", _("Clear the first publication…"), "clear-first-published"))
