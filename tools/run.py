"""`make run` and `make dev`: an environment with everything in it, and then the newsroom."""

import pythons  # noqa: F401, I001  (first: it stops an old Python with a sentence)

import os
import sys

import venvs


def main() -> None:
    """Build what is missing and become `manage.py serve`; the arguments go on to it."""
    arguments = sys.argv[1:]
    python = venvs.ready(venvs.DEVELOP if "--dev" in arguments else venvs.RUN)
    os.chdir(venvs.ROOT)
    os.execv(python, [python, "manage.py", "serve", *arguments])


if __name__ == "__main__":
    venvs.run(main)
