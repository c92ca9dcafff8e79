"""Rows of forms as OCR leaves them: cells run together, wrapped cells between and around their row.

    1.5. | Téng s6 TTHC thudc thdm quyén gidi quyét | Thu tuc 1.972 C6'123
    tai dia phuvong TTHC nganh
    doc

A row is told by its unit and figure. A table is where such rows come close together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzers.indicators.build import RowBuilder
from analyzers.indicators.columns import is_head
from analyzers.indicators.forms import Forms
from analyzers.indicators.printed import CODE, VALUE
from analyzers.indicators.rows import FormRow
from analyzers.indicators.units import UnitAt, find_unit
from analyzers.reading import Reading
from analyzers.sections.lines import Layout

_NEAR = 12
"""Lines between two rows of one table."""

_FEWEST = 3
"""Rows with unit and figure that make a table."""

_FAR = re.compile(r"[\f\x0b]|\n\s*\n\s*\n")
_WITH_FIGURE = re.compile(r"\s[|\[]?\d[\d.,]*%?[\s|]*(?:$|[A-ZĐ|])|=\s?\d")


def scanned_rows(reading: Reading, layout: Layout, used: Sequence[bool], forms: Forms) -> list[FormRow]:
    """The rows of the scanned forms of `reading`; lines that are `used` are left out."""
    units, anchors = _units(reading, layout, used)
    found: list[FormRow] = []
    for first, last in _tables(reading, layout, units, anchors):
        lines = [index for index in range(first, last) if not used[index]]
        found += RowBuilder(reading, layout, units, forms).build(lines)
    return found


def _units(reading: Reading, layout: Layout, used: Sequence[bool]) -> tuple[list[UnitAt | None], list[int]]:
    """The unit of each line, and the lines with a figure behind it. Only lines near such ones are read."""
    units: list[UnitAt | None] = [None] * len(layout.lines)
    printed = [reading.text[line.start : line.end] for line in layout.lines]
    free = [index for index in range(len(printed)) if not used[index]]
    for index in free:
        if _WITH_FIGURE.search(printed[index]):
            units[index] = find_unit(printed[index])
    anchors = [
        index
        for index, unit in enumerate(units)
        if unit is not None and VALUE.match(printed[index], unit.end) is not None
    ]
    if len(anchors) < _FEWEST:
        return [None] * len(printed), []
    near = {at for index in anchors for at in range(index - 2 * _NEAR, index + 2 * _NEAR + 1)}
    for index in free:
        if index in near and units[index] is None:
            units[index] = find_unit(printed[index])
    return units, anchors


def _tables(
    reading: Reading, layout: Layout, units: Sequence[UnitAt | None], anchors: Sequence[int]
) -> list[tuple[int, int]]:
    """The runs of lines that are tables."""
    runs: list[list[int]] = []
    for index in (index for index, unit in enumerate(units) if unit is not None):
        if runs and index - runs[-1][-1] <= _NEAR:
            runs[-1].append(index)
        else:
            runs.append([index])
    return [
        (_first(reading, layout, run[0]), _last(reading, layout, run[-1]))
        for run in runs
        if sum(index in run for index in anchors) >= _FEWEST
    ]


def _first(reading: Reading, layout: Layout, index: int) -> int:
    """Where the table begins whose first row with a unit is `index`: its group rows stand above."""
    begin = index
    for above in range(index - 1, max(-1, index - _NEAR), -1):
        line = layout.lines[above]
        printed = reading.text[line.start : line.end]
        if is_head(reading.folded[line.start : line.end]):
            return above
        if printed.startswith(("-", "+", "*")):
            break
        if layout.is_full(line) and CODE.match(printed) is None:
            break
        begin = above
        if above == 0 or _FAR.search(reading.text, layout.lines[above - 1].end, line.start):
            break
    return begin


def _last(reading: Reading, layout: Layout, index: int) -> int:
    """Where the table ends whose last row with a unit is `index`."""
    last = index + 1
    while last < len(layout.lines) and last <= index + 4:
        line = layout.lines[last]
        if layout.is_full(line) or (line.after_gap and not reading.text[line.start].islower()):
            break
        last += 1
    return last
