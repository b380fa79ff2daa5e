"""What has to be true before the newsroom serves: database, static files, first stories.

Every step takes `say`, which prints one line, and does nothing, silently, when all is done already.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

Say = Callable[[str], None]
SIGN_INS = "sign-ins.txt"


def migrate(say: Say) -> None:
    """Apply the migrations that the database has not had yet; raise CommandError when it does not answer."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        reason = str(error).splitlines()[0]
        raise CommandError(
            f"The database does not answer ({reason}); start it, or mend DATABASE_URL."
        ) from None
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        say(f"Bringing the database up to date ({len(pending)} steps)")
        call_command("migrate", interactive=False, verbosity=0)


def collect_static_files(say: Say) -> None:
    """Collect the static files when one of them has changed since the last time; looks at dates and sizes."""
    stamp = Path(settings.DATA_DIR) / "static-stamp"
    wanted = _static_fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted and Path(settings.STATIC_ROOT).is_dir():
        return
    say("Collecting style sheets, scripts and pictures of the site")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted, encoding="ascii")


def load_demonstration(say: Say) -> None:
    """Fill an empty newsroom with the demonstration stories, if the site is on this machine only.

    A site with a public address never gets people whose passwords are printed on a terminal.
    """
    if not is_empty():
        return
    if settings.SITE_HOST not in settings.LOCAL_HOSTS:
        say("The newsroom is empty; 'manage.py createsuperuser' makes the first sign-in")
        return
    say("Loading the demonstration newsroom")
    call_command("demo")


def is_empty() -> bool:
    """Tell whether nobody has ever been here: no user and no story. Two queries."""
    article = apps.get_model("articles", "Article")
    return not get_user_model()._default_manager.exists() and not article._default_manager.exists()


def sign_ins() -> list[tuple[str, str, str]]:
    """Return role, name and password of the demonstration's people, as long as their file is there."""
    path = Path(settings.DATA_DIR) / SIGN_INS
    if not path.exists():
        return []
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[1], row[2]) for row in rows if len(row) == 3]


def _static_fingerprint() -> str:
    lines = [str(settings.STORAGES["staticfiles"])]
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            lines.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
