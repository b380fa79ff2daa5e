"""`make bench`: an environment, and then benchmarks/run.py in it; the arguments go on."""

import pythons  # noqa: F401, I001  (first: it stops an old Python with a sentence)

import os
import sys

import venvs


def main() -> None:
    """Build what is missing and become the benchmark."""
    python = venvs.ready(venvs.DEVELOP)
    os.chdir(venvs.ROOT)
    os.execv(python, [python, "-m", "benchmarks.run", *sys.argv[1:]])


if __name__ == "__main__":
    venvs.run(main)
