"""Reporting an error, and how the site corrects itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from published.models import PublishedArticle
from tests.factories import make_published

pytestmark = pytest.mark.django_db


def page(client):
    return client.get(PublishedArticle.objects.get().get_absolute_url()).content.decode()


def test_it_links_to_whom_errors_are_reported(client, settings):
    make_published("Rain & <wind>", at=timezone.now() - timedelta(hours=1))
    assert "Report an error" not in page(client)
    settings.REPORT_ERRORS_TO = "corrections@post.example"
    assert 'href="mailto:corrections@post.example?subject=Rain%20%26%20%3Cwind%3E&amp;body=' in page(client)
    settings.REPORT_ERRORS_TO = "https://post.example/errors"
    assert 'href="https://post.example/errors"' in page(client)


def test_it_links_each_correction_to_the_policy(client, settings):
    make_published(at=timezone.now() - timedelta(hours=1)).correct(by=None, text="Not so.")
    assert "How we correct" not in page(client)
    settings.CORRECTIONS_POLICY = "https://post.example/policy"
    assert '<a href="https://post.example/policy">How we correct</a>' in page(client)
