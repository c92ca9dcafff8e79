"""How much a passage and its document tell of a query, each part on a scale from 0 to 1 or as a bonus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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


def header_index(header: Header) -> TermIndex:
    told = (header.doc_type, header.title, header.issuer, header.province, header.period, header.date)
    return TermIndex(folded_terms(" ".join(filter(None, told))))


def rarity(concepts: Sequence[Concept], indexes: Sequence[TermIndex]) -> dict[Concept, float]:
    """How much each concept tells, by how few of the passages have it (Robertson and Spärck Jones)."""
    total = len(indexes)
    weights = {}
    for concept in concepts:
        having = sum(1 for index in indexes if index.best(concept) > 0.5)
        weights[concept] = log(1 + (total - having + 0.5) / (having + 0.5))
    return weights


def nearness(concepts: Sequence[Concept], index: TermIndex, weights: dict[Concept, float]) -> float:
    """The weighted share of the concepts that stand within one window of the text, 0 to 1."""
    places: list[tuple[int, Concept]] = []
    for concept in concepts:
        for form in concept.forms[:2]:
            head = form.phrase.folded[0]
            if len(form.phrase.folded) == 1 or index.phrase(form.phrase.folded):
                places.extend((place, concept) for place in index.places.get(head, ()))
    total = sum(weights.get(concept, 1.0) for concept in concepts)
    if not places or not total:
        return 0.0
    places.sort(key=lambda item: item[0])
    best, first, inside = 0.0, 0, Counter[Concept]()
    for place, concept in places:
        inside[concept] += 1
        while places[first][0] < place - NEARNESS_WINDOW:
            inside[places[first][1]] -= 1
            first += 1
        best = max(best, sum(weights[c] for c, count in inside.items() if count))
    return best / total
