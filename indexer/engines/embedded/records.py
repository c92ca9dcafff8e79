"""What the collection is asked about its tasks, indicators and warnings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from analyzers.annotations import Indicator, Task, Warning
from analyzers.tokens import folded_terms
from indexer.engines.base import Filters, Reader
from indexer.engines.codec import header_from_json, record_from_json
from indexer.engines.embedded.problems import translated
from indexer.engines.embedded.queries import Queries, conditions
from indexer.engines.embedded.store import Store
from indexer.facets import date_key
from indexer.record_keys import code_key, found_task, padded
from indexer.records import (
    FoundIndicator,
    FoundTask,
    FoundWarning,
    IndicatorQuery,
    Listed,
    Source,
    TaskQuery,
    WarningQuery,
)

Found = TypeVar("Found")
_Condition = tuple[str, list[object]]


class Records:
    """The questions of the Protocol about tasks, indicators and warnings."""

    def __init__(self, store: Store, queries: Queries) -> None:
        self._store = store
        self._queries = queries

    def tasks(
        self, query: TaskQuery, reader: Reader, filters: Filters | None, offset: int, limit: int | None
    ) -> Listed[FoundTask]:
        """See `Engine.tasks`."""
        asked = [
            *_within("r.lead", query.lead),
            *_within("r.units", query.unit),
            *_words("r.words", query.text),
            *_given("r.due >= ?", date_key(query.due_from)),
            *_given("r.due <= ?", date_key(query.due_to)),
            *_flag("r.due IS NOT NULL", query.dated),
        ]
        first = "r.due IS NULL, r.due, " if query.by_due else ""

        def made(source: Source, ordinal: int, record: str) -> FoundTask:
            return found_task(source, ordinal, record_from_json(Task, record))

        return self._listed("tasks", asked, reader, filters, offset, limit, made, first)

    def indicators(
        self, query: IndicatorQuery, reader: Reader, filters: Filters | None, offset: int, limit: int | None
    ) -> Listed[FoundIndicator]:
        """See `Engine.indicators`."""
        asked = [
            *_given("r.code = ?", None if query.code is None else code_key(query.code)),
            *_words("r.form", query.form),
            *_words("r.words", query.text),
            *_flag("r.numeric", query.numeric),
        ]

        def made(source: Source, ordinal: int, record: str) -> FoundIndicator:
            return FoundIndicator(source, ordinal, record_from_json(Indicator, record))

        return self._listed("indicators", asked, reader, filters, offset, limit, made)

    def warnings(
        self, query: WarningQuery, reader: Reader, filters: Filters | None, offset: int, limit: int | None
    ) -> Listed[FoundWarning]:
        """See `Engine.warnings`."""
        asked = [*_among("r.kind", query.kinds), *_among("r.severity", query.severities)]

        def made(source: Source, ordinal: int, record: str) -> FoundWarning:
            return FoundWarning(source, ordinal, record_from_json(Warning, record))

        return self._listed("warnings", asked, reader, filters, offset, limit, made)

    def _listed(
        self,
        table: str,
        asked: Sequence[_Condition],
        reader: Reader,
        filters: Filters | None,
        offset: int,
        limit: int | None,
        made: Callable[[Source, int, str], Found],
        first: str = "",
    ) -> Listed[Found]:
        where, values = conditions(reader, self._queries.settled(filters))
        where = " AND ".join([where, *(condition for condition, _ in asked)])
        values = [*values, *(value for _, given in asked for value in given)]
        source = f"FROM {table} r JOIN documents d ON d.id = r.document WHERE {where}"
        order = f"{first}d.date IS NULL, d.date, d.file, d.id, r.ordinal"
        sql = f"SELECT d.id, d.file, d.header, r.ordinal, r.record {source} ORDER BY {order} LIMIT ? OFFSET ?"
        with translated(self._store.folder):
            db = self._store.reading()
            total = int(db.execute(f"SELECT count(*) {source}", values).fetchone()[0])
            found = db.execute(sql, [*values, -1 if limit is None else limit, offset]).fetchall()
        return Listed(
            total, tuple(made(Source(r[0], r[1], header_from_json(r[2])), r[3], r[4]) for r in found)
        )


def _within(column: str, name: str | None) -> list[_Condition]:
    return [] if name is None else [(f"instr({column}, ?)", [padded(name)])]


def _words(column: str, words: str | None) -> list[_Condition]:
    return [(f"instr({column}, ?)", [f" {term} "]) for term in folded_terms(words or "")]


def _given(condition: str, value: object) -> list[_Condition]:
    return [] if value is None else [(condition, [value])]


def _flag(condition: str, wanted: bool | None) -> list[_Condition]:
    return [] if wanted is None else [(f"({condition}) = ?", [wanted])]


def _among(column: str, values: Iterable[str]) -> list[_Condition]:
    accepted = list(values)
    return [(f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(accepted)])] if accepted else []
