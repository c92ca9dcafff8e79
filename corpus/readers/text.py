"""Plain text: decoded honestly, or refused."""

from __future__ import annotations

from pathlib import Path

from corpus.document import Document, UnreadableFile
from corpus.encodings import decode

_CONTROLS_ALLOWED = frozenset("\t\n\r\f\v\x1b\x85")
_MOST_CONTROLS = 0.002
"""Share of control characters above which a file is no text. OCR leaves none; some exports a few."""


def read(path: Path, data: bytes, sha256: str) -> Document:
    """The whole file as one page; a byte-order mark is left out, newlines stay as they are."""
    decoded = decode(data)
    if decoded is None:
        raise UnreadableFile(path, *_why_not(data))
    text, encoding = decoded
    if _controls(text) > _MOST_CONTROLS * len(text):
        raise UnreadableFile(path, "binary", "tệp chứa dữ liệu nhị phân, không phải văn bản")
    if not text.strip():
        raise UnreadableFile(path, "empty", "tệp rỗng, không có nội dung để đọc")
    return Document(path, text, ((0, len(text)),), sha256, "text/plain", encoding)


def _controls(text: str) -> int:
    return sum(1 for char in text if char < " " and char not in _CONTROLS_ALLOWED)


def _why_not(data: bytes) -> tuple[str, str]:
    if b"\0" in data or _controls(data.decode("latin-1")) > _MOST_CONTROLS * len(data):
        return "binary", "tệp chứa dữ liệu nhị phân, không phải văn bản"
    return (
        "encoding",
        "không nhận ra bảng mã (không phải UTF-8, UTF-16, TCVN3, VNI hay Windows-1258); "
        "hãy mở tệp và lưu lại với bảng mã UTF-8",
    )
