"""What the collection is asked about its tasks, indicators and warnings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from analyzers.annotations import Indicator, Task, Warning
from analyzers.tokens import folded_terms
from indexer.engines.base import Filters, Reader
from indexer.engines.codec import record_from_json
from indexer.engines.elasticsearch.cluster import Cluster
from indexer.engines.elasticsearch.mappings import RECORDS, Json
from indexer.engines.elasticsearch.reading import Reading
from indexer.engines.elasticsearch.safe import term
from indexer.engines.elasticsearch.sources import safe_value
from indexer.facets import date_key
from indexer.record_keys import code_key, found_task
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
_NOTHING: Json = {"match_none": {}}


class Records:
    """The questions of the Protocol about tasks, indicators and warnings."""

    def __init__(self, cluster: Cluster, reading: Reading) -> None:
        self._cluster = cluster
        self._reading = reading

    def tasks(
        self, query: TaskQuery, reader: Reader, filters: Filters | None, offset: int, limit: int | None
    ) -> Listed[FoundTask]:
        """See `Engine.tasks`."""
        asked = [
            *_within("lead", query.lead),
            *_within("units", query.unit),
            *_words("words", query.text),
            *_days(query.due_from, query.due_to),
            *_dated(query.dated),
        ]

        def made(source: Source, ordinal: int, record: str) -> FoundTask:
            return found_task(source, ordinal, record_from_json(Task, record))

        first: list[Json] = [{"due": {"order": "asc", "missing": "_last"}}] if query.by_due else []
        return self._listed("tasks", asked, reader, filters, offset, limit, made, first)

    def indicators(
        self, query: IndicatorQuery, reader: Reader, filters: Filters | None, offset: int, limit: int | None
    ) -> Listed[FoundIndicator]:
        """See `Engine.indicators`."""
        asked: list[Json] = [*_words("form", query.form), *_words("words", query.text)]
        if query.code is not None:
            asked.append({"term": {"code": safe_value(code_key(query.code))}})
        if query.numeric is not None:
            asked.append({"term": {"numeric": query.numeric}})

        def made(source: Source, ordinal: int, record: str) -> FoundIndicator:
            return FoundIndicator(source, ordinal, record_from_json(Indicator, record))

        return self._listed("indicators", asked, reader, filters, offset, limit, made)

    def warnings(
        self, query: WarningQuery, reader: Reader, filters: Filters | None, offset: int, limit: int | None
    ) -> Listed[FoundWarning]:
        """See `Engine.warnings`."""
        given = {"kind": list(query.kinds), "severity": list(query.severities)}
        asked: list[Json] = [{"terms": {field: values}} for field, values in given.items() if values]

        def made(source: Source, ordinal: int, record: str) -> FoundWarning:
            return FoundWarning(source, ordinal, record_from_json(Warning, record))

        return self._listed("warnings", asked, reader, filters, offset, limit, made)

    def _listed(
        self,
        table: str,
        asked: Sequence[Json],
        reader: Reader,
        filters: Filters | None,
        offset: int,
        limit: int | None,
        made: Callable[[Source, int, str], Found],
        first: Sequence[Json] = (),
    ) -> Listed[Found]:
        query = self._reading.condition(reader, filters)
        query["bool"]["filter"] += [{"term": {"table": table}}, *asked]
        total = self._total(query)
        wanted = max(0, total - offset if limit is None else min(limit, total - offset))
        order = [*first, {"date": {"order": "asc", "missing": "_last"}}, *_PLACE]
        sources = self._cluster.ordered(
            RECORDS, query, order, offset, wanted, ("document", "ordinal", "record")
        )
        held = self._reading.held(source["document"] for source in sources)
        rows = []
        for source in sources:
            if source["document"] in held:
                document = held[source["document"]][0]
                about = Source(document.id, document.file, document.annotations.header)
                rows.append(made(about, source["ordinal"], source["record"]))
        return Listed(total, tuple(rows))

    def _total(self, query: Json) -> int:
        answer = self._cluster.read(lambda c: c.count(index=self._cluster.name(RECORDS), query=query))
        return int(answer["count"])


_PLACE: tuple[Json, ...] = ({"file": "asc"}, {"document": "asc"}, {"ordinal": "asc"})
"""The order of the records of documents of one day."""


def _within(field: str, name: str | None) -> list[Json]:
    """The tokens of `name` next to each other in one of the field's names; no tokens stand nowhere."""
    if name is None:
        return []
    tokens = [term(token) for token in folded_terms(name)]
    return [{"match_phrase": {field: {"query": " ".join(tokens)}}}] if tokens else [_NOTHING]


def _words(field: str, words: str | None) -> list[Json]:
    return [{"term": {field: term(token)}} for token in folded_terms(words or "")]


def _days(first: str | None, last: str | None) -> list[Json]:
    limits = {"gte": date_key(first), "lte": date_key(last)}
    given = {name: day for name, day in limits.items() if day is not None}
    return [{"range": {"due": given}}] if given else []


def _dated(wanted: bool | None) -> list[Json]:
    if wanted is None:
        return []
    exists: Json = {"exists": {"field": "due"}}
    return [exists if wanted else {"bool": {"must_not": [exists]}}]
