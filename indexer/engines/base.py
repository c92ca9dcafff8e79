"""What an index is to the rest of the program: one small Protocol, whatever stores it.

Every method that reads takes `reader`, the groups that the reader belongs to: what none of them may
read does not exist for that call - not as a hit, not as a count, not as a suggestion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from analyzers.annotations import Annotations, Citation
from indexer.errors import IndexProblem
from indexer.records import (
    FoundIndicator,
    FoundTask,
    FoundWarning,
    IndicatorQuery,
    Listed,
    TaskQuery,
    WarningQuery,
)

Reader = frozenset[str]
EVERYONE = "everyone"
"""The group that every reader belongs to and that a document belongs to unless it is told otherwise."""

ANYONE: Reader = frozenset({EVERYONE})
"""A reader who belongs to no group but `EVERYONE`."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage as it is indexed. `start`/`end` are a span of its document's text.

    `path` are the labels of the headings above it, `heading` their titles joined with ` › `.
    `accented` and `folded` are the tokens of passage and headings that the lexical index matches
    (syllables as written in lower case, and folded); an empty token is a border that no phrase reaches
    across (between headings and passage). `about` are the accented tokens of the document's title,
    which count for each of its passages. The index adds pairs of neighbours (`indexer.terms.pairs`).
    `numbers` are the canonical numbers cited in it; `vector` its embedding (float32, unit length). A
    chunk that is only a heading has no tokens and no vector: what stands under it has the heading's.
    `restored` is how the passage should read, None where nothing was restored.
    """

    ordinal: int
    start: int
    end: int
    path: tuple[str, ...]
    heading: str
    accented: tuple[str, ...]
    folded: tuple[str, ...]
    numbers: tuple[str, ...]
    about: tuple[str, ...] = ()
    vector: tuple[float, ...] = ()
    restored: str | None = None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the index holds it. `id` is stable: it is kept when the file's content changes.

    `analyzer` names the version of the program that made `annotations`.
    """

    id: str
    file: str
    sha256: str
    media_type: str
    encoding: str | None
    text: str
    pages: tuple[tuple[int, int], ...]
    annotations: Annotations
    collection: str = ""
    groups: tuple[str, ...] = (EVERYONE,)
    analyzer: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on a hit's document; within a field any value will do, between fields all must hold.

    `year` and `quarter` are the period that the document reports on or plans for, and where it names
    none, those of its date. `date_from`/`date_to` are ISO dates of the document, both included.
    Text is compared folded; an issuer may be named without its place, a number without its series, a
    document by the beginning of its id (`indexer.facets.means`).
    """

    type: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    quarter: tuple[int, ...] = ()
    province: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    collection: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """What the lexical side is asked: weighted tokens by field, and conditions on the passage.

    `accented`, `folded` and `pairs` (`thu_tuc`) map a token to its weight; `phrases` are sequences of folded
    tokens that must stand next to each other in the passage, `excluded` the same for what must not.
    `numbers` are canonical document numbers that a passage is preferred for citing.
    """

    accented: dict[str, float] = field(default_factory=dict)
    folded: dict[str, float] = field(default_factory=dict)
    pairs: dict[str, float] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that one side found. `score` is the side's own; sides are fused in `search`."""

    document: str
    ordinal: int
    score: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored chunk with what is needed to show it."""

    document: str
    file: str
    ordinal: int
    start: int
    end: int
    path: tuple[str, ...]
    heading: str
    text: str
    restored: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One citation and the document that it stands in.

    `relation` is what the text says of the cited document there (`indexer.relations.Relation`), `damage`
    how damaged the citing text is, 0 to 1.
    """

    document: str
    file: str
    citation: Citation
    citing_number: str | None
    citing_date: str | None
    citing_issuer: str | None
    citing_province: str | None
    relation: str = "cites"
    damage: float = 0.0


@dataclass(frozen=True, slots=True)
class MentionQuery:
    """Which mentions are wanted; a field that is None does not restrict.

    `number` is compared without leading zeros, `series` and `name` (a law's) folded.
    """

    number: str | None = None
    number_year: int | None = None
    series: str | None = None
    type: str | None = None
    name: str | None = None
    document: str | None = None


