"""ZIP archives: their members one by one, for a run that takes in many files.

`corpus.read` reads one document, so it names an archive as one and stops. Nothing is unpacked to the disk
here, and archives within archives are named, not opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.document import UnreadableFile
from corpus.readers import limits
from corpus.readers.package import Package

_MOST_FILES = 2_000
_LEFT_OUT = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name there, as safe as `package.is_safe_name` makes it, and its bytes."""

    name: str
    data: bytes


def members(path: Path, data: bytes) -> Iterator[Member | UnreadableFile]:
    """The files of an archive, in the order of its directory; a member that cannot be read is given as the
    error that says why. Raises `UnreadableFile` for an archive that is damaged, hostile or encrypted."""
    package = Package(path, data)
    names = [name for name in package.names() if not any(part in name for part in _LEFT_OUT)]
    if len(names) > _MOST_FILES:
        raise UnreadableFile(
            path,
            "too-large",
            f"tệp nén chứa {len(names)} tệp, tối đa {_MOST_FILES}; hãy chia thành nhiều tệp nén",
        )
    if not names:
        raise UnreadableFile(path, "empty", "tệp nén không chứa tệp nào")
    for name in names:
        try:
            content = package.read(name)
        except UnreadableFile as error:
            if error.code == "bomb":
                raise
            yield UnreadableFile(path / name, error.code, error.reason)
            continue
        yield _member(path, name, content)


def _member(path: Path, name: str, content: bytes) -> Member | UnreadableFile:
    if not content:
        return UnreadableFile(path / name, "empty", "tệp rỗng, không có nội dung để đọc")
    if content.startswith(b"PK\x03\x04") and name.lower().endswith(".zip"):
        return UnreadableFile(path / name, "archive", "tệp nén nằm trong tệp nén; hãy giải nén rồi nạp riêng")
    if len(content) > limits.MAX_UNPACKED:
        return UnreadableFile(path / name, "too-large", "tệp trong tệp nén quá lớn")
    return Member(name, content)
