"""The date of a cited document: `ngày 31/01/2024`, `ngày 06 tháng 12 năm 2021`, as recognised.

`ngày` is printed `ngdy`, `ngly`, `ngiy`; digits come apart (`I 5/01/2024`) or are read as letters
(`O5`, `l2`); a line may break anywhere. A date that is in no calendar keeps its digits.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

_GAP = r"[\s*]{0,4}"
_NUMERIC = (
    r"(?P<day>[0-3IlOo|][ ]?[0-9IlOo|]|[1-9Il|])"
    + r"\s?[/.\-–|]\s?(?P<month>[01IlOo|]?[0-9IlOo|])"
    + r"\s?[/.\-–|]\s?(?P<year>[12Il][0-9OoIl]{3})(?![0-9])"
)
_WORDS = (
    r"(?P<wday>[0-3IlOo|]?[ ]?[0-9IlOo|])\s{1,3}th\S{1,3}g\s{1,3}(?P<wmonth>[01IlOo|]?[0-9IlOo|])"
    r"\s{1,3}n\S{1,2}m\s{1,3}(?P<wyear>[12Il][0-9OoIl]{3})(?![0-9])"
)
_NGAY = r"n[g9q]\S{0,3}[yv]"
_FORM = rf"(?P<form>{_NUMERIC}|{_WORDS})"
_AFTER = re.compile(
    r"[\s*,(‘’'`“\"_~.-]{0,4}(?:(?:duoc[ ])?(?:ky\s+)?(?:ban\s+hanh\s+|ky\s+))?"
    rf"(?:{_NGAY}{_GAP}:?{_GAP})?{_FORM}",
    re.IGNORECASE,
)
_WITH_WORD = re.compile(rf"{_NGAY}{_GAP}{_FORM}", re.IGNORECASE)
_ISSUER_BETWEEN = re.compile(
    rf"\s*c\S{{1,3}}\s(?P<between>[^.;,()\d]{{2,90}}?)\s{_NGAY}{_GAP}{_FORM}", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"{_NGAY}{_GAP}{_FORM},?\s+[^.;()\d]{{2,80}}?\s(?:da\s)?b\S{{1,2}}\sh\S{{1,2}}nh\s*\Z", re.IGNORECASE
)
_NOT_ITS_DATE = re.compile(r"\b(?:tu|truoc|den|ke|sau|hieu luc|hoan thanh)\b")
_DIGITS = str.maketrans("IilOo|", "111001")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date: `iso` with the digits as printed, `raw` the printed characters, and where they stand."""

    iso: str
    raw: str
    valid: bool
    start: int
    end: int
    mended: bool


def date_after(text: str, folded: str, at: int) -> PrintedDate | None:
    """The date that follows a number directly, or after the words that name its issuer."""
    window = folded[at : at + 170]
    for pattern in (_AFTER, _ISSUER_BETWEEN):
        match = pattern.match(window)
        if match is not None and not _NOT_ITS_DATE.search(match.groupdict().get("between") or ""):
            return _read(text, match, at)
    return None


def date_before(text: str, folded: str, start: int) -> PrintedDate | None:
    """The date of `Ngày 06/12/2021, Chính phủ ban hành` before a type word."""
    floor = max(0, start - 140)
    match = _BEFORE.search(folded[floor:start])
    return _read(text, match, floor) if match is not None else None


def date_near(text: str, folded: str, at: int, reach: int) -> PrintedDate | None:
    """The first date with `ngày` within `reach` characters: that of a document's own header."""
    match = _WITH_WORD.search(folded[at : at + reach])
    return _read(text, match, at) if match is not None else None


def _read(text: str, match: re.Match[str], offset: int) -> PrintedDate | None:
    group = "" if match["day"] else "w"
    day, month, year = (match[f"{group}{name}"] for name in ("day", "month", "year"))
    digits = [re.sub(r"\s", "", part).translate(_DIGITS) for part in (day, month, year)]
    start, end = match.start("form") + offset, match.end("form") + offset
    iso = f"{digits[2]}-{int(digits[1]):02d}-{int(digits[0]):02d}"
    mended = digits != [day, month, year]
    return PrintedDate(iso, text[start:end], is_valid(iso), start, end, mended)


def is_valid(iso: str) -> bool:
    """Whether `yyyy-mm-dd` is in the calendar."""
    year, month, day = (int(part) for part in iso.split("-"))
    return 1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1]
