"""PDF files and page pictures made for the tests: text set at places in a font with Vietnamese letters."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
import pytest

A4 = (595.0, 842.0)
_FOLDERS = ("/usr/share/fonts/truetype", "/usr/share/fonts", "/Library/Fonts")
_NAMES = ("Tinos-Regular.ttf", "LiberationSerif-Regular.ttf", "DejaVuSerif.ttf", "DejaVuSans.ttf")

Placed = tuple[float, float, float, str]
"""Left, baseline from the top, size (points), text."""


def font_path() -> Path:
    """A font with all Vietnamese letters; skips the test where there is none."""
    for name in _NAMES:
        for folder in _FOLDERS:
            for path in Path(folder).rglob(name):
                return path
    pytest.skip("no font with Vietnamese letters is installed (make system-deps)")


def pdf(
    pages: Sequence[Sequence[Placed]], *, lines: Sequence[tuple[float, float, float, float]] = ()
) -> bytes:
    """A PDF of A4 pages with this text; `lines` are ruled on every page (left, top, right, bottom)."""
    document = pypdfium2.PdfDocument.new()
    data = font_path().read_bytes()
    buffer = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
    font = raw.FPDFText_LoadFont(document, buffer, len(data), raw.FPDF_FONT_TRUETYPE, True)
    for placed in pages:
        page = document.new_page(*A4)
        for left, top, size, text in placed:
            _place(document, page, font, left, top, size, text)
        for left, top, right, bottom in lines:
            path = raw.FPDFPageObj_CreateNewPath(left, A4[1] - top)
            raw.FPDFPath_LineTo(path, right, A4[1] - bottom)
            raw.FPDFPath_SetDrawMode(path, 0, True)
            raw.FPDFPage_InsertObject(page, path)
        page.gen_content()
    return saved(document)


def _place(document: Any, page: Any, font: Any, left: float, top: float, size: float, text: str) -> None:
    item = raw.FPDFPageObj_CreateTextObj(document, font, size)
    encoded = (text + "\0").encode("utf-16-le")
    characters = (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded)
    raw.FPDFText_SetText(item, characters)
    raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, left, A4[1] - top)
    raw.FPDFPage_InsertObject(page, item)


def saved(document: Any) -> bytes:
    """The bytes of a document, which is closed."""
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


HEAD: list[Placed] = [
    (70, 60, 12, "ỦY BAN NHÂN DÂN"), (265, 60, 12, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (72, 75, 12, "TỈNH QUẢNG NGÃI"), (300, 75, 13, "Độc lập - Tự do - Hạnh phúc"),
    (85, 105, 13, "Số: 12/BC-UBND"), (275, 105, 13, "Quảng Ngãi, ngày 05 tháng 3 năm 2024"),
    (260, 140, 14, "BÁO CÁO"),
    (120, 160, 14, "Kết quả công tác kiểm soát thủ tục hành chính quý I năm 2024"),
    (85, 200, 14, "Thực hiện Quyết định số 165/QĐ-UBND ngày 31 tháng 01 năm 2024 của"),
    (57, 218, 14, "Chủ tịch Ủy ban nhân dân tỉnh về việc ban hành Kế hoạch cải cách hành chính"),
    (57, 236, 14, "năm 2024 trên địa bàn tỉnh, cơ quan báo cáo kết quả thực hiện như sau:"),
]  # fmt: skip
HEAD_TEXT = [
    "ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    "Số: 12/BC-UBND", "Quảng Ngãi, ngày 05 tháng 3 năm 2024", "BÁO CÁO",
    "Kết quả công tác kiểm soát thủ tục hành chính quý I năm 2024",
    "Thực hiện Quyết định số 165/QĐ-UBND ngày 31 tháng 01 năm 2024 của",
    "Chủ tịch Ủy ban nhân dân tỉnh về việc ban hành Kế hoạch cải cách hành chính",
    "năm 2024 trên địa bàn tỉnh, cơ quan báo cáo kết quả thực hiện như sau:",
]  # fmt: skip
FOOT: list[Placed] = [
    (57, 300, 12, "Nơi nhận:"), (330, 300, 13, "TM. ỦY BAN NHÂN DÂN"),
    (57, 316, 11, "- Như trên;"), (360, 318, 13, "CHỦ TỊCH"),
    (57, 330, 11, "- Lưu: VT."), (350, 390, 14, "Nguyễn Văn An"),
]  # fmt: skip
FOOT_TEXT = ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An"]
