"""Document numbers as people type them: `35/KH-UBND`, `kh 35 ubnd`, `262KH-VP`, `số 04 NQ/TU`.

A typed number may be partial (`văn bản số 210`): what was not typed is None and restricts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from analyzers.citations import ParsedNumber, parse_number
from analyzers.citations.tables import tables
from analyzers.folding import fold
from search.periods import iso_range
from search.tables import document_types

_DATED = re.compile(
    r"\b(?:ngay\s*)?(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}\s+thang\s+\d{1,2}(?:\s+nam\s+|\s*/\s*)\d{4})(?![\d/])"
)
_YEARED = re.compile(r"(?:\bnam\s+|\byear\s+|\bin\s+|\bof\s+|\()\s*((?:19|20)\d\d)\b\)?")
_TOKEN = re.compile(r"\d+|[a-z&]+")
_SEPARATOR = re.compile(r"\s*[/\-–—_.,:|\\]?\s*")
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
    correct letters where a whole series was typed. `date` is ISO 8601.
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

    @property
    def plain(self) -> str:
        """The number without leading zeros."""
        return self.number.lstrip("0") or "0"


def series_parts(series: str | None) -> tuple[str, ...]:
    """The parts of a series, folded: `QĐ-UBND` is `("qd", "ubnd")`."""
    return tuple(re.findall(r"[a-z&0-9]+", fold(series or "")))


@lru_cache(maxsize=1)
def _types() -> dict[str, str]:
    """Type abbreviations as they are written in series, by folded form (`qd` -> `QĐ`)."""
    return {fold(short): short for short in reversed(list(tables().types))}


@lru_cache(maxsize=1)
def _bodies() -> dict[str, str]:
    """Abbreviations of bodies and drafting units, by folded form."""
    units = {fold(short): short for short in sorted(tables().units)}
    bodies = sorted(tables().bodies, key=lambda short: fold(short) == short.lower())
    return units | {fold(short): short for short in bodies}


def split_series(token: str) -> tuple[str, ...]:
    """The parts of a series that was typed in one piece (`khubnd`); the token itself if unknown."""
    if token in _types() or token in _bodies():
        return (token,)
    for cut in range(len(token) - 2, 1, -1):
        head, tail = token[:cut], token[cut:]
        if head in _types() and (tail in _bodies() or len(split_series(tail)) > 1):
            return (head, *split_series(tail))
    for cut in range(len(token) - 2, 1, -1):
        if token[:cut] in _bodies() and token[cut:] in _bodies():
            return token[:cut], token[cut:]
    return (token,)


def _known(part: str) -> bool:
    return part in _types() or part in _bodies()


@dataclass(slots=True)
class _Reader:
    """Reads one number from a place in folded text."""

    folded: str
    at: int

    def token(self) -> re.Match[str] | None:
        """The next token, if only one separator stands before it."""
        gap = _SEPARATOR.match(self.folded, self.at)
        return _TOKEN.match(self.folded, gap.end() if gap else self.at)

    def series(self) -> tuple[str, ...]:
        """Parts of a series from here on, as far as they are known ones."""
        parts: list[str] = []
        while len(parts) < 5:
            match = self.token()
            if match is None or match[0].isdigit():
                break
            joined = self.folded[self.at : match.start()]
            found = split_series(match[0])
            tight = bool(parts) and joined in ("-", "/", ".")
            if not (all(_known(part) for part in found) or (tight and len(match[0]) > 1)):
                break
            if parts and joined.isspace() and found[0] not in _bodies():
                break
            parts.extend(found)
            self.at = match.end()
        return tuple(parts)


def find_numbers(text: str) -> tuple[TypedNumber, ...]:
    """The document numbers in a query: those with a series, or a type or `số` before them."""
    return tuple(_numbers(text, bare=False))


def parse_typed(text: str) -> TypedNumber | None:
    """The document number that a look-up is for; a bare number counts. None if there is none."""
    found = list(_numbers(text, bare=True))
    best = max(found, key=lambda t: (bool(t.series), t.type is not None, -t.start), default=None)
    parsed = parse_number(text)
    if parsed is None or (best is not None and best.plain != (parsed.number.lstrip("0") or "0")):
        return best
    return _combined(text, parsed, best)


def _combined(text: str, parsed: ParsedNumber, found: TypedNumber | None) -> TypedNumber:
    """What the citation grammar reads, at the place where the number was found."""
    at = max(0, text.find(parsed.number))
    start, end = (found.start, found.end) if found else (at, at + len(parsed.number))
    date = parsed.date if parsed.date and len(parsed.date) > 4 else (found.date if found else None)
    year = int(parsed.date) if parsed.date and len(parsed.date) == 4 else (found.year if found else None)
    parts = series_parts(parsed.series)
    if found is not None and len(found.series) > len(parts):
        return replace(found, type=None if found.series[0] in _types() else found.type)
    return TypedNumber(
        number=parsed.number,
        number_year=parsed.number_year,
        series=parts,
        type=None if parsed.type == _GENERIC else parsed.type,
        canonical=parsed.canonical,
        start=start,
        end=end,
        date=date,
        year=year,
    )


def _numbers(text: str, bare: bool) -> Iterator[TypedNumber]:
    folded = fold(text)
    dates = [match.span() for match in _DATED.finditer(folded)]
    date, year = _date_and_year(folded)
    for match in re.finditer(r"(?<![\d.,/])\d+(?:\.(?=\d{3}(?!\d))\d{3})*", folded):
        if any(start <= match.start() < end for start, end in dates) or len(match[0]) > _LONGEST_NUMBER:
            continue
        typed = _read(folded, match, bare)
        if typed is not None:
            yield TypedNumber(*typed, date=date, year=year)


def _date_and_year(folded: str) -> tuple[str | None, int | None]:
    """The date and the year that stand beside a number."""
    dated = _DATED.search(folded)
    days = iso_range(re.sub(r"\s*([/.-])\s*", r"\1", dated[1])) if dated else None
    yeared = _YEARED.search(folded[: dated.start()] + folded[dated.end() :] if dated else folded)
    return (days[0] if days else None), (int(yeared[1]) if yeared else None)


_Parts = tuple[str, int | None, tuple[str, ...], str | None, str | None, int, int]


def _read(folded: str, match: re.Match[str], bare: bool) -> _Parts | None:
    """The number that begins at a run of digits, None if nothing tells that it is one."""
    number = match[0].replace(".", "")
    kind, before, start = _before(folded, match.start())
    reader = _Reader(folded, match.end())
    number_year = _number_year(reader)
    series = reader.series()
    if before and not (series and series[0] in _types()):
        series = (*before, *series)
    marked = kind is not None or bool(before)
    if series and _is_unit_of_measure(folded, match, series):
        series = ()
    if not series and not marked and not bare:
        return None
    if not series and len(number) == 4 and number[:2] in ("19", "20") and not marked:
        return None
    if not series:
        reader.at = match.end() if number_year is None else reader.at
    canonical = _canonical(number, number_year, series)
    return number, number_year, series, kind or None, canonical, start, reader.at


def _is_unit_of_measure(folded: str, match: re.Match[str], series: tuple[str, ...]) -> bool:
    """Whether `52 TTHC` counts procedures: one unit behind a space names no body and no type."""
    return len(series) == 1 and folded[match.end() : match.end() + 1].isspace() and series[0] not in _types()


def _number_year(reader: _Reader) -> int | None:
    """The year inside a number (`48/2021/...`), stepped over."""
    match = re.compile(r"\s*[/\-.]\s*((?:19|20)\d\d)(?=\s*[/\-. ]\s*[a-z])").match(reader.folded, reader.at)
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
            if count == 1 and terms[0] in _types() and terms[0] != _LETTER:
                return None, (terms[0],), begin
            return found[1][0], (), begin
    if [word[0] for word in words[-2:]] == ["van", "ban"]:
        return _ANY_TYPE, (), offset + words[-2].start()
    return _series_before([(word[0], offset + word.start()) for word in words], start)


def _series_before(words: list[tuple[str, int]], start: int) -> tuple[None, tuple[str, ...], int]:
    """A series before its number (`KH-UBND số 35`): a type's abbreviation and bodies behind it."""
    for first in range(max(0, len(words) - 3), len(words)):
        parts = [part for word, _ in words[first:] for part in split_series(word)]
        if parts[0] in _types() and len(parts) > 1 and all(_known(part) for part in parts):
            return None, tuple(parts), words[first][1]
    return None, (), start


def _canonical(number: str, number_year: int | None, series: tuple[str, ...]) -> str | None:
    """The number as documents write it, where a type and a body (or a body and a unit) were typed."""
    if len(series) < 2:
        return None
    heads = _types() if series[0] in _types() else _bodies()
    parts = [heads.get(series[0], series[0].upper())]
    parts += [_bodies().get(part, part.upper()) for part in series[1:]]
    year = f"/{number_year}" if number_year else ""
    if parts[-1] in tables().party and series[0] in _types():
        return f"{number}{year}-{parts[0]}/{'-'.join(parts[1:])}"
    return f"{number}{year}/{'-'.join(parts)}"
