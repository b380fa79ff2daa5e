"""What a serving process starts beside answering requests: a registry that rooms fill and `wsgi.py` runs."""

import threading
from collections.abc import Callable

_starters: list[Callable[[], object]] = []
_started = threading.Event()


def at_server_start(function: Callable[[], object]) -> None:
    """Have `function` called once in each serving process, after Django is ready; never by commands."""
    if function not in _starters:
        _starters.append(function)


def start_helpers() -> None:
    """Call what was registered, the first time it is called in this process."""
    if _started.is_set():
        return
    _started.set()
    for function in _starters:
        function()
