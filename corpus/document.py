"""A file that has been read: its text, which never changes again, and where the text came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class UnreadableFile(Exception):
    """A file that cannot be read. `reason` says in plain Vietnamese why, and what to do.

    `code` is a stable word for programs: `missing`, `empty`, `binary`, `too-large`, `encoding`,
    `unsupported`, `permission`.
    """

    def __init__(self, path: Path, code: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Document:
    """One file's extracted text.

    `text` is what every offset of every annotation counts in (code points); `pages` are half-open
    `(start, end)` spans that cover it; `sha256` is the hash of the file's bytes, in hex; `encoding`
    is the character encoding that `text` was decoded from, None where the format has its own.
    """

    path: Path
    text: str
    pages: tuple[tuple[int, int], ...]
    sha256: str
    media_type: str
    encoding: str | None = None
