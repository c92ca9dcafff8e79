"""Figures of a table as numbers: which of `.` and `,` groups thousands is inferred table by table.

`123,747` beside `99.95%` is one notation, `175.326` beside `83,1` the other. What fits neither stays
doubtful: `158.55` where `.` groups thousands, or a fraction of something that is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analyzers.indicators.units import is_counted

_NUMBER = re.compile(r"[-−]?\d{1,15}(?:[.,]\d{1,15}){0,5}")
_GROUPED = {mark: re.compile(rf"[-−]?[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and, where its reading is doubtful, why (a message in Vietnamese)."""

    value: float | None
    doubt: str | None = None


def notation(figures: Iterable[tuple[str, str | None]]) -> str:
    """The mark that groups thousands in a table, `.` or `,`, from its figures with their units."""
    votes = {".": 0.0, ",": 0.0}
    for raw, unit in figures:
        number = _bare(raw)
        for mark, other in ((".", ","), (",", ".")):
            if number is None or number.count(mark) == 0 or other in number:
                continue
            tail = len(number) - number.rindex(mark) - 1
            if number.count(mark) > 1:
                votes[mark] += 3
            elif tail != 3:
                votes[other] += 0.4 if is_counted(unit) else 2
            elif is_counted(unit):
                votes[mark] += 1
    return "," if votes[","] > votes["."] else "."


def _bare(raw: str) -> str | None:
    number = raw.strip().removesuffix("%").strip()
    return number if _NUMBER.fullmatch(number) else None


def read(raw: str, unit: str | None, thousands: str) -> Figure:
    """What a printed figure is worth in a table where `thousands` groups thousands.

    Not a number: no value. A share in percent keeps its fraction whatever the mark.
    """
    number = _bare(raw)
    if number is None:
        return Figure(None)
    number = number.replace("−", "-")
    marks = [mark for mark in ".," if mark in number]
    if not marks:
        return Figure(int(number))
    if len(marks) == 2:
        return _both(number, raw)
    mark = marks[0]
    share = unit == "%" or raw.strip().endswith("%")
    if _GROUPED[mark].fullmatch(number) and not share:
        value = int(number.replace(mark, ""))
        if mark == thousands or number.count(mark) > 1 or is_counted(unit):
            mixed = mark != thousands
            return Figure(value, f"Cách ghi số “{raw}” khác các số khác trong bảng" if mixed else None)
        return Figure(float(number.replace(",", ".")))
    if number.count(mark) > 1:
        return Figure(None, f"Không đọc được số “{raw}”")
    fraction = float(number.replace(",", "."))
    if is_counted(unit):
        return Figure(fraction, f"Số “{raw}” ({unit}) không thể có phần lẻ; có thể thiếu chữ số")
    if mark == thousands and not share:
        return Figure(fraction, f"Dấu “{mark}” trong “{raw}” dùng khác các số khác trong bảng")
    return Figure(fraction)


def _both(number: str, raw: str) -> Figure:
    """`1.234,5`: the last mark is the decimal one."""
    decimal = max(".,", key=number.rindex)
    group = "," if decimal == "." else "."
    whole, _, fraction = number.rpartition(decimal)
    if decimal in whole or not _GROUPED[group].fullmatch(whole):
        return Figure(None, f"Không đọc được số “{raw}”")
    return Figure(float(f"{whole.replace(group, '')}.{fraction}"))
