"""Dates, quarters and ranges of dates as people type them into a query."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from analyzers.folding import fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER_WORDS = {"mot": 1, "nhat": 1, "hai": 2, "ba": 3, "tu": 4, "first": 1, "second": 2, "third": 3}
_QUARTER_WORDS |= {"fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "cuoi": 4, "last": 4, "dau": 1}

_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_QUARTER = re.compile(
    r"\bquy\s+(?:thu\s+)?(iv|i{1,3}|[1-4]|mot|nhat|hai|ba|tu|cuoi|dau)\b"
    r"|\bq(?:uarter)?\s*(?:no\.?\s*)?([1-4])\b"
    r"|\bquarter\s+(iv|i{1,3})\b"
    r"|\b(first|second|third|fourth|1st|2nd|3rd|4th|last)\s+quarter\b"
)

_PRINTED_QUARTER = re.compile(r"\bq[uw][yiv]\s*(?:thu\s+)?([i1l|]v|[il1|!]{1,3}|[234])(?![\w|])")
"""A quarter as OCR prints it: `Quý 11/2024`, `quỹ IIl`."""
_FIRST_MONTHS = re.compile(r"\b(?:0?3|ba) thang dau\b|\bfirst (?:3|three) months\b")
"""The first quarter in other words."""

_DAY = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+thang\s+\d{1,2}(?:\s+nam\s+|/)\d{4})"
)
_MONTH = r"(?:\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}|\d{1,2}\s+nam\s+\d{4})"
_DATE = rf"(?:(?:ngay|thang|nam|month|year)\s+)?(?:{_DAY}|{_MONTH}|\d{{4}})(?![\d/])"
_RANGE = re.compile(
    rf"(?<!doan )(?<!ky )\b(?:tu|from|between)\s+({_DATE})"
    rf"\s*(?:den(?:\s+het)?|toi|to|and|-|–|until)\s*({_DATE})"
)
_SINCE = re.compile(
    rf"\b(?:(?:sau|ke tu|after|since)\s+({_DATE})|(?:tu|from)\s+({_DATE})\s+(?:tro di|den nay|onwards?))"
)
_UNTIL = re.compile(rf"\b(?:truoc|before|den het|until)\s+({_DATE})")
_EXCLUSIVE = ("sau", "after", "truoc", "before")


@dataclass(frozen=True, slots=True)
class DateRange:
    """A range of dates in a query: ISO dates, both included, None where open; `span` is its text."""

    first: str | None
    last: str | None
    span: tuple[int, int]


def iso_range(text: str) -> tuple[str, str] | None:
    """The first and last day of a date, month or year as typed; None if it is none or cannot be.

    `07/02/2024`, `7 thang 2 nam 2024`, `2024-02-07`, `02/2024`, `thang 2 nam 2024`, `2024`.
    """
    digits = [int(part) for part in re.findall(r"\d+", text)]
    if not digits or len(digits) > 3:
        return None
    if digits[0] < 1000:
        digits.reverse()
    if (len(digits) > 1 and not 1 <= digits[1] <= 12) or not 1900 <= digits[0] <= 2100:
        return None
    year = digits[0]
    if len(digits) == 1:
        return f"{year}-01-01", f"{year}-12-31"
    last_day = calendar.monthrange(year, digits[1])[1]
    if len(digits) == 2:
        return f"{year}-{digits[1]:02}-01", f"{year}-{digits[1]:02}-{last_day}"
    if not 1 <= digits[2] <= last_day:
        return None
    day = f"{year}-{digits[1]:02}-{digits[2]:02}"
    return day, day


def date_range(text: str) -> DateRange | None:
    """The first range of dates that a query asks for in words (`từ 01/2024 đến 06/2024`)."""
    folded = fold(text)
    if match := _RANGE.search(folded):
        first, last = iso_range(match[1]), iso_range(match[2])
        if first and last:
            return DateRange(first[0], last[1], match.span())
    if match := _SINCE.search(folded):
        days = iso_range(match[1] or match[2])
        if days:
            after = match[0].startswith(_EXCLUSIVE)
            return DateRange(_next_day(days[1]) if after else days[0], None, match.span())
    if match := _UNTIL.search(folded):
        days = iso_range(match[1])
        if days:
            before = match[0].startswith(_EXCLUSIVE)
            return DateRange(None, _previous_day(days[0]) if before else days[1], match.span())
    return None


def _next_day(day: str) -> str:
    import datetime

    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def _previous_day(day: str) -> str:
    import datetime

    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


def years(text: str) -> tuple[int, ...]:
    """The years that a query names, in order; those of `2021-2025` and `2021/2022` as well."""
    return tuple(dict.fromkeys(int(match.group()) for match in _ANY_YEAR.finditer(text)))


def quarters(text: str) -> tuple[int, ...]:
    """The quarters that a query names: `quý I`, `quy 1/2024`, `Q1`, `first quarter`."""
    found: list[int] = [1] if _FIRST_MONTHS.search(fold(text)) else []
    for match in _QUARTER.finditer(fold(text)):
        word = next(group for group in match.groups() if group)
        number = _ROMAN.get(word) or _QUARTER_WORDS.get(word) or int(word)
        found.append(number)
    return tuple(dict.fromkeys(found))


def printed_quarters(text: str) -> frozenset[int]:
    """The quarters that a document's text names, also in damaged letters; each stroke counts as one."""
    return frozenset(_printed(match[1]) for match in _PRINTED_QUARTER.finditer(fold(text)))


def _printed(number: str) -> int:
    if number.endswith("v"):
        return 4
    return int(number) if number in "234" else len(number)
