"""What an editor says to a live story. The rules are in `articles.actions.live`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from accounts.models import User
    from articles.models.live import LiveUpdate


class LiveVerbs:
    """The verbs of Article for its timed entries. Each needs the right to post, and keeps what was there."""

    def post_update(
        self,
        *,
        by: User | None,
        body: str,
        headline: str = "",
        is_key: bool = False,
        key: UUID | None = None,
        at: datetime | None = None,
    ) -> LiveUpdate:
        """Post an entry; readers of a public story have it at once. The same `key` posts once.

        Refused for a story of another kind, one that has ended, and one that is withdrawn or spiked.
        """
        from articles.actions.live import post

        return post(self, by=by, body=body, headline=headline, is_key=is_key, key=key, at=at)

    def change_update(
        self,
        update: LiveUpdate,
        *,
        by: User | None,
        body: str,
        headline: str = "",
        is_key: bool = False,
        seen: int | None = None,
        at: datetime | None = None,
    ) -> None:
        """Change an entry. Raises StaleVersion when somebody changed it since revision `seen`."""
        from articles.actions.live import change

        change(self, update, by=by, body=body, headline=headline, is_key=is_key, seen=seen, at=at)

    def correct_update(
        self, update: LiveUpdate, *, by: User | None, text: str, at: datetime | None = None
    ) -> None:
        """Say under an entry, for good, what was wrong in it."""
        from articles.actions.live import correct

        correct(self, update, by=by, text=text, at=at)

    def remove_update(
        self, update: LiveUpdate, *, by: User | None, reason: str, at: datetime | None = None
    ) -> None:
        """Take an entry from readers; the desk keeps it. `reason` is for colleagues."""
        from articles.actions.live import remove

        remove(self, update, by=by, reason=reason, at=at)

    def return_update(self, update: LiveUpdate, *, by: User | None, at: datetime | None = None) -> None:
        """Give readers a removed entry back, at its old place."""
        from articles.actions.live import bring_back

        bring_back(self, update, by=by, at=at)

    def end_live(self, *, by: User | None, at: datetime | None = None) -> None:
        """Say that the coverage is over: browsers stop asking for news."""
        from articles.actions.live import end

        end(self, by=by, at=at)

    def resume_live(self, *, by: User | None, at: datetime | None = None) -> None:
        """Take the coverage up again."""
        from articles.actions.live import resume

        resume(self, by=by, at=at)

    def order_live(self, *, by: User | None, is_newest_first: bool, at: datetime | None = None) -> None:
        """Choose which end of the story readers see first."""
        from articles.actions.live import put_in_order

        put_in_order(self, by=by, is_newest_first=is_newest_first, at=at)
