"""Tags in the admin."""

import pytest
from django.core.exceptions import ValidationError

from taxonomy.models import Operation, Tag
from taxonomy.recording import whole
from tests.factories import make_article
from tests.taxonomy.desk import address, as_typed, errors_of, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def tomas(client, cast):
    """A browser in which a tag editor is signed in."""
    client.force_login(cast.tomas)
    return client


def test_it_adds_a_tag_with_aliases_and_identifiers(tomas):
    page = tomas.get(address("tag_add"))
    typed = as_typed(page, name="Floods", kind="event")
    typed |= {"names-0-name": "High water", "identifiers-TOTAL_FORMS": 1, "identifiers-0-scheme": "wikidata"}
    tomas.post(address("tag_add"), typed | {"identifiers-0-value": "Q8068"})
    tag = Tag.objects.get()
    assert (tag.slug, tag.state, tag.kind) == ("floods", "active", "event")
    assert {row.name for row in tag.names.all()} == {"Floods", "High water"}
    assert str(tag.identifiers.get()) == "wikidata:Q8068"


def test_it_renames_by_the_verb_and_keeps_the_old_name(tomas, make_tag, cast):
    tag = make_tag("Swaziland", "place", aliases=["Ngwane"])
    page = tomas.get(address("tag_change", tag.pk))
    tomas.post(address("tag_change", tag.pk), as_typed(page, name="Eswatini", note="Since 2018."))
    tag.refresh_from_db()
    assert (tag.name, tag.sort_name, tag.note) == ("Eswatini", "Eswatini", "Since 2018.")
    assert {row.name for row in tag.names.all()} == {"Eswatini", "Swaziland", "Ngwane"}
    assert {(done.verb, done.by) for done in Operation.objects.all()} == {
        ("rename", cast.tomas),
        ("edit", cast.tomas),
    }


def test_it_drops_the_old_name_when_told(tomas, make_tag):
    tag = make_tag("Swazliand", "place")
    typed = as_typed(tomas.get(address("tag_change", tag.pk)), name="Swaziland")
    del typed["keep_old_name"]
    tomas.post(address("tag_change", tag.pk), typed)
    assert [row.name for row in tag.names.all()] == ["Swaziland"]


def test_it_forwards_the_old_address(tomas, make_tag):
    tag = make_tag("Floods")
    page = tomas.get(address("tag_change", tag.pk))
    tomas.post(address("tag_change", tag.pk), as_typed(page, slug="high-water"))
    assert Tag.objects.at_slug("floods") == (tag, False)
    page = tomas.get(address("tag_change", tag.pk)).content.decode()
    assert '<div class="readonly">floods</div>' in page


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": "storms"}, "name", "“storms” is the name of the tag “Storms” (Topic)"),
        ({"inner_name": "Storms"}, "inner_name", "is the name of the tag “Storms”"),
        ({"name": ""}, "name", "required"),
        ({"name": "x" * 101}, "name", "at most 100"),
        ({"name": "\u200f"}, "name", "at least one letter"),
        ({"slug": "storms"}, "slug", "is the address of “Storms”"),
        ({"slug": "gales"}, "slug", "was once the address of “Storms”"),
        ({"slug": "two words"}, "slug", "valid"),
        ({"description": "x" * 501}, "description", "at most 500"),
        ({"names-0-name": "STORMS"}, "name", "merge the two tags"),
        ({"names-0-name": "floods"}, "name", "the tag's own name"),
        ({"names-1-name": "high  WATER", "names-TOTAL_FORMS": 2}, "name", "there twice"),
    ],
)
def test_it_names_the_field_and_the_way_out(tomas, make_tag, typed, field, sentence):
    make_tag("Storms", slug="gales").change_slug("storms")
    tag = make_tag("Floods")
    typed = {"names-0-name": "High water"} | typed
    page = tomas.post(
        address("tag_change", tag.pk), as_typed(tomas.get(address("tag_change", tag.pk)), **typed)
    )
    assert page.status_code == 200
    assert sentence in errors_of(page)[field]
    tag.refresh_from_db()
    assert (tag.name, tag.slug) == ("Floods", "floods")


def test_it_refuses_a_wrong_parent_at_the_field(tomas, make_tag):
    person, lisbon, portugal = (
        make_tag("Pessoa", "person"),
        make_tag("Lisbon", "place"),
        make_tag("Portugal", "place"),
    )
    lisbon.parents.add(portugal)
    for tag, parent, sentence in (
        (portugal, person, "is of another kind"),
        (portugal, lisbon, "round in a circle"),
        (portugal, portugal, "its own parent"),
    ):
        page = tomas.get(address("tag_change", tag.pk))
        page = tomas.post(address("tag_change", tag.pk), as_typed(page, parents=[parent.pk]))
        assert sentence in errors_of(page)["parents"]


