"""The project keeps its own rules: pins, settings, migrations, sides of the page."""

import ast
import gettext
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ["requirements.txt", "requirements-dev.txt"]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_it_pins_every_package_with_hashes(name: str) -> None:
    entries = re.split(r"^(?=[a-z0-9])", read(name), flags=re.MULTILINE)[1:]
    loose = [
        entry for entry in entries if not re.match(r"[\w.-]+==\S+ \\\n +--hash=sha256:[0-9a-f]{64}", entry)
    ]
    assert len(entries) > 10
    assert loose == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_it_says_nothing_about_where_packages_came_from(name: str) -> None:
    assert re.findall(r"https?:|file:|index-url|find-links|trusted-host|(?m:^-)", read(name)) == []


def test_it_pins_the_same_versions_for_running_and_developing() -> None:
    run, develop = (set(re.findall(r"^([\w.-]+==\S+)", read(name), re.MULTILINE)) for name in REQUIREMENTS)
    assert run < develop


def test_it_documents_every_setting() -> None:
    sources = [*(ROOT / "newsroom").rglob("*.py"), *(ROOT / "tools").glob("*.py")]
    names = {name for path in sources for name in re.findall(r"\"(NEWSROOM_[A-Z_]+)\"", path.read_text())}
    explained = set(re.findall(r"`(NEWSROOM_[A-Z_]+)`", read("docs/reference/settings.md")))
    assert len(names) > 10
    assert sorted(names - explained) == []
    assert sorted(explained - names) == []


@pytest.mark.django_db
def test_it_has_a_migration_for_every_change_of_a_model(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", check=True, dry_run=True)
    assert "No changes detected" in capsys.readouterr().out


# A physical side is right where the thing itself has one, as a compass has; a comment on the line says so.
SIDED = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-)?(?:left|right)(?:-[\w-]+)?\s*:"
    r"|\b(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)


def test_it_writes_logical_sides_only() -> None:
    sheets = list((ROOT / "static" / "css").rglob("*.css"))
    sided = [
        f"{sheet.relative_to(ROOT)}:{number}: {line.strip()}"
        for sheet in sheets
        for number, line in enumerate(sheet.read_text(encoding="utf-8").splitlines(), 1)
        if SIDED.search(re.sub(r"/\*.*?\*/", "", line)) and "/*" not in line
    ]
    assert sheets
    assert sided == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("margin-left: 1px;", True),
        ("left: 0;", True),
        ("text-align: right;", True),
        ("border-top-left-radius: 2px;", True),
        ("margin-inline-start: 1px;", False),
        ("text-align: start;", False),
        ("grid-area: left-column;", False),
    ],
)
def test_it_knows_a_physical_side(line: str, found: bool) -> None:
    assert bool(SIDED.search(line)) is found


@pytest.mark.parametrize("name", ["run", "test", "check", "lock", "bench", "help", "pythons"])
def test_it_can_be_read_by_an_old_python_that_only_has_to_say_so(name: str) -> None:
    ast.parse(read(f"tools/{name}.py"), feature_version=(3, 7))


@pytest.mark.parametrize("name", ["run", "test", "check", "lock", "bench"])
def test_it_asks_for_the_right_python_before_anything_else(name: str) -> None:
    first = next(node for node in ast.parse(read(f"tools/{name}.py")).body if not isinstance(node, ast.Expr))
    assert isinstance(first, ast.Import)
    assert [alias.name for alias in first.names] == ["pythons"]


def test_it_names_no_folder_of_one_machine() -> None:
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        files = list((ROOT / "newsroom").rglob("*.py"))
    else:
        listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        files = [
            ROOT / name for name in listed.decode().split("\0") if name.endswith((".py", ".md", ".toml"))
        ]
    homes = re.compile(r"(?<![\w.-])/(?:root|home/\w+|Users/\w+)/\w")
    named = [
        str(path.relative_to(ROOT)) for path in files if path.exists() and homes.search(path.read_text())
    ]
    assert files
    assert named == []


def written_in(po: Path) -> dict[tuple[str, str], str]:
    """The translations of a catalog by context and text, the plain ones: no plurals, nothing fuzzy."""
    text = re.sub(r'"\n"', "", po.read_text(encoding="utf-8"))
    entry = r'(^#,.*fuzzy.*\n)?(?:^msgctxt "(.+)"\n)?^msgid "(.+)"\nmsgstr "(.+)"$'
    found = re.findall(entry, text, re.MULTILINE)
    return {(plain(context), plain(key)): plain(value) for fuzzy, context, key, value in found if not fuzzy}


def plain(quoted: str) -> str:
    return str(ast.literal_eval(f'"{quoted}"'))


@pytest.mark.parametrize("po", sorted((ROOT / "locale").rglob("*.po")), ids=lambda path: path.parts[-3])
def test_it_compiles_every_translation_as_it_is_written(po: Path) -> None:
    # The compiled files travel with the code: a bare machine has no program to make them.
    with po.with_suffix(".mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    wanted = written_in(po)
    compiled = {
        (context, key): catalog.pgettext(context, key) if context else catalog.gettext(key)
        for context, key in wanted
    }
    assert wanted
    assert compiled == wanted
