"""Whether two subjects (trích yếu) are those of one document."""

from __future__ import annotations

import re
from functools import lru_cache

from analyzers.tokens import folded_terms

_EMPTY = frozenset(
    "ve viec ban hanh cua va cac tren dia ban tinh nam trong tai cho theo voi la duoc mot so dieu".split()
)
"""Syllables that any subject may have."""

_ENOUGH = 5
"""Telling syllables that a subject needs before its likeness proves anything."""

_YEAR = re.compile(r"(?:19|20)\d\d")


def agree(first: str | None, second: str | None) -> bool:
    """Strong agreement: nearly all telling syllables of the shorter one, and no different years."""
    one, other = _telling(first or ""), _telling(second or "")
    if min(len(one), len(other)) < _ENOUGH or _years_differ(one, other):
        return False
    return len(one & other) >= 0.8 * min(len(one), len(other))


def disagree(first: str | None, second: str | None) -> bool:
    """Clear disagreement: hardly a telling syllable in common."""
    one, other = _telling(first or ""), _telling(second or "")
    if min(len(one), len(other)) < _ENOUGH - 1:
        return False
    return len(one & other) <= 0.2 * min(len(one), len(other))


def _years_differ(one: frozenset[str], other: frozenset[str]) -> bool:
    years = [{term for term in terms if _YEAR.fullmatch(term)} for terms in (one, other)]
    return bool(years[0] and years[1] and not years[0] & years[1])


@lru_cache(maxsize=8192)
def _telling(subject: str) -> frozenset[str]:
    return frozenset(term for term in folded_terms(subject) if term not in _EMPTY)
