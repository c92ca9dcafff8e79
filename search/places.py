"""Provinces and issuing bodies that a query names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from analyzers.bodies import find_provinces, names_for_query, province


@dataclass(frozen=True, slots=True)
class Place:
    """A province named in a query at `start:end`; `names` are all that a question about it means."""

    name: str
    names: frozenset[str]
    start: int
    end: int


def places(text: str) -> tuple[Place, ...]:
    """The provinces named in a query, each once."""
    found: dict[str, Place] = {}
    for start, end, name in find_provinces(text):
        found.setdefault(name, Place(name, names_for_query(name), start, end))
    return tuple(found.values())


@lru_cache(maxsize=256)
def province_named(value: str) -> str | None:
    """The province that a filter's value names, in any spelling."""
    found = province(value)
    return found.name if found is not None else None
