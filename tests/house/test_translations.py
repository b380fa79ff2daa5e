"""The desk speaks Urdu and Arabic: nothing is left out, nothing is stale, and no page mixes languages."""

from __future__ import annotations

import ast
import gettext
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.defaultfilters import escape
from django.utils.translation import trans_real
from django.utils.translation.template import templatize

from tests.factories import make_article, make_section, make_tag

LIST = "/admin/articles/article/"
ROOT = Path(settings.BASE_DIR)
CATALOGUES = sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).rglob("*.po"))
# Languages we promise whole; a catalogue in another may be partial.
COMPLETE = {"ar", "ur"}
OURS = [path for path in CATALOGUES if path.parts[-3] in COMPLETE and ROOT / "locale" in path.parents]
APPS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
CALLS = {
    "_": "",
    "gettext": "",
    "gettext_lazy": "",
    "gettext_noop": "",
    "ngettext": "",
    "ngettext_lazy": "",
    "pgettext": "c",
    "pgettext_lazy": "c",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def entries(path: Path) -> list[dict[str, str]]:
    """The entries of a catalogue, its header left out, each by keyword: msgctxt, msgid, msgstr[0], flags."""
    found = []
    for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
        entry, keyword = {"flags": ""}, ""
        for line in block.splitlines():
            if line.startswith("#,"):
                entry["flags"] += line
            started = re.match(r'(msg[a-z_]+(?:\[\d\])?) (".*")$', line)
            if started:
                keyword = started[1]
                entry[keyword] = ast.literal_eval(started[2])
            elif line.startswith('"'):
                entry[keyword] += ast.literal_eval(line)
        if entry.get("msgid"):
            found.append(entry)
    return found


def translations(entry: dict[str, str]) -> list[str]:
    return [value for keyword, value in entry.items() if keyword.startswith("msgstr")]


def name(path: Path) -> str:
    return "/".join(path.relative_to(ROOT).parts[-3:])


def said_in_code() -> set[tuple[str, str]]:
    """Every (context, text) that code and templates hand to gettext."""
    sources = [path.read_text("utf-8") for app in APPS for path in (ROOT / app).rglob("*.py")]
    templates = [path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt", ".xml"}]
    templates += [path for app in APPS for path in (ROOT / app).glob("templates/**/*.html")]
    said: set[tuple[str, str]] = set()
    for source in sources:
        said |= {pair for call in ast.walk(ast.parse(source)) if (pair := _handed_over(call))}
    for path in templates:
        said |= _said_in_template(path.read_text("utf-8"))
    return said


def _handed_over(node: ast.AST) -> tuple[str, str] | None:
    if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in CALLS:
        return None
    texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
    wanted = texts[:2] if CALLS[node.func.id] else ["", *texts[:1]]
    if len(wanted) < 2 or not all(isinstance(text, str) for text in wanted) or not wanted[1]:
        return None
    return str(wanted[0]), str(wanted[1])


_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"


def _said_in_template(text: str) -> set[tuple[str, str]]:
    calls = re.findall(rf"\b(?:gettext|_)\(u?({_QUOTED})\)", templatize(text))
    calls += re.findall(rf"\bngettext\(u?({_QUOTED})", templatize(text))
    said = {("", ast.literal_eval(call)) for call in calls}
    in_context = re.findall(rf"\bn?pgettext\(u?({_QUOTED}), u?({_QUOTED})", templatize(text))
    return said | {(ast.literal_eval(one), ast.literal_eval(other)) for one, other in in_context}


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=name)
def test_it_ships_each_catalogue_compiled_as_it_is_written(catalogue: Path) -> None:
    with catalogue.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    stale = []
    for entry in entries(catalogue):
        key = f"{entry['msgctxt']}\x04{entry['msgid']}" if "msgctxt" in entry else entry["msgid"]
        written = translations(entry)
        if "msgid_plural" in entry:
            spoken = [compiled._catalog.get((key, form)) for form in range(len(written))]
        else:
            spoken = [compiled._catalog.get(key)]
        if any(written) and spoken != written:
            stale.append(key)
    assert stale == []
    held = {key[0] if isinstance(key, tuple) else key for key in compiled._catalog} - {""}
    assert len(held) == sum(any(translations(entry)) for entry in entries(catalogue))


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=name)
def test_it_leaves_nothing_empty_or_doubtful(catalogue: Path) -> None:
    unfinished = [
        entry["msgid"]
        for entry in entries(catalogue)
        if "fuzzy" in entry["flags"] or (not all(translations(entry)) and catalogue.parts[-3] in COMPLETE)
    ]
    assert unfinished == []
    assert "#~" not in catalogue.read_text("utf-8")


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=name)
def test_it_keeps_every_placeholder(catalogue: Path) -> None:
    """A plural form may leave the number out ("one day"); whatever else stands in it has to be there."""
    wrong = []
    for entry in entries(catalogue):
        wanted = set(PLACEHOLDER.findall(entry["msgid"]))
        most = wanted | set(PLACEHOLDER.findall(entry.get("msgid_plural", "")))
        for translated in filter(None, translations(entry)):
            has = set(PLACEHOLDER.findall(translated))
            if has != wanted and not ("msgid_plural" in entry and has <= most):
                wrong.append(f"{entry['msgid']} -> {translated}")
    assert wrong == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=name)
def test_it_keeps_the_edges_of_every_message(catalogue: Path) -> None:
    """A space at either end joins the message to what stands beside it."""
    for entry in entries(catalogue):
        if entry.get("msgctxt") in ("byline", "list of names"):
            continue
        for translated in filter(None, translations(entry)):
            assert translated[:1].isspace() == entry["msgid"][:1].isspace(), entry["msgid"]
            assert translated[-1:].isspace() == entry["msgid"][-1:].isspace(), entry["msgid"]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=name)
