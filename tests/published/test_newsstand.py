"""What stands on the newsstand beside the story."""

from datetime import timedelta

import pytest
from django.utils import timezone

from published.models import PublishedTagging
from tests.factories import make_published, make_tag

pytestmark = pytest.mark.django_db


def test_it_keeps_retired_tags_on_old_stories_and_hides_hidden_and_proposed_ones(cast):
    tags = [make_tag("Active"), make_tag("Retired"), make_tag("Hidden"), make_tag("Proposed")]
    make_published(at=timezone.now() - timedelta(hours=1), tags=tags)
    tags[1].retire(by=cast.ada)
    tags[2].is_hidden = True
    tags[2].save()
    type(tags[3]).objects.filter(pk=tags[3].pk).update(state="proposed")
    assert [row.tag.name for row in PublishedTagging.objects.shown()] == ["Active", "Retired"]
