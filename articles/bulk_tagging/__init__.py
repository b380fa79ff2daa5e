"""Changing the tags of many stories: what would happen, then batch by batch, then undo if need be.

Each story is changed as by one person at its form: its own version and event, and its public page follows. A
story that somebody has open is skipped and listed.
"""

from articles.bulk_tagging.previewing import Preview, preview
from articles.bulk_tagging.running import Outcome, run_batch, start, wish_of
from articles.bulk_tagging.undoing import begin_undo, undo_batch, undo_on_its_page, undo_run
from articles.bulk_tagging.wishes import MOST_STORIES, REASON_ABOVE, Action, Wish, refuse

__all__ = [
    "MOST_STORIES",
    "REASON_ABOVE",
    "Action",
    "Outcome",
    "Preview",
    "Wish",
    "begin_undo",
    "preview",
    "refuse",
    "run_batch",
    "start",
    "undo_batch",
    "undo_on_its_page",
    "undo_run",
    "wish_of",
]
