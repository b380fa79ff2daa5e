"""What a verb on a page of the site says when it refuses."""

from django.core.exceptions import ValidationError


class PageError(ValidationError):
    """A verb was refused; the sentence is for the person who asked."""

    def __str__(self) -> str:
        return " ".join(self.messages)
