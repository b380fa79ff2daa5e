"""Find a Python that can run Newsroom.

Every tool imports this before anything else, so it stays readable for Pythons long out of use: the sentence
that says "too old" has to be printed by the one that is.
"""

import os
import shutil
import sys

OLDEST = (3, 11)
NEWEST_TRIED = 15


def use_a_new_one():
    """Return when this Python will do; else start the command with a newer one, or stop with a sentence."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(NEWEST_TRIED, OLDEST[1] - 1, -1):
        path = shutil.which("python3.{}".format(minor))  # noqa: UP032
        if path:
            os.execv(path, [path] + sys.argv)  # noqa: RUF005
    sys.exit(
        "Stopped: Newsroom needs Python {}.{} or newer, and this is {}.{}; install a newer one.".format(
            *OLDEST, *sys.version_info[:2]
        )
    )


use_a_new_one()
