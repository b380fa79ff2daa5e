"""Moments come out of PostgreSQL as Django has them, whatever they are and wherever the connection is."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import DataError, connection, transaction

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the moments are those of PostgreSQL"),
    pytest.mark.django_db,
]


def read(text: str, through=connection) -> datetime:
    with through.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-11-23 17:27:00-05", datetime(2026, 11, 23, 22, 27, tzinfo=UTC)),
        ("2026-11-23 17:27:00.12+05:45", datetime(2026, 11, 23, 11, 42, 0, 120_000, tzinfo=UTC)),
        ("0001-01-01 00:00:00+00", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31 23:59:59.999999+00", datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)),
    ],
)
def test_it_reads_them_in_utc(written: str, read_as: datetime) -> None:
    found = read(written)
    assert found == read_as
    assert found.tzinfo is UTC


@pytest.mark.parametrize("written", ["infinity", "0044-03-15 00:00+00 BC", "12026-01-01 00:00+00"])
def test_what_python_has_no_moment_for_is_an_error_of_the_drivers(written: str) -> None:
    with pytest.raises(DataError, match="timestamp too"), transaction.atomic():
        read(written)


@pytest.mark.django_db(transaction=True)
def test_a_connection_in_another_zone_reads_the_same_moment() -> None:
    with closing(connection.copy()) as other:
        other.settings_dict = other.settings_dict | {"TIME_ZONE": "Asia/Kathmandu"}
        found = read("2026-11-23 17:27:00-05", other)
    assert found == datetime(2026, 11, 23, 22, 27, tzinfo=UTC)
    assert found.tzinfo == ZoneInfo("Asia/Kathmandu")
