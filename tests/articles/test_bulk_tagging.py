"""Changing the tags of many stories: preview, batches, history, undo."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles import bulk_tagging
from articles.bulk_tagging import Action, Wish
from articles.errors import NotAllowed, TransitionError
from articles.models import Article, BulkTagging, Presence, Tagging
from published.models import PublishedTagging
from taxonomy.errors import VocabularyError
from taxonomy.models import Tag
from tests.factories import NOW, make_article, make_published, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def floods():
    return make_tag("Floods")


@pytest.fixture
def river():
    return make_tag("River")


def run(wish, stories, by=None, reason="", size=25):
    started = bulk_tagging.start(wish, [story.pk for story in stories], by=by, reason=reason)
    while bulk_tagging.run_batch(started, size=size):
        pass
    started.refresh_from_db()
    return started


def tags_of(story):
    return [tagging.tag.name for tagging in Tagging.objects.filter(content_object=story)]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (Action.ADD, ["River", "Bridge", "Floods"]),
        (Action.LEAD, ["Floods", "River", "Bridge"]),
        (Action.REMOVE, ["River", "Bridge"]),
    ],
)
def test_it_adds_last_adds_as_lead_and_takes_off(action, expected, floods, river):
    story = make_article(tags=[river, make_tag("Bridge")])
    run(Wish(action, floods), [story])
    assert tags_of(story) == expected


def test_it_replaces_at_the_same_place(floods, river):
    one = make_article(tags=[floods, make_tag("Bridge")])
    both = make_article(tags=[river, floods])
    neither = make_article()
    run(Wish(Action.REPLACE, floods, river), [one, both, neither])
    assert [tags_of(story) for story in (one, both, neither)] == [["River", "Bridge"], ["River"], []]


def test_it_reaches_drafts_and_public_pages(floods):
    draft, live = make_article(), make_published()
    run(Wish(Action.ADD, floods), [draft, live], size=1)
    assert tags_of(draft) == ["Floods"]
    assert PublishedTagging.objects.get(article_id=live.pk).tag == floods


def test_it_moves_no_public_date_and_keeps_unpublished_text(floods):
    live = make_published("Old words")
    live.headline = "New words"
    live.save_version(by=None)
    before = Article.objects.values_list("first_published_at", "published_at", "updated_at").get(pk=live.pk)
    run(Wish(Action.ADD, floods), [live])
    assert Article.objects.values_list("first_published_at", "published_at", "updated_at").get() == before
    assert PublishedTagging.objects.get().article.headline == "Old words"


def test_it_writes_each_storys_history(floods, cast):
    story = make_article()
    run(Wish(Action.ADD, floods), [story], by=cast.tomas, reason="The flood series")
    event = story.events.filter(verb="tag").get()
    assert (event.by, event.note, event.detail["to"]) == (cast.tomas, "The flood series", [floods.pk])


def test_it_skips_stories_that_are_being_edited_and_lists_them(floods, cast):
    story, free = make_article("Busy"), make_article()
    Presence.objects.create(article=story, user=cast.rosa, tab="a")
    done = run(Wish(Action.ADD, floods), [story, free])
    assert tags_of(story) == []
    assert [(row.article, row.note) for row in done.stories.filter(outcome="skipped")] == [
        (story, f"{cast.rosa} has it open.")
    ]


def test_it_skips_what_would_have_too_many_tags(floods):
    full = make_article(tags=[make_tag() for _ in range(20)])
    toned = make_article(tags=[make_tag("Sad", kind="tone")])
    done = run(Wish(Action.ADD, floods), [full])
    other = run(Wish(Action.ADD, make_tag("Glad", kind="tone")), [toned])
    assert [one.stories.get().outcome for one in (done, other)] == ["skipped", "skipped"]


def test_it_previews_without_changing_anything(floods, river, cast):
    stories = [make_article(tags=[river]), make_published(tags=[floods]), make_published()]
    found = bulk_tagging.preview(Wish(Action.LEAD, floods), [story.pk for story in stories])
    assert (found.total, found.changing, found.same, found.live) == (3, 2, 1, 1)
    assert [(line.before, line.after) for line in found.lines] == [
        (["River"], ["Floods", "River"]),
        ([], ["Floods"]),
    ]
    assert Tagging.objects.count() == 2


def test_it_shows_fifty_rows_at_most(floods):
    numbers = [make_article().pk for _ in range(52)]
    found = bulk_tagging.preview(Wish(Action.ADD, floods), numbers)
    assert (found.changing, len(found.lines)) == (52, 50)


def test_it_wants_a_reason_above_fifty(floods):
    numbers = [make_article().pk for _ in range(51)]
    with pytest.raises(TransitionError) as refusal:
        bulk_tagging.start(Wish(Action.ADD, floods), numbers, by=None)
    assert refusal.value.field == "reason"
    bulk_tagging.start(Wish(Action.ADD, floods), numbers[:50], by=None)


def test_it_takes_five_thousand_at_most(floods):
    with pytest.raises(TransitionError):
        bulk_tagging.start(Wish(Action.ADD, floods), range(1, 5002), by=None, reason="All")


@pytest.mark.parametrize("state", ["retired", "proposed"])
def test_it_adds_only_active_tags(state):
    story = make_article()
    with pytest.raises(TransitionError):
        bulk_tagging.start(Wish(Action.ADD, make_tag(state=state)), [story.pk], by=None)


def test_it_takes_retired_tags_off():
    old = make_tag()
    story = make_article(tags=[old])
    old.retire(by=None)
    run(Wish(Action.REMOVE, old), [story])
    assert tags_of(story) == []


def test_it_is_for_tag_editors(floods, cast):
    story = make_article()
    with pytest.raises(NotAllowed):
        bulk_tagging.start(Wish(Action.ADD, floods), [story.pk], by=cast.tara)


# Undo


def test_it_undoes_to_the_row(floods, river):
    stories = [make_published(tags=[river, floods]), make_article(tags=[floods])]
    before = list(Tagging.objects.order_by("pk").values())
    done = run(Wish(Action.REPLACE, floods, river), stories)
    assert done.operation.undo(by=None) == []
    assert list(Tagging.objects.order_by("pk").values()) == before
    rows = PublishedTagging.objects.filter(article_id=stories[0].pk).order_by("position")
    assert [row.tag for row in rows] == [river, floods]


def test_it_leaves_what_was_changed_since_and_says_so(floods, river):
    one, two = make_article("One"), make_article("Two")
    done = run(Wish(Action.ADD, floods), [one, two])
    one.change_tags([river.pk], by=None)
    assert done.operation.undo(by=None) == ["“One”: Its tags have been changed since."]
    assert (tags_of(one), tags_of(two)) == (["River"], [])


def test_it_can_be_undone_halfway(floods):
    stories = [make_article() for _ in range(3)]
    started = bulk_tagging.start(Wish(Action.ADD, floods), [story.pk for story in stories], by=None)
    bulk_tagging.run_batch(started, size=2)
    started.refresh_from_db()
    started.operation.undo(by=None)
    assert bulk_tagging.run_batch(started, size=2) == 0
    assert not Tagging.objects.exists()


def test_it_can_be_undone_for_ninety_days(floods):
    done = run(Wish(Action.ADD, floods), [make_article()])
    assert done.operation.is_undoable(done.at + timedelta(days=90))
    assert not done.operation.is_undoable(done.at + timedelta(days=90, seconds=1))


def test_it_raises_the_edition_once_for_a_batch(floods, django_assert_max_num_queries):
    from published.models import Edition

    stories = [make_published() for _ in range(3)]
    before = Edition.objects.get().number
    run(Wish(Action.ADD, floods), stories)
    assert Edition.objects.get().number == before + 1


# At the desk


def ask(client, who, **data):
    client.force_login(who)
    return client.post(reverse("admin:articles_bulk_tags"), data)


def test_it_asks_shows_and_does(client, cast, floods):
    live = make_published("The river rose", at=NOW)
    address = f"https://example.org{PublishedTagging.objects.model.article.field.related_model.objects.get().get_absolute_url()}"
    wish = {"stories": f"{address}\n", "action": "add", "tag": floods.pk}
    shown = ask(client, cast.tomas, **wish)
    assert "1 story changes" in shown.content.decode()
    answer = ask(client, cast.tomas, go="1", **wish)
    started = BulkTagging.objects.get()
    assert answer.url == reverse("admin:articles_bulk_run", args=[started.pk])
    assert client.get(answer.url).status_code == 200
    following = reverse("admin:articles_bulk_next", args=[started.pk])
    assert client.post(following, headers={"accept": "application/json"}).json()["changed"] == 1
    assert "1 story was changed" in client.get(answer.url).content.decode()
    assert tags_of(live) == ["Floods"]


def test_it_starts_from_the_list(client, cast):
    client.force_login(cast.tomas)
    story = make_article("The river rose")
    answer = client.post(
        reverse("admin:articles_article_changelist"), {"action": "bulk_tags", "_selected_action": story.pk}
    )
    assert f'name="numbers" value="{story.pk}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"stories": "https://example.org/nothing"}, "No story is at"),
        ({"stories": "http://["}, "No story is at"),
        ({"stories": "/2026/99/99/x/"}, "No story is at"),
        ({"stories": ""}, "No story was chosen"),
        ({"stories": "", "numbers": "999999999"}, "No story was chosen"),
        ({"tag": "x"}, "Select a valid choice"),
        ({"action": "replace"}, "Choose the tag that replaces it"),
        ({"action": "explode"}, "Select a valid choice"),
    ],
)
def test_it_says_what_is_wrong(client, cast, floods, data, sentence):
    answer = ask(client, cast.tomas, **{"stories": "", "action": "add", "tag": floods.pk} | data)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_it_keeps_taggers_out(client, cast, floods):
    assert ask(client, cast.tara, action="add", tag=floods.pk).status_code == 403
    started = bulk_tagging.start(Wish(Action.ADD, floods), [make_article().pk], by=None)
    assert client.get(reverse("admin:articles_bulk_run", args=[started.pk])).status_code == 403
    assert client.post(reverse("admin:articles_bulk_next", args=[started.pk])).status_code == 403
    assert Tag.objects.filter(article_taggings__isnull=False).count() == 0


def test_it_is_undone_in_batches_on_its_page(client, cast, floods):
    stories = [make_published(f"Story {number}") for number in range(5)]
    changed = run(Wish(Action.ADD, floods), stories)
    stories[0].change_tags([], by=None)
    client.force_login(cast.tomas)
    page = client.post(reverse("admin:taxonomy_operation_undo", args=[changed.operation.pk]))
    assert page.url == reverse("admin:articles_bulk_run", args=[changed.pk])
    assert "It is being undone." in client.get(page.url).content.decode()
    changed.refresh_from_db()
    assert [bulk_tagging.undo_batch(changed, size=2) for _batch in range(3)] == [3, 1, 0]
    assert not Tagging.objects.filter(tag=floods).exists()
    html = client.get(page.url).content.decode()
    assert "4 stories are as they were before" in html
    assert "1 story was changed since and left as it is" in html
    changed.operation.refresh_from_db()
    assert changed.operation.data["lost"] == ["“Story 0”: Its tags have been changed since."]
    assert changed.operation.undone_by == cast.tomas
    with pytest.raises(VocabularyError, match="undone already"):
        changed.operation.undo(by=None)
