"""ZIP packages (DOCX, XLSX, ODT, ZIP itself) opened so that a hostile one does no harm.

Sizes are checked in the directory and again while unpacking, since a directory may lie. Nothing is ever
written to a path that a member names. XML parts may have no document type: that alone makes entity bombs
and external entities possible, and no office program writes one.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.document import UnreadableFile
from corpus.readers import limits

_CHUNK = 1 << 20
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_ENTITIES = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


class Package:
    """The members of a ZIP file held in memory; `path` is only for messages."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise UnreadableFile(path, "damaged", "tệp hỏng hoặc bị cắt cụt, không mở được") from error
        self._unpacked = 0
        self._check()

    def _check(self) -> None:
        if len(self._members) > limits.MAX_MEMBERS:
            raise UnreadableFile(self.path, "bomb", f"tệp chứa quá nhiều thành phần ({len(self._members)})")
        if sum(member.file_size for member in self._members) > limits.MAX_UNPACKED:
            raise UnreadableFile(self.path, "bomb", _BOMB)
        for member in self._members:
            if not is_safe_name(member.filename):
                raise UnreadableFile(
                    self.path,
                    "unsafe",
                    f"tệp chứa đường dẫn ra ngoài thư mục ({member.filename!r}), có thể là tệp độc hại",
                )
            if member.file_size > _CHUNK and member.file_size > limits.MAX_RATIO * max(
                1, member.compress_size
            ):
                raise UnreadableFile(self.path, "bomb", _BOMB)
            if member.flag_bits & 1:
                raise UnreadableFile(self.path, "encrypted", "tệp đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại")

    def names(self) -> list[str]:
        """The names of all members, folders left out, in the order of the directory."""
        return [member.filename for member in self._members if not member.is_dir()]

    def __contains__(self, name: str) -> bool:
        return any(member.filename == name for member in self._members)

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises `UnreadableFile` where it is damaged or unpacks to more than it says."""
        parts: list[bytes] = []
        try:
            with self._zip.open(name) as member:
                while chunk := member.read(_CHUNK):
                    self._unpacked += len(chunk)
                    if self._unpacked > limits.MAX_UNPACKED:
                        raise UnreadableFile(self.path, "bomb", _BOMB)
                    parts.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise UnreadableFile(self.path, "damaged", f"thành phần {name} trong tệp bị hỏng") from error
        return b"".join(parts)

    def xml(self, name: str) -> Any:
        """The root element (lxml) of a member; raises `UnreadableFile` for broken or unsafe XML."""
        return parse_xml(self.path, self.read(name))

    def check_xml(self) -> None:
        """Refuses the package if any XML part declares a document type."""
        for name in self.names():
            if name.endswith((".xml", ".rels", ".vml")):
                _refuse_doctype(self.path, self.read(name))
        self._unpacked = 0


_BOMB = "tệp nén bung ra quá lớn so với một văn bản, có thể là tệp độc hại"


def is_safe_name(name: str) -> bool:
    """Whether a member's name stays inside the folder that it would be unpacked to."""
    path = PurePosixPath(name.replace("\\", "/"))
    return not (path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name)


def parse_xml(path: Path, data: bytes) -> Any:
    """The root element; no entity is resolved, nothing is fetched."""
    from lxml import etree

    _refuse_doctype(path, data)
    if len(data) > limits.MAX_XML:
        raise UnreadableFile(path, "too-large", "nội dung tệp quá lớn so với một văn bản; hãy tách tệp")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(path, "damaged", "nội dung XML trong tệp bị hỏng") from error


def _refuse_doctype(path: Path, data: bytes) -> None:
    head = data[:4096]
    if any(mark in head for mark in _DOCTYPES) or any(mark in data for mark in _ENTITIES):
        raise UnreadableFile(
            path, "unsafe", "tệp khai báo thực thể XML (DTD), điều mà văn bản bình thường không có"
        )
