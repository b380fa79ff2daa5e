"""Pages that several processes share through a real Redis server, and what happens while it is away."""

from __future__ import annotations

import logging
import socket
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from redis import Redis

from newsroom.page_cache import redis_level
from newsroom.page_cache.packing import packed, unpacked
from newsroom.page_cache.program import program
from newsroom.page_cache.redis_level import RedisLevel
from newsroom.page_cache.states import present_state
from published.editions import raise_edition
from tests.page_cache.reading import Reader
from tests.published.factories import EVENING, published

sys.path.append(str(settings.BASE_DIR / "tools"))
import redis_server


@pytest.fixture(scope="module")
def started():
    try:
        with redis_server.server() as address:
            yield address
    except redis_server.NoServer as reason:
        pytest.skip(f"{reason}; '{redis_server.HOW_TO_ADD}' adds it")


@pytest.fixture
def server(started):
    """The server itself, empty."""
    redis = Redis.from_url(started)
    redis.flushall()
    yield redis
    redis.close()


@pytest.fixture
def processes(db, clock, unhurried, started, server):
    """Two processes of one newsroom, each with memory of its own."""
    return [Reader(shared=RedisLevel(started)) for _ in range(2)]


def test_what_one_process_has_made_the_other_takes(processes):
    published("The river rose")
    first, second = (process.get("/", accept_encoding="br") for process in processes)
    assert "The river rose" in first.text
    assert [process.made for process in processes] == [1, 0]
    assert (first.raw, first.headers) == (second.raw, second.headers)


def test_it_is_kept_in_the_memory_of_who_took_it(processes, server):
    published()
    for process in processes:
        process.get("/")
    server.flushall()
    assert processes[1].get("/").status == 200
    assert processes[1].made == 0


def test_a_public_change_ends_it_for_all(processes):
    published("The river rose")
    for process in processes:
        process.get("/")
    published("The river fell")
    raise_edition()
    assert all("The river fell" in process.get("/").text for process in processes)
    assert [process.made for process in processes] == [2, 0]


def test_it_ends_at_the_next_moment_of_the_clock(processes, clock):
    published("Tomorrow's paper", public_from=EVENING + timedelta(minutes=5))
    for process in processes:
        assert "Tomorrow" not in process.get("/").text
    clock.put_on(minutes=5)
    assert all("Tomorrow" in process.get("/").text for process in processes)


@pytest.mark.parametrize("address", ["/?page=2", "http://localhost/", "https://127.0.0.1/"])
def test_another_page_host_or_scheme_is_another_page(processes, address):
    published()
    processes[0].get("/")
    processes[1].get(address)
    assert processes[1].made == 1


def test_each_encoding_is_shared_by_itself(processes):
    published()
    processes[0].get("/", accept_encoding="br")
    answer = processes[1].get("/", accept_encoding="gzip")
    assert (answer.headers["Content-Encoding"], processes[1].made) == ("gzip", 1)


def test_a_page_for_one_person_is_not_shared(processes, server):
    published()
    processes[0].get("/", cookie="desk=something")
    assert server.dbsize() == 0


def test_its_time_to_live_is_bounded(processes, server):
    published()
    processes[0].get("/", accept_encoding="br")
    ((address, copy),) = processes[0].cache.store._pages.items()
    (key,) = server.scan_iter()
    assert 60_000 < server.pttl(key) <= 3_600_000
    server.flushall()
    processes[0].cache.shared.keep(address, "br", replace(copy, is_small=True))
    assert 0 < server.pttl(key) <= 60_000


def test_another_program_makes_its_own(processes, started, monkeypatch):
    published()
    processes[0].get("/")
    monkeypatch.setattr(redis_level, "program", lambda: "the next release")
    upgraded = Reader(shared=RedisLevel(started))
    upgraded.get("/")
    assert upgraded.made == 1


