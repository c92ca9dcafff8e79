"""What the lexical side is asked for a query: weighted terms and pairs of terms, phrases, numbers.

The weights were tuned on the development halves of the question sets (law questions with and without
accents, and questions on the reports).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from analyzers.tokens import accented_terms, folded_terms
from indexer.engines.base import LexicalQuery
from indexer.terms import pairs
from search.concepts import FUNCTION_WORD, Concept
from search.query import Query

ACCENTED = 1.0
"""The weight of a term as it was typed with accents."""
FOLDED = 0.3
"""The weight of a term without its accents beside the accented one: it finds what was typed without."""
FOLDED_ALONE = 1.0
"""The same where the query has no accents, so that nothing else tells."""
RESTORED = 0.5
"""The weight of a term with the accents that it most likely has, where the query has none."""
_LONGEST_RESTORED = 1_000
"""Characters of a query without accents that are restored: beyond a few sentences it is a pasted page."""
PAIR = 1.0
"""The weight of two terms that stand next to each other, folded."""
NUMBER = 8.0
"""The weight of a canonical document number."""
NUMBER_TERM = 0.3
"""The weight of the bare parts of a document number (`35`, `kh`, `ubnd`)."""


def to_lexical(query: Query) -> LexicalQuery:
    """The query of the lexical side: every way to write each concept, as terms and as pairs."""
    accented, folded = _term_weights(query)
    numbers = {typed.canonical: NUMBER for typed in query.numbers if typed.canonical}
    for typed in query.numbers:
        for part in (typed.number, typed.plain, *typed.series):
            folded.setdefault(part, NUMBER_TERM)
    return LexicalQuery(
        accented=accented,
        folded=folded,
        pairs=_pair_weights(query),
        numbers=numbers,
        phrases=query.phrases,
        excluded=query.excluded,
    )


def _term_weights(query: Query) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of accented and of folded terms; a term of several forms has its greatest."""
    accented: dict[str, float] = {}
    folded: dict[str, float] = {}
    plain = query.language == "vi-plain"
    for concept in query.concepts:
        for i, form in enumerate(concept.forms):
            weight = form.weight / (1 if i == 0 else len(form.phrase.folded) ** 0.5)
            for term, bare in zip(form.phrase.accented, form.phrase.folded, strict=True):
                _raise(folded, bare, (FOLDED_ALONE if plain else FOLDED) * weight)
                if not plain:
                    _raise(accented, term, ACCENTED * weight)
    if plain:
        accented |= _restored_weights(query, folded)
    return accented, folded


def _restored_weights(query: Query, folded: dict[str, float]) -> dict[str, float]:
    """Weights of the accented terms that a query without accents most likely means."""
    from analyzers.restore import restore_query

    restored = restore_query(query.text[:_LONGEST_RESTORED])
    terms = zip(accented_terms(restored), folded_terms(restored), strict=True)
    return {term: RESTORED * folded[bare] for term, bare in terms if bare in folded}


def _pair_weights(query: Query) -> dict[str, float]:
    """Weights of pairs: inside the forms of a concept, and where two concepts were typed side by side."""
    weights: dict[str, float] = {}
    for concept in query.concepts:
        for form in concept.forms:
            for pair in pairs(form.phrase.folded):
                _raise(weights, pair, PAIR * form.weight)
    for pair, weight in _borders(query):
        _raise(weights, pair, PAIR * weight)
    return weights


def _borders(query: Query) -> Iterator[tuple[str, float]]:
    """The pairs of the last term of a concept and the first of the next, as typed."""
    for first, second in pairwise(query.concepts):
        before, after = first.forms[0], second.forms[0]
        if first.at + len(before.phrase.folded) == second.at and (first.content or second.content):
            [pair] = pairs([before.phrase.folded[-1], after.phrase.folded[0]])
            yield pair, max(_unstressed(first), _unstressed(second))


def _unstressed(concept: Concept) -> float:
    """The weight of what was typed; in a pair a word that only holds the sentence together tells, too."""
    weight = concept.forms[0].weight
    return 1.0 if weight == FUNCTION_WORD else weight


def _raise(weights: dict[str, float], term: str, weight: float) -> None:
    weights[term] = max(weights.get(term, 0.0), weight)
