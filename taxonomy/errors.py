from django.core.exceptions import ValidationError


class VocabularyError(ValidationError):
    """A change to the vocabulary that is refused, with a sentence an editor understands.

    A `ValidationError`, so that forms show it beside the field it names.
    """

    def __str__(self) -> str:
        return " ".join(self.messages)
