"""What a verb on a front says when it refuses."""

from django.core.exceptions import ValidationError


class FrontError(ValidationError):
    """A verb was refused; the sentence is for the editor who asked."""

    def __str__(self) -> str:
        return " ".join(self.messages)


class NotAllowed(FrontError):
    """This person may not do this."""


class StaleFront(FrontError):
    """Somebody else has changed the front since the person opened it; nothing was written."""