def test_it_names_no_machine_and_no_person(catalogue: Path) -> None:
    text = catalogue.read_text("utf-8")
    assert not re.search(r"^#: |Last-Translator", text, re.MULTILINE)


@pytest.mark.parametrize("catalogue", OURS, ids=name)
def test_it_translates_every_message_of_ours(catalogue: Path) -> None:
    """Something new to say needs its words here: docs/howto/translate.md."""
    known = {(entry.get("msgctxt", ""), entry["msgid"]) for entry in entries(catalogue)}
    said = said_in_code()
    assert len(said) > 900
    assert sorted(said - known) == []


def test_it_calls_gettext_by_names_that_makemessages_knows() -> None:
    """It would drop what another alias says, and nobody would be asked for the words."""
    unknown = [
        f"{path.relative_to(ROOT)}: {alias.name} as {alias.asname}"
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname not in (None, "_")
    ]
    assert unknown == []


class _Words(HTMLParser):
    """What a person sees or hears of a page: its text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.silent = 0
        self.foreign = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style", "template")
        # Other languages are offered in their own words, which for some are English.
        self.foreign = tag == "option" and "lang" in dict(attrs)
        self.pieces += [
            value or "" for attr, value in attrs if attr in ("title", "placeholder", "aria-label", "alt")
        ]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "template")
        self.foreign = False

    def handle_data(self, data: str) -> None:
        if not (self.silent or self.foreign):
            self.pieces.append(data)


def english_left_on(html: str, language: str) -> list[str]:
    """The messages, of ours and of Django's that we speak, that stand on the page untranslated.

    A sentence is looked for anywhere; a single word only where it stands alone, since names hold words too.
    """
    words = _Words()
    words.feed(html)
    pieces = {" ".join(piece.split()) for piece in words.pieces}
    shown = "\n".join(pieces)
    mixed = []
    for path in CATALOGUES:
        if path.stem != "django" or path.parts[-3] != language:
            continue
        for entry in entries(path):
            english = entry["msgid"]
            if re.search(r"[%{]", english) or not re.search(r"[a-z]{2}", english):
                continue
            if english in pieces or (" " in english.strip() and english in shown):
                mixed.append(english)
    return mixed


@pytest.fixture
def urdu_desk(client, cast):
    """Edith's desk, in Urdu, with a story of every list and one with mistakes."""
    make_section("شہر")
    tag = make_tag("دریا")
    make_article("دریا چڑھ گیا", by=cast.edith, tags=[tag]).publish(by=cast.edith)
    waiting = make_article("پل بند", by=cast.rosa, owner=cast.rosa)
    waiting.submit(by=cast.rosa)
    make_article("نیا پل", by=cast.edith, owner=cast.edith)
    client.force_login(cast.edith)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ur"
    return client


@pytest.mark.parametrize(
    "address",
    ["/admin/", LIST, f"{LIST}add/", f"{LIST}story/", "/admin/images/image/", "/admin/taxonomy/tag/",
     "/admin/taxonomy/tag/add/", "/admin/taxonomy/contributor/add/", "/admin/password_change/"],
)  # fmt: skip
def test_it_shows_the_desk_in_urdu_and_nothing_else(urdu_desk, address: str) -> None:
    from articles.models import Article

    story = Article.objects.get(headline="دریا چڑھ گیا")
    response = urdu_desk.get(address.replace("story", f"{story.pk}/change"))
    html = response.content.decode()
    assert response.status_code == 200
    assert 'lang="ur"' in html
    assert 'dir="rtl"' in html
    assert english_left_on(html, "ur") == []


def test_it_finds_english_where_it_is_left(urdu_desk) -> None:
    urdu_desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = urdu_desk.get("/admin/").content.decode()
    assert "My stories" in english_left_on(html, "ur")


def test_it_says_what_is_wrong_in_urdu(urdu_desk) -> None:
    html = urdu_desk.post(f"{LIST}add/", {"headline": ""}, follow=True).content.decode()
    assert english_left_on(html, "ur") == []


def test_it_gives_the_scripts_of_the_admin_urdu_words(urdu_desk) -> None:
    script = urdu_desk.get("/admin/jsi18n/").content.decode()
    assert "\\u062c\\u0646\\u0648\\u0631\\u06cc" in script or "جنوری" in script


def test_it_lets_a_person_choose_the_language_of_the_desk(client, cast) -> None:
    client.force_login(cast.edith)
    html = client.get("/admin/?a=1&b=2").content.decode()
    assert f'name="next" value="{escape("/admin/?a=1&b=2")}"' in html
    assert '<option value="ur" lang="ur">اردو</option>' in html
    assert '<option value="en" lang="en" selected>English</option>' in html
    response = client.post("/admin/language/setlang/", {"language": "ur", "next": "/admin/"}, follow=True)
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME]["path"] == "/admin/"
    assert 'dir="rtl"' in response.content.decode()
    assert 'dir="ltr"' in client.get("/").content.decode()


def test_it_offers_languages_the_admin_can_speak() -> None:
    from django.contrib import admin

    folder = Path(admin.__file__).parent / "locale"
    missing = [
        code for code, _name in settings.LANGUAGES
        if not (folder / trans_real.to_locale(code) / "LC_MESSAGES" / "django.mo").exists()
    ]  # fmt: skip
    assert missing == []


def test_it_speaks_german_with_djangos_own_words(urdu_desk) -> None:
    urdu_desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    html = urdu_desk.get("/admin/password_change/").content.decode()
    assert '<html lang="de" dir="ltr"' in html
    assert "Neues Passwort" in html
