"""Which format a file has, told from its bytes; its name is never asked."""

from __future__ import annotations

import re

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (_OLE, "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "bmp"),
    (b"GIF8", "gif"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
)
_HTML = re.compile(
    rb"\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.I | re.S
)
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)


def format_of(data: bytes) -> str:
    """A short name of the format (`pdf`, `zip`, `ole`, `html`, ...), `text` where no other fits."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            if name == "bmp" and len(data) > 6 and int.from_bytes(data[2:6], "little") != len(data):
                continue  # "BM" begins many texts ("BM-KSTT-01"); a bitmap states its own length
            return name
    if b"%PDF-" in data[:1024] and b"endobj" in data:
        return "pdf"  # the specification lets a kilobyte of junk stand before the header
    if _HTML.match(data[:8192].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")):
        return "html"
    return "text"


def format_of_ole(data: bytes) -> str:
    """What an OLE file holds: `doc`, `xls`, `ppt`, `encrypted` (a modern file with a password) or `ole`."""
    for stream, name in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return name
    return "ole"


def format_of_package(names: list[str], mimetype: bytes) -> str:
    """What a ZIP file holds: `docx`, `xlsx`, `pptx`, `odt`, `odf` (other OpenDocument) or `zip`."""
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return "odf"
    if "[Content_Types].xml" in names:
        for part, name in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(member.startswith(part) for member in names):
                return name
    return "zip"
