"""What a verb says when it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class TransitionError(ValidationError):
    """A verb was refused; the sentence is for the editor who asked.

    A ValidationError, so that forms show it. `field` names the form field that mends it, or
    None for the story as a whole.
    """

    def __init__(
        self,
        message: str | _StrPromise,
        *,
        field: str | None = None,
        params: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message, params=params)
        self.field = field

    def __str__(self) -> str:
        return " ".join(self.messages)


class NotAllowed(TransitionError):
    """This person may not do this."""


class StaleVersion(TransitionError):
    """Somebody else has saved since the person opened the story; nothing was written."""
