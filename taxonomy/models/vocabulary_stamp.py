from uuid import uuid4

from django.db import models


class VocabularyStamp(models.Model):
    """One row whose token is new after every change to the names of tags.

    What a process derives from all names (`taxonomy.dictionary`) is good as long as the token stays.
    """

    token = models.UUIDField(default=uuid4)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="vocabularystamp_one_row")]

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def renew(cls) -> None:
        """Write a new token. One statement, two the first time."""
        if not cls.objects.filter(pk=1).update(token=uuid4()):
            cls.objects.get_or_create(pk=1)

    @classmethod
    def current(cls) -> str | None:
        """Return the token, None before the first change. One query."""
        token = cls.objects.filter(pk=1).values_list("token", flat=True).first()
        return str(token) if token else None
