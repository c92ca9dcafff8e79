"""What the analyzers find in one text. Every `start`/`end` is a half-open code-point span of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Role = Literal["self", "cites"]
Part = Literal["body", "appendix"]
Severity = Literal["error", "doubt", "note"]
"""`error`: what is printed cannot be right; `doubt`: it may be wrong; `note`: worth knowing."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open span of code points, `0 <= start <= end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """When a file was signed by certificate (ISO 8601 with offset), by whom if the text says so."""

    signer: str | None
    time: str


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of an official document's first and last page (Decree 30/2020/NĐ-CP, Appendix I).

    A field that the text does not carry is None (or empty). `number` is canonical (`503/BC-VP`),
    `date` ISO 8601 as printed, `province` a name of `analyzers.bodies`, `period` what the document
    reports on or plans for (`Quý I/2024`, `năm 2023`).
    """

    doc_type: str | None = None
    number: str | None = None
    date: str | None = None
    place: str | None = None
    issuer: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()
    province: str | None = None
    period: str | None = None
    digital_signature: DigitalSignature | None = None
    digital_signatures: tuple[DigitalSignature, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One heading and what stands under it, up to the next heading of the same or a higher level.

    `start` is where the heading's label begins, `end` where the section ends. `path` are the labels
    from the outermost heading down to this one.
    """

    label: str
    level: int
    title: str
    start: int
    end: int
    path: tuple[str, ...]
    part: Part = "body"


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of an official document.

    `number` is as printed with leading zeros (`01`), None for a law cited by name; `number_year` the
    year inside the number (`48/2021/...`), `series` what follows (`QĐ-UBND`) in correct Vietnamese
    letters; `date` ISO 8601, keeping impossible digits (`2019-04-31`, then `date_valid` is False).
    `confidence` is the calibrated probability that `canonical` is what the page meant, 0 to 1.
    """

    start: int
    end: int
    raw: str
    type: str | None
    number: str | None
    number_year: int | None
    series: str | None
    canonical: str
    date: str | None = None
    date_raw: str | None = None
    date_valid: bool | None = None
    issuer: str | None = None
    subject: str | None = None
    role: Role = "cites"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Task:
    """A task that a plan gives out, with who does it and by when."""

    start: int
    end: int
    label_path: tuple[str, ...]
    task: str
    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    product: str | None
    deadline: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of a report form (Biểu mẫu)."""

    start: int
    end: int
    form: str | None
    code: str
    indicator: str
    unit: str | None
    value_raw: str | None
    value: float | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Warning:
    """Something in the text that a person should look at, e.g. kind `impossible-date`.

    `message` and `english` explain it; `places` are all the spans that it is about (empty: only its own),
    `ocr` tells that the reading of the scan is probably to blame, not the author.
    """

    kind: str
    start: int
    end: int
    message: str
    english: str = ""
    severity: Severity = "doubt"
    ocr: bool = False
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that `analyzers.analyze` finds in one text.

    `damage` is 0 for clean text and 1 for text whose diacritics are all lost; `restored` and
    `alignment` (rows `start, end, restored_start, restored_end`) are None where nothing was restored.
    """

    damage: float = 0.0
    restored: str | None = None
    alignment: tuple[tuple[int, int, int, int], ...] | None = None
    header: Header = field(default_factory=Header)
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    warnings: tuple[Warning, ...] = ()
