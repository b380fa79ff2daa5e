"""The project's virtual environment: built when missing, renewed when what it should hold has changed."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUN = "requirements.txt"
DEVELOP = "requirements-dev.txt"


def ready(requirements: str) -> str:
    """Return the Python of an environment that holds what `requirements` names, building what is missing.

    Costs some milliseconds when all is there. Stops with one sentence when it cannot be done.
    """
    if not _works():
        _build()
    if _stamped(requirements) != _wanted(requirements):
        _install(requirements)
    return str(PYTHON)


def say(step: str) -> None:
    """Print one step at once, also when the output goes to a file."""
    print(f"- {step}", flush=True)


def stop(sentence: str) -> NoReturn:
    """End the command with a sentence that says what to do."""
    sys.exit(f"Stopped: {sentence}")


def run(main: Callable[[], None]) -> None:
    """Run a command that Ctrl-C may end without a traceback."""
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)


def _works() -> bool:
    """Tell whether the environment's Python starts; the one it was made from may be gone."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", ""], capture_output=True, check=False).returncode == 0


def _build() -> None:
    version = ".".join(map(str, sys.version_info[:3]))
    say(f"Building the Python environment in .venv (Python {version})")
    if not os.access(ROOT, os.W_OK):
        stop(
            f"the folder {ROOT} cannot be written; move the project to where you may write, or ask its owner."
        )
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except KeyboardInterrupt:
        shutil.rmtree(VENV, ignore_errors=True)
        raise
    if done.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if "ensurepip" in done.stdout + done.stderr or "No module named venv" in done.stderr:
        package = f"python3.{sys.version_info[1]}-venv"
        stop(
            f"this Python cannot build environments; on Debian and Ubuntu 'apt install {package}' adds that."
        )
    stop(f"the environment could not be built: {_last_line(done.stderr or done.stdout)}")


def _install(requirements: str) -> None:
    say(f"Installing what {requirements} lists (about half a minute)")
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        command = [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
        ]
    done = subprocess.run(
        [*command, "--require-hashes", "-r", requirements],
        cwd=ROOT,
        text=True,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stderr)
        stop("the packages could not be installed; the lines above say why (no network, or a full disk?).")
    # Who has the developers' list has everything of the shorter one too, at the same versions.
    for name in {requirements, RUN}:
        _stamp(name).write_text(_wanted(name), encoding="ascii")


def _stamp(requirements: str) -> Path:
    return VENV / f".{requirements}.stamp"


def _stamped(requirements: str) -> str:
    path = _stamp(requirements)
    return path.read_text(encoding="ascii") if path.exists() else ""


def _wanted(requirements: str) -> str:
    return hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()


def _last_line(output: str) -> str:
    return ([line for line in output.splitlines() if line.strip()] or ["no reason given"])[-1]
