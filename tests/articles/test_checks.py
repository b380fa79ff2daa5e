"""Checks before publishing: some stop, some ask once."""

from datetime import timedelta

import pytest

from articles.checks_before_publishing import Unconfirmed, findings
from articles.checks_before_publishing.stops import suspicious_name
from articles.errors import TransitionError
from tests.factories import NOW, make_article, make_published, make_tag

pytestmark = pytest.mark.django_db


def codes(article, at=NOW):
    return {finding.code for finding in findings(article, at)}


def fit(**fields):
    defaults = {"standfirst": "In short", "tags": [make_tag()]}
    return make_article(**defaults | fields)


def test_it_finds_nothing_in_a_good_story():
    assert codes(fit()) == set()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"tags": []}, "no-tag"),
        ({"standfirst": ""}, "no-standfirst"),
        ({"headline": "long " * 30}, "long-headline"),
        ({"body": "<p>The mayor, TK, said</p>"}, "left-in-body"),
        ({"headline": "XXX wins"}, "left-in-headline"),
        ({"body": '<p><a data-article="999">x</a></p>'}, "waiting-999"),
        ({"body": '<p><a href="/2020/01/01/gone/">x</a></p>'}, "dead-/2020/01/01/gone/"),
        ({"body": '<p><a href="/no/such/page">x</a></p>'}, "dead-/no/such/page"),
    ],
)
def test_it_warns(fields, code):
    assert code in codes(fit(**fields))


@pytest.mark.parametrize(
    "address", ["/", "https://example.org/2020/01/01/x/", "mailto:a@example.org", "/corrections/"]
)
def test_it_leaves_good_links_alone(address):
    assert codes(fit(body=f'<p><a href="{address}">x</a></p>')) == set()


def test_it_knows_the_addresses_of_public_stories():
    make_published("Rain")
    assert codes(fit(body='<p><a href="/2026/11/23/rain/">x</a></p>')) == set()


def test_it_warns_of_a_look_alike_of_the_last_week():
    make_published("Mayor opens the new bridge over the Arle", at=NOW - timedelta(days=2))
    twin = fit(headline="Mayor opens new bridge over the Arle")
    assert any(code.startswith("alike-") for code in codes(twin))
    assert codes(twin, NOW + timedelta(days=30)) == set()


def test_it_asks_once(cast):
    article = fit(standfirst="")
    with pytest.raises(Unconfirmed) as question:
        article.publish(by=cast.edith, at=NOW, confirmed=[])
    assert question.value.codes == ["no-standfirst"]
    article.publish(by=cast.edith, at=NOW, confirmed=question.value.codes)
    article.publish(by=cast.edith, at=NOW, confirmed=[])  # not asked again


def test_it_never_lets_a_stop_be_confirmed(cast):
    article = fit(section=None)
    with pytest.raises(TransitionError) as refusal:
        article.publish(by=cast.edith, at=NOW, confirmed=["section"])
    assert not isinstance(refusal.value, Unconfirmed)


@pytest.mark.parametrize(
    ("name", "is_suspicious"),
    [
        ("By Jane Doe", True),
        ("by jane", True),
        ("JANE DOE, Staff", True),
        ("Byron Smith", False),
        ("Jane Doe", False),
        ("Martin King, Jr.", False),
    ],
)
def test_it_knows_a_typed_byline(name, is_suspicious):
    assert suspicious_name(name) == is_suspicious
