"""Reading the collection: every query says first what the reader may see, and what is published."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from threading import Lock

from indexer.engines.base import Filters, Mention, MentionQuery, Passage, Reader, StoredDocument
from indexer.engines.elasticsearch.cluster import Cluster
from indexer.engines.elasticsearch.mappings import CONTENTS, DOCUMENTS, MENTIONS, PASSAGES, Json
from indexer.engines.elasticsearch.safe import restored, term
from indexer.engines.elasticsearch.sources import (
    PASSAGE_FIELDS,
    part_id,
    safe_value,
    to_content,
    to_document,
    to_mention,
    to_passage,
)
from indexer.engines.elasticsearch.state import State, StateDocument
from indexer.engines.keys import query_keys
from indexer.engines.settling import settled
from indexer.facets import date_key, wanted

_STATE_SECONDS = 0.25
"""How long a state that was read is taken to be the present one; a search asks for it many times."""

_MOST_KEPT = 20_000
"""Documents (header and place, no text) that are kept until something is published."""

_AT_ONCE = 1_000
"""Ids in one condition."""

_Held = tuple[StoredDocument, str]
"""A document without text, and its piece."""


class Reading:
    """The reading half of the Protocol, but for words and vectors."""

    def __init__(self, cluster: Cluster, document: StateDocument) -> None:
        self._cluster = cluster
        self._document = document
        self._lock = Lock()
        self._state: State | None = None
        self._read_at = -1.0
        self._held: dict[str, _Held] = {}

    # What is published.

    def state(self) -> State:
        """The state, at most `_STATE_SECONDS` old; raises `StorageError` where there is no collection."""
        with self._lock:
            if self._state is not None and time.monotonic() - self._read_at < _STATE_SECONDS:
                return self._state
        found = self._document.read()
        if found is None:
            raise self._cluster.problem("missing")
        self.take(found)
        return found

    def take(self, state: State) -> None:
        """Go on from this state; what was kept of another generation goes."""
        with self._lock:
            if self._state is None or self._state.generation != state.generation:
                self._held = {}
            self._state = state
            self._read_at = time.monotonic()

    def condition(self, reader: Reader, filters: Filters | None = None) -> Json:
        """The query that matches all parts that a reader may see, of documents that match the filters."""
        needed: list[Json] = [{"terms": {"group": sorted(map(term, reader))}}]
        filters = self.settled(filters)
        for field, values in wanted(filters) if filters else ():
            safe = list(values) if field == "document" else [safe_value(value) for value in values]
            needed.append({"terms": {field: safe}})
        if filters is not None and (filters.date_from is not None or filters.date_to is not None):
            low, high = date_key(filters.date_from) or 0, date_key(filters.date_to)
            needed.append({"range": {"date": {"gte": low, "lte": 99991231 if high is None else high}}})
        return self.published(needed)

    def published(self, needed: Sequence[Json]) -> Json:
        """The query that matches what is published and meets all conditions."""
        hidden = self.state().visible()
        return {"bool": {"filter": list(needed), **({"must_not": hidden} if hidden else {})}}

    def settled(self, filters: Filters | None) -> Filters | None:
        """See `settling.settled`."""
        return settled(filters, self._values, lambda ids: set(self.held(ids)))

    def _values(self, field: str, begins: str) -> list[str]:
        prefix: list[Json] = [{"prefix": {field: {"value": begins}}}] if begins else []
        query = self.published(prefix)
        return [value for value, _ in self._cluster.values(DOCUMENTS, field, query)]

    # Documents.

    def held(self, ids: Iterable[str]) -> dict[str, _Held]:
        """The documents that are there, whoever may read them, and their pieces."""
        self.state()
        with self._lock:
            kept = self._held
        asked = list(dict.fromkeys(ids))
        found = {id: kept[id] for id in asked if id in kept}
        lacking = [id for id in asked if id not in found]
        for at in range(0, len(lacking), _AT_ONCE):
            query = self.published([{"terms": {"document": lacking[at : at + _AT_ONCE]}}])
            found |= self._keep(self._cluster.hits(DOCUMENTS, query, source=True), kept)
        return found

    def _keep(self, hits: Iterable[Json], kept: dict[str, _Held]) -> dict[str, _Held]:
        found = {}
        for hit in hits:
            source = hit["_source"]
            found[source["document"]] = (to_document(source), source["piece"])
        if len(kept) + len(found) <= _MOST_KEPT:
            kept.update(found)
        return found

    def documents(self, reader: Reader, filters: Filters | None) -> list[StoredDocument]:
        """See `Engine.documents`."""
        if filters is not None and filters.document and filters == Filters(document=filters.document):
            whole = self.settled(filters) or filters
            held = self.held(whole.document).values()
            found = [document for document, _ in held if reader & set(document.groups)]
        else:
            query = self.condition(reader, filters)
            with self._lock:
                kept = self._held
            held = self._keep(self._cluster.hits(DOCUMENTS, query, source=True), kept).values()
            found = [document for document, _ in held]
        return sorted(found, key=_by_date)

    def document(self, document: str, reader: Reader) -> StoredDocument | None:
        """See `Engine.document`."""
        for stored, piece in self._readable([document], reader).values():
            source = self._cluster.get(CONTENTS, piece)
            if source is None:
                raise self._cluster.problem("corrupt", document)
            text, annotations = to_content(source)
            return replace(stored, text=text, annotations=annotations)
        return None

    def _readable(self, ids: Iterable[str], reader: Reader) -> dict[str, _Held]:
        held = self.held(ids)
        return {id: found for id, found in held.items() if reader & set(found[0].groups)}

    # Passages and mentions.

    def passages(self, hits: Sequence[tuple[str, int]], reader: Reader) -> list[Passage]:
        """See `Engine.passages`."""
        readable = self._readable((document for document, _ in hits), reader)
        asked = [(document, ordinal) for document, ordinal in hits if document in readable]
        ids = [part_id(readable[document][1], ordinal) for document, ordinal in asked]
        sources = self._cluster.mget(PASSAGES, ids, PASSAGE_FIELDS)
        return [
            to_passage(source, readable[document][0].file)
            for (document, _), source in zip(asked, sources, strict=True)
            if source is not None
        ]

    def mentions(self, query: MentionQuery, reader: Reader) -> list[Mention]:
        """See `Engine.mentions`."""
        asked = self.condition(reader)
        asked["bool"]["filter"] += _mention_conditions(query)
        fields = ("document", "ordinal", "relation", "citation")
        sources = [hit["_source"] for hit in self._cluster.hits(MENTIONS, asked, fields)]
        citing = self.held(source["document"] for source in sources)
        found = [source for source in sources if source["document"] in citing]
        found.sort(key=lambda s: (citing[s["document"]][0].file, s["document"], s["ordinal"]))
        return [to_mention(source, citing[source["document"]][0]) for source in found]

    def canonicals(self, reader: Reader) -> Iterator[tuple[str, int]]:
        """See `Engine.canonicals`."""
        for value, count in self._cluster.values(MENTIONS, "canonical", self.condition(reader)):
            yield restored(value), count


def _by_date(document: StoredDocument) -> tuple[bool, int, str]:
    date = date_key(document.annotations.header.date)
    return (date is None, date or 0, document.file)


def _mention_conditions(query: MentionQuery) -> list[Json]:
    keys = query_keys(query)
    texts = {"number_part": keys.number, "series": keys.series, "type": keys.type, "name": keys.name}
    numbers = {"number_year": keys.number_year, "name_year": keys.name_year}
    asked: dict[str, object] = {name: safe_value(key) for name, key in texts.items() if key is not None}
    asked |= {name: year for name, year in numbers.items() if year is not None}
    if query.document is not None:
        asked["document"] = query.document
    return [{"term": {field: value}} for field, value in asked.items()]