@pytest.mark.parametrize("rubbish", [b"", b"{}\n", b'{"length": 1}\nab', b"\x80\x04pickle", b"[1]\nx"])
def test_what_is_no_page_is_as_nothing(processes, server, rubbish):
    published("The river rose")
    processes[0].get("/")
    for key in server.scan_iter():
        server.set(key, rubbish)
    assert "The river rose" in processes[1].get("/").text
    assert processes[1].made == 1


def test_a_cut_off_page_is_as_nothing(processes, server):
    published()
    processes[0].get("/")
    for key in server.scan_iter():
        server.set(key, server.get(key)[:-10])
    assert processes[1].get("/").status == 200
    assert processes[1].made == 1


def test_without_a_database_the_shared_page_goes_on_marked_stale(processes, monkeypatch):
    published("The river rose")
    processes[1].get("/about-nothing/")  # knows the edition
    processes[0].get("/")
    monkeypatch.setattr("newsroom.page_cache.application.present_state", _unsure(processes[1]))
    answer = processes[1].get("/")
    assert "The river rose" in answer.text
    assert (answer.is_stale, processes[1].made) == (True, 1)


def _unsure(process):
    state = replace(present_state(), is_sure=False)
    return lambda: state


class Times:
    """The clock of the machine, as the level reads it."""

    now = 1_000.0

    def monotonic(self):
        return self.now


@pytest.fixture
def times(monkeypatch):
    times = Times()
    monkeypatch.setattr(redis_level, "time", times)
    return times


def test_while_the_server_is_away_pages_are_made_and_it_is_let_be(reader, unhurried, times, caplog, tmp_path):
    published("The river rose")
    level = RedisLevel(f"unix://{tmp_path}/nobody.sock")
    asked = _counted(level)
    process = Reader(shared=level)
    with caplog.at_level(logging.WARNING, "newsroom.shared_pages"):
        for number in range(1, 6):
            assert process.get(f"/?page=1&n={number}", accept_encoding=f"br;q=0.{number}").status == 200
            raise_edition()
    assert (process.made, len(asked), len(caplog.records)) == (5, 1, 1)
    times.now += redis_level.REST_SECONDS
    process.get("/")
    assert len(asked) == 2


def test_it_is_used_again_when_it_is_back(reader, unhurried, times, caplog, tmp_path):
    published()
    level = RedisLevel(f"unix://{tmp_path}/redis.sock")
    process, other = Reader(shared=level), Reader(shared=level)
    process.get("/")
    try:
        with redis_server.server(Path(tmp_path)), caplog.at_level(logging.INFO, "newsroom.shared_pages"):
            times.now += redis_level.REST_SECONDS
            raise_edition()
            process.get("/")
            other.get("/")
    except redis_server.NoServer as reason:
        pytest.skip(str(reason))
    assert other.made == 0
    assert "back" in caplog.text


def test_a_server_that_does_not_answer_holds_nobody_up(reader, unhurried):
    """It takes the connection and says nothing: the time-out ends that."""
    published()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        level = RedisLevel(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        assert Reader(shared=level).get("/").status == 200
        assert level._is_away


def _counted(level):
    asked, ask = [], level._server.execute_command

    def counted(*command):
        asked.append(command)
        return ask(*command)

    level._server.execute_command = counted
    return asked


def test_a_page_is_the_same_after_packing(reader):
    published()
    reader.get("/", accept_encoding="zstd")
    (copy,) = reader.cache.store._pages.values()
    again = unpacked(packed(copy), copy.token)
    assert [getattr(again, name) for name in copy.__slots__ if name != "_ready"] == [
        getattr(copy, name) for name in copy.__slots__ if name != "_ready"
    ]


def test_two_programs_alike_have_one_name():
    name = program()
    program.cache_clear()
    assert program() == name


def test_a_setting_that_shows_on_pages_makes_another_program(monkeypatch):
    program.cache_clear()
    name = program()
    monkeypatch.setenv("NEWSROOM_NAME", "Another Gazette")
    program.cache_clear()
    other = program()
    monkeypatch.undo()
    program.cache_clear()
    assert other != name
