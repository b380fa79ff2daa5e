"""Signing somebody in without the sign-in page, for the journeys that are about what comes after it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page


def sign_in(page: Page, person: Any, server: str) -> None:
    """Give the page's browser a session of this person at the desk of `server`, an address."""
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": f"{server}/admin/"}
    page.context.add_cookies([cookie])
