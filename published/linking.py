"""What More News is filled from, beside the hand-picked links that stand in a story's own row.

Everything here is made from what is public anyway and can be made again (`manage.py fill_more_news`),
but `KeptOut`, which the desk decides.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class OtherSide(models.Model):
    """A both-ways link of a public story, seen from the story it points to.

    `other` is a number and no foreign key, because the story may not be public yet.
    """

    article = models.ForeignKey("published.PublishedArticle", models.CASCADE, related_name="other_sides")
    other = models.BigIntegerField(_("number of the other story"))
    position = models.PositiveSmallIntegerField(_("position there"), default=0)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=("other", "article"), name="published_other_side_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} ↔ {self.other}"


class AutomaticLine(models.Model):
    """A story that may stand in another one's More News by its score, and why. Checked when shown."""

    article = models.ForeignKey(
        "published.PublishedArticle", models.CASCADE, related_name="automatic_lines", db_index=False
    )
    other = models.ForeignKey("published.PublishedArticle", models.CASCADE, related_name="stands_in")
    score = models.FloatField(_("score"))
    # Numbers of the tags they share, the most telling first, and the affair that both run with, if any.
    shared = models.JSONField(_("shared tags"), default=list)
    affair = models.CharField(_("affair"), max_length=24, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("article", "other"), name="published_automatic_line_once"),
            models.CheckConstraint(
                condition=~Q(article=F("other")), name="published_automatic_line_not_to_itself"
            ),
        ]
        indexes = [
            # The page reads the best of a story.
            models.Index(fields=["article", "-score"], name="published_automatic_best"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.other_id}: {self.score:.2f}"


class TellingWord(models.Model):
    """One of the most telling words of a story, with the story's time: what the text part compares."""

    article = models.ForeignKey(
        "published.PublishedArticle", models.CASCADE, related_name="telling_words", db_index=False
    )
    word = models.CharField(_("word"), max_length=40)
    weight = models.FloatField(_("weight"))
    published_at = models.DateTimeField(_("published"))

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("article", "word"), name="published_telling_word_once"),
        ]
        indexes = [
            # The newest stories with a word.
            models.Index(fields=["word", "-published_at"], name="published_telling_newest"),
        ]

    def __str__(self) -> str:
        return self.word


class TagUse(models.Model):
    """On how many stories a tag stands, counted each night. Number 0 stands for all stories.

    A number and no foreign key: what is only counted must not take part in a merge.
    """

    ALL = 0

    tag = models.BigIntegerField(_("number of the tag"), primary_key=True)
    stories = models.PositiveIntegerField(_("stories"))
    # When all this was counted; only with number 0.
    counted_at = models.DateTimeField(_("counted"), null=True, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.tag}: {self.stories}"


class DueLines(models.Model):
    """A story whose lines are old because a tag of it has changed; the clock's next round reckons them."""

    story = models.BigIntegerField(_("number of the story"), primary_key=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.story)


class WordUse(models.Model):
    """In how many of the newest stories a common word stands, counted each night; rare words have no row."""

    word = models.CharField(_("word"), max_length=40, primary_key=True)
    stories = models.PositiveIntegerField(_("stories"))

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.word}: {self.stories}"


class KeptOut(models.Model):
    """What the desk keeps out of a story's More News: a story that must not stand there.

    `is_forbidden`: the two are never shown together, whoever picked it; else only nothing automatic.
    Both are numbers, because a pair may be forbidden before either is public.
    """

    article = models.BigIntegerField(_("number of the story"))
    other = models.BigIntegerField(_("number of the other story"))
    is_forbidden = models.BooleanField(_("never together"), default=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("article", "other", "is_forbidden"), name="published_kept_out_once"
            ),
            models.CheckConstraint(condition=~Q(article=F("other")), name="published_kept_out_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.article} ✕ {self.other}"


class MoreNewsWeights(models.Model):
    """The weights of the automatic layer, where the desk has changed them; one row, number 1.

    What is not in `values` has its default (`published.more_news.weights.Weights`).
    """

    values = models.JSONField(_("weights"), default=dict)

    class Meta:
        verbose_name = _("weights of More News")
        verbose_name_plural = _("weights of More News")
        default_permissions = ()
        permissions = [("weigh_more_news", _("Can change the weights of More News"))]
        constraints = [models.CheckConstraint(condition=Q(id=1), name="published_one_set_of_weights")]

    def __str__(self) -> str:
        return str(_("weights of More News"))
