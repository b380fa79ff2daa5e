"""Readers' pages, kept whole in each process's memory and answered before Django is asked.

A copy is good for one edition and until the next moment at which pages change by the clock. Rooms say which
pages may be kept (`reader_page`), what a page shows (`depends_on`) and when copies end (`register_state`).
"""

from newsroom.page_cache.application import PageCache, in_front_of
from newsroom.page_cache.declaring import depends_on, ends_at, reader_page
from newsroom.page_cache.purging import purge_on_commit
from newsroom.page_cache.states import State, register_state, state_has_changed

__all__ = [
    "PageCache",
    "State",
    "depends_on",
    "ends_at",
    "in_front_of",
    "purge_on_commit",
    "reader_page",
    "register_state",
    "state_has_changed",
]
