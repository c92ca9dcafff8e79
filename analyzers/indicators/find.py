"""Finds the rows of report forms."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from analyzers.annotations import Indicator, Section, Warning
from analyzers.indicators.codes import restore
from analyzers.indicators.forms import Forms
from analyzers.indicators.grids import grid_rows
from analyzers.indicators.numbers import notation, read
from analyzers.indicators.rows import FormRow
from analyzers.indicators.scans import scanned_rows
from analyzers.reading import Reading
from analyzers.sections.lines import lay_out

_STROKES = str.maketrans({"i": "1", "I": "1", "l": "1", "O": "0", "o": "0"})


def find_indicators(reading: Reading, sections: Sequence[Section]) -> tuple[list[Indicator], list[Warning]]:
    """The rows of the report forms of `reading`, in order, and what is doubtful in them.

    A group row (`1. Thống kê TTHC`) is an indicator without unit and value. Warnings have the kinds
    `doubtful-value` (a figure that fits the notation of its table badly) and `doubtful-code` (a number of a
    row that had to be taken from its neighbours). Never raises.
    """
    layout = lay_out(reading.text)
    forms = Forms(reading, layout, sections)
    grid, used = grid_rows(reading, layout, forms.at, forms.inside)
    rows = sorted([*grid, *scanned_rows(reading, layout, used, forms)], key=lambda row: row.start)
    indicators: list[Indicator] = []
    warnings: list[Warning] = []
    for _, table in groupby(rows, key=lambda row: (row.form, row.clean)):
        found, doubts = _read_table(list(table))
        indicators += found
        warnings += doubts
    return indicators, warnings


def _read_table(rows: list[FormRow]) -> tuple[list[Indicator], list[Warning]]:
    thousands = notation([(row.value, row.unit) for row in rows if row.value is not None])
    warnings = _restore_codes(rows)
    found: list[Indicator] = []
    for row in rows:
        raw = row.value
        guessed = bool(row.doubts) and raw is not None
        figure = read(raw.translate(_STROKES) if guessed and raw else raw or "", row.unit, thousands)
        doubts = [*row.doubts, *([figure.doubt] if figure.doubt else [])]
        warnings += [
            Warning("doubtful-value", row.start, row.end, f"{row.code or '?'} {row.name[:60]}: {doubt}")
            for doubt in doubts
        ]
        found.append(
            Indicator(
                start=row.start,
                end=row.end,
                form=row.form,
                code=row.code,
                indicator=row.name,
                unit=row.unit,
                value_raw=raw,
                value=figure.value,
                note=row.note,
            )
        )
    return found, warnings


def _restore_codes(rows: list[FormRow]) -> list[Warning]:
    """Puts the codes of scanned rows right, part by part; what had to be guessed gets a warning."""
    warnings: list[Warning] = []
    part: list[FormRow] = []
    lettered = next((row.code.startswith("A") for row in rows if row.part), False)
    number = 0
    for row in [*rows, None]:
        if row is not None and not row.clean and not row.part:
            part.append(row)
            continue
        for one, restored in zip(part, restore([one.code for one in part]), strict=True):
            if not restored.sure:
                message = (
                    f"Số thứ tự đọc không rõ (“{one.code}”), suy ra từ các dòng bên cạnh: {restored.code}"
                )
                warnings.append(Warning("doubtful-code", one.start, one.end, message))
            one.code = restored.code
        part = []
        if row is not None and row.part:
            number += 1
            row.code = _part_code(lettered, number)
    return warnings


def _part_code(lettered: bool, number: int) -> str:
    """`I`, `II`, ... or `A`, `B`, ... for the parts of a form, by their order."""
    if lettered:
        return chr(ord("A") + min(number, 26) - 1)
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[min(number, 10) - 1]
