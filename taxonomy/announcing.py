"""Sending the signals of the vocabulary once, at the end of the transaction of the change."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from django.dispatch import Signal

from taxonomy.signals import vocabulary_changed

_Waiting = dict[tuple, tuple[Signal, type[Model], dict[str, Any]]]
_waiting: ContextVar[_Waiting | None] = ContextVar("announcements that wait", default=None)


@contextmanager
def announcing() -> Iterator[None]:
    """Hold announcements back until the outermost such block ends well; an error drops them.

    Stands directly inside `transaction.atomic()`, so that what is announced is announced before the commit.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting: _Waiting = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for signal, sender, facts in waiting.values():
        signal.send(sender, **facts)


def announce(instance: Model, signal: Signal = vocabulary_changed, **facts: Any) -> None:
    """Send `signal` for a section, tag or contributor: at the end of the block, or at once outside one."""
    sender = type(instance)
    waiting = _waiting.get()
    if waiting is None:
        signal.send(sender, instance=instance, **facts)
    else:
        waiting[id(signal), sender, instance.pk] = (signal, sender, {"instance": instance, **facts})
