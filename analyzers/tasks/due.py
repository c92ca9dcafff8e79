"""The last day that a deadline sets, for filters and for comparing with a document's date.

`Quý III/2023` ends on 2023-09-30, `Tháng 01/2023` on 2023-01-31, `trước ngày 30/11/2023` on that day. What
goes on all the time (`Thường xuyên trong năm`) has no last day.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from analyzers.folding import fold

_CLAUSE = re.compile(r"[;.]\s")
_ALWAYS = re.compile(r"\b(?:thuong xuyen|dinh ky|hang (?:ngay|tuan|thang|quy|nam)|dot xuat)\b")
_CITED = re.compile(r"(?:\d/[a-z0-9/]*-?[a-z-]*|\bso \d+\S*)\s+ngay\s*\S*(?:\s+thang\s+\d+\s+nam\s+\d+)?")
# "Kế hoạch số 140/KH-UBND ngày 14/10/2021": the day of another document
_DAY = re.compile(
    r"\b(?P<day>\d{1,2})\s?(?:[/.-]|thang)\s?(?P<month>\d{1,2})(?:\s?(?:[/.-]|,?\s?nam)\s?(?P<year>(?:19|20)\d\d))?(?!\d)"
)
_MONTH = re.compile(
    r"\bthang\s?(?P<month>\d{1,2})(?!\d)(?:\s?(?:[/.-]|,?\s?(?:cua\s)?nam)\s?(?P<year>(?:19|20)\d\d))?"
)
_QUARTER = re.compile(
    r"\bquy\s?(?P<quarter>iv|i{1,3}|[1-4])(?!\w)(?:\s?(?:[/,-]|,?\s?(?:cua\s)?nam)\s?(?P<year>(?:19|20)\d\d))?"
)
_HALF = re.compile(r"\b(?P<count>6|9|sau|chin)\s?thang\s?(?:dau\s)?nam\s?(?P<year>(?:19|20)\d\d)?")
_YEAR = re.compile(r"\bnam\s?(?P<year>(?:19|20)\d\d)(?!\d)|\b(?P<same>trong|het|cuoi|ca)\s+nam\b(?!\s?\d)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNTS = {"6": 6, "sau": 6, "9": 9, "chin": 9}


def due_day(deadline: str | None, year: int | None) -> str | None:
    """The last day (ISO 8601) that a deadline names; `year` is the plan's, for a deadline without one.

    Of several the latest; None where it names none, or only what goes on all the time.
    """
    found: list[str] = []
    for clause in _CLAUSE.split(fold(deadline or "")):
        if not _ALWAYS.search(clause):
            found += _days(_CITED.sub(" ", clause), year)
    return max(found, default=None)


def _days(clause: str, year: int | None) -> Iterator[str]:
    """The last days of all times that a clause names; what is read once is not read again."""
    for match, month, day in _named(clause):
        when = match["year"]
        if when is None and year is None:
            continue
        made = _iso(int(when) if when else year or 0, month, day)
        if made is not None:
            yield made


def _named(clause: str) -> Iterator[tuple[re.Match[str], int, int]]:
    """Every time in a clause with its last month and day (0: the month's last)."""
    for pattern in (_DAY, _HALF, _QUARTER, _MONTH, _YEAR):
        for match in pattern.finditer(clause):
            given = match.groupdict()
            if pattern is _DAY:
                yield match, int(given["month"]), int(given["day"])
            elif pattern is _HALF:
                yield match, _COUNTS[given["count"]], 0
            elif pattern is _QUARTER:
                yield match, 3 * (_QUARTERS.get(given["quarter"]) or int(given["quarter"])), 0
            elif pattern is _MONTH:
                yield match, int(given["month"]), 0
            else:
                yield match, 12, 0
        clause = pattern.sub(" ", clause)


def _iso(year: int, month: int, day: int) -> str | None:
    """The day, None if there is none such; day 0 is the month's last."""
    if not 1 <= month <= 12 or not 1900 <= year <= 2100:
        return None
    last = calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{day or last:02}" if day <= last else None