def test_it_takes_an_identifier_once(tomas, make_tag):
    make_tag("Storms").identifiers.create(scheme="wikidata", value="Q1")
    tag = make_tag("Floods")
    typed = as_typed(tomas.get(address("tag_change", tag.pk)))
    typed |= {"identifiers-TOTAL_FORMS": 1, "identifiers-0-scheme": "wikidata", "identifiers-0-value": "Q1"}
    page = tomas.post(address("tag_change", tag.pk), typed)
    inlines = page.context["inline_admin_formsets"]
    assert "Another tag already has this identifier" in str(inlines[1].formset.errors)


def test_it_lets_who_may_only_propose_propose(client, cast):
    client.force_login(cast.rosa)
    page = client.get(address("tag_add"))
    shown = [field.field.name for line in page.context["adminform"] for row in line for field in row]
    assert shown == ["name", "inner_name", "kind", "note"]
    client.post(address("tag_add"), {"name": "High water", "kind": "topic", "note": "Twice this week."})
    assert Tag.objects.get().state == "proposed"


def test_it_lets_a_reader_of_tags_look_and_not_change(client, cast, make_tag):
    tag = make_tag("Floods")
    client.force_login(cast.tara)
    assert "Floods" in client.get(address("tag_changelist")).content.decode()
    assert client.get(address("tag_change", tag.pk)).status_code == 200
    assert client.post(address("tag_change", tag.pk), {"name": "x", "kind": "topic"}).status_code == 403
    assert client.get(address("tag_merge")).status_code == 403


def test_it_approves_retires_and_reinstates_from_the_list(tomas, make_tag):
    proposed, active = make_tag("Rivers", state="proposed"), make_tag("Floods")

    def do(action):
        chosen = {"action": action, "_selected_action": [proposed.pk, active.pk]}
        return sentences(tomas.post(address("tag_changelist"), chosen, follow=True))

    assert sorted(do("approve")) == [
        "Approved “Rivers”",
        "“Floods” is active, so this cannot be done to it.",
    ]
    assert sorted(do("retire")) == ["Retired “Floods”", "Retired “Rivers”"]
    do("reinstate")
    assert set(Tag.objects.values_list("state", flat=True)) == {"active"}


def test_it_finds_by_alias_and_hides_stubs(tomas, make_tag):
    make_tag("Floods", "event", aliases=["High water"])
    make_tag("Storms", "event").merge_into(make_tag("Gales", "event"), by=None)
    found = tomas.get(address("tag_changelist"), {"q": "wat"}).context["cl"].result_list
    assert [tag.name for tag in found] == ["Floods"]
    everything = tomas.get(address("tag_changelist")).context["cl"].result_list
    assert [tag.name for tag in everything] == ["Floods", "Gales"]
    stubs = tomas.get(address("tag_changelist"), {"merged": "yes"}).context["cl"].result_list
    assert [tag.name for tag in stubs] == ["Storms"]


def test_it_offers_what_may_be_used(tomas, make_tag, django_assert_max_num_queries):
    make_tag("Flood"), make_tag("Flooding", state="retired"), make_tag("Floodplain", state="proposed")
    make_tag("Floods").merge_into(Tag.objects.get(name="Flood"), by=None)
    asked = {"term": "flo", "app_label": "taxonomy", "model_name": "tag", "field_name": "parents"}
    with django_assert_max_num_queries(8):
        found = tomas.get("/admin/autocomplete/", asked).json()["results"]
    assert [one["text"] for one in found] == ["Flood", "Floodplain"]


def test_it_shows_a_stub_without_letting_it_be_changed(tomas, make_tag):
    stub = make_tag("Flooding")
    stub.merge_into(make_tag("Floods"), by=None)
    page = tomas.get(address("tag_change", stub.pk))
    assert "adminform" in page.context
    assert not page.context["has_change_permission"]
    assert tomas.post(address("tag_change", stub.pk), {"name": "x", "kind": "topic"}).status_code == 403


def test_it_shows_the_reason_when_somebody_was_a_moment_faster(tomas, make_tag, monkeypatch):
    tag = make_tag("Floods")
    typed = as_typed(tomas.get(address("tag_change", tag.pk)), name="Storms")
    monkeypatch.setattr(Tag, "clean", lambda tag: make_tag("Storms"))
    page = tomas.post(address("tag_change", tag.pk), typed, follow=True)
    assert "“Storms” is the name of the tag “Storms” (Topic)" in sentences(page)[0]


def test_it_refuses_to_delete_a_tag_that_others_need(tomas, make_tag, tagged):
    tag = make_tag("Floods")
    tagged(tag)
    page = tomas.post(address("tag_delete", tag.pk), {"post": "yes"}, follow=True)
    assert "in use" in sentences(page)[0]
    assert Tag.objects.exists()


