"""The schedule field and its kin: zones, clock changes, the past, the embargo."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.buttons import publish_label
from articles.forms.moments import MomentField, Typed, choices, read_moment, wall_clock_text
from articles.models import Article
from articles.when_in_words import echo, hour_on_day, zone_note
from tests.articles.at_the_desk import LIST, Desk, said
from tests.factories import NOW, make_article, make_published

State = Article.State


def soon(**distance):
    moment = timezone.now() + timedelta(**distance)
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_it_reads_a_wall_clock_in_the_sites_zone():
    assert read_moment(Typed("2026-11-24T06:00", "")) == datetime(2026, 11, 24, 11, tzinfo=UTC)
    assert read_moment(Typed(" 2026-7-4 6:00 ", "")) == datetime(2026, 7, 4, 10, tzinfo=UTC)
    assert read_moment(Typed("", "")) is None


def test_it_refuses_an_hour_that_does_not_exist_and_names_the_next():
    with pytest.raises(ValidationError) as refused:
        read_moment(Typed("2026-03-08T02:30", ""))
    assert "The next time is 3:00 AM EDT." in refused.value.messages[0]


def test_it_asks_which_of_two_equal_hours_is_meant():
    with pytest.raises(ValidationError) as refused:
        read_moment(Typed("2026-11-01T01:30", ""))
    assert "1:30 AM EDT or 1:30 AM EST" in refused.value.messages[0]
    assert choices("2026-11-01T01:30") == [("0", "first (EDT)"), ("1", "second (EST)")]
    first, second = (read_moment(Typed("2026-11-01T01:30", which)) for which in "01")
    assert second - first == timedelta(hours=1)
    assert wall_clock_text(second) == Typed("2026-11-01T01:30", "1")


@pytest.mark.parametrize(
    "typed", ["tomorrow", "2026-13-01T06:00", "0000-01-01T00:00", "9999-12-31T23:59", "2026-02-30T10:00"]
)
def test_it_says_how_to_write_what_it_cannot_read(typed):
    with pytest.raises(ValidationError, match="Write a day and an hour"):
        read_moment(Typed(typed, ""))


def test_it_does_not_call_hidden_seconds_a_change():
    moment = datetime(2026, 11, 24, 11, 0, 0, 250, tzinfo=UTC)
    assert not MomentField().has_changed(moment, Typed("2026-11-24T06:00", ""))
    assert MomentField().has_changed(moment, Typed("2026-11-24T06:01", ""))


def test_it_says_a_moment_in_words():
    moment = datetime(2026, 11, 24, 11, tzinfo=UTC)
    assert echo(moment, NOW) == "Tuesday 24 November, 6:00 AM EST, in 12 h 33 min"
    assert hour_on_day(moment, NOW) == "6:00 AM EST on 24 November"
    assert hour_on_day(moment.replace(year=2027), NOW) == "6:00 AM EST on 24 November 2027"
    assert zone_note(moment) == "New York time: EST, UTC−5"


def test_it_says_on_the_button_what_will_happen():
    moment = datetime(2026, 11, 24, 11, tzinfo=UTC)
    assert publish_label(State.DRAFT, None, NOW) == "Publish now"
    assert publish_label(State.DRAFT, moment, NOW) == "Publish at 6:00 AM EST on 24 November"
    assert publish_label(State.DRAFT, NOW, NOW) == "Publish now"
    assert publish_label(State.PUBLISHED, None, NOW) == "Publish changes"
    assert publish_label(State.SCHEDULED, moment, NOW, planned=moment).startswith("Publish changes at 6:00")
    assert publish_label(State.SCHEDULED, moment, NOW, planned=NOW).startswith("Change schedule: publish at")


@pytest.mark.django_db
class TestInTheForm:
    @pytest.fixture
    def edith(self, client, cast):
        return Desk(client, cast.edith)

    def test_it_offers_to_publish_now_instead_of_in_the_past(self, edith):
        form = edith.open(make_article())
        response = form.send("_publish", publish_at=soon(hours=-3), headline="Kept as typed")
        assert "publish now instead" in said(response)
        assert "Kept as typed" in response.content.decode()
        assert Article.objects.get().state == State.DRAFT

    def test_it_shows_the_choice_for_an_hour_that_comes_twice(self, edith):
        year = timezone.now().year + 1
        day = next(day for day in range(1, 8) if datetime(year, 11, day).weekday() == 6)
        typed = f"{year}-11-0{day}T01:30"
        article = make_article()
        html = edith.open(article).send(publish_at=typed).content.decode()
        assert "first (EDT)" in html
        edith.open(article).send("_publish", publish_at=typed, publish_at_which="1")
        article.refresh_from_db()
        assert article.publish_local == f"{typed}:00+1"

    def test_it_refuses_an_embargo_after_the_publish_time_at_the_field(self, edith):
        article = make_article()
        response = edith.open(article).send(publish_at=soon(hours=2), embargoed_until=soon(hours=5))
        assert "embargoed until: Scheduled before the embargo ends" in said(response)
        article.refresh_from_db()
        assert article.embargoed_until is None

    def test_it_refuses_an_expiry_before_the_publish_time_at_the_field(self, edith):
        response = edith.open(make_article()).send(publish_at=soon(hours=5), expires_at=soon(hours=2))
        assert "expires: Expires before it is published" in said(response)

    def test_it_refuses_an_embargo_on_what_is_public(self, edith):
        article = make_published()
        form = edith.open(article)
        assert "embargoed_until" not in form.data
        article.embargoed_until = timezone.now() - timedelta(days=1)
        article.save()
        response = edith.open(article).send(embargoed_until=soon(days=1))
        assert "public already" in said(response)

    def test_it_does_not_let_an_empty_field_lift_an_embargo(self, edith):
        until = timezone.now() + timedelta(days=1)
        article = make_article(embargoed_until=until)
        for typed in ("", soon(hours=1)):
            assert "needs a right and a reason" in said(edith.open(article).send(embargoed_until=typed))
        edith.open(article).send(embargoed_until=soon(days=3))
        article.refresh_from_db()
        assert article.embargoed_until > until

    def test_it_will_not_publish_under_embargo(self, edith):
        article = make_article(embargoed_until=timezone.now() + timedelta(days=1))
        assert "Embargoed until" in said(edith.open(article).send("_publish"))
        article.refresh_from_db()
        assert article.state == State.DRAFT

    def test_it_leaves_an_embargo_that_has_ended_alone(self, edith):
        article = make_article(embargoed_until=timezone.now() - timedelta(days=1))
        edith.open(article).send(headline="Another")
        article.refresh_from_db()
        assert article.headline == "Another"
        assert article.embargoed_until is not None


@pytest.mark.django_db
class TestTheEcho:
    def ask(self, client, **asked):
        response = client.get(f"{LIST}schedule-echo/", asked)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        return response.json()

    def test_it_answers_with_words_zone_and_label(self, client, cast):
        client.force_login(cast.edith)
        answer = self.ask(client, name="publish_at", value=soon(days=1))
        assert answer["words"].endswith("h 59 min") or "in 23 h" in answer["words"]
        assert answer["publish"].startswith("Publish at ")
        assert answer["error"] is False

    def test_it_answers_with_the_label_of_a_live_story(self, client, cast):
        client.force_login(cast.edith)
        article = make_published()
        assert self.ask(client, name="publish_at", article=article.pk)["publish"] == "Publish changes"

    @pytest.mark.parametrize("value", ["2026-03-08T02:30", "1999-01-01T00:00", "nonsense", "x" * 5000])
    def test_it_says_what_is_wrong(self, client, cast, value):
        client.force_login(cast.edith)
        answer = self.ask(client, name="publish_at", value=value, article="9" * 40)
        assert answer["error"] is True
        assert answer["words"]
        assert answer["publish"] == "Publish now"

    def test_it_answers_nobody_outside(self, client):
        assert client.get(f"{LIST}schedule-echo/").status_code == 302
