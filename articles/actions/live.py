"""Live stories: entries go out at once, one by one; what they replace stays in the story's events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles import body as body_rules
from articles.actions.acting import Act, State, acting, lock
from articles.cropping import crops_in, cut_later
from articles.errors import StaleVersion, TransitionError
from articles.live_composing import put_out_one, tell
from articles.models import Article, LiveCoverage, LiveUpdate
from articles.models.live import RIGHT
from articles.permissions import require
from articles.picture_rights import objections
from images.models import Image
from published import surrogates
from published.editions import raise_edition
from published.models import Kind

if TYPE_CHECKING:
    from accounts.models import User

POSTABLE = (State.DRAFT, State.REVIEW, State.READY, State.SCHEDULED, State.PUBLISHED)
LONGEST = 20_000


class _SentTwice(Exception):
    """The same form came again: what it says is posted already."""


def post(
    article: Any,
    *,
    by: User | None,
    body: str,
    headline: str,
    is_key: bool,
    key: UUID | None,
    at: datetime | None,
) -> LiveUpdate:
    """See Article.post_update."""
    require(by, RIGHT)
    values, key = _checked(body, headline, is_key), key or uuid4()
    try:
        with _living(article, "live-post", by=by, at=at) as act:
            if LiveUpdate.objects.filter(article=article, key=key).exists():
                raise _SentTwice
            if _coverage(article).ended_at is not None:
                raise TransitionError(_("This live story has ended. Take it up again to post."))
            _refuse_pictures(article, values["body"], act.at)
            update = LiveUpdate.objects.create(article=article, key=key, at=act.at, by=by, **values)
            _write(act, update)
            _note_pictures(update)
            put_out_one(article, update, at=act.at)
    except _SentTwice:
        return LiveUpdate.objects.get(article=article, key=key)
    return update


def change(
    article: Any,
    update: LiveUpdate,
    *,
    by: User | None,
    body: str,
    headline: str,
    is_key: bool,
    seen: int | None,
    at: datetime | None,
) -> None:
    """See Article.change_update."""
    require(by, RIGHT)
    values = _checked(body, headline, is_key)
    with _living(article, "live-change", by=by, at=at) as act:
        _fresh(article, update, seen)
        before = _values(update)
        _refuse_pictures(article, values["body"], act.at, before=update.body)
        for name, value in values.items():
            setattr(update, name, value)
        _save(update, act, before)
        put_out_one(article, update, at=act.at)


def correct(article: Any, update: LiveUpdate, *, by: User | None, text: str, at: datetime | None) -> None:
    """See Article.correct_update."""
    require(by, RIGHT)
    text = " ".join(text.split())
    if not text:
        raise TransitionError(_("Correction: say what was wrong, and what is right."), field="text")
    with _living(article, "live-correct", by=by, at=at) as act:
        _fresh(article, update, None)
        before = _values(update)
        update.corrections = [*update.corrections, {"at": act.at.isoformat(), "text": text[:1000]}]
        _save(update, act, before)
        act.note = text
        put_out_one(article, update, at=act.at)


def remove(article: Any, update: LiveUpdate, *, by: User | None, reason: str, at: datetime | None) -> None:
    """See Article.remove_update."""
    require(by, RIGHT)
    if not reason.strip():
        raise TransitionError(_("Reason: say why the entry goes. Colleagues read it."), field="reason")
    with _living(article, "live-remove", by=by, at=at) as act:
        _fresh(article, update, None)
        update.removed_at = act.at
        _save(update, act, _values(update))
        act.note = reason.strip()
        put_out_one(article, update, at=act.at)


def bring_back(article: Any, update: LiveUpdate, *, by: User | None, at: datetime | None) -> None:
    """See Article.return_update."""
    require(by, RIGHT)
    with _living(article, "live-return", by=by, at=at) as act:
        _fresh(article, update, None)
        update.removed_at = None
        _save(update, act, _values(update))
        put_out_one(article, update, at=act.at)


def end(article: Any, *, by: User | None, at: datetime | None) -> None:
    """See Article.end_live."""
    _set(article, "live-end", by=by, at=at, ended=True)


def resume(article: Any, *, by: User | None, at: datetime | None) -> None:
    """See Article.resume_live."""
    _set(article, "live-resume", by=by, at=at, ended=False)


def put_in_order(article: Any, *, by: User | None, is_newest_first: bool, at: datetime | None) -> None:
    """See Article.order_live."""
    _set(article, "live-order", by=by, at=at, is_newest_first=is_newest_first)


def _set(
    article: Any,
    verb: str,
    *,
    by: User | None,
    at: datetime | None,
    ended: bool | None = None,
    is_newest_first: bool | None = None,
) -> None:
    require(by, RIGHT)
    with _living(article, verb, by=by, at=at) as act:
        coverage = _coverage(article)
        if ended is not None:
            coverage.ended_at = act.at if ended else None
        if is_newest_first is not None:
            coverage.is_newest_first = is_newest_first
        coverage.save()
        act.detail = {"is_newest_first": coverage.is_newest_first, "ended": coverage.ended_at is not None}
        tell(article, at=act.at if ended is not None else None)


@contextmanager
def _living(article: Any, verb: str, *, by: User | None, at: datetime | None) -> Iterator[Act]:
    """The order of every verb, for a story that is live in kind and may have entries in its state."""
    with acting(article, verb, by=by, at=at, states=POSTABLE) as act:
        if article.kind != Kind.LIVE:
            raise TransitionError(_("Only a story of the kind “Live” has entries: choose that kind first."))
        act.is_public = article.is_live(act.at)
        yield act


def _checked(body: str, headline: str, is_key: bool) -> dict[str, Any]:
    """What an entry says, cleaned; a refusal names the field."""
    clean, headline = body_rules.clean_body(body), " ".join(headline.split())
    if not clean and not headline:
        raise TransitionError(_("Text: write what has happened."), field="body")
    if len(clean) > LONGEST:
        raise TransitionError(
            _("Text: an entry has at most %(number)d letters. Post it in two."),
            field="body",
            params={"number": LONGEST},
        )
    if len(headline) > 200:
        raise TransitionError(_("Headline: at most 200 letters."), field="headline")
    if is_key and not headline:
        raise TransitionError(
            _("Headline: a key moment needs one, because it stands in the list of key moments."),
            field="headline",
        )
    return {"body": clean, "headline": headline, "is_key": is_key}


def _coverage(article: Article) -> LiveCoverage:
    found, _is_new = LiveCoverage.objects.get_or_create(article=article)
    return found


def _fresh(article: Article, update: LiveUpdate, seen: int | None) -> None:
    """Read the entry again under the story's lock, and compare the revision the person had before them."""
    update.refresh_from_db()
    if update.article_id != article.pk:
        raise TransitionError(_("This entry belongs to another story."))
    if seen is not None and seen != update.revision:
        raise StaleVersion(
            _("Somebody changed this entry after you opened it. Nothing was overwritten: compare the two.")
        )


