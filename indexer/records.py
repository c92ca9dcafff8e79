"""Tasks, indicators and warnings as rows of the whole collection: what they are asked by, what is given.

What the conditions mean is in `indexer.record_keys`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from analyzers.annotations import Header, Indicator, Severity, Task, Warning

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Source:
    """The document that a record stands in."""

    document: str
    file: str
    header: Header


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A task and its document. `ordinal` counts the document's tasks; `due` is the last day, ISO 8601."""

    source: Source
    ordinal: int
    task: Task
    due: str | None


@dataclass(frozen=True, slots=True)
class FoundIndicator:
    """A row of a report form and its document. `ordinal` counts the document's rows."""

    source: Source
    ordinal: int
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class FoundWarning:
    """A warning and its document. `ordinal` counts the document's warnings."""

    source: Source
    ordinal: int
    warning: Warning


@dataclass(frozen=True, slots=True)
class Listed(Generic[Record]):
    """Some rows of a list and how many it has in all."""

    total: int
    rows: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """Which tasks are wanted; what is None does not restrict.

    `lead` is part of the name of one leading unit, `unit` of one that leads or coordinates: its folded
    tokens stand next to each other there. All folded tokens of `text` stand in task or product. `due_from`
    and `due_to` are ISO dates, both included, of the last day; a task without one is outside of both.
    `dated` asks for tasks with a last day (True) or without (False). With `by_due` the first due comes
    first and those without a day last; else the order is that of the documents.
    """

    lead: str | None = None
    unit: str | None = None
    text: str | None = None
    due_from: str | None = None
    due_to: str | None = None
    dated: bool | None = None
    by_due: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorQuery:
    """Which rows of report forms are wanted; what is None does not restrict.

    `code` is compared as printed (`1.2`). All folded tokens of `form` stand in the form's name, those of
    `text` in the indicator's name or unit. `numeric` asks for rows with a value (True) or without (False).
    """

    code: str | None = None
    form: str | None = None
    text: str | None = None
    numeric: bool | None = None


@dataclass(frozen=True, slots=True)
class WarningQuery:
    """Which warnings are wanted: of any of these kinds, of any of these severities; empty is no condition."""

    kinds: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
