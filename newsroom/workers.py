"""Processes beside this one, for work that one processor is too slow for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import django
from django.db import connection


@contextmanager
def workers(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of so many processes, on the database that this one is on.

    Spawned and not forked: a fork of a program with threads keeps their locks for ever and shares their
    connections. A worker that is killed ends the work with BrokenProcessPool. Work that nobody waits for any
    more, as after an error or Ctrl-C, is not begun.
    """
    database = str(connection.settings_dict["NAME"])
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin, initargs=(database,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(database: str) -> None:
    # First of all, since what the work names may import models. A test's database has another name than the
    # settings give it.
    django.setup()
    connection.settings_dict["NAME"] = database
