"""Rows of forms whose cells are set apart by tabs or bars, as documents that were never scanned have them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from analyzers.indicators.cells import Row, plain, rows, words
from analyzers.indicators.columns import Column, column_of
from analyzers.indicators.rows import FormRow
from analyzers.indicators.units import clean_unit
from analyzers.reading import Reading
from analyzers.sections.lines import Layout

_CODE = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLivxl]{1,5}|[A-ZĐa-zđ])\W*")
_VALUE_HEADS = re.compile(r"(?:quý|năm|tháng|kỳ|\d+ tháng)", re.IGNORECASE)


@dataclass(slots=True)
class _Head:
    columns: dict[Column, int]
    values: list[tuple[int, str]]
    width: int


def grid_rows(
    reading: Reading, layout: Layout, form_at: Callable[[int], str | None], inside_form: Callable[[int], bool]
) -> tuple[list[FormRow], list[bool]]:
    """The rows of the forms that are grids, and for each line whether it is a line of one."""
    found: list[FormRow] = []
    used = [False] * len(layout.lines)
    head: _Head | None = None
    awaiting = False
    for index, row in enumerate(rows(reading.text, layout.lines)):
        if row is None:
            if head is not None and layout.lines[index].end - layout.lines[index].start > 100:
                head = None
            continue
        new = _head(reading, row, inside_form(row.start))
        if new is not None:
            head, awaiting, used[index] = new, True, True
        elif head is not None and awaiting and _second_line(reading, row, head):
            used[index] = True
        elif head is not None and len(row.cells) >= min(head.width, 3):
            awaiting, used[index] = False, True
            _take(reading, found, row, head, form_at(row.start))
    return found, used


def _head(reading: Reading, row: Row, inside_form: bool) -> _Head | None:
    columns: dict[Column, int] = {}
    values: list[tuple[int, str]] = []
    for number, cell in enumerate(row.cells):
        printed = words(reading, cell)
        column = column_of(printed)
        if column is Column.VALUE:
            values.append((number, printed))
        if column is not None:
            columns.setdefault(column, number)
    if Column.NAME not in columns or not (Column.UNIT in columns or (values and inside_form)):
        return None
    return _Head(columns, values, len(row.cells))


def _second_line(reading: Reading, row: Row, head: _Head) -> bool:
    """Takes the second line of a head (`Đơn vị tính`, `Số liệu` below `Kết quả`), if `row` is one."""
    named = [(number, words(reading, cell)) for number, cell in enumerate(row.cells)]
    columns = [(number, text, column_of(text)) for number, text in named if text]
    below = [one for one in columns if one[2] in (Column.UNIT, Column.VALUE)]
    if not below or len(below) < len(columns):
        return False
    numbers = {number for number, _, _ in below}
    head.values = [
        (n, text) for n, text in head.values if n not in numbers and not any(m > n for m in numbers)
    ]
    for number, text, column in below:
        if column is Column.UNIT:
            head.columns[Column.UNIT] = number
        else:
            head.values.append((number, text))
    return True


def _take(reading: Reading, found: list[FormRow], row: Row, head: _Head, form: str | None) -> None:
    code = _printed(reading, row, head.columns.get(Column.CODE))
    name = _cell(reading, row, head.columns.get(Column.NAME))
    unit = _cell(reading, row, head.columns.get(Column.UNIT))
    note = _cell(reading, row, head.columns.get(Column.NOTE))
    values = [_printed(reading, row, number) for number, _ in head.values] or [""]
    if not code and not unit and not any(values) and found:
        _continue(found[-1], row, name, note)
        return
    if not any(char.isalpha() for char in name) or (code and not _CODE.fullmatch(code)):
        return
    several = len(head.values) > 1 and all(_VALUE_HEADS.match(text) for _, text in head.values)
    for (_, title), value in zip(head.values or [(0, "")], values, strict=True):
        found.append(
            FormRow(
                start=row.start,
                end=row.end,
                form=form,
                code=code.strip(" .,;:)"),
                name=f"{name} ({title})" if several else name,
                unit=clean_unit(unit),
                value=value if any(char.isalnum() for char in value) else None,
                note=note or None,
            )
        )
        if not several:
            break


def _continue(last: FormRow, row: Row, name: str, note: str) -> None:
    """The cells of a row that go on under it, over a page break too."""
    if name:
        last.name = f"{last.name} {name}"
    if note:
        last.note = f"{last.note} {note}" if last.note else note
    if name or note:
        last.end = max(last.end, row.end)


def _cell(reading: Reading, row: Row, number: int | None) -> str:
    return words(reading, row.cells[number]) if number is not None and number < len(row.cells) else ""


def _printed(reading: Reading, row: Row, number: int | None) -> str:
    """A cell as it is printed: figures and codes are never restored."""
    if number is None or number >= len(row.cells):
        return ""
    return plain(reading.text[row.cells[number].start : row.cells[number].end])
