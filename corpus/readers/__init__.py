"""One module a format. `reader_for` looks at a file's content and gives the function that reads it.

A reader takes `(path, data, sha256)` and returns a `Document` or raises `UnreadableFile`. A new format
is one module with such a function and one line here. Readers are imported when a file needs them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from corpus.document import Document, UnreadableFile
from corpus.readers import isolation
from corpus.readers.formats import format_of, format_of_ole, format_of_package

Reader = Callable[[Path, bytes, str], Document]

_READERS = {
    "text": "text",
    "html": "html",
    "pdf": "pdf",
    "image": "image",
    "docx": "docx",
    "xlsx": "xlsx",
    "doc": "office",
    "rtf": "office",
    "odt": "office",
}
"""Format to the module of this package whose `read` takes it."""

_ISOLATED = frozenset({"pdf", "image", "xlsx"})
"""Formats that are read in a process of their own (see `isolation`)."""

_RECOGNISED = frozenset({"pdf", "image"})
"""Modules that may have to recognise pages."""

_REFUSED: dict[str, tuple[str, str]] = {
    "zip": (
        "archive",
        "đây là tệp nén ZIP; hãy nạp bằng lệnh `tracuu ingest`, lệnh đó đọc từng tệp bên trong",
    ),
    "encrypted": ("encrypted", "tệp đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại"),
    "xls": ("unsupported", "đây là bảng tính Excel đời cũ (.xls); hãy lưu lại thành .xlsx"),
    "ppt": ("unsupported", "đây là tệp trình chiếu PowerPoint; hãy lưu lại thành PDF"),
    "pptx": ("unsupported", "đây là tệp trình chiếu PowerPoint; hãy lưu lại thành PDF"),
    "odf": ("unsupported", "đây là tệp OpenDocument không phải văn bản; hãy lưu lại thành .xlsx hoặc PDF"),
    "ole": ("unsupported", "đây là tệp Microsoft Office đời cũ không nhận ra; hãy lưu lại thành .docx"),
    "gif": ("unsupported", "đây là ảnh GIF; hãy lưu lại thành PNG hoặc PDF"),
    "bmp": ("unsupported", "đây là ảnh BMP; hãy lưu lại thành PNG hoặc PDF"),
    "rar": ("unsupported", "đây là tệp nén RAR; hãy giải nén hoặc nén lại thành ZIP"),
    "7z": ("unsupported", "đây là tệp nén 7z; hãy giải nén hoặc nén lại thành ZIP"),
    "gzip": ("unsupported", "đây là tệp nén gzip; hãy giải nén trước"),
}
"""Formats that are recognised so that the message can say what the file is and what to do."""


def reader_for(path: Path, data: bytes, pages: Path | None = None) -> Reader:
    """The reader for a file's content; raises `UnreadableFile` where there is none. Recognised pages are
    kept under `pages`."""
    kind = detect(path, data)
    if kind in _REFUSED:
        raise UnreadableFile(path, *_REFUSED[kind])
    module = _READERS[kind]
    if kind in _ISOLATED:
        return partial(isolation.read, module, pages=pages if module in _RECOGNISED else None)
    reader: Reader = import_module(f"corpus.readers.{module}").read
    return reader


def detect(path: Path, data: bytes) -> str:
    """The format of a file, also inside a ZIP or OLE container; raises `UnreadableFile` if it is broken."""
    kind = format_of(data)
    if kind == "ole":
        return format_of_ole(data)
    if kind == "zip":
        from corpus.readers.package import Package

        package = Package(path, data)
        mimetype = package.read("mimetype") if "mimetype" in package else b""
        return format_of_package(package.names(), mimetype)
    return kind
