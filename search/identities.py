"""Which cited documents share what was typed: number, year, series, type, date, place, words.

Nothing here is lenient on purpose: a document that differs in one thing that was typed is not the one
that was meant, it is a suggestion. A whole series without a year is no number with a year in it
(`23/QĐ-UBND` is not `23/2024/QĐ-UBND`), except in series whose numbers always have one (`45/NĐ-CP`).
A province is the one that stood at the document's time: what Kon Tum issued before its merger is not
Quảng Ngãi's, though a filter by either name finds both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analyzers.bodies import province
from analyzers.citations.tables import tables
from analyzers.folding import fold
from analyzers.tokens import folded_terms
from indexer import CitedDocument
from indexer.identity import is_national
from search.concepts import Concept
from search.issued import TypedIssuer, issued_by
from search.matching import TermIndex, coverage
from search.numbers import TypedNumber
from search.places import Place
from search.series import series_parts

_CANONICAL = re.compile(r"\d+[a-z]?(?:/((?:19|20)\d\d))?[/-](.+)", re.IGNORECASE)
_LETTER = "Công văn"
_CLEARLY = 0.6
_HARDLY = 0.34
_NOT_AT_ALL = 0.15
_TELLING = 4
"""Words of a subject from which on it tells what a document is about."""
_YEARLY = re.compile(r"nd|tt|ttlt|ttlb|nqlt|pl|l|qh\d*|ubtvqh\d*")
"""First parts of series whose numbers always have the year in them: decrees, circulars, ordinances and
laws (Law on Promulgation of Legislative Documents). Decisions and resolutions come with and without."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a look-up says: the number, the provinces, the issuer and other words beside it.

    It is not `strict` where the number stands in a question, whose other words may speak of anything.
    """

    number: TypedNumber
    places: tuple[Place, ...] = ()
    issuer: TypedIssuer | None = None
    words: tuple[Concept, ...] = ()
    strict: bool = True

    @property
    def bare(self) -> bool:
        """Whether nothing but a number tells of the document."""
        number = self.number
        return not number.series and number.type is None and number.number_year is None


def matching(candidates: Sequence[CitedDocument], typed: Typed) -> list[CitedDocument]:
    """The candidates (all of the typed number) that share everything else that was typed."""
    number = typed.number
    kept = [c for c in candidates if _same_series(c, number) and _same_type(c, number)]
    kept = _exact_series_first(kept, number)
    kept = [c for c in kept if _same_number_year(c, number)]
    kept = _agreeing(kept, lambda c: _year_agrees(c, number))
    kept = _agreeing(kept, lambda c: _month_agrees(c, number))
    kept = _agreeing(kept, lambda c: _date_agrees(c, number))
    kept = _agreeing(kept, lambda c: _place_agrees(c, typed))
    kept = [c for c in kept if _issuer_agrees(c, typed.issuer)]
    return _by_words(kept, typed)


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
    by_series = _type_of_series()
    if parts and parts[0] in by_series:
        found.add(by_series[parts[0]])
    elif parts and not (found - {"Văn bản"}):
        found.add(_LETTER)
    return found


@lru_cache(maxsize=1)
def _type_of_series() -> dict[str, str]:
    """Types by their abbreviation in a series, folded (`qd`)."""
    return {fold(short): name for short, name in tables().types.items()}


def _same_number_year(candidate: CitedDocument, number: TypedNumber) -> bool:
    own = _number_year(candidate)
    if number.number_year is not None:
        return number.number_year == own
    if own is None or not is_whole(number) or _YEARLY.fullmatch(number.series[0]):
        return True
    return number.date is not None and number.date == candidate.date


def is_whole(number: TypedNumber) -> bool:
    """Whether a whole series was typed: a type and a body, or a body and a unit."""
    return len(number.series) > 1


def _year_agrees(candidate: CitedDocument, number: TypedNumber) -> bool | None:
    if number.year is None:
        return True
    years = {int(found.date[:4]) for found in candidate.dates if found.date[:4].isdigit()}
    own = _number_year(candidate)
    if own is not None:
        # The year in the number is the document's, whatever dates are written beside it.
        return number.year == own
    if number.year in years:
        return True
    return False if years and str(number.year) not in _subjects(candidate) else None


def _month_agrees(candidate: CitedDocument, number: TypedNumber) -> bool | None:
    if number.month is None:
        return True
    months = {int(found.date[5:7]) for found in candidate.dates if found.date[5:7].isdigit()}
    if number.month in months:
        return True
    said = re.search(rf"\bthang 0?{number.month}\b", _subjects(candidate))
    return False if months and said is None else None


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


def _place_agrees(candidate: CitedDocument, typed: Typed) -> bool | None:
    if not typed.places:
        return True
    if candidate.province is None:
        found = _CANONICAL.fullmatch(candidate.canonical)
        national = found is not None and is_national(found[2])
        return False if national and typed.strict and not is_whole(typed.number) else None
    home = _home_then(candidate)
    return any(home == place.name for place in typed.places)


def _home_then(candidate: CitedDocument) -> str:
    """The province that issued a document, under the name that it had at the time."""
    home = candidate.province or ""
    found = province(home)
    year = _number_year(candidate)
    day = candidate.date or (f"{year}-12-31" if year else None)
    if found is not None and found.merged_into and found.until and day and day > found.until.isoformat():
        return found.merged_into
    return home


def _issuer_agrees(candidate: CitedDocument, issuer: TypedIssuer | None) -> bool:
    if issuer is None:
        return True
    return issued_by(issuer, parts_of(candidate), candidate.issuer, _subjects(candidate))


def _by_words(candidates: list[CitedDocument], typed: Typed) -> list[CitedDocument]:
    """Where a subject was typed, those that have it before those that have not; never one that has another.

    Beside a bare number (`210 abc`) other words must be the document's, for nothing else tells of it.
    """
    if not typed.words:
        return candidates
    scored = [(candidate, _said(candidate, typed.words)) for candidate in candidates]
    if typed.bare:
        return [c for c, score in scored if score >= _CLEARLY]
    best = max((score for _, score in scored), default=0.0)
    worst = min((score for _, score in scored), default=0.0)
    if best >= _CLEARLY and worst <= _HARDLY:
        return [c for c, score in scored if score >= _CLEARLY]
    return [c for c, score in scored if not _is_another(c, score, typed)]


def _is_another(candidate: CitedDocument, score: float, typed: Typed) -> bool:
    """Whether a document's own subject has nothing of what was typed."""
    enough = 3 if is_whole(typed.number) else 1
    told = len(_subjects(candidate).split())
    return len(typed.words) >= enough and told >= _TELLING and score < _NOT_AT_ALL


def _subjects(candidate: CitedDocument) -> str:
    """What all mentions say that a document is about, folded."""
    said = {candidate.subject, *(m.mention.citation.subject for m in candidate.mentions)}
    return fold(" ".join(sorted(filter(None, said))))


def _said(candidate: CitedDocument, words: Sequence[Concept]) -> float:
    told = " ".join(filter(None, (candidate.issuer, _subjects(candidate))))
    return coverage(words, TermIndex(folded_terms(told)), {})
