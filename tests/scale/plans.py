"""How PostgreSQL does what a page asks: the plan of every query, with the rows that really passed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

from newsroom.postgresql.preparing import PreparingCursor

# Reading eight sections for one may be cheaper than walking that one's own index; a whole archive never is.
THROWN = 10
EXPLAIN = "EXPLAIN (ANALYZE, FORMAT JSON) "


class Prepared(str):
    """A statement that the server keeps, with one plan for all values."""


@dataclass
class Plan:
    """One query and what the database did for it."""

    sql: str
    tree: dict[str, Any]

    def nodes(self, tree: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """Every step of the plan, the last first."""
        tree = tree or self.tree
        yield tree
        for child in tree.get("Plans", []):
            yield from self.nodes(child)

    def faults(self, *, most_rows: int) -> Iterator[str]:
        """What would grow with the archive: scans of big tables, long sorts, rows read and thrown away.

        A table of a few rows may be read whole: that is what small tables are for.
        """
        for node in self.nodes():
            kind, table = node["Node Type"], node.get("Relation Name", "")
            loops = node.get("Actual Loops", 1)
            thrown = (
                node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
            ) * loops
            passed = node.get("Actual Rows", 0) * loops + thrown
            if kind == "Seq Scan" and passed > most_rows:
                yield f"a sequential scan of {table}"
            if kind in ("Sort", "Incremental Sort", "Hash", "HashAggregate") and _input(node) > most_rows:
                yield f"{kind} of {_input(node):.0f} rows"
            if thrown > THROWN * most_rows:
                yield f"{thrown:.0f} rows read from {table} and thrown away"
            if node.get("Actual Rows", 0) * loops > THROWN * most_rows and "Scan" in kind:
                yield f"{node['Actual Rows'] * loops:.0f} rows read from {table or kind}"


def _input(node: dict[str, Any]) -> float:
    return sum(child["Actual Rows"] * child["Actual Loops"] for child in node.get("Plans", []))


@contextmanager
def noting() -> Iterator[list[tuple[str, Any]]]:
    """Note the SELECTs that are sent, with their values."""
    noted: list[tuple[str, Any]] = []
    # A search is sent with its time limit, in one message.
    limited = re.compile(r"(?:SAVEPOINT \w+; )?SET LOCAL [^;]+; (SELECT .*?); SET LOCAL .*", re.DOTALL)

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if within := limited.fullmatch(sql):
            noted.append((within[1], params))
        elif isinstance(context["cursor"].cursor, PreparingCursor):
            noted.append((Prepared(sql), params))
        elif sql.lstrip("( ").upper().startswith(("SELECT", "WITH")):
            noted.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield noted


def plan_of(sql: str, params: Any) -> Plan:
    """Have the database do it again and tell how."""
    with connection.cursor() as cursor:
        if isinstance(sql, Prepared):
            answer = _explained(cursor, sql, params)
        else:
            cursor.execute(EXPLAIN + sql, params)
            answer = cursor.fetchone()[0]
    tree = answer if isinstance(answer, list) else json.loads(answer)
    return Plan(sql, tree[0]["Plan"])


def _explained(cursor: Any, sql: str, params: Sequence[Any]) -> Any:
    """Explain the plan that serves all values: knowing them could give a better one than readers get."""
    given = f"({', '.join(['%s'] * len(params))})" if params else ""
    cursor.execute(f"PREPARE explained AS {sql}", None)
    cursor.execute(f"{EXPLAIN} EXECUTE explained {given}", params or None)
    answer = cursor.fetchone()[0]
    cursor.execute("DEALLOCATE explained")
    return answer
