"""What a question asks about that the collection does not speak of at all.

A word that stands only inside other words (`giá` in `đánh giá`), or with other accents (`phố` for `phở`),
is not there. The best passages of the whole collection are read: what is said anywhere is said in them.
"""

from __future__ import annotations

from collections.abc import Sequence

from analyzers.folding import fold
from analyzers.tokens import accented_form
from search.concepts import Concept
from search.matching import PART
from search.pages import Unit
from search.query import Query
from search.slots import topic
from search.tables import compounds, document_types

MOST_ABSENT = 0.45
"""The share of what a question asks about that may be absent; calibrated on the dev questions."""
LEAST_SAID = 0.35
"""The share of what is not absent that the best sentence with its context must say."""
IN_CONTEXT = 0.5
"""How much a word counts that only the words around a sentence say."""


def absent(query: Query, units: Sequence[Unit]) -> list[Concept]:
    """What a question asks about and no unit says, if that is too much of it; else nothing."""
    if query.numbers:
        return []
    asked = distinguishing(query)
    missing = [concept for concept in asked if not any(says(unit, concept) for unit in units)]
    total = sum(_weight(concept) for concept in asked)
    if not asked:
        # A bare number or letter, which stands in every document, asks for nothing.
        return list(query.content) if not query.places and not _asks_by_type(query) else []
    return missing if sum(_weight(concept) for concept in missing) >= MOST_ABSENT * total else []


def distinguishing(query: Query) -> list[Concept]:
    """What tells a question from others: not its places, years, bare numbers and types of documents."""
    return [c for c in topic(query) if not _is_type(c) and not all(_tells_nothing(t) for t in _terms(c))]


def _tells_nothing(term: str) -> bool:
    """Whether a term alone is a bare number or a letter."""
    return term.isdigit() or len(term) == 1


def enough_said(query: Query, unit: Unit, units: Sequence[Unit]) -> bool:
    """Whether a sentence with what stands around it says most of what the collection speaks of at all."""
    asked = [c for c in distinguishing(query) if any(says(other, c) for other in units)]
    total = sum(_weight(concept) for concept in asked)
    told = sum(_weight(concept) * _told(unit, concept) for concept in asked)
    return told >= LEAST_SAID * total


def says(unit: Unit, concept: Concept) -> bool:
    """Whether a unit, its headings or its document's header say a concept, as a word of its own."""
    return _in_own_words(unit, concept) or any(
        worth > PART
        for index in (unit.heading, unit.page.header_index)
        for _, _, worth in index.where(concept)
    )


def _told(unit: Unit, concept: Concept) -> float:
    if _in_own_words(unit, concept):
        return 1.0
    around = (unit.lead, unit.heading, unit.page.header_index)
    return IN_CONTEXT if any(w > PART for index in around for _, _, w in index.where(concept)) else 0.0


def _in_own_words(unit: Unit, concept: Concept) -> bool:
    return any(
        worth > PART and _is_own_word(unit, first, end) and _same_accents(unit, concept, first, end)
        for first, end, worth in unit.index.where(concept)
    )


def _is_own_word(unit: Unit, first: int, end: int) -> bool:
    """Whether syllables are no pieces of the words around them (`nhật bản` of `cập nhật bản quyền`)."""
    terms = unit.parsed[0]
    words = compounds()
    return tuple(terms[max(0, first - 1) : first + 1]) not in words or (
        tuple(terms[first:end]) in words and (tuple(terms[end - 1 : end + 1]) not in words)
    )


def _same_accents(unit: Unit, concept: Concept, first: int, end: int) -> bool:
    """Whether a word has the accents that were typed, or most of them; any where either has none."""
    phrase = concept.forms[0].phrase
    terms, spans = unit.parsed
    if end - first != len(phrase.folded) or end > len(terms) or first < 0:
        return True
    if not any(a == b for a, b in zip(terms[first:end], phrase.folded, strict=True)):
        return True
    printed = [accented_form(unit.text[a:b]) for a, b in spans[first:end]]
    pairs = list(zip(phrase.accented, printed, strict=True))
    same = sum(a == b or fold(a) == a or fold(b) == b for a, b in pairs)
    return 2 * same > len(pairs) or (len(pairs) > 2 and 2 * same >= len(pairs))


def _weight(concept: Concept) -> float:
    """Longer words tell more; a word that the glossary does not know counts as little as it is worth."""
    return min(1.0, concept.forms[0].weight) * (1.0 if len(_terms(concept)) == 1 else 1.5)


def _is_type(concept: Concept) -> bool:
    return _terms(concept) in document_types()


def _asks_by_type(query: Query) -> bool:
    return bool(query.types) or bool(query.years)


def _terms(concept: Concept) -> tuple[str, ...]:
    return concept.forms[0].phrase.folded
