"""The shapes of what the HTTP interface takes and gives: the objects of `docs/http.md`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field
from pydantic_core import PydanticCustomError

MOST_QUERY = 60_000
MOST_TEXT = 64_000

SAYS_SOMETHING: dict[str, Any] = {"minLength": 1, "pattern": r"[\p{L}\p{N}]"}
"""What the description says of a query: some letter or digit. The search itself refuses one without."""
FilterText = Annotated[
    str,
    Field(
        json_schema_extra={
            "pattern": r"^(?:(?:type|province|issuer|number|document|collection):\p{L}.*"
            r"|year:20\d\d|quarter:[1-4]|(?:from|to):20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8]))$"
        }
    ),
]


def _no_truth(value: object) -> object:
    """`true` is no number, though Python takes it for 1."""
    if isinstance(value, bool):
        raise PydanticCustomError("int_type", "Input should be a valid integer")
    return value


class Problem(BaseModel):
    """An error, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, str]] | None = None


class Signature(BaseModel):
    """A digital signature."""

    signer: str | None
    time: str


class Header(BaseModel):
    """What the head and foot of a document say; what is not there is null."""

    doc_type: str | None
    number: str | None
    date: str | None
    place: str | None
    issuer: str | None
    title: str | None
    signer: str | None
    signer_title: str | None
    recipients: list[str]
    province: str | None
    period: str | None
    digital_signature: Signature | None
    digital_signatures: list[Signature]


class Repetition(BaseModel):
    """A hit of the same list, in another document, that says the same; `rank` is its own in the list."""

    rank: int
    document: str
    file: str
    start: int
    end: int


class Hit(BaseModel):
    """A passage found; `start` and `end` are code points of its document's text."""

    rank: int
    score: float
    document: str
    file: str
    start: int
    end: int
    path: list[str]
    heading: str
    text: str
    restored: str | None
    header: Header
    also_in: list[Repetition]


class SearchResult(BaseModel):
    """Ranked passages."""

    id: str | int | None
    query: str
    took_ms: float
    hits: list[Hit]


class Evidence(BaseModel):
    """A quotation: `quote` is `text[start:end]` of the document."""

    file: str
    document: str
    start: int
    end: int
    quote: str
    restored: str | None


class Statement(BaseModel):
    """A sentence of an answer and what it rests on."""

    text: str
    computed: bool
    evidence: list[Evidence]


class ModelReport(BaseModel):
    """What became of a language model's text: `kept` and `dropped` sentences, or why there is none."""

    name: str
    trouble: str | None
    kept: int
    dropped: int


class Answer(BaseModel):
    """An answer with its evidence, or `answered` false; `model` only where a language model was asked."""

    id: str | int | None
    query: str
    answered: bool
    answer: str
    documents: list[str]
    values: list[str]
    statements: list[Statement]
    took_ms: float
    model: ModelReport | None = None


class Place(BaseModel):
    """One place that mentions a document."""

    file: str
    document: str
    start: int
    end: int
    raw: str
    context: str
    restored: str | None
    relation: str


class DateCount(BaseModel):
    """A date that a cited document is given, and by how many mentions."""

    date: str
    mentions: int


class Conflict(BaseModel):
    """Mentions of one document that cannot all be right."""

    kind: str
    message: str
    mentions: list[Place]


class Match(BaseModel):
    """A cited document; `document` is its id where the collection holds it."""

    canonical: str
    type: str | None
    issuer: str | None
    date: str | None
    dates: list[DateCount]
    subject: str | None
    document: str | None
    mentions: list[Place]
    conflicts: list[Conflict]


class LookupResult(BaseModel):
    """What a document number leads to."""

    id: str | int | None
    query: str
    status: Literal["found", "ambiguous", "not_found"]
    matches: list[Match]
    suggestions: list[str]


class Section(BaseModel):
    """A heading and what stands under it."""

    label: str
    level: int
    title: str
    start: int
    end: int
    path: list[str]
    part: Literal["body", "appendix"]


class Citation(BaseModel):
    """One mention of an official document in a text."""

    start: int
    end: int
    raw: str
    type: str | None
    number: str | None
    number_year: int | None
    series: str | None
    canonical: str
    date: str | None
    date_raw: str | None
    date_valid: bool | None
    issuer: str | None
    subject: str | None
    role: Literal["self", "cites"]
    confidence: float


class LinkedCitation(Citation):
    """A mention, and whether the collection knows the document that it means.

    `linked`: exactly one cited document; `ambiguous`: several could be meant, or the reading is doubtful;
    `unknown`: the collection has none of this identity. `document` is its id where the text is held.
    """

    link: Literal["linked", "ambiguous", "unknown"]
    document: str | None
    mentions: int = Field(description="Places in the collection that mention the linked document")


class Citations(BaseModel):
    """The citations of one text, in order."""

    citations: list[LinkedCitation]
    took_ms: float


class CitedDocument(BaseModel):
    """A document that the collection cites."""

    canonical: str
    type: str | None
    issuer: str | None
    date: str | None
    subject: str | None
    document: str | None
    mentions: int
    conflicts: int


class CitedDocuments(BaseModel):
    """One page of the cited documents; `total` is how many there are."""

    total: int
    offset: int
    citations: list[CitedDocument]


class Card(BaseModel):
    """A document in a list."""

    id: str
    file: str
    sha256: str
    media_type: str
    collection: str
    damage: float
    header: Header


class Documents(BaseModel):
    """One page of the documents; `total` is how many there are."""

    total: int
    offset: int
    documents: list[Card]


class Ingested(BaseModel):
    """What became of a file that came in; `code` and `reason` say why one failed."""

    file: str
    state: Literal["waiting", "reading", "added", "updated", "unchanged", "failed"]
    document: str | None
    code: str | None
    reason: str | None


class Reading(BaseModel):
    """Everything that was found in one file."""

    file: str
    sha256: str
    media_type: str
    text: str
    pages: list[tuple[int, int]]
    damage: float
    restored: str | None
    alignment: list[tuple[int, int, int, int]] | None
    header: Header
    sections: list[Section]
    citations: list[Citation]
    tasks: list[dict[str, Any]]
    indicators: list[dict[str, Any]]
    warnings: list[dict[str, Any]]


class StoredDocument(Reading):
    """A document of the index, with its text."""

    id: str
    collection: str


class Health(BaseModel):
    """Whether the service works; `detail` says why not."""

    status: Literal["ok", "unavailable"]
    detail: str = ""


class Query(BaseModel):
    """A look-up or a question."""

    q: str = Field(
        max_length=MOST_QUERY,
        description="The question, or the number of a document",
        json_schema_extra=SAYS_SOMETHING,
    )


class SearchQuery(BaseModel):
    """A search."""

    q: str = Field(
        max_length=MOST_QUERY,
        description="Words, a question or the number of a document",
        json_schema_extra=SAYS_SOMETHING,
    )
    k: Annotated[int, BeforeValidator(_no_truth)] = Field(
        default=10, ge=1, le=1000, description="The most passages to return"
    )
    mode: Literal["hybrid", "lexical", "dense"] = "hybrid"
    filter: list[FilterText] = Field(default_factory=list, max_length=100, description="`FIELD:VALUE` each")


class Text(BaseModel):
    """A text to find citations in."""

    text: str = Field(max_length=MOST_TEXT)
