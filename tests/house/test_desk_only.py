"""What is done for people who sign in is done at the desk, and nowhere is anything less guarded for it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from newsroom import desk_only
from newsroom.content_policy import ContentPolicyMiddleware

READING = ["/", "/no-such-page/", "/robots.txt"]


@pytest.mark.parametrize("guard", [desk_only.Sessions, desk_only.SignIns, desk_only.Messages])
def test_a_readers_request_passes_untouched(guard) -> None:
    request = RequestFactory().get("/")
    guard(lambda _: HttpResponse("ok"))(request)
    assert not {"session", "user", "_messages"} & set(vars(request))


def test_a_request_to_the_desk_gets_a_session() -> None:
    request = RequestFactory().get("/admin/")
    desk_only.Sessions(lambda _: HttpResponse("ok"))(request)
    assert request.session.is_empty()


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*READING, "/admin/login/"])
def test_nothing_can_be_sent_without_a_token(address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(address, {"a": "b"}).status_code in {403, 404}
    assert client.post("/admin/login/", {"username": "a"}).status_code == 403


def test_a_policy_of_a_views_own_is_kept() -> None:
    def view(_request: object) -> HttpResponse:
        response = HttpResponse("ok")
        response._csp_update = {"frame-ancestors": ["https://example.org"]}  # type: ignore[attr-defined]
        return response

    own = ContentPolicyMiddleware(view)(RequestFactory().get("/"))
    usual = ContentPolicyMiddleware(lambda _: HttpResponse("ok"))(RequestFactory().get("/"))
    assert "https://example.org" in own.headers["Content-Security-Policy"]
    assert "https://example.org" not in usual.headers["Content-Security-Policy"]
    assert "default-src 'none'" in usual.headers["Content-Security-Policy"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the backend is that of PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_a_connection_is_looked_at_without_a_query_until_the_server_closes_it() -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            number = cursor.fetchone()[0]
        sent = []
        with other.execute_wrapper(lambda execute, *said: sent.append(said) or execute(*said)):
            assert other.is_usable()
        assert not sent
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
        assert not other.is_usable()
    finally:
        other.close()
