"""`make test`: everything a test run needs, and then the suite."""

import pythons  # noqa: F401, I001  (first: it stops an old Python with a sentence)

import os
import sys

import venvs


def main() -> None:
    """Build what is missing and become the suite; the arguments go on to pytest."""
    python = venvs.ready(venvs.DEVELOP)
    os.chdir(venvs.ROOT)
    os.execv(python, [python, "tools/suite.py", *sys.argv[1:]])


if __name__ == "__main__":
    venvs.run(main)
