"""Lists as files for a spreadsheet: CSV (RFC 4180, UTF-8 with a byte-order mark for Excel) and XLSX."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Cell = str | int | float | None
Format = Literal["csv", "xlsx"]

MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

_FORMULA = re.compile(r"[=+\-@\t\r]")
"""How text begins that spreadsheets run as a formula (OWASP, CSV injection)."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 has no place for."""
_LONGEST = 32_767
"""Characters that a cell of a workbook may have."""
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list with a name and the names of its columns."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


def to_file(sheet: Sheet, form: Format) -> bytes:
    """The bytes of a file of this form."""
    return to_csv(sheet) if form == "csv" else to_xlsx(sheet)


def to_csv(sheet: Sheet) -> bytes:
    """Text that would be run as a formula gets an apostrophe before it; numbers stay numbers."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    writer.writerows([_harmless(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "backslashreplace")


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def to_xlsx(sheet: Sheet) -> bytes:
    """A workbook of one sheet, its first row fixed; all text is text, never a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.active
    page.title = sheet.name[:31]
    for number, row in enumerate((sheet.columns, *sheet.rows), start=1):
        for column, cell in enumerate(row, start=1):
            placed = page.cell(number, column)
            if isinstance(cell, str):
                placed.value = _CONTROL.sub(" ", cell)[:_LONGEST]
                placed.data_type = "s"
            else:
                placed.value = cell
            placed.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                placed.font = Font(bold=True)
    for column in range(len(sheet.columns)):
        longest = max((len(str(row[column] or "")) for row in (sheet.columns, *sheet.rows[:200])), default=0)
        page.column_dimensions[get_column_letter(column + 1)].width = min(_WIDEST, longest + 2)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
