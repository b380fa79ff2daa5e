"""Indexes that are set aside while a corpus is written and built in one go after it: on PostgreSQL alone.

Keeping sixty indexes in order row by row takes more time than all else; building one of a full table is a
sort. What was set aside stands in a table of the database until it is built, so that a run that was broken
off can be mended: the next one builds what is missing before it looks at anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection, transaction

# Each of those who build at once takes so much; the default of 64 MB makes the search index twice as slow.
MEMORY = "256MB"
_NOTES = "exchange_index_set_aside"


class Missing(NamedTuple):
    """An index that is not there at present, its table, and the statements that build it."""

    name: str
    table: str
    statements: str


# What keeps an index from being set aside: it is a primary key, or a foreign key or a promise rests on it.
_FOUND = """
SELECT quote_ident(index.relname), index.relnamespace::regnamespace::text, table_.oid::regclass::text,
       pg_get_indexdef(index.oid), quote_ident(unique_.conname)
  FROM pg_index
  JOIN pg_class index ON index.oid = indexrelid
  JOIN pg_class table_ ON table_.oid = indrelid
  LEFT JOIN pg_constraint unique_ ON unique_.conindid = index.oid AND unique_.contype = 'u'
 WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
   AND NOT EXISTS (SELECT FROM pg_constraint held WHERE held.conindid = index.oid
                    AND (held.contype <> 'u' OR held.condeferrable))
 ORDER BY index.relam = (SELECT oid FROM pg_am WHERE amname = 'gin') DESC, index.relname
"""


@contextmanager
def set_aside(tables: Iterable[str]) -> Iterator[list[Missing]]:
    """Take all indexes of the tables away, but for primary keys; give what is to be built at the end.

    Whatever has not been built when the block ends, is then. Outside of a transaction.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {_NOTES} (place serial, name text, table_ text, statements text)")
        cursor.execute(_FOUND, [[f'"{table}"' for table in tables]])
        for name, schema, table, made, unique in cursor.fetchall():
            again = made
            if unique:
                again += f"; ALTER TABLE {table} ADD CONSTRAINT {unique} UNIQUE USING INDEX {name}"
            note = f"INSERT INTO {_NOTES} (name, table_, statements) VALUES (%s, %s, %s)"  # noqa: S608  own name
            cursor.execute(note, [name, table, again])
            cursor.execute(
                f"ALTER TABLE {table} DROP CONSTRAINT {unique}" if unique else f"DROP INDEX {schema}.{name}"
            )
    try:
        yield missing()
    finally:
        mend()


def missing() -> list[Missing]:
    """Return what is set aside at present, the longest to build first. One query, two when there is any."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [_NOTES])
        if cursor.fetchone()[0] is None:
            return []
        cursor.execute(f"SELECT name, table_, statements FROM {_NOTES} ORDER BY place")  # noqa: S608  own name
        return [Missing(*row) for row in cursor.fetchall()]


def build(one: Missing) -> str:
    """Build one index and strike its note; return its name."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
        cursor.execute("SET LOCAL max_parallel_maintenance_workers = 0")  # others are building beside this
        cursor.execute(one.statements)
        cursor.execute(f"DELETE FROM {_NOTES} WHERE name = %s", [one.name])  # noqa: S608  own name
    return one.name


def mend() -> None:
    """Build whatever is still set aside, also by a run that was broken off."""
    if connection.vendor != "postgresql":
        return
    for one in missing():
        build(one)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_NOTES}")
