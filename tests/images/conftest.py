"""What the tests of pictures share."""

from pathlib import Path

import pytest
from django.test import Client

from images.models import Image


@pytest.fixture(autouse=True)
def own_storages(settings, monkeypatch, tmp_path) -> Path:
    """Folders of their own for each test, so that one test never sees the files of another."""
    settings.MEDIA_ROOT = tmp_path / "media"
    # A field asks for its storage once, when the class is made.
    field = Image._meta.get_field("file")
    monkeypatch.setattr(field, "storage", type(field.storage)(location=tmp_path / "originals"))
    return tmp_path


@pytest.fixture
def paul(cast):
    """Paul takes pictures, and may do all that a photo editor may."""
    return cast.paul


@pytest.fixture
def desk(paul) -> Client:
    """A browser in which Paul has signed in."""
    client = Client()
    client.force_login(paul)
    return client
