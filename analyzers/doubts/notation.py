"""Figures of one document in both notations: `123,747` beside `175.326`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from analyzers.annotations import Indicator, Warning
from analyzers.doubts.making import doubt

_THOUSANDS = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:\{mark}\d{{3}})+") for mark in ".,"}


def notation_doubts(indicators: Sequence[Indicator]) -> Iterator[Warning]:
    """One doubt for each form that mixes the notations, one note for a document whose forms differ."""
    forms: dict[str | None, list[Indicator]] = defaultdict(list)
    for row in indicators:
        if _mark(row):
            forms[row.form].append(row)
    for form, rows in forms.items():
        rare = _rarer(rows)
        if rare:
            yield _mixed(rare, rows, f"trong {form or 'bảng'}", f"in {form or 'the table'}")
    whole = {form: rows for form, rows in forms.items() if not _rarer(rows)}
    listed = [row for rows in whole.values() for row in rows]
    rare = _rarer(listed)
    if rare:
        yield _mixed(rare, listed, "giữa các biểu mẫu", "between the forms", note=True)


def _mark(row: Indicator) -> str:
    """The mark that groups thousands in a row's figure, nothing where none surely does."""
    raw = (row.value_raw or "").strip()
    if row.unit == "%" or raw.endswith("%"):
        return ""
    return next((mark for mark, pattern in _THOUSANDS.items() if pattern.fullmatch(raw)), "")


def _rarer(rows: Sequence[Indicator]) -> list[Indicator]:
    """The rows in the rarer notation; none where all agree."""
    points = [row for row in rows if _mark(row) == "."]
    commas = [row for row in rows if _mark(row) == ","]
    return min(points, commas, key=len)


def _mixed(
    rare: Sequence[Indicator], rows: Sequence[Indicator], vi: str, en: str, note: bool = False
) -> Warning:
    other = next(row for row in rows if _mark(row) != _mark(rare[0]))
    told = (rare[0].value_raw, other.value_raw)
    return doubt(
        "mixed-notation",
        [(row.start, row.end) for row in (*rare, other)],
        f"Hai cách ghi số lẫn lộn {vi}: “{told[0]}” và “{told[1]}”",
        f"Two notations of numbers are mixed {en}: “{told[0]}” and “{told[1]}”",
        "note" if note else "doubt",
    )
