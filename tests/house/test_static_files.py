"""The readers' stylesheets are served as one file that says what the many say."""

import re
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import override_settings

from newsroom.static_files import SHEET, ReaderSheetStorage, linked_sheets, without_comments

ROOT = Path(__file__).resolve().parents[2]
STORAGE = {"staticfiles": {"BACKEND": "newsroom.static_files.ReaderSheetStorage"}}


@pytest.fixture
def collected(tmp_path, settings):
    """What `collectstatic` makes, of the readers' files alone: all of the admin's would take a minute."""
    files = FileSystemStorage(ROOT / "static")
    names = [path for kind in ("css/*.css", "js/*.js", "img/*") for path in (ROOT / "static").glob(kind)]
    paths = {name.relative_to(ROOT / "static").as_posix(): None for name in names}
    storage = ReaderSheetStorage(location=tmp_path)
    for name in paths:
        with files.open(name) as file:
            storage.save(name, file)
        paths[name] = (storage, name)
    list(storage.post_process(paths))
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=settings.STORAGES | STORAGE):
        yield tmp_path


def test_it_writes_all_sheets_in_their_order(collected):
    whole = (collected / SHEET).read_text("utf-8")
    texts = [without_comments((ROOT / "static" / name).read_text("utf-8")) for name in linked_sheets()]
    assert whole == "".join(texts)
    assert "/*" not in whole


def test_it_links_the_one_file_by_a_name_that_says_its_content(collected, client, db):
    html = client.get("/").content.decode()
    (address,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', html)
    assert re.fullmatch(r"/static/css/reader\.[0-9a-f]{12}\.css", address)
    assert (collected / address.removeprefix("/static/")).exists()
    assert (collected / (address.removeprefix("/static/") + ".gz")).exists()


def test_it_links_each_sheet_where_nothing_is_collected(client, db):
    html = client.get("/").content.decode()
    assert re.findall(r'<link rel="stylesheet" href="/static/([^"]+)">', html) == linked_sheets()


def test_it_leaves_what_a_sheet_says():
    assert without_comments('/* a\n b */\n.a {\n  content: "— ";\n\n  color: red;\n}\n') == (
        '.a {\ncontent: "— ";\ncolor: red;\n}\n'
    )
