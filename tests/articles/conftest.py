"""Who works in desk mode, and on what."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.articles.desk_mode import HOUR
from tests.factories import make_published, make_tag


@pytest.fixture
def tara(client, cast):
    client.force_login(cast.tara)
    return client


@pytest.fixture
def stories(db):
    """Three untagged stories, newest first."""
    now = timezone.now()
    return [make_published(f"Story {n}", at=now - n * HOUR) for n in (1, 2, 3)]


@pytest.fixture
def flood(cast):
    """A story whose text names tags."""
    tags = [make_tag("Arle"), make_tag("Harbour Council", kind="organisation"), make_tag("Ferry")]
    body = "<p>The Harbour Council met in Arle.</p><p>Arle waits. The ferry waits. Ferry and ferry.</p>"
    body += "<p>Selwyn Tull spoke. Selwyn Tull left.</p>"
    return make_published("Arle floods again", at=timezone.now(), body=body), tags
