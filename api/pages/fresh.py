"""What is computed from a whole collection, kept until the index changes and then made anew aside.

On a large collection such a thing takes seconds while an ingest changes the index every few: whoever can
do with what was right a moment ago gets that at once, and the new one is made in the background.
"""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

from api.desk import Desk
from indexer.engines.base import Engine, Reader

Value = TypeVar("Value")

_MOST_READERS = 16
"""Sets of groups for which a value is kept; what one reader was given is never given to another."""
_log = logging.getLogger("tracuu.pages")


class Fresh(Generic[Value]):
    """Values made by `make` for an engine and a reader; safe to use from many threads."""

    def __init__(self, make: Callable[[Desk], Value]) -> None:
        self._make = make
        self._shelves: weakref.WeakKeyDictionary[Engine, _Shelf[Value]] = weakref.WeakKeyDictionary()

    def get(self, desk: Desk, *, now: bool = True) -> Value:
        """The value of the index as it is; without `now` perhaps one of a moment ago, but at once."""
        shelf = self._shelves.setdefault(desk.engine, _Shelf())
        generation = desk.engine.generation()
        kept = shelf.values.get(desk.reader)
        if kept is not None and kept[0] == generation:
            return kept[1]
        if kept is not None and not now:
            self._soon(shelf, desk)
            return kept[1]
        with shelf.lock:
            return self._made(shelf, desk)

    def _soon(self, shelf: _Shelf[Value], desk: Desk) -> None:
        """Make the value in a thread of its own, unless one is at it."""
        if shelf.lock.acquire(blocking=False):
            threading.Thread(target=self._aside, args=(shelf, desk), name="tracuu-fresh", daemon=True).start()

    def _aside(self, shelf: _Shelf[Value], desk: Desk) -> None:
        try:
            self._made(shelf, desk)
        except Exception:  # the engine may be closed by now; the next request says what is wrong
            _log.debug("not made anew", exc_info=True)
        finally:
            shelf.lock.release()

    def _made(self, shelf: _Shelf[Value], desk: Desk) -> Value:
        """The value, made if another thread did not make it meanwhile. The shelf's lock is held."""
        generation = desk.engine.generation()
        kept = shelf.values.get(desk.reader)
        if kept is not None and kept[0] == generation:
            return kept[1]
        made = self._make(desk)
        if desk.reader not in shelf.values and len(shelf.values) >= _MOST_READERS:
            shelf.values.clear()
        shelf.values[desk.reader] = (generation, made)
        return made


class _Shelf(Generic[Value]):
    """The values of one engine by reader, each with the generation that it is of."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.values: dict[Reader, tuple[int, Value]] = {}
