"""PostgreSQL keeps the statements that are marked for it, gives the same rows, and can be told not to."""

from __future__ import annotations

from contextlib import closing
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from published.compiled import compiled
from taxonomy.models import Tag
from tests.factories import make_tag

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the statements are those of PostgreSQL"),
    pytest.mark.django_db,
]
AWKWARD = "100 % of “it's” \\ %s"


@compiled(one_plan=True)
def kept(number: int, name: str):
    rows = Tag.objects.filter(pk=number, name=name).order_by()
    return rows.annotate(said=Value(AWKWARD)).values_list("pk", "said")


@compiled()
def planned_each_time(number: int):
    return Tag.objects.filter(pk=number).order_by().values_list("pk", flat=True)


def statements() -> list[tuple[str, int, int]]:
    """Return what the server keeps for this connection: statement, general plans used, others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements")
        return [row for row in cursor.fetchall() if "taxonomy_tag" in row[0]]


def test_it_keeps_what_is_marked_with_one_plan_for_numbers_of_every_size() -> None:
    tag = make_tag(AWKWARD, pk=5_000_000_000)
    assert kept(number=tag.pk, name=AWKWARD) == [(tag.pk, AWKWARD)]
    assert kept(number=7, name="") == []
    assert kept(number=70_000, name="") == []
    ((statement, with_one_plan, planned_anew),) = statements()
    assert "$2" in statement
    assert "$3" not in statement
    assert (with_one_plan, planned_anew) == (3, 0)


def test_it_keeps_nothing_else() -> None:
    tag = make_tag("Floods")
    for _ in range(10):
        assert planned_each_time(number=tag.pk) == [tag.pk]
        assert Tag.objects.filter(name="Floods").exists()
    assert statements() == []
    assert connection.connection.prepare_threshold is None


def test_what_was_sent_can_be_read_with_its_values() -> None:
    with CaptureQueriesContext(connection) as sent:
        kept(number=17, name="Floods")
    assert "17" in sent[-1]["sql"]
    assert "'Floods'" in sent[-1]["sql"]


def plans_of(other: Any) -> str:
    """Return how a connection plans, having seen that it has nothing prepared."""
    assert not other.keeps_statements()
    with other.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_an_operator_can_do_without(settings: Any) -> None:
    settings.PREPARED_STATEMENTS = False
    with closing(connection.copy()) as other:
        assert plans_of(other) == "auto"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_kept_through_a_pooler(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which answers with a process of the server's, and gives the connection a number of its own."""
    with closing(connection.copy()) as other:
        monkeypatch.setattr(other, "process_number", lambda: 4_000_000)
        assert plans_of(other) == "auto"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("setting", "of_the_server", "planned_with"),
    [
        ("random_page_cost", None, "1.1"),
        ("random_page_cost", "3", "3"),
        ("jit", None, "off"),
        ("jit", "on", "on"),
    ],
)
def test_look_ups_are_cheap_and_nothing_is_compiled_unless_the_server_says_otherwise(
    setting: str, of_the_server: str | None, planned_with: str
) -> None:
    with closing(connection.copy()) as other:
        if of_the_server:
            other.settings_dict = deepcopy(other.settings_dict)
            other.settings_dict["OPTIONS"]["options"] = f"-c {setting}={of_the_server}"
        with other.cursor() as cursor:
            cursor.execute(f"SHOW {setting}")
            assert cursor.fetchone() == (planned_with,)


@pytest.mark.django_db(transaction=True)
def test_a_column_may_change_its_type_meanwhile() -> None:
    with closing(connection.copy()) as other, connection.cursor() as desk:
        desk.execute("CREATE TABLE changing (number integer)")
        try:
            desk.execute("INSERT INTO changing VALUES (17)")
            for wanted in (17, "17"):
                assert other.keeps_statements()
                with other.prepared_cursor() as cursor:
                    cursor.execute("SELECT number FROM changing", [])
                    assert cursor.fetchall() == [(wanted,)]
                desk.execute("ALTER TABLE changing ALTER number TYPE text")
        finally:
            desk.execute("DROP TABLE changing")
