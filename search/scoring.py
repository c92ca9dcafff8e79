"""How much a passage and its document tell of a query, each part on a scale from 0 to 1 or as a bonus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log

from analyzers.annotations import Header
from analyzers.tokens import folded_terms
from indexer.facets import years_and_quarters
from search.concepts import Concept
from search.matching import TermIndex
from search.query import Query

PLACE_BONUS = 0.25
YEAR_BONUS = 0.08
QUARTER_BONUS = 0.05
"""What a document gains for being of the province, year and quarter that a query names."""

NEARNESS_WINDOW = 24
"""Terms within which the concepts of a query count as standing together."""


def header_bonus(query: Query, header: Header) -> float:
    """What a document is worth for being of the province, year and quarter that a query names."""
    bonus = 0.0
    if header.province is not None and any(header.province in place.names for place in query.places):
        bonus += PLACE_BONUS
    years, quarters = years_and_quarters(header)
    if set(years) & set(query.years):
        bonus += YEAR_BONUS
        if set(quarters) & set(query.quarters):
            bonus += QUARTER_BONUS
    return bonus


@lru_cache(maxsize=1024)
def header_index(header: Header) -> TermIndex:
    """The terms of what a document's header says of it."""
    told = (header.doc_type, header.title, header.issuer, header.province, header.period, header.date)
    return TermIndex(folded_terms(" ".join(filter(None, told))))


def said_of(concepts: Sequence[Concept], index: TermIndex) -> list[float]:
    """How well a text says each of the concepts, 0 to 1."""
    return [index.best(concept) for concept in concepts]


def rarity_of(said: Sequence[Sequence[float]]) -> list[float]:
    """How much each concept tells, by how few of the texts have it.

    `said` has a row a text, as `said_of` gives it.
    """
    having = [sum(1 for worth in column if worth > 0.5) for column in zip(*said, strict=True)]
    return [rarity_among(count, len(said)) for count in having]


def rarity_among(having: int, total: int) -> float:
    """How much a word tells that `having` of `total` texts have (Robertson and Spärck Jones)."""
    return log(1 + (total - having + 0.5) / (having + 0.5))


def rarity(concepts: Sequence[Concept], indexes: Sequence[TermIndex]) -> dict[Concept, float]:
    """`rarity_of` by concept."""
    weights = rarity_of([said_of(concepts, index) for index in indexes])
    return dict(zip(concepts, weights or [log(2)] * len(concepts), strict=True))


def share(said: Sequence[float], weights: Sequence[float]) -> float:
    """The weighted share of the concepts that a text says, 0 to 1."""
    total = sum(weights)
    return sum(w * worth for w, worth in zip(weights, said, strict=True)) / total if total else 0.0


def nearness(concepts: Sequence[Concept], index: TermIndex, weights: Sequence[float]) -> float:
    """The weighted share of the concepts that stand within one window of the text, 0 to 1."""
    places = sorted(_heads(concepts, index))
    total = sum(weights)
    if not places or not total:
        return 0.0
    inside = [0] * len(concepts)
    here = best = 0.0
    first = 0
    for place, concept in places:
        inside[concept] += 1
        here += weights[concept] if inside[concept] == 1 else 0.0
        while places[first][0] < place - NEARNESS_WINDOW:
            left = places[first][1]
            inside[left] -= 1
            here -= weights[left] if inside[left] == 0 else 0.0
            first += 1
        best = max(best, here)
    return best / total


def _heads(concepts: Sequence[Concept], index: TermIndex) -> Iterator[tuple[int, int]]:
    """Where the first terms of concepts stand that a text says: place, and which concept it is."""
    for which, concept in enumerate(concepts):
        for form in concept.forms[:2]:
            folded = form.phrase.folded
            if folded[0] in index.places and (len(folded) == 1 or index.phrase(folded)):
                yield from ((place, which) for place in index.places[folded[0]])
