"""Which Chromium the browser tests drive."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_ADD = "apt install chromium"


def chromium() -> str | None:
    """Return the path of the Chromium that NEWSROOM_CHROMIUM names, else of one on the path, else None."""
    return os.environ.get("NEWSROOM_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
