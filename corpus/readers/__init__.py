"""One module a format. `reader_for` looks at a file's first bytes and gives the function that reads it.

A reader takes `(path, data, sha256)` and returns a `Document` or raises `UnreadableFile`. A new format
is one module with such a function and one line here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.document import Document, UnreadableFile
from corpus.readers import text

Reader = Callable[[Path, bytes, str], Document]

_KNOWN_BUT_UNREAD: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "tệp PDF"),
    (b"PK\x03\x04", "tệp Word, Excel hoặc ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "tệp Word hoặc Excel đời cũ"),
    (b"{\\rtf", "tệp RTF"),
    (b"\x89PNG\r\n", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"GIF8", "ảnh GIF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gzip"),
)
"""Signatures of formats that are recognised so that the message can say what the file is."""


def reader_for(path: Path, data: bytes) -> Reader:
    """The reader for a file's content; raises `UnreadableFile` where there is none."""
    for signature, name in _KNOWN_BUT_UNREAD:
        if data.startswith(signature):
            raise UnreadableFile(
                path,
                "unsupported",
                f"đây là {name}; hiện chỉ đọc được văn bản thuần (.txt), hãy lưu lại thành tệp .txt",
            )
    return text.read