def test_it_deletes_with_a_substitute_and_brings_back(tomas, cast, make_tag):
    tag, other = make_tag("Gales", aliases=["Gale"]), make_tag("Storms")
    page = tomas.get(address("tag_delete", tag.pk))
    assert "Lead its addresses to" in page.content.decode()
    tomas.post(address("tag_delete", tag.pk), {"post": "yes", "substitute": other.pk})
    assert Tag.objects.at_slug("gales") == (other, False)
    done = Operation.objects.get()
    assert (done.verb, done.by) == ("delete", cast.tomas)
    assert done.summary == "Deleted “Gales”; its addresses lead to “Storms”"
    tomas.post(address("operation_undo", done.pk))
    assert Tag.objects.at_slug("gales") == (tag, True)
    assert {row.name for row in tag.names.all()} == {"Gales", "Gale"}


def test_it_refuses_a_substitute_that_readers_do_not_see(tomas, make_tag):
    tag, hidden = make_tag("Gales"), make_tag("Storms", is_hidden=True)
    for wrong, sentence in ((hidden, "Readers do not see “Storms”"), (tag, "cannot stand in for itself")):
        typed = {"post": "yes", "substitute": wrong.pk}
        page = tomas.post(address("tag_delete", tag.pk), typed, follow=True)
        assert sentence in sentences(page)[0]
    assert Tag.objects.filter(pk=tag.pk).exists()


def test_it_deletes_several_by_the_verb(tomas, make_tag, tagged):
    used, unused = make_tag("Floods"), make_tag("Gales")
    tagged(used)
    chosen = {"action": "delete_each", "_selected_action": [used.pk, unused.pk]}
    said = sentences(tomas.post(address("tag_changelist"), chosen, follow=True))
    assert sum("in use" in one for one in said) == 1
    assert [tag.name for tag in Tag.objects.all()] == ["Floods"]
    assert "delete_selected" not in tomas.get(address("tag_changelist")).content.decode()


def test_it_does_not_delete_a_stub(tomas, make_tag):
    stub = make_tag("Flooding")
    stub.merge_into(make_tag("Floods"), by=None)
    assert tomas.post(address("tag_delete", stub.pk), {"post": "yes"}).status_code == 403
    with pytest.raises(ValidationError, match="was merged into"):
        stub.delete()


@pytest.mark.parametrize(
    ("typed", "summary"),
    [
        ({"description": "Rivers over their banks."}, "Edited “Floods”: description"),
        ({"is_hidden": "on", "is_sensitive": "on"}, "Edited “Floods”: hidden, sensitive"),
        ({"names-0-name": "High water"}, "Edited “Floods”: aliases"),
        ({"shared_aliases": "Gale"}, "Edited “Floods”: aliases"),
        (
            {"identifiers-TOTAL_FORMS": 1, "identifiers-0-scheme": "wikidata", "identifiers-0-value": "Q1"},
            "Edited “Floods”: outside identifiers",
        ),
        ({"parents": "weather"}, "Edited “Floods”: parents"),
        ({"pins-0-article": "story"}, "Edited “Floods”: pinned stories"),
    ],
)
def test_it_keeps_the_account_of_every_edit_and_takes_it_back(tomas, make_tag, typed, summary):
    tag, weather, story = make_tag("Floods"), make_tag("Weather"), make_article()
    make_tag("Storms").add_alias("Gale")
    typed = {
        name: {"weather": weather.pk, "story": story.pk}.get(value, value) for name, value in typed.items()
    }
    before = whole(tag, ["gale"])
    tomas.post(address("tag_change", tag.pk), as_typed(tomas.get(address("tag_change", tag.pk)), **typed))
    assert whole(tag, ["gale"]) != before
    done = Operation.objects.get()
    assert done.summary == summary
    assert done.undo(by=None) == []
    assert whole(tag, ["gale"]) == before


def test_it_writes_down_a_change_of_address(tomas, make_tag):
    make_tag("Rain", slug="gales").change_slug("rain")
    tag = make_tag("Floods")
    typed = as_typed(tomas.get(address("tag_change", tag.pk)), slug="gales", takes_former_slug="on")
    tomas.post(address("tag_change", tag.pk), typed)
    done = Operation.objects.get()
    assert done.summary == "“Floods” moved from /floods/ to /gales/, once that of “Rain”"
    assert not done.is_undoable()


def test_it_keeps_no_account_of_a_save_without_a_change(tomas, make_tag):
    tag = make_tag("Floods")
    tomas.post(address("tag_change", tag.pk), as_typed(tomas.get(address("tag_change", tag.pk))))
    assert not Operation.objects.exists()


def test_it_lists_many_in_few_queries(tomas, make_tag, django_assert_max_num_queries):
    for number in range(60):
        make_tag(f"Tag {number:02}")
    with django_assert_max_num_queries(9):
        tomas.get(address("tag_changelist"))
