"""Provinces and issuing bodies that a query names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analyzers.annotations import Header
from analyzers.bodies import find_provinces, names_for_query, province, provinces
from analyzers.folding import fold
from indexer.facets import years_and_quarters


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
    if fold(text) == text.lower():
        for name, pattern in _plain_names():
            match = pattern.search(text.lower())
            if match is not None:
                found[name] = Place(name, names_for_query(name), match.start(), match.end())
    for start, end, name in find_provinces(text):
        found.setdefault(name, Place(name, names_for_query(name), start, end))
    return tuple(found.values())


@lru_cache(maxsize=1)
def _plain_names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Provinces with patterns of their names typed without accents, in any case."""
    names = (item.name for item in provinces() if " " in item.name)
    return tuple((name, re.compile(rf"\b{re.escape(fold(name))}\b")) for name in names)


@lru_cache(maxsize=256)
def province_named(value: str) -> str | None:
    """The province that a filter's value names, in any spelling."""
    found = province(value)
    return found.name if found is not None else None


def speaks_for(header: Header, place: Place) -> bool:
    """Whether a document speaks for a province: its own, and the one that it went into only from then on.

    A report of Quảng Ngãi on 2024 says nothing of Kon Tum, which went into it in July 2025.
    """
    named = province(place.name)
    if header.province not in place.names:
        return False
    if named is None or named.until is None or header.province != named.merged_into:
        return True
    if header.date:
        return header.date > named.until.isoformat()
    return max(years_and_quarters(header)[0], default=named.until.year + 1) > named.until.year
