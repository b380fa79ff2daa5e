"""A setting is what it says, or the start stops with one sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import env, secret_key

NAME = "NEWSROOM_TRIED"


@pytest.fixture
def given_value(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda value: monkeypatch.setenv(NAME, value)


@pytest.mark.parametrize(
    ("read", "value", "meaning"),
    [
        (lambda: env.text(NAME, "x"), " The Gazette ", "The Gazette"),
        (lambda: env.text(NAME, "x"), "", "x"),
        (lambda: env.integer(NAME, 5, least=1, most=9), "9", 9),
        (lambda: env.boolean(NAME), "Yes", True),
        (lambda: env.boolean(NAME, True), "off", False),
        (lambda: env.boolean(NAME, True), "", True),
        (lambda: env.choice(NAME, "12", ["12", "24"]), "24", "24"),
        (lambda: env.words(NAME), "a, b,,c ", ["a", "b", "c"]),
        (lambda: env.words(NAME, ["d"]), "", ["d"]),
        (lambda: env.address(NAME, ""), "https://news.example.org/", "https://news.example.org"),
        (lambda: env.address(NAME, ""), "http://[::1]:8300", "http://[::1]:8300"),
        (lambda: env.zone(NAME, "UTC"), "Asia/Karachi", "Asia/Karachi"),
    ],
)
def test_it_reads(given_value: Any, read: Callable[[], Any], value: str, meaning: Any) -> None:
    given_value(value)
    assert read() == meaning


@pytest.mark.parametrize(
    ("read", "value", "accepted"),
    [
        (lambda: env.integer(NAME, 5, least=1, most=9), "10", "from 1 to 9"),
        (lambda: env.integer(NAME, 5), "five", "a whole number"),
        (lambda: env.boolean(NAME), "perhaps", "1 or 0"),
        (lambda: env.choice(NAME, "12", ["12", "24"]), "13", "one of 12, 24"),
        (lambda: env.address(NAME, ""), "news.example.org", "a web address"),
        (lambda: env.address(NAME, ""), "https://news.example.org/paper", "nothing after the host"),
        (lambda: env.address(NAME, ""), "https://me@news.example.org", "a web address"),
        (lambda: env.address(NAME, ""), "https://news.example.org:99999", "a web address"),
        (lambda: env.zone(NAME, "UTC"), "Mars/Base", "a time zone"),
        (lambda: env.zone(NAME, "UTC"), "../etc/passwd", "a time zone"),
    ],
)
def test_it_refuses_in_one_sentence(
    given_value: Any, read: Callable[[], Any], value: str, accepted: str
) -> None:
    given_value(value)
    with pytest.raises(env.BadValue) as refusal:
        read()
    sentence = str(refusal.value)
    assert sentence.startswith(f"{NAME} is '{value}'")
    assert accepted in sentence
    assert sentence.count("\n") == 0


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40))
def test_it_takes_any_address_for_right_or_wrong_and_never_fails_otherwise(value: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(NAME, value)
        try:
            read = env.address(NAME, "http://localhost")
        except env.BadValue:
            return
    assert read.startswith(("http://", "https://"))
    assert not read.endswith("/")


def test_it_decodes_every_part_of_a_database_address(given_value: Any) -> None:
    given_value(
        "postgres://de%40sk:p%2Fw%3A@db.example.org:5433/news%20room?sslmode=require&options=-c%20x=1"
    )
    assert env.database(NAME) == {
        "ENGINE": "newsroom.postgresql",
        "NAME": "news room",
        "USER": "de@sk",
        "PASSWORD": "p/w:",
        "HOST": "db.example.org",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require", "options": "-c x=1"},
    }


def test_it_takes_a_socket_for_a_database_host(given_value: Any) -> None:
    given_value("postgres://desk@/newsroom?host=/run/PG")
    database = env.database(NAME)
    assert database is not None
    assert (database["HOST"], database["OPTIONS"]) == ("", {"host": "/run/PG"})


@pytest.mark.parametrize(
    "value", ["mysql://u:secret@h/n", "postgres://u:secret@h/", "postgres://u:secret@h:x/n"]
)
def test_it_never_repeats_a_database_password(given_value: Any, value: str) -> None:
    given_value(value)
    with pytest.raises(env.BadValue) as refusal:
        env.database(NAME)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    "value",
    [
        "redis://10.0.0.5",
        "redis://:p%40ss@cache.example.org:6380/1",
        "rediss://news:secret@cache.example.org/0",
        "unix:///run/redis.sock?db=2",
        "unix:///run/redis.sock",
    ],
)
def test_it_takes_the_address_of_a_redis_server(given_value: Any, value: str) -> None:
    given_value(value)
    assert env.cache(NAME) == value


@pytest.mark.parametrize(
    "value",
    [
        "memcached://secret:11211",
        "redis://",
        "redis://secret:x",
        "redis://secret:0",
        "redis://secret/news",
        "redis://secret/0?timeout=9",
        "redis://secret/0#1",
        "unix://secret/run/redis.sock",
        "unix:///",
        "unix:///secret.sock?db=one",
        "unix:///secret.sock?password",
        "10.0.0.5:6379/secret",
    ],
)
def test_it_refuses_what_is_no_redis_server_and_never_repeats_it(given_value: Any, value: str) -> None:
    given_value(value)
    with pytest.raises(env.BadValue, match="redis://user:password@host:6379/0") as refusal:
        env.cache(NAME)
    assert "secret" not in str(refusal.value)


def test_it_makes_a_data_folder_that_others_cannot_read(given_value: Any, tmp_path: Path) -> None:
    given_value(str(tmp_path / "new" / "folder"))
    assert env.folder(NAME, tmp_path).stat().st_mode & 0o077 == 0


def test_it_refuses_a_data_folder_that_is_a_file(given_value: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    given_value(str(tmp_path / "file"))
    with pytest.raises(env.BadValue, match="a folder that this user may write in"):
        env.folder(NAME, tmp_path)


def test_it_makes_a_signing_key_once_and_for_its_owner_only(tmp_path: Path) -> None:
    key = secret_key.kept_in(tmp_path)
    assert len(key) >= 50
    assert secret_key.kept_in(tmp_path) == key
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_it_keeps_the_first_of_two_keys_made_at_once(tmp_path: Path) -> None:
    secret_key.kept_in(tmp_path)
    before = (tmp_path / "secret-key").read_text()
    secret_key._make(tmp_path / "secret-key")
    assert (tmp_path / "secret-key").read_text() == before


def test_it_refuses_an_empty_key_file(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    with pytest.raises(env.BadValue, match="is empty"):
        secret_key.kept_in(tmp_path)
