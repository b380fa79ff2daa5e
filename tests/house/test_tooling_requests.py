"""What every request meets before a view, and every response after."""

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from newsroom import health, middleware

BAD_ADDRESSES = [
    "/%00",
    "/?q=%00",
    "/?q=%FF",
    "/?%00=1",
    "/?page=%C3%28",
    "/admin/?q=%00",
    "/media/a%00b",
    "/static/%00.css",
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_it_answers_400_to_what_is_no_text(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.django_db
def test_it_answers_400_to_a_cookie_with_a_hidden_nul(client: Client) -> None:
    cookie = settings.SESSION_COOKIE_NAME + '="abcdefgh\\000ijkl"'
    assert client.get("/admin/", headers={"cookie": cookie}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/%FF/", "/%ED%A0%80", "/2026/11/23/%C3%28/", "/.env", "/admin/%FF/"])
def test_it_never_fails_on_a_path_in_another_encoding(client: Client, address: str) -> None:
    assert client.get(address, follow=True).status_code in {200, 400, 404}


def test_it_takes_queries_of_every_script() -> None:
    request = RequestFactory().get("/", {"q": "پاکستان ünïcode 🗞"})
    assert middleware.well_formed(lambda _: HttpResponse("ok"))(request).status_code == 200


def test_it_raises_for_the_handler_of_bad_requests() -> None:
    request = RequestFactory().get("/?q=%00")
    with pytest.raises(BadRequest):
        middleware.well_formed(lambda _: HttpResponse("ok"))(request)


@pytest.mark.django_db
def test_it_gives_readers_no_cookie_and_nothing_that_varies(client: Client) -> None:
    answer = client.get("/", headers={"accept-language": "ur"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert not {"Cookie", "Accept-Language"} & set(answer.headers.get("Vary", "").split(", "))


@pytest.mark.django_db
def test_it_shows_the_desk_in_the_language_a_person_asks_for(client: Client) -> None:
    answer = client.get("/admin/login/", headers={"accept-language": "ar"})
    assert answer.headers["Content-Language"] == "ar"
    assert 'dir="rtl"' in answer.content.decode()
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.django_db
def test_it_keeps_cookies_at_the_desk(client: Client) -> None:
    answer = client.get("/admin/login/")
    assert {cookie["path"] for cookie in answer.cookies.values()} == {"/admin/"}


def policy_of(client: Client, address: str) -> dict[str, list[str]]:
    directives = client.get(address).headers["Content-Security-Policy"].split(";")
    return {words[0]: words[1:] for words in map(str.split, directives)}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/admin/login/", "/no-such-page/", "/?q=%00"])
def test_it_lets_no_script_run_that_stands_in_a_page(client: Client, address: str) -> None:
    policy = policy_of(client, address)
    assert policy["default-src"] == policy["base-uri"] == ["'none'"]
    assert "'self'" in policy["script-src"]
    assert not {"'unsafe-inline'", "'unsafe-eval'"} & {*policy["script-src"], *policy["style-src"]}


@pytest.mark.django_db
def test_it_lets_nobody_frame_a_page_but_the_desk_itself(client: Client) -> None:
    assert policy_of(client, "/")["frame-ancestors"] == ["'none'"]
    assert policy_of(client, "/admin/login/")["frame-ancestors"] == ["'self'"]


@pytest.mark.django_db
def test_it_gives_the_body_editor_a_nonce_and_style_attributes(admin_client: Client) -> None:
    policy = policy_of(admin_client, "/admin/taxonomy/section/add/")
    assert [word for word in policy["script-src"] if word.startswith("'nonce-")]
    assert policy["style-src-attr"] == ["'unsafe-inline'"]


@pytest.mark.django_db
def test_it_says_what_no_page_asks_for(client: Client) -> None:
    answer = client.get("/")
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_it_is_healthy(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["checks"]["database"] is True
    assert answer.json()["checks"]["migrations"] is True
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_it_is_not_healthy_when_one_check_fails_and_says_no_more_than_its_name(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> bool:
        raise RuntimeError("host db.internal refused the password 'hunter2'")

    monkeypatch.setattr(health, "_checks", health._checks | {"overdue": broken})
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["overdue"] is False
    assert b"hunter2" not in answer.content


@pytest.mark.django_db
def test_it_answers_nobody_who_writes_to_the_health_address(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
