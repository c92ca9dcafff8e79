"""Document numbers as people type them: `35/KH-UBND`, `kh 35 ubnd`, `262KH-VP`, `số 04 NQ/TU`.

A typed number may be partial (`văn bản số 210`): what was not typed is None and restricts nothing. A
number with something glued to it that cannot be read (`1b48/QĐ-UBND`, `35/KHX-UBND`) is none: what is left
of it would be another document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from analyzers.citations import ParsedNumber, parse_number
from analyzers.folding import fold
from search.misprints import misprinted_series, narrowed, with_digits
from search.periods import iso_range
from search.series import (
    UNREAD_BEHIND,
    SeriesReader,
    canonical_of,
    is_part,
    series_parts,
    split_series,
    types,
    whole_series_at,
)
from search.tables import document_types

_DATED = re.compile(
    r"\b(?:ngay\s*)?(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}\s+thang\s+\d{1,2}(?:\s+nam\s+|\s*/\s*)\d{4})(?![\d/])"
)
_YEARED = re.compile(r"(?:\bnam\s+|\byear\s+|\bin\s+|\bof\s+|\()\s*((?:19|20)\d\d)\b\)?")
_MONTH = re.compile(
    r"\bthang\s+(?P<month>1[0-2]|0?[1-9])(?!\d)(?:\s*[/-]\s*(?P<year>(?:19|20)\d\d)(?![\d/]))?"
)
_MONTH_NAME = re.compile(
    r"\b(?P<name>january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\s+(?P<year>(?:19|20)\d\d)\b"
)
_MONTHS = "january february march april may june july august september october november december".split()
_BARE_YEAR = re.compile(r"(?<![\w/.,|-])((?:19|20)\d\d)(?![\w/]|[.,-]\w)")
_DIGITS = re.compile(r"(?<![\d.,/])\d+(?:\.(?=\d{3}(?!\d))\d{3})*(?:[a-e](?=\s*[/\-]\s*[a-z\d]))?")
_IN_NUMBER = re.compile(r"\s*[/\-.]\s*((?:19|20)\d\d)(?=\s*[/\-. ]\s*[a-z])")
_SPACED = re.compile(r"\s+((?:19|20)\d\d)(?=\s+[a-z])")
_LAST = re.compile(r"\s*/\s*((?:19|20)\d\d)(?![\w/])")
_UNREAD_BEFORE = re.compile(r"[\w|]\Z|\w[/\\_|]+\Z|\d\w*-\Z")
_BETWEEN = re.compile(r"[\s,;&+]*(?:\b(?:va|and|hoac|or|cung)\b[\s,;]*)?(?:\b(?:cac|so)\b\s*)*")
_MARK = re.compile(r"(?:\bso\s+ky\s+hieu|\bso|\bnumber|\bno|\bn[o°º]|#)\s*[.:]?\s*$")
_LONGEST_NUMBER = 6
_REACH = 48
"""How many characters before a number its type word or series may begin."""
_GENERIC = "Văn bản"
_LETTER = "cv"
"""Official letters have no abbreviation in their series; people type one before the number."""
_ANY_TYPE = ""
"""What `văn bản` says about the type: that the number is a document's."""


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A document number in a query, at `start:end`.

    `series` are the parts of the series as typed, folded (`("kh", "ubnd")`), `canonical` the number in
    correct letters where a whole series was typed. `date` is ISO 8601, `month` 1 to 12.
    """

    number: str
    number_year: int | None
    series: tuple[str, ...]
    type: str | None
    canonical: str | None
    start: int
    end: int
    date: str | None = None
    year: int | None = None
    month: int | None = None

    @property
    def plain(self) -> str:
        """The number without leading zeros."""
        return self.number.lstrip("0") or "0"


def beside(text: str, number: TypedNumber) -> tuple[str, str]:
    """What was typed before and behind a number, without the dates."""
    both = (text[: number.start], text[number.end :])
    return _undated(both[0]), _undated(both[1])


def _undated(text: str) -> str:
    for pattern in (_DATED, _MONTH_NAME, _MONTH, _YEARED):
        text = "".join(char if keep else " " for char, keep in _kept(text, pattern))
    return text


def _kept(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    spans = [match.span() for match in pattern.finditer(fold(text))]
    for at, char in enumerate(text):
        yield char, not any(start <= at < end for start, end in spans)


def find_numbers(text: str) -> tuple[TypedNumber, ...]:
    """The document numbers in a query: those with a series, or a type or `số` before them."""
    return tuple(_numbers(text, bare=False))


def parse_typed(text: str) -> TypedNumber | None:
    """The document number that a look-up is for; a bare number counts. None if there is none."""
    text = readable_number(text)
    found = list(_numbers(text, bare=True))
    best = max(found, key=lambda t: (bool(t.series), t.type is not None, -t.start), default=None)
    if best is None:
        return None
    parsed = parse_number(text)
    if parsed is not None and best.plain == _plain(parsed.number):
        best = _combined(parsed, best)
    return best if best.year or best.date else replace(best, year=_year_beside(text, best))


def nearly_typed(text: str) -> TypedNumber | None:
    """The number that a text seems to mean though it cannot be read: for suggestions only."""
    text = readable_number(text)
    typed = parse_typed(text)
    match = re.search(r"(?<![\w|])[\w|]*\d[\w|]*", text)
    if typed is not None or match is None:
        return typed
    folded = fold(text)
    gap = re.compile(r"[\W_]*(?:(?:19|20)\d\d[\W_]+)?").match(folded, match.end())
    reader = SeriesReader(folded, gap.end() if gap else match.end())
    return TypedNumber(fold(match[0]), None, reader.series(), None, None, match.start(), reader.at)


def readable_number(text: str) -> str:
    """`text` with the digits of numbers as digits (`３５`, `11OO/QĐ-UBND`), of the same length."""
    text = narrowed(text)
    folded = fold(text)
    return with_digits(text, lambda at: whole_series_at(folded, at))


def listed(text: str) -> tuple[str, ...]:
    """A text cut into one piece for each number of a list (`35/KH-UBND và 36/KH-UBND`), else in one.

    Numbers make a list if nothing but `và`, `,`, dates and the words before numbers stands between them.
    """
    folded = fold(text)
    found = find_numbers(text)
    pieces: list[str] = []
    begin = 0
    for first, second in pairwise(found):
        between = _DATED.sub(" ", folded[first.end : second.start])
        if not _BETWEEN.fullmatch(re.sub(r"\bngay\b", " ", between)):
            return (text,)
        if second.start > first.end:
            pieces.append(text[begin : second.start])
            begin = second.start
    return (*pieces, text[begin:])


def _year_beside(text: str, number: TypedNumber) -> int | None:
    """A year that was typed beside a number without a word (`35/KH-UBND 2024`)."""
    rest = text[: number.start] + " " * (number.end - number.start) + text[number.end :]
    found = _BARE_YEAR.search(rest)
    return int(found[1]) if found else None


def _plain(number: str) -> str:
    return number.lstrip("0") or "0"


def _combined(parsed: ParsedNumber, found: TypedNumber) -> TypedNumber:
    """What the citation grammar reads, at the place where the number was found."""
    date = parsed.date if parsed.date and len(parsed.date) > 4 else found.date
    year = int(parsed.date) if parsed.date and len(parsed.date) == 4 else found.year
    parts = series_parts(parsed.series)
    if len(found.series) > len(parts):
        return replace(found, type=None if found.series[0] in types() else found.type)
    return TypedNumber(
        number=parsed.number,
        number_year=parsed.number_year or found.number_year,
        series=parts,
        type=None if parsed.type == _GENERIC else parsed.type,
        canonical=parsed.canonical,
        start=found.start,
        end=found.end,
        date=date,
        year=year,
        month=found.month,
    )


def _numbers(text: str, bare: bool) -> Iterator[TypedNumber]:
    text = readable_number(text)
    folded = fold(text)
    dates = [match.span() for pattern in (_DATED, _MONTH) for match in pattern.finditer(folded)]
    date, year, month = _date_and_year(folded)
    done = 0
    for match in _DIGITS.finditer(folded):
        if match.start() < done or any(start <= match.start() < end for start, end in dates):
            continue
        if len(match[0]) > _LONGEST_NUMBER:
            continue
        typed = _read(text, folded, match, bare)
        if typed is not None:
            done = typed[-1]
            yield TypedNumber(*typed, date=date, year=year, month=month)


def _date_and_year(folded: str) -> tuple[str | None, int | None, int | None]:
    """The date, the year and the month that stand beside a number."""
    dated = _DATED.search(folded)
    days = iso_range(re.sub(r"\s*([/.-])\s*", r"\1", dated[1])) if dated else None
    rest = folded[: dated.start()] + folded[dated.end() :] if dated else folded
    yeared, named = _YEARED.search(rest), _MONTH_NAME.search(rest)
    monthly = named or _MONTH.search(rest)
    year = yeared[1] if yeared else (monthly["year"] if monthly else None)
    month = _MONTHS.index(named["name"]) + 1 if named else (int(monthly["month"]) if monthly else None)
    return (days[0] if days else None), (int(year) if year else None), month


_Parts = tuple[str, int | None, tuple[str, ...], str | None, str | None, int, int]


def _read(text: str, folded: str, match: re.Match[str], bare: bool) -> _Parts | None:
    """The number that begins at a run of digits, None if nothing tells that it is one."""
    number = match[0].replace(".", "")
    kind, before, start = _before(folded, match.start())
    marked = kind is not None or bool(before)
    reader = SeriesReader(folded, match.end())
    number_year = _number_year(reader, marked or bare)
    series = reader.series() or _misprinted(text, reader)
    if before and not (series and series[0] in types()):
        series = (*before, *series)
    if series and _is_unit_of_measure(folded, match, series):
        series = ()
    if not series:
        reader.at = match.end() if number_year is None else reader.at
    if not series and not marked and not bare:
        return None
    if not series and len(number) == 4 and number[:2] in ("19", "20") and not marked:
        return None
    if _UNREAD_BEFORE.search(folded[:start]) or UNREAD_BEHIND.match(folded, reader.at):
        return None
    canonical = canonical_of(number, number_year, series)
    return number, number_year, series, kind or None, canonical, start, reader.at


def _misprinted(text: str, reader: SeriesReader) -> tuple[str, ...]:
    """The parts of a series in misprinted letters, stepped over."""
    found = misprinted_series(text, reader.at)
    if found is None:
        return ()
    reader.at = found[1]
    return series_parts(found[0])


def _is_unit_of_measure(folded: str, match: re.Match[str], series: tuple[str, ...]) -> bool:
    """Whether `52 TTHC` counts procedures: one unit behind a space names no body and no type."""
    return len(series) == 1 and folded[match.end() : match.end() + 1].isspace() and series[0] not in types()


def _number_year(reader: SeriesReader, alone: bool) -> int | None:
    """The year inside a number (`48/2021/...`, `48 2021 qd ubnd`), stepped over.

    `alone` allows it to end the number (`tt02/2017`).
    """
    match = _IN_NUMBER.match(reader.folded, reader.at)
    spaced = _SPACED.match(reader.folded, reader.at)
    if match is None and spaced is not None and whole_series_at(reader.folded, spaced.end()):
        match = spaced
    if match is None and alone:
        match = _LAST.match(reader.folded, reader.at)
    if match is None:
        return None
    reader.at = match.end()
    return int(match[1])


def _before(folded: str, at: int) -> tuple[str | None, tuple[str, ...], int]:
    """The type word or the series that stands before a number, and where it begins.

    `kế hoạch số 35` gives the type, `KH-UBND 35` and `QĐ 165` the series.
    """
    offset = max(0, at - _REACH)
    mark = _MARK.search(folded[offset:at])
    start = offset + mark.start() if mark else at
    words = list(re.finditer(r"[a-z&]+", folded[offset:start]))
    if not words or folded[offset + words[-1].end() : start].strip(" -/.:"):
        return None, (), start
    for count in range(min(3, len(words)), 0, -1):
        terms = [word[0] for word in words[-count:]]
        found = document_types().longest(terms, 0)
        if found is not None and found[0] == count:
            begin = offset + words[-count].start()
            if count == 1 and terms[0] in types() and terms[0] != _LETTER:
                return None, (terms[0],), begin
            return found[1][0], (), begin
    if [word[0] for word in words[-2:]] == ["van", "ban"]:
        return _ANY_TYPE, (), offset + words[-2].start()
    glued = words[-1][0] if offset + words[-1].end() == start else ""
    if glued in types() and glued != _LETTER:
        return None, (glued,), offset + words[-1].start()
    return _series_before([(word[0], offset + word.start()) for word in words], start)


def _series_before(words: list[tuple[str, int]], start: int) -> tuple[None, tuple[str, ...], int]:
    """A series before its number (`KH-UBND số 35`): a type's abbreviation and bodies behind it."""
    for first in range(max(0, len(words) - 3), len(words)):
        parts = [part for word, _ in words[first:] for part in split_series(word)]
        if parts[0] in types() and len(parts) > 1 and all(is_part(part) for part in parts):
            return None, tuple(parts), words[first][1]
    return None, (), start
