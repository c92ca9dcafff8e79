"""What searches, look-ups and questions give back; `to_json` gives the objects of the contract."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from analyzers.annotations import Header

Json = dict[str, Any]

LONGEST = 400
"""Characters of a quotation at most (the contract's limit)."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """A passage of another document that says the same as a hit; `rank` is its own in the list."""

    rank: int
    document: str
    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage found: `text` is `start:end` of the document's text, `restored` how it should read.

    `also_in` are the hits of the same list that say the same in other documents.
    """

    rank: int
    score: float
    document: str
    file: str
    start: int
    end: int
    path: tuple[str, ...]
    heading: str
    text: str
    restored: str | None
    header: Header
    also_in: tuple[Repetition, ...] = ()

    def to_json(self) -> Json:
        """The hit as `search --json` prints it."""
        found = asdict(self)
        found["path"] = list(self.path)
        found["also_in"] = list(found["also_in"])
        found["score"] = round(self.score, 6)
        found["header"] = _lists(found["header"])
        return found


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ranked passages for a query; `took_ms` is the wall time in milliseconds."""

    query: str
    hits: tuple[SearchHit, ...]
    took_ms: float

    def to_json(self, id: str | None = None) -> Json:
        """The object that `search --json` prints."""
        return {
            "id": id,
            "query": self.query,
            "took_ms": round(self.took_ms, 1),
            "hits": [hit.to_json() for hit in self.hits],
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation: `quote` is `start:end` of the document's text."""

    file: str
    document: str
    start: int
    end: int
    quote: str
    restored: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the quotations that it rests on, at least one."""

    text: str
    evidence: tuple[Evidence, ...]
    computed: bool = False


@dataclass(frozen=True, slots=True)
class ModelReport:
    """What became of a language model's text: `kept` and `dropped` sentences, or why there is none."""

    name: str
    trouble: str | None
    kept: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `documents` are canonical numbers, `values` figures, dates or names asked for.

    `model` is there only where a language model was asked.
    """

    query: str
    answered: bool
    answer: str
    documents: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    took_ms: float = 0.0
    model: ModelReport | None = None

    def to_json(self, id: str | None = None) -> Json:
        """The object that `ask --json` prints; `model` is in it only where one was asked."""
        model = {} if self.model is None else {"model": asdict(self.model)}
        return {
            "id": id,
            "query": self.query,
            "answered": self.answered,
            "answer": self.answer,
            "documents": list(self.documents),
            "values": list(self.values),
            "statements": [_lists(asdict(statement)) for statement in self.statements],
            "took_ms": round(self.took_ms, 1),
            **model,
        }


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """One place that cites a document. `context` are the words around, as printed."""

    file: str
    document: str
    start: int
    end: int
    raw: str
    context: str
    restored: str | None
    relation: str


@dataclass(frozen=True, slots=True)
class DateCount:
    """A date that mentions give a document, and how many do."""

    date: str
    mentions: int


@dataclass(frozen=True, slots=True)
class FoundConflict:
    """A contradiction between mentions of one document."""

    kind: str
    message: str
    mentions: tuple[CitedPlace, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One cited document; `document` is its id where it is in the collection itself."""

    canonical: str
    type: str | None
    issuer: str | None
    date: str | None
    dates: tuple[DateCount, ...]
    subject: str | None
    document: str | None
    mentions: tuple[CitedPlace, ...]
    conflicts: tuple[FoundConflict, ...] = ()


@dataclass(frozen=True, slots=True)
class LookupResult:
    """What a document number leads to; `status` is `found`, `ambiguous` or `not_found`."""

    query: str
    status: str
    matches: tuple[Match, ...] = ()
    suggestions: tuple[str, ...] = field(default=())

    def to_json(self, id: str | None = None) -> Json:
        """The object that `lookup --json` prints."""
        return {
            "id": id,
            "query": self.query,
            "status": self.status,
            "matches": [_lists(asdict(match)) for match in self.matches],
            "suggestions": list(self.suggestions),
        }


def _lists(value: Any) -> Any:
    """`value` with its tuples as lists, as JSON has them."""
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_lists(item) for item in value]
    return value
