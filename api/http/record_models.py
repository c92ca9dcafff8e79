"""The shapes of the lists over the whole collection."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class OfDocument(BaseModel):
    """A row of a list with what tells of its document."""

    document: str
    file: str
    number: str | None
    date: str | None
    issuer: str | None
    province: str | None
    period: str | None
    start: int
    end: int


class Task(OfDocument):
    """A task; `due` is the last day of its deadline, null where it names none."""

    label_path: list[str]
    task: str
    lead: list[str]
    coordinate: list[str]
    product: str | None
    deadline: str | None
    due: str | None
    status: Literal["overdue", "open", "undated"]


class Tasks(BaseModel):
    """One page of the tasks; `total` is how many match."""

    total: int
    offset: int
    tasks: list[Task]


class Indicator(OfDocument):
    """A row of a report form; `value` is null where it is not numeric."""

    form: str | None
    code: str
    indicator: str
    unit: str | None
    value_raw: str | None
    value: float | None
    note: str | None


class Indicators(BaseModel):
    """One page of the rows; `total` is how many match."""

    total: int
    offset: int
    indicators: list[Indicator]


class At(BaseModel):
    """A place in a document; offsets are code points of its text."""

    document: str
    file: str
    start: int
    end: int


class Contradiction(BaseModel):
    """Something that cannot be right, or may not be; `canonical` is the number that it is about."""

    kind: str
    severity: Literal["error", "doubt", "note"]
    ocr: bool
    canonical: str | None
    message: str
    places: list[At]


class Contradictions(BaseModel):
    """One page of the contradictions; `total` is how many match."""

    total: int
    offset: int
    conflicts: list[Contradiction]
