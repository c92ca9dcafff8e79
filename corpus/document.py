"""A file that has been read: its text, which never changes again, and where the text came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class UnreadableFile(Exception):
    """A file that cannot be read. `reason` says in plain Vietnamese why, and what to do.

    `code` is a stable word for programs: `missing`, `empty`, `binary`, `too-large`, `encoding`,
    `unsupported`, `permission`, `archive` (a ZIP, to be ingested), `damaged`, `encrypted`, `bomb`, `unsafe`,
    `timeout`, `crashed`, `secret`, `needs-libreoffice`, `needs-tesseract`.
    """

    def __init__(self, path: Path, code: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FileSignature:
    """A digital signature of the file: the certificate's name, the time that it states (ISO 8601 with
    offset, None where it states none), whether the signed bytes are unchanged, and whether they are the
    whole file (an earlier signature covers the file as it was before the later ones)."""

    signer: str
    time: str | None
    intact: bool
    covers_whole_file: bool


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A place that a scanned page leaves to be filled in, mostly by hand: `field` is `number` or `day`.

    `start:end` is what was read there (empty where nothing was), `page` counts from 0, and `box` is the place
    (left, top, right, bottom) in fractions of the page as shown. `sure` says that it is print, or that
    independent readings agree; `readings` are all that there were, the one in the text first.
    """

    field: str
    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]
    readings: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Document:
    """One file's extracted text.

    `text` is what every offset of every annotation counts in (code points); `pages` are half-open
    `(start, end)` spans that cover it; `sha256` is the hash of the file's bytes, in hex; `encoding`
    is the character encoding that `text` was decoded from, None where the format has its own.
    `signatures` are in the order in which they were made. `page_sources` says of each page of a PDF or an
    image where its text comes from (`text`, `scan`, `blank`); `word_boxes` are the places of its words,
    compressed (`corpus.readers.word_boxes.unpack`); `filled_in` are the places of scanned heads whose
    figures are often written by hand.
    """

    path: Path
    text: str
    pages: tuple[tuple[int, int], ...]
    sha256: str
    media_type: str
    encoding: str | None = None
    signatures: tuple[FileSignature, ...] = ()
    page_sources: tuple[str, ...] = ()
    word_boxes: bytes | None = None
    filled_in: tuple[FilledIn, ...] = ()
