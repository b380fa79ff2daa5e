"""Names for what the vocabulary's tests make over and over."""

import pytest

from articles.models import Article, Tagging
from taxonomy.models import Contributor, Section, Tag
from taxonomy.signals import contributor_renamed, vocabulary_changed, vocabulary_merged


@pytest.fixture
def make_tag(db):
    """Make a tag: `make_tag("Floods", "event", aliases=["Flooding"])`."""

    def make(name, kind="topic", *, aliases=(), **fields):
        tag = Tag.objects.create(name=name, kind=kind, **fields)
        for alias in aliases:
            tag.add_alias(alias)
        return tag

    return make


@pytest.fixture
def make_contributor(db):
    """Make a contributor: `make_contributor("Rosa Marin", aliases=["R. Marin"])`."""

    def make(name, *, aliases=(), **fields):
        contributor = Contributor.objects.create(name=name, **fields)
        for alias in aliases:
            contributor.add_alias(alias)
        return contributor

    return make


@pytest.fixture
def heard():
    """Everything the vocabulary announces: a list of (signal's name, instance, other facts)."""
    said = []
    signals = {
        "changed": vocabulary_changed,
        "renamed": contributor_renamed,
        "merged": vocabulary_merged,
    }
    listeners = []
    for name, signal in signals.items():

        def listen(instance, _name=name, **facts):
            facts = {key: value for key, value in facts.items() if key not in ("signal", "sender")}
            said.append((_name, instance, facts))

        signal.connect(listen)
        listeners.append((signal, listen))
    yield said
    for signal, listen in listeners:
        signal.disconnect(listen)


@pytest.fixture
def tagged(db):
    """Put tags on a new story, the lead first: `tagged(one, other)` gives a function that reads them back."""

    def make(*tags):
        story = Article.objects.create(
            headline="High water", section=Section.objects.get_or_create(name="City")[0]
        )
        for position, tag in enumerate(tags):
            Tagging.objects.create(content_object=story, tag=tag, position=position)
        return lambda: list(story.taggings.order_by("position").values_list("tag", "position"))

    return make
