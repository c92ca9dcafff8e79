"""Passages of several documents that say the same: shown under each other as `also in`.

Reports take whole paragraphs over from one another. Two passages are alike by the pairs of words that they
share (Broder, "On the resemblance of documents", 1997, with shingles of two); figures must agree, too:
the same sentence with the figures of another quarter says something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+")

ALIKE = 0.5
"""The share of their pairs that two passages have in common at least."""
LEAST = 12
"""Pairs that a passage needs: shorter ones are alike by chance."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a passage is compared by, and the document that it stands in."""

    document: str
    pairs: frozenset[tuple[str, str]]
    figures: frozenset[str]

    @classmethod
    def of(cls, document: str, text: str) -> Fingerprint:
        """The fingerprint of a passage as it should read."""
        words = _WORD.findall(text.lower())
        return cls(document, frozenset(pairwise(words)), frozenset(w for w in words if w[0].isdigit()))


def repeated(prints: Sequence[Fingerprint]) -> list[list[int]]:
    """For each passage the places of those in other documents that say the same, in order."""
    found: list[list[int]] = [[] for _ in prints]
    for i, j in combinations(range(len(prints)), 2):
        if _same(prints[i], prints[j]):
            found[i].append(j)
            found[j].append(i)
    return found


def _same(a: Fingerprint, b: Fingerprint) -> bool:
    small, large = sorted((len(a.pairs), len(b.pairs)))
    if a.document == b.document or small < LEAST or small < ALIKE * large:
        return False
    return _resemblance(a.pairs, b.pairs) >= ALIKE and _resemblance(a.figures, b.figures) >= ALIKE


def _resemblance(a: frozenset[Any], b: frozenset[Any]) -> float:
    shared = len(a & b)
    everything = len(a) + len(b) - shared
    return shared / everything if everything else 1.0
