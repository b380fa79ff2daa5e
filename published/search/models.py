"""The tables that search reads. What is in them is written by `published.search.indexing` alone."""

from __future__ import annotations

from django.db import models


class SearchEntry(models.Model):
    """That a story can be searched for, and its place among all: one row a story, gone with it.

    The words themselves stand where the database can look them up: on PostgreSQL in two columns of this table
    that Django does not know (`vector`, `title`), on SQLite in the table `published_searchindex`. A migration
    that makes this table anew must bring both, and SQLite's trigger, back.
    """

    # Newest is highest: `place_of()`. As the key it is the order of the index, so that the newest stories
    # with a word are found without sorting all of them.
    place = models.BigIntegerField(primary_key=True)
    article = models.OneToOneField("published.PublishedArticle", models.CASCADE, related_name="search_entry")
    form = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["form", "article"], name="published_search_form")]

    def __str__(self) -> str:
        return f"{self.place} {self.article_id}"


class TagWord(models.Model):
    """A word that leads to a tag. Names of tags are no part of a story's entry: the tag's number is.

    So a tag is renamed or merged by writing its few words here, however many stories carry it. `number` is
    what stories are indexed under: the tag's own, or that of one that was merged into it.
    """

    word = models.CharField(max_length=40, db_index=True)
    of = models.PositiveSmallIntegerField()  # how many words the whole name has
    number = models.BigIntegerField()
    tag = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=100)
    slug = models.CharField(max_length=100, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("word", "number"), name="published_tagword_once_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.word} {self.tag}"


class SpellingForm(models.Model):
    """A known word, whole and with each of its letters left out: two words one slip apart share a form."""

    form = models.CharField(max_length=40)
    word = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("form", "word"), name="published_spelling_once")]

    def __str__(self) -> str:
        return f"{self.form} {self.word}"
