"""Work shared among processes ends, whatever becomes of them."""

from __future__ import annotations

import os
import signal
from concurrent.futures.process import BrokenProcessPool

import pytest
from django.db import connection

from newsroom.workers import workers


def name_of_the_database() -> str:
    return str(connection.settings_dict["NAME"])


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_they_work_on_the_database_of_their_parent(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "another one")
    with workers(1) as pool:
        assert pool.submit(name_of_the_database).result() == "another one"


def test_one_that_is_killed_ends_the_work():
    with workers(1) as pool, pytest.raises(BrokenProcessPool):
        pool.submit(die).result()


def test_work_that_nobody_waits_for_is_not_begun():
    with workers(1) as pool:
        waiting = [pool.submit(name_of_the_database) for _ in range(50)]
    assert any(one.cancelled() for one in waiting)
