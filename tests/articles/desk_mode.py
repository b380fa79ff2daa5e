"""Desk mode as a tagger meets it: its addresses and its form."""

from __future__ import annotations

from datetime import timedelta

from articles.models import Article
from tests.articles.at_the_desk import LIST
from tests.articles.desk import form_data

DESK = f"{LIST}desk/"
HOUR = timedelta(hours=1)


def page_of(article, queue="queue=untagged"):
    return f"{DESK}{article.pk}/?{queue}"


def headline(answer):
    """The story an answer leads to."""
    return Article.objects.get(pk=int(answer.url.removeprefix(DESK).partition("/")[0])).headline


def save(client, article, **sent):
    """Open a story, send its form with something changed, and return the answer."""
    data = form_data(client.get(page_of(article)), "desk_form")
    return client.post(page_of(article), data | sent)


def sent(page):
    return form_data(page, "desk_form")
