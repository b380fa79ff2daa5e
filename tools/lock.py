"""`make lock`: pin every dependency, with the hashes of its files and no word on where they came from."""

import pythons  # noqa: F401, I001  (first: it stops an old Python with a sentence)

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import venvs

TOOL = "pip-tools>=7.5,<8"
OPTIONS = [
    "--quiet",
    "--generate-hashes",
    "--allow-unsafe",
    "--strip-extras",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-emit-options",
    "--annotation-style=line",
]
HEADING = "# Made by 'make lock' from pyproject.toml; change it there.\n"


def main() -> None:
    """Write both lists anew; the present pins are kept unless `--upgrade` is among the arguments."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Path(folder)
        python = str(bench / "venv" / "bin" / "python")
        venvs.say(f"Getting {TOOL}")
        _call([sys.executable, "-m", "venv", str(bench / "venv")])
        _call([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", TOOL])
        for name in ("pyproject.toml", venvs.RUN, venvs.DEVELOP):
            if (venvs.ROOT / name).exists():
                shutil.copy(venvs.ROOT / name, bench)
        _compile(python, bench, venvs.RUN, [])
        _compile(python, bench, venvs.DEVELOP, ["--extra", "dev", "--constraint", venvs.RUN])


def _compile(python: str, bench: Path, name: str, more: list[str]) -> None:
    venvs.say(f"Pinning {name}")
    _call(
        [python, "-m", "piptools", "compile", *OPTIONS, *more, "-o", name, "pyproject.toml", *sys.argv[1:]],
        cwd=bench,
    )
    (venvs.ROOT / name).write_text(HEADING + (bench / name).read_text(encoding="utf-8"), encoding="utf-8")


def _call(command: list[str], cwd: Path | None = None) -> None:
    # A wheel from a folder of this machine would bring a hash that nobody else can meet.
    environment = {key: value for key, value in os.environ.items() if key != "PIP_FIND_LINKS"}
    environment["PIP_CONFIG_FILE"] = os.devnull
    if subprocess.run(command, cwd=cwd, env=environment, check=False).returncode:
        venvs.stop("the lists were not made; the lines above say why.")


if __name__ == "__main__":
    venvs.run(main)
