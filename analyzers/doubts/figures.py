"""Report forms whose shares and totals do not follow from the rows under them.

A share `3.1` with rows `3.1.1 Tổng số ... 31.602` and `3.1.2 Số ... 31.404` must be 99,37%; a count `1.4`
must be the sum of rows that part it (by level of government, or under `trong đó`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analyzers.annotations import Indicator, Warning
from analyzers.doubts.making import Place, doubt, in_english, number, one_apart
from analyzers.folding import fold
from analyzers.indicators.units import is_counted
from analyzers.reading import Reading

_TOTAL = re.compile(r"^\W*t\w{1,3}ng\s+(?:s|5|8)|^\W*tong\b")
_LEVELS = ("cap tinh", "cap huyen", "cap xa")
_PARTS = re.compile(r"\btrong do\b|\bbao gom\b|\bgom\b")
_NEAR = 0.2
"""How far a sum of rows that are not said to be all may be from the total, for it to be meant as that."""


@dataclass(slots=True)
class Node:
    """A row of a form with the rows of the next level under it."""

    row: Indicator
    children: list[Node] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """The row's span."""
        return self.row.start, self.row.end


def figure_doubts(reading: Reading, indicators: Sequence[Indicator]) -> Iterator[Warning]:
    """The rows of all forms that contradict those under them."""
    damaged = reading.restored is not None
    for node in nodes(indicators):
        if node.row.value is None:
            continue
        if is_share(node.row):
            yield from _wrong_share(node, damaged)
        else:
            yield from _wrong_total(node, damaged)


def nodes(indicators: Sequence[Indicator]) -> list[Node]:
    """Every row with its children: `3.1.1` follows `3.1` in the same form."""
    made: list[Node] = []
    above: list[Node] = []
    for row in indicators:
        node = Node(row)
        if above and above[-1].row.form != row.form:
            above = []
        while above and not row.code.startswith(f"{above[-1].row.code}."):
            above.pop()
        if above and row.code.count(".") == above[-1].row.code.count(".") + 1:
            above[-1].children.append(node)
        above.append(node)
        made.append(node)
    return made


def is_share(row: Indicator) -> bool:
    """Whether a row's value is a percentage."""
    return row.unit == "%" or (row.value_raw or "").strip().endswith("%")


def share_fits(printed: str, part: float, whole: float) -> bool:
    """Whether a printed percentage is that of two counts, to one and a half of its last digit.

    The half is rounding, the one a digit that was cut off or rounded up by hand.
    """
    digits = printed.strip().rstrip("%").strip()
    mark = re.search(r"[.,](\d*[1-9])0*$", digits)  # a table prints 99,2 as `99,20`, too
    unit = 10.0 ** -(len(mark[1]) if mark else 0)
    return abs(100 * part / whole - float(digits.replace(",", "."))) <= 1.5 * unit + 1e-9


def _wrong_share(node: Node, damaged: bool) -> Iterator[Warning]:
    """A percentage that is not that of the two counts under it, or that shows what a count has lost."""
    yield from _lost_zeros(node)
    counts = [child.row for child in node.children if _is_count(child.row)]
    if len(counts) != 2 or len(node.children) != 2 or counts[0].unit != counts[1].unit:
        return
    whole = next((row for row in counts if _TOTAL.match(fold(row.indicator))), counts[0])
    part = counts[1] if whole is counts[0] else counts[0]
    total, some = whole.value or 0.0, part.value or 0.0
    places = [node.place, (whole.start, whole.end), (part.start, part.end)]
    if some > total:
        vi = f"“{part.indicator}” ({number(some)}) lớn hơn “{whole.indicator}” ({number(total)})"
        en = f"“{part.indicator}” ({in_english(some)}) is more than “{whole.indicator}” ({in_english(total)})"
        yield doubt("wrong-share", places, vi, en, ocr=damaged)
        return
    printed = node.row.value_raw or ""
    if not total or share_fits(printed, some, total):
        return
    right = 100 * some / total
    shown = printed.strip().rstrip("%").strip()
    told = f"{number(some)}/{number(total)} = {number(right)}%"
    vi = f"Tỷ lệ ghi {shown}% không khớp với số liệu: {told}"
    en = f"The share is given as {shown}%, but {in_english(some)}/{in_english(total)} = {in_english(right)}%"
    yield doubt("wrong-share", places, vi, en, ocr=damaged and one_apart(shown, number(right)))


def _lost_zeros(node: Node) -> Iterator[Warning]:
    """`158.55` of 175.326 as 90,4%: the share says that it is 158.550."""
    rows = [
        child.row for child in node.children if child.row.value is not None and is_counted(child.row.unit)
    ]
    if len(rows) != 2 or sum(map(_is_count, rows)) != 1:
        return
    broken, whole = sorted(rows, key=_is_count)
    raw = (broken.value_raw or "").strip()
    meant = next((n for zeros in ("0", "00") if (n := _grouped(raw + zeros)) is not None), None)
    if meant is None or not whole.value or not share_fits(node.row.value_raw or "", meant, whole.value):
        return
    share = node.row.value_raw
    vi = f"“{broken.indicator}” ghi “{raw}”, thiếu số 0: theo tỷ lệ {share} phải là {number(meant)}"
    en = f"“{raw}” lacks a zero: by the share of {share} it is {in_english(meant)}"
    places = [(broken.start, broken.end), (whole.start, whole.end), node.place]
    yield doubt("impossible-count", places, vi, en)


def _grouped(raw: str) -> float | None:
    """A number in groups of thousands, None for another writing."""
    if not re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", raw):
        return None
    return float(re.sub(r"[.,]", "", raw))


def _is_count(row: Indicator) -> bool:
    """Whether a row's value is a whole number of things, read without doubt."""
    return (
        row.value is not None and not is_share(row) and row.value == int(row.value) and is_counted(row.unit)
    )


def _wrong_total(node: Node, damaged: bool) -> Iterator[Warning]:
    """A count that is not the sum of the rows that part it."""
    row, parts = node.row, [child.row for child in node.children]
    if len(parts) < 2 or not _is_count(row) or not all(_is_count(p) and p.unit == row.unit for p in parts):
        return
    total, found = row.value or 0.0, sum(part.value or 0.0 for part in parts)
    if found == total or not (_is_parting(row, parts) or (found and abs(found - total) <= _NEAR * total)):
        return
    listed = " + ".join(number(part.value or 0.0) for part in parts)
    vi = f"Tổng ghi {number(total)} không bằng các dòng cộng lại: {listed} = {number(found)}"
    en = f"The total is given as {in_english(total)}, but its rows add up to {in_english(found)}"
    places = [node.place, *((part.start, part.end) for part in parts)]
    yield doubt("wrong-total", places, vi, en, ocr=damaged and one_apart(number(total), number(found)))


def _is_parting(row: Indicator, parts: Sequence[Indicator]) -> bool:
    """Whether the rows are said to be all of what they part."""
    names = [fold(part.indicator) for part in parts]
    levels = [next((level for level in _LEVELS if level in name), None) for name in names]
    whole = fold(row.indicator)
    by_level = None not in levels and len(set(levels)) == len(levels) > 2
    return by_level or (_TOTAL.match(whole) is not None and _PARTS.search(whole[-20:]) is not None)
