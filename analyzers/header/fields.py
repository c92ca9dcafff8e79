"""The fields of a head that have a fixed form: number, place and date, type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from analyzers.bodies import body, closest, likeness, province, provinces, skeleton
from analyzers.citations.series import read_series
from analyzers.folding import fold
from analyzers.header.layout import Line, is_upper
from analyzers.reading import Reading

_DIGITS = r"[0-9oil|]{1,6}(?:\.\d{1,2})?"
_DASH = r"\s?[-–—]\s?"
_SERIES = (
    rf"[^\W_]{{1,14}}(?:&[^\W_]{{1,8}})?(?:(?:{_DASH}|\s?/\s?|\.)[^\W_]{{1,14}}(?:&[^\W_]{{1,8}})?){{0,9}}"
)
_NUMBER = re.compile(
    r"(?:^|(?<=[\s*]))(?P<label>(?:luat|phap lenh|nghi quyet|bo luat|quyet dinh|lenh)?\s*"
    r"s[o06ebd5a8]{1,2}\s*[:.;,]?)\s*[*_.…]*\s*"
    rf"(?P<number>{_DIGITS})[*_]*\s{{0,3}}(?:(?P<slash>/)|(?P<dash>[-–—]))[*_]*\s{{0,2}}(?P<series>{_SERIES})"
)
_BARE_NUMBER = re.compile(
    rf"^(?P<number>\d{{1,5}})[*_]*\s{{0,3}}(?:(?P<slash>/)|(?P<dash>-))\s?(?P<series>(?:\d{{4}}/)?[a-z]{{1,4}}{_DASH}{_SERIES})"
)
_BLANK_NUMBER = re.compile(rf"(?:^|\s)s[o06ebd5]\s*:\s*[.…_\s]*/\s?(?P<series>{_SERIES})")
_DATE = re.compile(
    r"n\s?g\s?[a-z0-9]{0,2}[yv]\s*(?P<day>[0-3]?[0-9oil]?)\s*[.…]*\s*(?:th[a-z0-9]{1,4}g)\s*(?P<month>[01]?[0-9oil])\s*"
    r"(?:n[a-z0-9]{1,3}m|ndm)\s*(?P<year>(?:1\s?9|2\s?0)\s?\d\s?\d)(?!\d)"
)
_SHORT_DATE = re.compile(
    r",\s*ng[a-z]{1,3}\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>(?:19|20)\d\d)"
)
_PLACE = re.compile(r"(?P<place>(?:[^\W\d_][\w&'.]*[ \t]?[-–]?[ \t]?){1,6}),?[ \t]*$")
_CITY = re.compile(r"^(?:thanh pho|tp\.?)\s+")
_OCR_DIGIT = str.maketrans({"o": "0", "i": "1", "l": "1", "|": "1"})


@dataclass(frozen=True, slots=True)
class NumberField:
    """The own number: `canonical` is None where it is left blank (`Số:     /QĐ-UBND`)."""

    canonical: str | None
    doc_type: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateField:
    """Place and date; either may be missing. `start:end` covers both."""

    place: str | None
    date: str | None
    start: int
    end: int


@cache
def document_types() -> dict[str, str]:
    """Every type to its abbreviation (empty where its number carries none)."""
    table = resources.files("analyzers").joinpath("data/document_types.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows}


def find_number(reading: Reading, line: Line, expected: str | None = None) -> NumberField | None:
    """The document's own number, if `line` is where it stands (`Số: 564/KH-BDT`, `S6:  2374/KH-VP`).

    `expected` is the type that the document is known to have; it decides between damaged letters.
    """
    match = _NUMBER.search(line.folded) or _BARE_NUMBER.match(line.folded)
    if match is None or match.start() > 60:
        return _blank_number(line)
    start = line.start + match.start("number")
    series_start = line.start + match.start("series")
    series_end = _series_end(reading.text, series_start, line.start + match.end("series"))
    digits = match["number"].translate(_OCR_DIGIT)
    joint = "/" if match["slash"] else "-"
    series, doc_type = correct_series(reading.text[series_start:series_end], joint == "-", expected)
    return NumberField(f"{digits}{joint}{series}", doc_type, start, series_end)


def _blank_number(line: Line) -> NumberField | None:
    match = _BLANK_NUMBER.search(line.folded)
    if match is None:
        return None
    _, doc_type = correct_series(line.text[match.start("series") : match.end("series")])
    at = line.start + match.start("series")
    return NumberField(None, doc_type, at, at + len(match["series"]))


def _series_end(text: str, start: int, end: int) -> int:
    """Where a series ends: before the first space that no dash or slash stands at."""
    match = re.match(
        r"[^\W_]+(?:&[^\W_]+)?(?:(?:\s?[-–—]\s?|\s?/\s?|\.)[^\W_]+(?:&[^\W_]+)?)*", text[start:end]
    )
    return start + match.end() if match else end


def correct_series(printed: str, party: bool = False, expected: str | None = None) -> tuple[str, str | None]:
    """`(series in correct letters, type that it names)`: `0D - UBND` is `QĐ-UBND`, a Quyết định.

    `party` is whether a hyphen joins it to the number. A series that names no type is a Công văn's,
    except a legislature's (`QH15`); a year before it (`2024/TT-BYT`) is kept.
    """
    compact = re.sub(r"\s+", "", printed).replace("–", "-").replace("—", "-")
    year = re.match(r"(?:19|20)\d\d/", compact)
    prefix = year[0] if year else ""
    letters = compact[len(prefix) :]
    found = read_series(letters, expected, party, False)
    if found is None:
        return compact, None
    kind = found.type
    if kind is None and (expected is None or expected == "Công văn"):
        kind = None if re.match(r"(?:QH|UBTVQH)\d", found.text) else "Công văn"
    return prefix + found.text, kind


def find_date(reading: Reading, line: Line) -> DateField | None:
    """Place and date of the document, if `line` has them (`Quang Ngai, ngay 29 thang 7 nam 2022`)."""
    match = _DATE.search(line.folded) or _SHORT_DATE.search(line.folded)
    if match is None:
        return None
    before = line.text[: match.start()].rstrip(" \t,.;:")
    place = _PLACE.search(before)
    if len(before) - (place.start() if place else 0) > 60 or len(line.text) - match.end() > 40:
        return None
    found = _place(before[place.start() :]) if place else None
    start = line.start + (place.start() if place and found else match.start())
    return DateField(found, _iso(match), start, line.start + match.end())


def _iso(match: re.Match[str]) -> str | None:
    day, month = (match[name].translate(_OCR_DIGIT) for name in ("day", "month"))
    year = re.sub(r"\s", "", match["year"])
    return f"{year}-{int(month):02d}-{int(day):02d}" if day.isdigit() and month.isdigit() else None


def _spaced_province(name: str) -> str | None:
    """A province whose name is all there is, with stray spaces (`Hà N ội`)."""
    known = closest(name, [item.name for item in provinces()], least=0.999)
    return known if known and not known.startswith("TP.") else None


def is_real_date(day: str) -> bool:
    """Whether an ISO date is one of the calendar."""
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _place(printed: str) -> str | None:
    """The place in correct Vietnamese where it is a province; any other as printed."""
    name = " ".join(printed.split()).strip(" .,;:-*")
    if whole := _spaced_province(name):
        return whole
    known = None
    words = name.split()
    for first in range(len(words)):
        tail = " ".join(words[first:])
        if (known := province(tail)) and likeness(tail, known.name) >= 0.8:
            spelled_out = known.name.startswith("TP.") and fold(name).startswith("thanh")
            return known.name.replace("TP.", "Thành phố") if spelled_out else known.name
    letters = [word for word in words if word[:1].isalpha()]
    return name if letters and all(word[0].isupper() for word in letters) else None


def find_type(line: Line) -> tuple[str, int] | None:
    """`(type, where in the line what follows it begins)`, if the line begins with a type in capitals.

    The type fills the line, or is followed by the trích yếu in capitals.
    """
    if not is_upper(line.text) or len(line.text) < 4:
        return None
    text = line.text.strip(" :.*_-")
    whole = _closest_type(text)
    if whole is not None:
        return whole, len(line.text)
    words = list(re.finditer(r"\S+", line.text))
    for count in (2, 1):
        if len(words) < count + 3:
            continue
        name = closest(line.text[: words[count - 1].end()], document_types(), least=0.9)
        if name is not None and len(name.split()) == count:
            return name, words[count].start()
    return None


def _closest_type(text: str) -> str | None:
    length = len(skeleton(text))
    if len(text) > 32:
        return None
    if exact := closest(text, document_types(), least=1.0, margin=0.0):
        return exact
    if body(text) is not None:
        return None
    least = 0.95 if length < 6 else 0.84 if length < 10 else 0.78
    return closest(text, document_types(), least=least, margin=0.06)
