"""Telling a CDN what has changed, by surrogate keys: one request for each public change, after the commit."""

from __future__ import annotations

import logging
import threading
import urllib.request
from collections.abc import Iterable
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

log = logging.getLogger("newsroom.purging")
SECONDS = 5
# Until then every process has seen the new edition; a CDN that came back before might get the old page again.
DELAY_SECONDS = 1.2
# Fastly takes 256 keys in one request; more at once means that everything has changed.
MOST_KEYS = 256
EVERYTHING = "site"


class Backend(Protocol):
    """Where purges go."""

    def purge(self, keys: list[str]) -> None:
        """Drop every page that has one of the keys. May raise OSError."""


class NoCache:
    """For sites without a CDN, or one that goes by Cache-Control alone."""

    def purge(self, keys: list[str]) -> None:
        """Do nothing."""


class SurrogateKeys:
    """HTTP purging by the header Surrogate-Key, as Fastly's API takes it and as Varnish does with xkey.

    For Fastly the address is https://api.fastly.com/service/<id>/purge, and the token its API token. For
    Varnish it is the address of the cache; its VCL hands the method PURGE and the header to `xkey.softpurge`.
    """

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token

    def purge(self, keys: list[str]) -> None:
        """Send one request, waiting five seconds at most."""
        is_fastly = urlsplit(self.address).hostname == "api.fastly.com"
        headers = {"Surrogate-Key": " ".join(keys), "Fastly-Soft-Purge": "1"}
        if self.token:
            headers["Fastly-Key"] = self.token
        request = urllib.request.Request(  # noqa: S310  the operator's own address, http or https
            self.address, method="POST" if is_fastly else "PURGE", headers=headers
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as response:  # noqa: S310
            response.read()


def backend() -> Backend:
    """Return the backend that the settings name."""
    if not settings.PURGE_ADDRESS:
        return NoCache()
    return SurrogateKeys(settings.PURGE_ADDRESS, settings.PURGE_TOKEN)


def purge_on_commit(keys: Iterable[str]) -> None:
    """Have every page with one of the keys dropped once the transaction is through.

    It happens beside the request: a CDN that does not answer is logged and holds nobody up, since pages there
    end by themselves after `CDN_SECONDS`.
    """
    if not settings.PURGE_ADDRESS:
        return
    wanted = sorted(set(keys)) or [EVERYTHING]
    if len(wanted) > MOST_KEYS:
        wanted = [EVERYTHING]
    # No daemon: a command that publishes and ends waits for its purge.
    transaction.on_commit(lambda: threading.Timer(DELAY_SECONDS, _purge, args=[wanted]).start())


def _purge(keys: list[str]) -> None:
    try:
        backend().purge(keys)
    except OSError:
        log.exception("The CDN did not take the purge of %s.", " ".join(keys))
