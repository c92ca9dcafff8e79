"""What is computed from the store and kept between questions, as long as the store does not change.

Keys hold the reader's groups: what one reader was given is never given to another.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from indexer.engines.base import Engine

Value = TypeVar("Value")

MOST_KEPT = 512
"""Things kept for one engine; those used longest ago go first."""


class Kept:
    """The least recently used values of one engine; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._generation = -1
        self._values: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, generation: int, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not there; all go when the generation changes."""
        with self._lock:
            if generation != self._generation:
                self._values.clear()
                self._generation = generation
            if key in self._values:
                self._values.move_to_end(key)
                found: Value = self._values[key]
                return found
        made = make()
        with self._lock:
            if generation == self._generation:
                self._values[key] = made
                while len(self._values) > MOST_KEPT:
                    self._values.popitem(last=False)
        return made


_OF_ENGINES: weakref.WeakKeyDictionary[Engine, Kept] = weakref.WeakKeyDictionary()


def kept(engine: Engine) -> Kept:
    """What is kept for an engine."""
    found = _OF_ENGINES.get(engine)
    if found is None:
        found = _OF_ENGINES.setdefault(engine, Kept())
    return found
