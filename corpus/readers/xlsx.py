"""XLSX: each visible sheet is a page, each row a line, cells separated by tabs, values as they are shown.

A formula gives the value that was last computed for it. A sheet's name is its first line unless it is
one that the program gave (`Sheet1`).
"""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import Any

from corpus.document import Document, UnreadableFile
from corpus.readers import limits
from corpus.readers.cell_values import shown
from corpus.readers.package import Package

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GIVEN_NAME = re.compile(r"(sheet|trang[ _]?tính|bảng[ _]?tính|trang)\s*\d*", re.I)


def read(path: Path, data: bytes, sha256: str) -> Document:
    """The sheets' texts joined with form feeds. Raises `UnreadableFile` for too many rows or bad content."""
    Package(path, data).check_xml()
    sheets = _sheets(path, data)
    text = limits.check_text(path, "\f".join(sheets))
    pages: list[tuple[int, int]] = []
    start = 0
    for sheet in sheets:
        pages.append((start, start + len(sheet)))
        start += len(sheet) + 1
    return Document(path, text, tuple(pages), sha256, MEDIA_TYPE)


def _sheets(path: Path, data: bytes) -> list[str]:
    import openpyxl

    counted = _Counted(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
                return [_sheet(sheet, counted) for sheet in visible]
            finally:
                book.close()
    except UnreadableFile:
        raise
    except Exception as error:  # openpyxl raises what its parts raise: KeyError, ValueError, BadZipFile, ...
        raise UnreadableFile(path, "damaged", "bảng tính hỏng, không đọc được; hãy mở và lưu lại") from error


class _Counted:
    """Rows and cells seen so far in the whole workbook."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = self._cells = 0

    def row(self, cells: int) -> None:
        self._rows += 1
        self._cells += cells
        if self._rows > limits.MAX_ROWS or self._cells > limits.MAX_CELLS:
            raise UnreadableFile(
                self._path,
                "too-large",
                f"bảng tính có hơn {limits.MAX_ROWS:,} dòng hoặc {limits.MAX_CELLS:,} ô; "
                "đây là dữ liệu, không phải biểu mẫu báo cáo",
            )


def _sheet(sheet: Any, counted: _Counted) -> str:
    sheet.reset_dimensions()  # the file's own word for its size may be a bomb
    lines = [] if _GIVEN_NAME.fullmatch(sheet.title.strip()) else [sheet.title.strip()]
    for row in sheet.iter_rows():
        counted.row(len(row))
        cells = [" ".join(shown(cell.value, cell.number_format).split()) for cell in row if cell is not None]
        line = "\t".join(cells).rstrip()
        if line:
            lines.append(line)
    return "\n".join(lines) + "\n" if lines else ""
