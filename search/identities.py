"""Which cited documents share what was typed: number, year, series, type, date, place, words.

Nothing here is lenient on purpose: a document that differs in one thing that was typed is not the one
that was meant, it is a suggestion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analyzers.bodies import names_for_query
from analyzers.citations.tables import tables
from analyzers.folding import fold
from analyzers.tokens import folded_terms
from indexer import CitedDocument
from search.concepts import Concept
from search.matching import TermIndex, coverage
from search.numbers import TypedNumber, series_parts
from search.places import Place

_CANONICAL = re.compile(r"\d+[a-z]?(?:/((?:19|20)\d\d))?[/-](.+)", re.IGNORECASE)
_LETTER = "Công văn"
_CLEARLY = 0.6
_HARDLY = 0.34


@dataclass(frozen=True, slots=True)
class Typed:
    """What a look-up says: the number, the provinces and other words beside it."""

    number: TypedNumber
    places: tuple[Place, ...] = ()
    words: tuple[Concept, ...] = ()


def matching(candidates: Sequence[CitedDocument], typed: Typed) -> list[CitedDocument]:
    """The candidates (all of the typed number) that share everything else that was typed."""
    number = typed.number
    kept = [c for c in candidates if _same_series(c, number) and _same_type(c, number)]
    kept = _exact_series_first(kept, number)
    kept = [c for c in kept if _same_number_year(c, number)]
    kept = _agreeing(kept, lambda c: _year_agrees(c, number))
    kept = _agreeing(kept, lambda c: _date_agrees(c, number))
    kept = _agreeing(kept, lambda c: _place_agrees(c, typed.places))
    return _by_words(kept, typed.words)


def _agreeing(
    candidates: list[CitedDocument], agrees: Callable[[CitedDocument], bool | None]
) -> list[CitedDocument]:
    """Those that agree; where none does, those of which nothing is known (None)."""
    sure = [c for c in candidates if agrees(c) is True]
    return sure or [c for c in candidates if agrees(c) is None]


def parts_of(candidate: CitedDocument) -> tuple[str, ...]:
    """The parts of a cited document's series, folded."""
    found = _CANONICAL.fullmatch(candidate.canonical)
    return series_parts(found[2]) if found else ()


def _number_year(candidate: CitedDocument) -> int | None:
    found = _CANONICAL.fullmatch(candidate.canonical)
    return int(found[1]) if found and found[1] else None


def _same_series(candidate: CitedDocument, number: TypedNumber) -> bool:
    """Whether what was typed of the series is its beginning, or one part of it."""
    parts = parts_of(candidate)
    if parts[: len(number.series)] == number.series:
        return True
    return len(number.series) == 1 and number.series[0] in parts


def _exact_series_first(candidates: list[CitedDocument], number: TypedNumber) -> list[CitedDocument]:
    """Where a series was typed in whole (a type and a body), only those that have just it."""
    exact = [c for c in candidates if parts_of(c) == number.series]
    if len(number.series) > 1 and exact:
        return exact
    return candidates


def _same_type(candidate: CitedDocument, number: TypedNumber) -> bool:
    return number.type is None or number.type in types_of(candidate)


def types_of(candidate: CitedDocument) -> set[str]:
    """The types that a cited document may be called by: as cited, and by its series."""
    found = {candidate.type} if candidate.type else set()
    parts = parts_of(candidate)
    by_series = {fold(short): name for short, name in tables().types.items()}
    if parts and parts[0] in by_series:
        found.add(by_series[parts[0]])
    elif parts and not (found - {"Văn bản"}):
        found.add(_LETTER)
    return found


def _same_number_year(candidate: CitedDocument, number: TypedNumber) -> bool:
    return number.number_year is None or number.number_year == _number_year(candidate)


def _year_agrees(candidate: CitedDocument, number: TypedNumber) -> bool | None:
    if number.year is None:
        return True
    years = {int(found.date[:4]) for found in candidate.dates if found.date[:4].isdigit()}
    own = _number_year(candidate)
    if own is not None:
        # The year in the number is the document's, whatever dates are written beside it.
        years = {own}
    return number.year in years if years else None


def _date_agrees(candidate: CitedDocument, number: TypedNumber) -> bool | None:
    if number.date is None:
        return True
    dates = {found.date for found in candidate.dates}
    if number.date in dates:
        return True
    own = _number_year(candidate)
    if own is not None and number.number_year == own:
        # A number with its year in it is one document, whatever day somebody writes beside it.
        return None if number.date[:4] == str(own) else False
    return False if dates else None


def _place_agrees(candidate: CitedDocument, places: Sequence[Place]) -> bool | None:
    if not places:
        return True
    if candidate.province is None:
        return None
    homes = names_for_query(candidate.province)
    return any(homes & place.names for place in places)


def _by_words(candidates: list[CitedDocument], words: Sequence[Concept]) -> list[CitedDocument]:
    """Where other words were typed (issuer, subject), those that have them before those that have not."""
    if not words or len(candidates) < 2:
        return candidates
    scores = [_said(candidate, words) for candidate in candidates]
    if max(scores) >= _CLEARLY and min(scores) <= _HARDLY:
        return [c for c, score in zip(candidates, scores, strict=True) if score >= _CLEARLY]
    return candidates


def _said(candidate: CitedDocument, words: Sequence[Concept]) -> float:
    told = " ".join(filter(None, (candidate.issuer, candidate.subject)))
    return coverage(words, TermIndex(folded_terms(told)), {})
