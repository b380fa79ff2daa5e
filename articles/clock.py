"""A quiet thread of the server that announces what the clock has published.

Stories are public without it. Several processes may run it: each announcement is claimed once. It also
reckons the More News that a change of a tag has made old, a few stories a round.
"""

from __future__ import annotations

import logging
import threading

from django.db import close_old_connections, connection

from articles.announcing import announce_due
from published.more_news.due import fill_due

EVERY_SECONDS = 15

log = logging.getLogger("newsroom.clock")


def start_clock() -> threading.Thread:
    """Start the thread; it ends with the process. For the server only, never for commands or tests."""
    thread = threading.Thread(target=_run, name="newsroom-clock", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    pause = threading.Event()
    while not pause.wait(EVERY_SECONDS):
        close_old_connections()
        try:
            announce_due()
            fill_due()
        except Exception:
            # The database may be away; the next round tries again.
            log.exception("The round of announcements failed; it is tried again.")
        finally:
            connection.close()
