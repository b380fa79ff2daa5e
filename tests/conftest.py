"""What all tests share."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.cast import Cast

settings.register_profile(
    "newsroom",
    deadline=None,  # a busy machine is not a failure
    max_examples=50,
    derandomize=True,  # the same examples every time: a failure here is a failure everywhere
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("newsroom")

SECONDS_BETWEEN_SWEEPS = 60
_swept = [time.monotonic()]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the looks that the run on the other database judges: see tools/suite.py."""
    part, parts = map(int, os.environ.get("TESTS_PART", "0/1").split("/"))
    looks = sorted((item for item in items if item.get_closest_marker("looks")), key=lambda item: item.nodeid)
    others = {item for place, item in enumerate(looks) if place % parts != part}
    items[:] = [item for item in items if item not in others]
    config.hook.pytest_deselected(items=list(others))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_use_migrations: bool, django_db_blocker: Any) -> None:
    """With `--no-migrations` nobody has made what search looks words up in: no model says it."""
    if not django_db_use_migrations:
        from django.db import connection

        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            import_module("published.migrations.0005_search_words").make(None, editor)


@pytest.fixture(autouse=True)
def fresh_edition() -> None:
    """Forget what readers' pages keep for an edition: another test's database had other sections."""
    from published import editions, tag_lists

    editions.forget()
    editions._kept.clear()
    tag_lists._neighbours.clear()
    editions._state = None


@pytest.fixture(scope="module", autouse=True)
def swept(django_db_blocker: Any) -> Iterator[None]:
    """After a module, when no transaction is open, clear away what tests rolled back: see tools/suite.py."""
    yield
    from django.db import connection

    if connection.vendor == "postgresql" and time.monotonic() - _swept[0] > SECONDS_BETWEEN_SWEEPS:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM (SKIP_LOCKED)")
        connection.close()
        _swept[0] = time.monotonic()


@pytest.fixture
def cast(db: None) -> Cast:
    """The people every test knows; see tests/cast.py."""
    from tests.cast import Cast

    return Cast()
