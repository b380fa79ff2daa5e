"""Many readers who want the same page at the same moment, and copies in several processes."""

from __future__ import annotations

import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from newsroom.page_cache import flights
from newsroom.page_cache.flights import Flights
from published import editions
from published.editions import raise_edition
from tests.page_cache.reading import Reader
from tests.published.factories import published

READERS = 1_000


@pytest.mark.django_db(transaction=True)
def test_a_thousand_readers_of_an_expired_page_cause_one_rendering(clock, monkeypatch):
    """A thread each, and the page is not ready before the last of them has asked."""
    monkeypatch.setattr(editions, "READ_AGAIN_SECONDS", 3600.0)
    published("The river rose")
    reader = Reader()
    reader.get("/")
    raise_edition()
    reader.made = 0
    site, asked, everybody_asks = reader.site, itertools.count(1), threading.Event()
    join = reader.cache._flights.join

    def counted(address):
        if next(asked) == READERS:
            everybody_asks.set()
        return join(address)

    def when_all_have_asked(environ, start_response):
        assert everybody_asks.wait(60)
        return site(environ, start_response)

    def read(_number):
        try:
            return reader.get("/").text
        finally:
            connections.close_all()

    monkeypatch.setattr(flights, "WAIT_SECONDS", 60.0)
    monkeypatch.setattr(reader.cache._flights, "join", counted)
    reader.site = when_all_have_asked
    with ThreadPoolExecutor(READERS) as pool:
        texts = list(pool.map(read, range(READERS)))
    assert (len(texts), len(set(texts)), reader.made) == (READERS, 1, 1)


def test_whoever_waited_makes_it_when_the_first_has_failed():
    own, order = Flights(), []
    entered = threading.Event()

    def first():
        with own.join("page") as is_first:
            order.append(is_first)
            entered.set()
            time.sleep(0.05)

    thread = threading.Thread(target=first)
    thread.start()
    entered.wait()
    with own.join("page") as is_first:
        order.append(is_first)
    thread.join()
    with own.join("page") as is_first:
        order.append(is_first)
    assert order == [True, False, True]


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_a_public_change_within_the_second(clock, monkeypatch):
    """Another process's change is one that this one is not told of."""
    published("The river rose")
    reader = Reader()
    reader.get("/")
    monkeypatch.setattr(editions, "forget", lambda: None)
    published("The river fell")
    raise_edition()
    until = time.monotonic() + 10
    started = time.monotonic()
    while "The river fell" not in reader.get("/").text:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert reader.made == 2
    assert time.monotonic() - started >= 0.0


@pytest.mark.django_db(transaction=True)
def test_the_edition_is_asked_for_once_a_second_at_most(clock, monkeypatch):
    published()
    reader = Reader()
    reader.get("/")
    monkeypatch.setattr(editions, "READ_AGAIN_SECONDS", 3600.0)
    connection.close()
    for _ in range(50):
        reader.get("/")
    assert connection.connection is None
