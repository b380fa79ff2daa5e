"""What an editor says to a story. The only way these things happen; the rules are in `articles.actions`.

Every verb takes `by`, the person who says it (None: the newsroom's own automation, which needs
no right), `at`, the moment it counts as done (now), and `seen`, the number of the version the
person had before them (None: not compared). Each runs in one transaction that locks the row,
and refuses with a TransitionError whose sentence is for an editor: NotAllowed, StaleVersion,
or one that names the `field` that mends it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from articles.models.live_verbs import LiveVerbs

if TYPE_CHECKING:
    from accounts.models import User
    from articles.models.correction import Correction
    from articles.models.history import Version
    from articles.models.linking import ForbiddenPair
    from taxonomy.models import Section


class Verbs(LiveVerbs):
    """The verbs of Article."""

    def save_version(
        self,
        *,
        by: User | None,
        at: datetime | None = None,
        seen: int | None = None,
        verb: str = "save",
        note: str = "",
        parents: Sequence[Version] = (),
    ) -> Version:
        """Write down what the story says now, after its fields and parts were saved.

        Tags and links of a public story go out at once; its text does not. A scheduled story
        follows its new time, which needs the right to publish.
        """
        from articles.actions.saving import save_version

        return save_version(self, by=by, at=at, seen=seen, verb=verb, note=note, parents=parents)

    def publish(
        self,
        *,
        by: User | None,
        at: datetime | None = None,
        seen: int | None = None,
        significance: str = "minor",
        note: str = "",
        confirmed: Collection[str] | None = None,
    ) -> Version:
        """Put the desk's copy out, now. The first time, every public date is `at`.

        On a live story `significance` says what readers are told: "minor" moves no public
        date, "significant" needs a short `note` for readers, "correction" publishes the
        corrections that are waiting. Refused while an embargo holds, for everyone. Where
        `confirmed` is given, warnings whose codes are not in it refuse with Unconfirmed.
        """
        from articles.actions.publishing import publish

        return publish(
            self, by=by, at=at, seen=seen, significance=significance, note=note, confirmed=confirmed
        )

    def schedule(
        self,
        *,
        by: User | None,
        publish_at: datetime | None = None,
        at: datetime | None = None,
        seen: int | None = None,
        confirmed: Collection[str] | None = None,
    ) -> Version:
        """Let the clock put the desk's copy out at `publish_at` (else the time in its field).

        Nothing has to run then. Refused for the past, before the embargo ends, and for a story
        that is live.
        """
        from articles.actions.scheduling import schedule

        return schedule(self, by=by, publish_at=publish_at, at=at, seen=seen, confirmed=confirmed)

    def unschedule(self, *, by: User | None, at: datetime | None = None, seen: int | None = None) -> None:
        """Take a scheduled story back before its time; it is ready again and was never public."""
        from articles.actions.scheduling import unschedule

        unschedule(self, by=by, at=at, seen=seen)

    def withdraw(
        self,
        *,
        by: User | None,
        note: str,
        reason: str = "",
        is_legal: bool = False,
        at: datetime | None = None,
        seen: int | None = None,
    ) -> None:
        """Take a live story down: its addresses answer 410 (451 if legal) with `note` for readers.

        `reason` is for colleagues. The date of first publication stays.
        """
        from articles.actions.withdrawing import withdraw

        withdraw(self, by=by, note=note, reason=reason, is_legal=is_legal, at=at, seen=seen)

    def correct(
        self,
        *,
        by: User | None,
        text: str,
        kind: str = "correction",
        placement: str = "bottom",
        faulty_words: str = "",
        at: datetime | None = None,
        seen: int | None = None,
        **choices: Any,
    ) -> Correction:
        """Write a correction on a live story and publish the desk's copy with it.

        `choices` may hold `keeps_text` and `is_noindex`, for a retraction.
        """
        from articles.actions.correcting import correct

        return correct(
            self,
            by=by,
            text=text,
            kind=kind,
            placement=placement,
            faulty_words=faulty_words,
            at=at,
            seen=seen,
            **choices,
        )

    def submit(self, *, by: User | None, at: datetime | None = None, seen: int | None = None) -> None:
        """Hand a draft to the editors."""
        from articles.actions.reviewing import submit

        submit(self, by=by, at=at, seen=seen)

    def send_back(
        self, *, by: User | None, note: str, at: datetime | None = None, seen: int | None = None
    ) -> None:
        """Give a story in review back to its writer, saying why."""
        from articles.actions.reviewing import send_back

        send_back(self, by=by, note=note, at=at, seen=seen)

    def approve(self, *, by: User | None, at: datetime | None = None, seen: int | None = None) -> None:
        """Say that a story may go out; it is ready and waits for its hour."""
        from articles.actions.reviewing import approve

        approve(self, by=by, at=at, seen=seen)

    def spike(
        self, *, by: User | None, note: str = "", at: datetime | None = None, seen: int | None = None
    ) -> None:
        """Set a story aside that was never public."""
        from articles.actions.reviewing import spike

        spike(self, by=by, note=note, at=at, seen=seen)

    def restore(self, *, by: User | None, at: datetime | None = None, seen: int | None = None) -> None:
        """Take a spiked story up again, as a draft."""
        from articles.actions.reviewing import restore

        restore(self, by=by, at=at, seen=seen)

    def restore_version(
        self, version: Version, *, by: User | None, at: datetime | None = None, seen: int | None = None
    ) -> Version:
        """Bring an old version back into the desk's copy; nothing public changes by itself.

        Public dates, and corrections that were public, stay as they are.
        """
        from articles.actions.saving import restore_version

        return restore_version(self, version, by=by, at=at, seen=seen)

    def change_tags(
        self, tags: Sequence[int], *, by: User | None, at: datetime | None = None, seen: int | None = None
    ) -> None:
        """Give the story these tags (numbers, lead first); on a public story readers see them at once."""
        from articles.actions.live_matter import change_tags

        change_tags(self, tags, by=by, at=at, seen=seen)

    def tag_and_link(
        self,
        tags: Sequence[int],
        links: Sequence[dict[str, Any]],
        *,
        by: User | None,
        at: datetime | None = None,
        seen: int | None = None,
    ) -> None:
        """Give the story these tags (numbers, lead first) and these hand-picked links (rows of its document).

        On a public story readers see both at once; its text stays as it is.
        """
        from articles.actions.live_matter import tag_and_link

        tag_and_link(self, tags, links, by=by, at=at, seen=seen)

    def change_links(
        self,
        links: Sequence[dict[str, Any]],
        *,
        by: User | None,
        at: datetime | None = None,
        seen: int | None = None,
    ) -> None:
        """Give the story these hand-picked links, in order; on a public story readers see them at once.

        Each is a dictionary of the fields of RelatedLink: `target_id`, or `url` with `title` and `source`;
        `kind`, `note`, `is_both_ways`, `other_position`. What is left out has its default.
        """
        from articles.actions.linking import change_links

        change_links(self, links, by=by, at=at, seen=seen)

    def pin(
        self, other: int, *, by: User | None, at: datetime | None = None, seen: int | None = None
    ) -> None:
        """Pick the story numbered `other` by hand, as the last link. Ends a “not here”."""
        from articles.actions.linking import pin

        pin(self, other, by=by, at=at, seen=seen)

    def unpin(
        self, other: int, *, by: User | None, at: datetime | None = None, seen: int | None = None
    ) -> None:
        """Take a hand-picked link to the story numbered `other` away."""
        from articles.actions.linking import unpin

        unpin(self, other, by=by, at=at, seen=seen)

    def place_back(self, other: int, place: int, *, by: User | None, at: datetime | None = None) -> None:
        """Give the both-ways link that the story numbered `other` holds a place among this one's links.

        It is one record, so it is the other story that gets a version. `place` counts from 0.
        """
        from articles.actions.linking import place_back

        place_back(self, other, place, by=by, at=at)

    def not_here(self, other: int, *, by: User | None, at: datetime | None = None) -> None:
        """Keep the story numbered `other` out of what fills this one's More News by itself."""
        from articles.actions.linking import not_here

        not_here(self, other, by=by, at=at)

    def allow_here(self, other: int, *, by: User | None, at: datetime | None = None) -> None:
        """Take a “not here” back."""
        from articles.actions.linking import allow_here

        allow_here(self, other, by=by, at=at)

    def never_together(
        self, other: int, *, by: User | None, reason: str = "", at: datetime | None = None
    ) -> ForbiddenPair:
        """Never show this story and the one numbered `other` together, whoever picked it."""
        from articles.actions.linking import never_together

        return never_together(self, other, by=by, reason=reason, at=at)

    def allow_together(self, other: int, *, by: User | None, at: datetime | None = None) -> None:
        """End a forbidden pair."""
        from articles.actions.linking import allow_together

        allow_together(self, other, by=by, at=at)

    def fill_more_news(
        self,
        *,
        by: User | None,
        by_score: bool,
        from_section: bool,
        at: datetime | None = None,
        seen: int | None = None,
    ) -> None:
        """Say whether More News goes on after the links: by score, and from the section."""
        from articles.actions.linking import fill_more_news

        fill_more_news(self, by=by, by_score=by_score, from_section=from_section, at=at, seen=seen)

    def assign(self, owner: User | None, *, by: User | None, at: datetime | None = None) -> None:
        """Make it somebody’s story, or nobody’s (None). The owner edits it until it is ready."""
        from articles.actions.assigning import assign

        assign(self, owner, by=by, at=at)

    def move(
        self, section: Section, *, by: User | None, at: datetime | None = None, seen: int | None = None
    ) -> Version:
        """Move the desk's copy to another section; a public page follows at the next publication."""
        from articles.actions.assigning import move

        return move(self, section, by=by, at=at, seen=seen)

    def set_display_date(
        self,
        moment: datetime | None,
        *,
        by: User | None,
        reason: str,
        is_day_only: bool = False,
        at: datetime | None = None,
    ) -> None:
        """Show readers another date than the first publication (None: that one again). The address stays.

        Never in the future, never after the last update of substance.
        """
        from articles.actions.dating import set_display_date

        set_display_date(self, moment, by=by, reason=reason, is_day_only=is_day_only, at=at)

    def lift_embargo(self, *, by: User | None, reason: str, at: datetime | None = None) -> None:
        """End the embargo before its time."""
        from articles.actions.dating import lift_embargo

        lift_embargo(self, by=by, reason=reason, at=at)

    def clear_first_published(self, *, by: User | None, reason: str, at: datetime | None = None) -> None:
        """Forget that a withdrawn story was public: for a button pressed by mistake."""
        from articles.actions.dating import clear_first_published

        clear_first_published(self, by=by, reason=reason, at=at)

    def withhold_version(
        self, version: Version, *, by: User | None, reason: str, at: datetime | None = None
    ) -> None:
        """Keep the words of a version that was public from readers' list of changes, for legal reasons."""
        from articles.actions.withdrawing import withhold_version

        withhold_version(self, version, by=by, reason=reason, at=at)