def _save(update: LiveUpdate, act: Act, before: dict[str, Any]) -> None:
    update.revision += 1
    update.changed_at = act.at
    update.save()
    _note_pictures(update)
    _write(act, update)
    act.detail["before"] = before


def _refuse_pictures(article: Article, body: str, at: datetime, *, before: str = "") -> None:
    """Refuse what must not be used, in one sentence. What the entry had before is nobody's new choice."""
    had, had_crops = set(body_rules.identities(before)[0]), set(body_rules.crops(before))
    crops = {number for number, crop in body_rules.crops(body) if (number, crop) not in had_crops}
    new = (set(body_rules.identities(body)[0]) - had) | crops
    for image in Image.objects.filter(pk__in=new) if new else ():
        for objection in objections(image, article, at, is_cropped=image.pk in crops):
            raise TransitionError(objection.sentence, field="body")


def _note_pictures(update: LiveUpdate) -> None:
    numbers, _stories = body_rules.identities(update.body)
    update.pictures.set(Image.objects.filter(pk__in=numbers))
    cut_later(crops_in([update.body]), lambda made: _show_cut(update))


def _show_cut(update: LiveUpdate) -> None:
    """Put the entry out again, now that its pictures are cut as it asks."""
    article = update.article
    with transaction.atomic():
        lock(article)
        update.refresh_from_db()
        put_out_one(article, update, at=timezone.now())
        raise_edition(*surrogates.of_story(article.pk))


def _write(act: Act, update: LiveUpdate) -> None:
    act.detail = {"update": update.pk, "revision": update.revision, **_values(update)}
    act.note = Truncator(str(update)).chars(200)


def _values(update: LiveUpdate) -> dict[str, Any]:
    return {"headline": update.headline, "body": update.body, "is_key": update.is_key}
