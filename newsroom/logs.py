"""Logging: one line an event, to the terminal and, when serving, to a file that several processes share."""

import fcntl
from logging import Filter, LogRecord
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

LARGEST_FILE = 5 * 1024 * 1024
KEPT_FILES = 5


class SharedRotatingFile(WatchedFileHandler):
    """Append to one file from several processes, and set it aside when it has grown.

    The standard rotating handler assumes one process. Here whoever finds the file too large takes a lock,
    looks again and renames it; the others notice that the name leads to another file and open that.
    """

    def __init__(self, filename: str, *, largest: int = LARGEST_FILE, kept: int = KEPT_FILES) -> None:
        """Write to `filename`; past `largest` bytes keep it as .1, the one before as .2, up to `kept`."""
        self.path, self.largest, self.kept = Path(filename), largest, kept
        self.path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(filename, encoding="utf-8", delay=True)

    def emit(self, record: LogRecord) -> None:
        """Write one line, after rotating when the file is full."""
        try:
            if self._is_full():
                self._rotate()
        except OSError:
            self.handleError(record)
        super().emit(record)

    def _is_full(self) -> bool:
        return self.path.exists() and self.path.stat().st_size >= self.largest

    def _rotate(self) -> None:
        with self._aside("lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._is_full():
                return
            for number in range(self.kept - 1, 0, -1):
                if self._aside(number).exists():
                    self._aside(number).replace(self._aside(number + 1))
            self.path.replace(self._aside(1))

    def _aside(self, suffix: int | str) -> Path:
        return self.path.with_name(f"{self.path.name}.{suffix}")


class WithoutTrace(Filter):
    """Keep the line and drop the traceback of what a stranger's request caused and no code of ours did."""

    def filter(self, record: LogRecord) -> bool:
        """Let every record pass, shortened."""
        record.exc_info = record.exc_text = None
        return True


def configuration(level: str, file: Path | None) -> dict[str, Any]:
    """Return the dictionary for `logging.config.dictConfig`: stderr always, `file` when there is one."""
    handlers: dict[str, Any] = {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}}
    if file:
        handlers["file"] = {
            "class": "newsroom.logs.SharedRotatingFile",
            "formatter": "line",
            "filename": str(file),
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "format": "{asctime} {levelname} {name}: {message}",
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
                "style": "{",
            }
        },
        "filters": {"without_trace": {"()": "newsroom.logs.WithoutTrace"}},
        "handlers": handlers,
        "root": {"level": level, "handlers": list(handlers)},
        "loggers": {
            # Django's own handlers would print each line twice, and mail administrators that nobody named.
            "django": {"handlers": [], "level": level, "propagate": True},
            # A line for each mistyped address would bury the rest.
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            "django.security.DisallowedHost": {
                "handlers": [],
                "filters": ["without_trace"],
                "propagate": True,
            },
        },
    }
