"""The lexical and the dense side of a search on one scale, and how much each counts.

Scores are put between 0 and 1 and added with weights, which Bruch et al., "An Analysis of Fusion Functions
for Hybrid Retrieval" (2023), found better than adding ranks. The weights were tuned on development
questions (law with and without accents, encyclopedia in both languages, the reports). A route of their own
for short keyword queries and for long questions was tried and brought nothing that could be told from
chance; English is what differs: there the dense side must carry what the glossary cannot translate.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.engines.base import Hit
from search.concepts import UNKNOWN_ENGLISH
from search.query import Query

Key = tuple[str, int]

UNTRANSLATED = 4.0
"""How many times the embedder's weight the dense side has where English words were not translated."""
MOST_DENSE = 0.6
"""The greatest share that a route gives the dense side."""
HARDLY_TRANSLATED = 0.25
WELL_TRANSLATED = 0.6
"""The shares of translated words below which an English query is a foreign one, above which it is ours."""


def dense_share(query: Query, weight: float) -> float:
    """The share of the dense side for a query, 0 to 1. `weight` is the embedder's own.

    A query that is a document number has no meaning to search for.
    """
    if query.is_number:
        return 0.0
    if query.language != "en":
        return weight
    foreign = (WELL_TRANSLATED - _translated(query)) / (WELL_TRANSLATED - HARDLY_TRANSLATED)
    most = max(weight, min(MOST_DENSE, UNTRANSLATED * weight))
    return weight + min(1.0, max(0.0, foreign)) * (most - weight)


def _translated(query: Query) -> float:
    """The share of an English query's words that the glossary knows."""
    known = [concept.forms[0].weight != UNKNOWN_ENGLISH for concept in query.content]
    return sum(known) / len(known) if known else 1.0


def lexical_scale(hits: Sequence[Hit]) -> dict[Key, float]:
    """Scores from 0 (no term in common) to 1 (the best)."""
    top = max((hit.score for hit in hits), default=0.0)
    return {(hit.document, hit.ordinal): max(0.0, hit.score) / top if top > 0 else 0.0 for hit in hits}


def dense_scale(hits: Sequence[Hit]) -> dict[Key, float]:
    """Scores from 0 (the last of the pool) to 1 (the best): models differ in where their cosines lie."""
    scores = [hit.score for hit in hits]
    least, reach = min(scores, default=0.0), max(scores, default=0.0) - min(scores, default=0.0)
    return {(hit.document, hit.ordinal): (hit.score - least) / reach if reach > 0 else 1.0 for hit in hits}


def fused(lexical: dict[Key, float], dense: dict[Key, float], share: float) -> dict[Key, float]:
    """The weighted sum of both sides; a side of weight 0 proposes nothing either."""
    if share == 0.0:
        return lexical
    keys = {*lexical, *dense}
    return {key: (1 - share) * lexical.get(key, 0.0) + share * dense.get(key, 0.0) for key in keys}
