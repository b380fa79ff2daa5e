"""The views of the story list, and the week."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.calendar import Week, in_week, week_of
from articles.models import Article
from tests.articles.at_the_desk import LIST
from tests.factories import NOW, make_article, make_published

pytestmark = pytest.mark.django_db
CALENDAR = f"{LIST}calendar/"
# The tests' zone is New York's: NOW is Monday, 5:27 PM.


def plan(headline, **fields):
    article = make_article(headline)
    Article.objects.filter(pk=article.pk).update(**fields)
    return article


def names(rows):
    return sorted(row.headline for row in rows)


class TestDays:
    def test_it_knows_what_is_due_by_midnight_of_the_site(self):
        plan("Late", due_at=NOW - timedelta(hours=3))
        plan("Tonight", due_at=datetime(2026, 11, 24, 4, 59, tzinfo=UTC))
        plan("Tomorrow", due_at=datetime(2026, 11, 24, 5, 0, tzinfo=UTC))
        plan("Spiked", due_at=NOW, state="spiked")
        assert names(Article.objects.due_today(NOW)) == ["Late", "Tonight"]
        assert names(Article.objects.late(NOW)) == ["Late"]

    def test_it_knows_what_came_out_since_midnight_of_the_site(self):
        make_published("Last night", at=datetime(2026, 11, 23, 4, 59, tzinfo=UTC))
        make_published("At midnight", at=datetime(2026, 11, 23, 5, 0, tzinfo=UTC))
        by_clock = make_article("By the clock")
        by_clock.schedule(by=None, publish_at=NOW - timedelta(hours=1), at=NOW - timedelta(hours=2))
        later = make_article("Later")
        later.schedule(by=None, publish_at=NOW + timedelta(hours=1), at=NOW - timedelta(hours=2))
        assert names(Article.objects.out_today(NOW)) == ["At midnight", "By the clock"]


class TestWeek:
    @pytest.mark.parametrize(
        "text",
        ["", "2026", "2026-W54", "2026-W00", "2026-W5", "0001-W01", "9999-W01", "٢٠٢٦-W10", "2026-W481"],
    )
    def test_it_reads_only_weeks(self, text):
        assert Week.read(text) is None

    def test_it_knows_its_neighbours_over_a_new_year(self):
        week = Week.read("2026-W53")
        assert [str(week.before), str(week), str(week.after)] == ["2026-W52", "2026-W53", "2027-W01"]

    def test_it_ends_at_the_sites_midnight_also_when_the_clock_changes(self):
        first, end = Week.read("2026-W44").bounds()
        assert end.astimezone(UTC) - first.astimezone(UTC) == timedelta(days=7, hours=1)

    def test_it_belongs_to_the_sites_day(self):
        assert str(week_of(datetime(2026, 11, 23, 4, 0, tzinfo=UTC))) == "2026-W47"
        assert str(week_of(datetime(2026, 11, 23, 5, 0, tzinfo=UTC))) == "2026-W48"

    def test_it_puts_each_story_on_its_day_by_the_hour(self):
        make_article("Goes").schedule(by=None, publish_at=NOW + timedelta(hours=2), at=NOW)
        plan("Due", due_at=NOW + timedelta(hours=1))
        plan("Overdue", due_at=NOW - timedelta(hours=1))
        plan("Next week", due_at=NOW + timedelta(days=7))
        days, is_cut = in_week(week_of(NOW), NOW)
        monday = [(one.article.headline, one.what, one.is_late, one.hour) for one in days[0].entries]
        assert monday == [
            ("Overdue", "due", True, "4:27 PM"),
            ("Due", "due", False, "6:27 PM"),
            ("Goes", "goes", False, "7:27 PM"),
        ]
        assert not any(day.entries for day in days[1:])
        assert not is_cut

    def test_it_says_when_something_is_left_out(self, monkeypatch):
        monkeypatch.setattr("articles.calendar.MOST", 2)
        for number in range(3):
            plan(f"Due {number}", due_at=NOW)
        days, is_cut = in_week(week_of(NOW), NOW)
        assert is_cut
        assert len(days[0].entries) == 2

    def test_it_asks_two_questions_whatever_the_number_of_stories(self, django_assert_num_queries):
        for number in range(5):
            plan(f"Due {number}", due_at=NOW)
        with django_assert_num_queries(2):
            days, _is_cut = in_week(week_of(NOW), NOW)
            assert {str(one.article.section) for one in days[0].entries} == {"City"}


class TestPages:
    def test_it_shows_this_week_and_leads_to_its_neighbours(self, client, cast):
        plan("Wanted", due_at=timezone.now())
        client.force_login(cast.rosa)
        html = client.get(CALENDAR).content.decode()
        assert "Wanted" in html
        assert f"?week={week_of(timezone.now()).after}" in html

    @pytest.mark.parametrize("week", ["nonsense", "2026-W54", "", "9999-W52"])
    def test_it_has_no_page_for_what_is_no_week(self, client, cast, week):
        client.force_login(cast.rosa)
        assert client.get(CALENDAR, {"week": week}).status_code == 404

    def test_it_is_for_who_may_see_stories(self, client, cast):
        rosa = cast.rosa
        rosa.groups.clear()
        client.force_login(rosa)
        assert client.get(CALENDAR).status_code == 403

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("?day=due", ["Late"]),
            ("?day=late", ["Late"]),
            ("?day=out", ["Out"]),
            ("?day=nonsense", ["Late", "Out", "Resting"]),
        ],
    )
    def test_it_narrows_the_list(self, client, cast, query, expected):
        plan("Late", due_at=timezone.now() - timedelta(minutes=5))
        make_article("Resting")
        make_published("Out", at=timezone.now())
        client.force_login(cast.edith)
        assert names(client.get(f"{LIST}{query}").context["cl"].result_list) == expected

    def test_it_says_where_one_is_and_counts_what_is_cheap(self, client, cast):
        make_article(by=cast.rosa).submit(by=cast.rosa)
        make_article().schedule(by=None, publish_at=timezone.now() + timedelta(hours=1))
        client.force_login(cast.edith)
        views = client.get(f"{LIST}?state=review").context["story_views"]
        assert [view.label for view in views if view.is_current] == ["In review"]
        assert {view.label: view.number for view in views if view.number} == {"In review": 1, "Scheduled": 1}

    @pytest.mark.parametrize("owner", ["x", "-1", "9" * 40, "٣"])
    def test_it_survives_odd_owners(self, client, cast, owner):
        make_article(by=cast.rosa)
        client.force_login(cast.edith)
        assert not client.get(LIST, {"owner": owner}).context["cl"].result_list
