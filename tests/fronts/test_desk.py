"""Fronts at the desk: who sees what, and what the buttons do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from fronts.live import live_fronts
from fronts.models import Front
from fronts.plans import Backfill, Placed
from published.models import RunningStory, RunningStoryMember
from tests.factories import make_published, make_section, make_tag
from tests.fronts.factories import front_of, launched, slot
from tests.published.factories import EVENING, published, withdrawn
from tests.scale.cost import counted

pytestmark = pytest.mark.django_db
LIST = "/admin/fronts/front/"
HOUR = timedelta(hours=1)


@pytest.fixture
def front(cast, client) -> Front:
    """The home page, and Edith before it."""
    client.force_login(cast.edith)
    return front_of()


def at(front: Front, page: str = "change") -> str:
    return f"{LIST}{front.pk}/{page}/"


def sent(slots: list[dict[str, Any]], stories: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    data = {"seen": 0, "language": "", "do": "save"} | fields
    for prefix, rows in (("slots", slots), ("stories", stories)):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        data |= {f"{prefix}-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    return data


def of_slot(position: int = 0, **fields: Any) -> dict[str, Any]:
    usual = {
        "layout": "list",
        "width": "whole",
        "heading": "",
        "size": 3,
        "backfill": "newest",
        "section": "",
    }
    return usual | {"tag": "", "kind": "", "language": "", "add": "", "position": position} | fields


def of_story(story: Any, slot: int = 0, position: int = 0, **fields: Any) -> dict[str, Any]:
    return {"story": story.pk, "slot": slot, "position": position, "starts_at": "", "ends_at": ""} | fields


def test_the_list_has_home_and_every_section(client, cast):
    make_section("City")
    client.force_login(cast.edith)
    page = client.get(LIST).content.decode()
    assert "Home page" in page
    assert "/section/city/" in page
    assert client.get(LIST).status_code == 200
    assert Front.objects.count() == 2


def test_an_editor_saves_a_draft_and_launches_it(client, front):
    first, second = published("First"), published("Second")
    slots = [of_slot(1, heading="Below"), of_slot(0, heading="Above", layout="lead")]
    stories = [of_story(first, slot=0, position=1), of_story(second, slot=0, position=0)]
    assert client.post(at(front), sent(slots, stories)).status_code == 302
    assert live_fronts() == {}
    plan = front.draft.plan()
    assert [one.heading for one in plan] == ["Above", "Below"]
    assert [one.story for one in plan[1].stories] == [second.pk, first.pk]
    client.post(at(front), sent(slots, stories, seen=1, do="launch"))
    assert live_fronts()[""].slots == plan
    assert front.arrangements.count() == 1, "what has not changed is not saved again"
    assert "Below" in client.get("/").content.decode()


def test_from_and_until_are_on_the_wall_of_the_sites_zone(client, front):
    story = published()
    row = of_story(story, starts_at="2026-11-24T06:00", ends_at="2026-11-24T09:30")
    client.post(at(front), sent([of_slot()], [row]))
    placed = front.draft.plan()[0].stories[0]
    assert placed.starts_at.isoformat() == "2026-11-24T11:00:00+00:00"
    assert placed.ends_at - placed.starts_at == timedelta(hours=3.5)
    page = client.get(at(front)).content.decode()
    assert 'value="2026-11-24T06:00"' in page


def test_what_was_removed_is_gone(client, front):
    story, other = published(), published()
    slots = [of_slot(DELETE="on"), of_slot(1)]
    stories = [of_story(story, slot=0), of_story(other, slot=1), of_story(story, slot=1, DELETE="on")]
    client.post(at(front), sent(slots, stories))
    (only,) = front.draft.plan()
    assert [one.story for one in only.stories] == [other.pk]


def test_without_script_stories_are_added_by_number_or_address(client, front):
    first, second = published(), published()
    add = f"{first.pk} https://paper.example{second.get_absolute_url()}"
    client.post(at(front), sent([of_slot(add=add)], []))
    assert [one.story for one in front.draft.plan()[0].stories] == [first.pk, second.pk]


def test_a_tag_is_found_by_its_name(client, front):
    floods = make_tag("Floods")
    client.post(at(front), sent([of_slot(backfill="tag", tag="floods")], []))
    assert front.draft.plan()[0].tag == floods


def test_a_running_story_fills_a_slot_and_gives_it_its_name(client, front):
    running = RunningStory.objects.create(title="The gates")
    hidden = published("Hidden", at=EVENING + HOUR)
    for story in (published("Turn", at=EVENING - 2 * HOUR), hidden):
        RunningStoryMember.objects.create(running_story=running, story=story.pk)
    published("Other")
    row = of_slot(layout="running", backfill="running", running_story=running.pk, size=5)
    client.post(at(front), sent([row], [], do="launch"))
    page = client.get("/").content.decode()
    slots = page[page.index('class="slots"') : page.index('class="day"')]
    assert f'<a href="{running.get_absolute_url()}"><bdi>The gates</bdi></a>' in slots
    assert "Turn" in slots
    assert "Other" not in slots
    assert "Hidden" not in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"add": "999999"}, "No story on the newsstand"),
        ({"add": "/2026/99/99/x/"}, "No story on the newsstand"),
        ({"backfill": "tag", "tag": "Nothing"}, "No tag is called"),
        ({"backfill": "tag"}, "Type the name of a tag"),
        ({"backfill": "section"}, "Choose the section"),
        ({"backfill": "kind"}, "Choose the kind"),
        ({"backfill": "running"}, "Choose the running story"),
        ({"size": 0}, "greater than or equal to 1"),
        ({"layout": "x"}, "Select a valid choice"),
        ({"position": "x"}, "Enter a whole number"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(client, front, fields, sentence):
    response = client.post(at(front), sent([of_slot(heading="Kept words") | fields], [of_story(published())]))
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert "Kept words" in page
    assert front.draft is None


def test_an_end_before_the_beginning_is_refused(client, front):
    row = of_story(published(), starts_at="2026-11-24T06:00", ends_at="2026-11-24T05:00")
    assert "later than" in client.post(at(front), sent([of_slot()], [row])).content.decode()


@pytest.mark.parametrize("broken", [{"slots-TOTAL_FORMS": "x"}, {"seen": ""}, {"stories-0-story": "1e9"}, {}])
def test_a_broken_form_is_no_error_of_the_server(client, front, broken):
    data = sent([of_slot()], [of_story(published())]) | broken if broken else {}
    assert client.post(at(front), data).status_code == 200


def test_two_editors_do_not_overwrite_each_other(client, front, cast):
    front.arrange((slot(heading="Hers"),), by=cast.ada)
    response = client.post(at(front), sent([of_slot(heading="His")], [], seen=0, do="launch"))
    page = response.content.decode()
    assert "Nothing was overwritten" in page
    assert 'value="His"' in page
    assert front.draft.plan()[0].heading == "Hers"
    assert live_fronts() == {}
    assert 'name="seen" value="1"' in page
    client.post(at(front), sent([of_slot(heading="His")], [], seen=1))
    assert front.draft.plan()[0].heading == "His"


def test_the_preview_is_the_page_and_takes_a_moment(client, front):
    waiting = published("Waiting", at=EVENING + 2 * HOUR)
    client.post(at(front), sent([of_slot(heading="Tonight", size=1)], [of_story(waiting)], do="preview"))
    now = client.get(at(front, "preview"))
    assert now["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in now["Cache-Control"]
    assert "Waiting" not in now.content.decode()
    later = timezone.localtime(EVENING + 3 * HOUR).strftime("%Y-%m-%dT%H:%M")
    page = client.get(at(front, "preview"), {"at": later}).content.decode()
    assert "Waiting" in page
    assert "Preview" in page
    assert "Tonight" not in client.get("/").content.decode()
    front.launch(by=None)
    bare = client.get(at(front, "preview"), {"at": later}).content.decode()
    start, end = bare.index('<div class="preview-banner'), bare.index('<div class="slots">')
    assert "Tonight" in bare[end:]
    assert start < end


@pytest.mark.parametrize("moment", ["x", "2026-99-99T00:00", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_moment_that_is_none_means_now(client, front, moment):
    assert client.get(at(front, "preview"), {"at": moment}).status_code == 200
    assert client.get(at(front, "look"), {"at": moment}).status_code == 200


@pytest.mark.parametrize("number", ["7", "0", "9" * 30])
def test_an_arrangement_that_is_not_there_is_not_found(client, front, number):
    assert client.get(at(front, "preview"), {"number": number}).status_code == 404
    assert client.get(f"{LIST}{number}/preview/").status_code == 404


def test_an_earlier_one_is_brought_back_from_the_history(client, front, cast):
    launched(slot(heading="First"))
    front.refresh_from_db()
    front.arrange((slot(heading="Second"),), by=cast.edith)
    page = client.get(at(front, "history")).content.decode()
    assert "have it now" in page
    client.post(at(front, "restore"), {"seen": front.version, "number": 1})
    assert front.draft.plan()[0].heading == "First"
    client.post(at(front, "restore"), {"seen": 0, "number": 1})
    client.post(at(front, "hand-back"), {"seen": front.version + 1})
    assert live_fronts() == {}


def test_the_board_says_how_each_story_stands(client, front):
    gone, waiting = published("Gone"), published("Waiting", at=EVENING + HOUR)
    withdrawn(gone)
    front.arrange((slot("list", gone, waiting, Placed(published("Public").pk)),), by=None)
    page = client.get(at(front)).content.decode()
    for words in ("Not on the newsstand", "Goes out", "Public"):
        assert words in page


def test_the_search_finds_what_is_older_than_a_year(client, front):
    old = make_published("The mill burns down", at=EVENING - timedelta(days=3000))
    make_published("The mayor opens a park", at=EVENING - timedelta(days=3000))
    new = make_published("A mill for the museum", at=EVENING - HOUR)
    found = client.get(f"{LIST}stories/", {"q": "mill"}).json()
    assert [row["number"] for row in found["results"]] == [new.pk, old.pk]
    assert found["more"] is False
    assert client.get(f"{LIST}stories/", {"q": "mill zebra"}).json()["results"] == []


def test_the_search_finds_what_is_on_the_newsstand(client, front):
    published("The river rose", at=EVENING - HOUR)
    later = published("The river falls", at=EVENING + HOUR)
    published("Old river", expires_at=EVENING)

    def found(asked):
        return [one["headline"] for one in client.get(f"{LIST}stories/", {"q": asked}).json()["results"]]

    assert found("river") == ["The river falls", "The river rose"]
    assert found("RIVER rose") == ["The river rose"]
    assert found(str(later.pk)) == found(later.get_absolute_url()) == ["The river falls"]
    assert found("\u0131" * 2000) == found("http://[") == []


@pytest.mark.parametrize("who", ["rosa", "paul", "tara"])
def test_who_may_not_arrange_may_look(client, cast, who):
    front = launched(slot(heading="Held"))
    client.force_login(getattr(cast, who))
    assert client.get(LIST).status_code == 200
    assert client.get(at(front)).url == at(front, "preview")
    assert client.get(at(front, "preview")).status_code == 200
    assert client.get(f"{LIST}stories/").status_code == 403
    client.post(at(front), sent([of_slot(heading="Mine")], [], seen=2))
    for verb in ("launch", "restore", "hand-back"):
        client.post(at(front, verb), {"seen": 2, "number": 1})
    front.refresh_from_db()
    assert front.version == 2
    assert client.get(at(front, "launch")).status_code == 405


def test_strangers_are_sent_to_sign_in(client):
    front = front_of()
    for page in ("change", "preview", "look", "history"):
        assert "/admin/login/" in client.get(at(front, page)).url


def test_the_board_costs_the_same_however_much_is_on_it(client, front, monkeypatch):
    monkeypatch.setattr("published.editions.READ_AGAIN_SECONDS", 3600.0)
    tags = [make_tag(f"Tag {n}") for n in range(6)]

    def cost() -> int:
        with counted() as found:
            assert client.get(at(front)).status_code == 200
        return found.queries

    front.arrange((slot("list", published(tags=tags), backfill=Backfill.TAG, tag=tags[0]),), by=None)
    client.get(at(front))
    few = cost()
    stories = [published(tags=tags) for _ in range(12)]
    front.arrange([slot("list", *stories, backfill=Backfill.TAG, tag=tag) for tag in tags], by=None)
    client.get(at(front))
    assert cost() <= few


def test_a_moment_is_shown_as_it_was_typed(client, front):
    """The browser's field knows no seconds: a moment with them would read as changed."""
    odd = datetime.fromisoformat("2026-11-24T11:00:30+00:00")
    front.arrange((slot("list", Placed(published().pk, odd)),), by=None)
    assert 'value="2026-11-24T06:00"' in client.get(at(front)).content.decode()