class Engine(Protocol):
    """A store of documents, annotations, citations, passages and the ingest journal."""

    def put(self, document: StoredDocument, chunks: Sequence[Chunk]) -> None:
        """Store a document with everything derived from it, in whole or (on any failure) not at all."""

    def remove(self, document: str) -> bool:
        """Take a document out; False if it is not there."""

    def commit(self) -> None:
        """Make everything put or removed so far visible to searches."""

    def known(self) -> dict[str, tuple[str, str]]:
        """Every stored file: its path to the document's id and sha256 (for an ingest run only)."""

    def keep(self, file: Path, sha256: str) -> bool:
        """Keep a copy of an original; False if the file's bytes are no longer those of `sha256`."""

    def original(self, document: str, reader: Reader) -> Path | None:
        """The kept original of a document, byte for byte."""

    def lost_originals(self, reader: Reader) -> list[str]:
        """The files of the documents whose original is not kept any more."""

    def link(self, file: str, document: str, *, moved: bool = False) -> None:
        """Note that `file` holds the same content as a stored document, which is not stored twice.

        With `moved` it takes the place of the document's path, where the file is no longer.
        """

    def outdated(self, analyzer: str) -> set[str]:
        """The ids of documents whose annotations another version made (for an ingest run only)."""

    def generation(self) -> int:
        """A number that grows with every change, so that what was computed from the store can be kept."""

    def stale(self) -> IndexProblem | None:
        """Why searches may miss what was stored last (no room to index it); None if they do not.

        Where nothing at all is indexed for such a reason, `lexical` raises it.
        """

    def documents(self, reader: Reader, filters: Filters | None = None) -> list[StoredDocument]:
        """The documents that match, oldest first by their own date.

        `text` and all of `annotations` but `header` and `damage` may be left empty.
        """

    def document(self, document: str, reader: Reader) -> StoredDocument | None:
        """One document, whole."""

    def lexical(
        self, query: LexicalQuery, reader: Reader, limit: int, filters: Filters | None = None
    ) -> list[Hit]:
        """The best passages by BM25 over the query's fields; filters hold before the cut."""

    def dense(
        self,
        vector: Sequence[float],
        reader: Reader,
        limit: int,
        filters: Filters | None = None,
    ) -> list[Hit]:
        """The nearest passages by inner product; filters hold before the cut."""

    def passages(self, hits: Sequence[tuple[str, int]], reader: Reader) -> list[Passage]:
        """The passages `(document, ordinal)`, in the order asked; unreadable ones are left out."""

    def mentions(self, query: MentionQuery, reader: Reader) -> list[Mention]:
        """The mentions that match, in order of file and place."""

    def canonicals(self, reader: Reader) -> Iterator[tuple[str, int]]:
        """Every canonical form that is mentioned, with the number of its mentions."""

    def tasks(
        self,
        query: TaskQuery,
        reader: Reader,
        filters: Filters | None = None,
        *,
        offset: int = 0,
        limit: int | None = None,
    ) -> Listed[FoundTask]:
        """The tasks that match (`indexer.record_keys.task_matches`), in documents that match `filters`.

        In the order of `documents` and of their place, or by their last day where the query says so.
        `offset` rows are left out, at most `limit` given; `total` counts all.
        """

    def indicators(
        self,
        query: IndicatorQuery,
        reader: Reader,
        filters: Filters | None = None,
        *,
        offset: int = 0,
        limit: int | None = None,
    ) -> Listed[FoundIndicator]:
        """The rows of report forms that match (`indexer.record_keys.indicator_matches`), like `tasks`."""

    def warnings(
        self,
        query: WarningQuery,
        reader: Reader,
        filters: Filters | None = None,
        *,
        offset: int = 0,
        limit: int | None = None,
    ) -> Listed[FoundWarning]:
        """The warnings that match (`indexer.record_keys.warning_matches`), like `tasks`."""

    def close(self) -> None:
        """Let go of files and locks."""
