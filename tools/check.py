"""`make check`: what a reviewer should never have to say."""

import pythons  # noqa: F401, I001  (first: it stops an old Python with a sentence)

import os
import subprocess
import sys
import tempfile

import venvs

DEPRECATIONS = ["-W", "error::DeprecationWarning", "-W", "error::PendingDeprecationWarning"]


def main() -> None:
    """Run every check, say which failed, and exit 1 if any did."""
    python = venvs.ready(venvs.DEVELOP)
    checks = {
        "lint": ["-m", "ruff", "check", "--quiet"],
        "format": ["-m", "ruff", "format", "--check", "--quiet"],
        "types": ["-m", "mypy"],
        "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
        "deployment": [*DEPRECATIONS, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        "imports of the suite": [
            "-m",
            "pytest",
            "--collect-only",
            "--quiet",
            "--no-header",
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NEWSROOM_")}
        environment |= {"NEWSROOM_DATA": folder, "NEWSROOM_ADDRESS": "https://news.example.org"}
        failed = [
            name for name, command in checks.items() if not _passes(name, [python, *command], environment)
        ]
    if failed:
        sys.exit("Failed: " + ", ".join(failed) + ".")
    print("All is well.")


def _passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    venvs.say(name.capitalize())
    done = subprocess.run(
        command,
        cwd=venvs.ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        sys.stdout.write(done.stdout.decode(errors="replace"))
    return done.returncode == 0


if __name__ == "__main__":
    venvs.run(main)
