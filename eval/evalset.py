"""An evaluation set in memory: documents, and what is right about them. All sources give this one shape.

Every `start`/`end` is a half-open span of code points of the text of the document `document`, which is
named by its key in the set (a file name, or the id that a public set gives).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from eval.messages import Message

Unit = Literal["passage", "document"]
"""What a question is judged on: spans of text, or whole documents (as in BEIR)."""


class EvalProblem(Exception):
    """Why a measurement cannot be made, and what to do. `str()` is Vietnamese."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text("vi"))
        self.message = said


class SetProblem(EvalProblem):
    """A set that cannot be used."""


@dataclass(frozen=True, slots=True)
class SetDocument:
    """A document of a set: a file (`path`) or a text given directly.

    `layer` says how its text came about (`clean`, `damaged`), for figures by damage.
    """

    key: str
    path: Path | None = None
    content: str | None = None
    sha256: str | None = None
    layer: str = "clean"

    @property
    def text(self) -> str:
        """The text that offsets count in; raises `corpus.UnreadableFile`."""
        if self.content is not None:
            return self.content
        if self.path is None:
            return ""
        import corpus

        return corpus.read(self.path).text


@dataclass(frozen=True, slots=True)
class Judged:
    """A place that answers a question. A whole document has the span `0, length of its text`."""

    document: str
    start: int
    end: int
    grade: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what should come back.

    `documents` are the canonical numbers that an answer must name, exactly those; naming one of `about`,
    too, is no error. `values` are the figures, dates or names asked for; `values_alt` gives other
    writings of a value. Not `answerable`: the right answer is that the collection does not tell.
    """

    id: str
    query: str
    kind: str = "query"
    language: str = "vi"
    split: str = "test"
    relevant: tuple[Judged, ...] = ()
    documents: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    values_alt: dict[str, tuple[str, ...]] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    answerable: bool = True


@dataclass(frozen=True, slots=True)
class LookupCase:
    """A document number as somebody types it, and the cited documents that it means."""

    id: str
    query: str
    status: str
    split: str = "test"
    canonicals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldCitation:
    """A mention of a document. An `optional` one may be found or not."""

    document: str
    start: int
    end: int
    raw: str
    type: str | None
    canonical: str
    date: str | None
    date_valid: bool | None = None
    role: str = "cites"
    optional: bool = False
    type_alt: tuple[str | None, ...] = ()
    canonical_alt: tuple[str, ...] = ()
    date_alt: tuple[str | None, ...] = ()
    role_alt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldSection:
    """A heading: its label as it should read, its level by kind of label, where the label begins."""

    document: str
    label: str
    level: int
    start: int
    title: str = ""
    part: str = "body"
    label_alt: tuple[str, ...] = ()
    level_alt: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldHeader:
    """The header fields of a document; `alt` gives other right readings by field."""

    document: str
    fields: dict[str, object]
    alt: dict[str, tuple[object, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldConflict:
    """A contradiction that a reader finds in the collection, with the places that show it."""

    id: str
    canonical: str
    kind: str
    places: tuple[Judged, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class EvalSet:
    """A set. What a source does not judge is empty, and is then not measured."""

    name: str
    unit: Unit
    documents: tuple[SetDocument, ...]
    questions: tuple[Question, ...] = ()
    lookups: tuple[LookupCase, ...] = ()
    citations: tuple[GoldCitation, ...] = ()
    sections: tuple[GoldSection, ...] = ()
    headers: tuple[GoldHeader, ...] = ()
    conflicts: tuple[GoldConflict, ...] = ()
    about: str = ""

    def document(self, key: str) -> SetDocument:
        """The document `key`; raises `KeyError`."""
        return next(document for document in self.documents if document.key == key)

    def fingerprint(self) -> str:
        """16 hex digits that change with everything that is judged and every text."""
        digest = hashlib.sha256()
        for document in self.documents:
            digest.update(f"{document.key}\0{document.sha256 or document.text}\0".encode("utf-8", "replace"))
        for part in (
            self.questions,
            self.lookups,
            self.citations,
            self.sections,
            self.headers,
            self.conflicts,
        ):
            digest.update(repr(part).encode("utf-8", "replace"))
        return digest.hexdigest()[:16]
