"""How much of a file is read at most. A file beyond a limit is refused with the reason, never half read.

The figures are far above any office document and low enough that one worker stays under 1.5 GB.
"""

from __future__ import annotations

from pathlib import Path

from corpus.document import UnreadableFile

MAX_PAGES = 1500
"""Pages of a PDF or of a multi-page image; the longest gazette issues have a few hundred."""

MAX_PIXELS = 120_000_000
"""Pixels of one image or rendered page: A3 at 600 dpi has 70 million."""

MAX_SIDE = 20_000
"""Pixels of the longer side of an image; tesseract itself refuses above 32,767."""

MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes that one package (DOCX, XLSX, ODT, ZIP) may unpack to, all members together."""

MAX_MEMBERS = 5_000
"""Members of one package; a Word file with a thousand pictures has fewer."""

MAX_RATIO = 400
"""Unpacked to packed size of a member above 1 MiB; deflate gives 10 to 40 on XML, a bomb 1,000."""

MAX_ROWS = 20_000
"""Rows of all sheets of a workbook; a report form has some hundreds."""

MAX_CELLS = 500_000
"""Cells of all sheets of a workbook."""

MAX_CHARACTERS = 20_000_000
"""Characters of extracted text."""

PAGE_SECONDS = 60.0
"""Time to read one page of a scan."""

SILENT_SECONDS = 150.0
"""Time that a reader's process may go without finishing a page: twice a page of a scan, and some."""

MAX_MEMORY = 1400 * 1024 * 1024
"""Bytes of data that a reader's process may hold."""

MAX_XML = 48 * 1024 * 1024
"""Bytes of one XML part that is read as a tree, which takes some ten times as much memory."""

CONVERT_SECONDS = 120.0
"""Time that LibreOffice may take to convert one file."""


def check_pages(path: Path, count: int) -> None:
    """Raises `UnreadableFile` (`too-large`) for more pages than are read."""
    if count > MAX_PAGES:
        raise UnreadableFile(
            path,
            "too-large",
            f"tệp có {count} trang, tối đa {MAX_PAGES}; hãy tách thành nhiều tệp theo từng văn bản",
        )


def check_pixels(path: Path, width: int, height: int) -> None:
    """Raises `UnreadableFile` (`too-large`) for a picture that would fill the memory."""
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise UnreadableFile(
            path,
            "too-large",
            f"ảnh quá lớn ({width} x {height} điểm ảnh); hãy quét lại ở độ phân giải 300 dpi",
        )


def check_text(path: Path, text: str) -> str:
    """`text`, unless it is longer than any document or has nothing in it."""
    if len(text) > MAX_CHARACTERS:
        raise UnreadableFile(path, "too-large", f"tệp có quá nhiều chữ ({len(text):,} ký tự)")
    if not text.strip():
        raise UnreadableFile(path, "empty", "tệp không có chữ nào để đọc")
    return text
