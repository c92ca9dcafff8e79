"""Reading the store: every query asks first what the reader may see."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from indexer.engines.base import Filters, Mention, MentionQuery, Passage, Reader, StoredDocument
from indexer.engines.embedded import rows
from indexer.engines.embedded.problems import translated
from indexer.engines.embedded.store import Store, as_json
from indexer.facets import date_key, issuer_key, means, number_key, text_key, wanted

_READABLE = (
    "EXISTS (SELECT 1 FROM facets g WHERE g.document = d.id AND g.field = 'group' "
    "AND g.value IN (SELECT value FROM json_each(?)))"
)
"""The condition on a document `d`; its parameter is the reader's groups."""

_FACET = (
    "EXISTS (SELECT 1 FROM facets v WHERE v.document = d.id AND v.field = ? "
    "AND v.value IN (SELECT value FROM json_each(?)))"
)

_VALUES = "SELECT DISTINCT value FROM facets WHERE field = ? AND value >= ? AND value < ?"

_PASSAGE_COLUMNS = "c.document, d.file, c.ordinal, c.start, c.end, c.path, c.heading, c.text, c.restored"


class Queries:
    """The reading half of the Protocol on a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def settled(self, filters: Filters | None) -> Filters | None:
        """The filters with what was asked for in part as the values that are stored (`facets.means`)."""
        if filters is None or not (filters.issuer or filters.number or filters.document):
            return filters
        return replace(
            filters,
            issuer=self._stored("issuer", filters.issuer, issuer_key),
            number=self._stored("number", filters.number, number_key),
            document=self._ids(filters.document),
        )

    def _ids(self, asked: tuple[str, ...]) -> tuple[str, ...]:
        """The documents meant; whole ids, of which a search has many, are looked up at once."""
        if not asked:
            return ()
        sql = "SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?))"
        whole = {row[0] for row in self._all(sql, [as_json(asked)])}
        parts = self._stored("document", tuple(id for id in asked if id not in whole), str)
        return (*(id for id in asked if id in whole), *parts)

    def _stored(self, field: str, asked: tuple[str, ...], key: Callable[[str], str]) -> tuple[str, ...]:
        """The stored values that are meant by those asked for; itself where one is stored or none is."""
        found: list[str] = []
        for value in asked:
            first = "" if field == "issuer" else key(value)
            rows = self._all(_VALUES, [field, first, f"{first}\U0010ffff"])
            meant = [row[0] for row in rows if means(field, key(value), row[0])]
            exact = field != "issuer" and key(value) in meant
            found += [value] if exact or not meant else meant
        return tuple(dict.fromkeys(found))

    def documents(self, reader: Reader, filters: Filters | None) -> list[StoredDocument]:
        """See `Engine.documents`."""
        where, values = _conditions(reader, self.settled(filters))
        order = "d.date IS NULL, d.date, d.file"
        sql = f"SELECT {rows.DOCUMENT_COLUMNS} FROM documents d WHERE {where} ORDER BY {order}"
        return [rows.to_document(row) for row in self._all(sql, values)]

    def readable(self, reader: Reader, filters: Filters | None) -> set[str]:
        """The ids of the documents that match."""
        where, values = _conditions(reader, self.settled(filters))
        return {row[0] for row in self._all(f"SELECT d.id FROM documents d WHERE {where}", values)}

    def document(self, document: str, reader: Reader) -> StoredDocument | None:
        """See `Engine.document`."""
        columns = ", ".join(f"d.{name}" for name in rows.DOCUMENT_COLUMNS.split(", "))
        sql = (
            f"SELECT {columns}, t.text, t.annotations FROM documents d "
            f"JOIN contents t ON t.document = d.id WHERE d.id = ? AND {_READABLE}"
        )
        for row in self._all(sql, [document, as_json(reader)]):
            text, annotations = rows.to_content(row[-2], row[-1])
            return rows.to_document(row[:-2], text, annotations)
        return None

    def sha256(self, document: str, reader: Reader) -> str | None:
        """The hash of a readable document's content."""
        sql = f"SELECT d.sha256 FROM documents d WHERE d.id = ? AND {_READABLE}"
        found = self._all(sql, [document, as_json(reader)])
        return found[0][0] if found else None

    def passages(self, hits: Sequence[tuple[str, int]], reader: Reader) -> list[Passage]:
        """See `Engine.passages`."""
        # CROSS JOIN keeps the order of the tables: for every place asked for, the row under its key.
        sql = (
            f"SELECT {_PASSAGE_COLUMNS} FROM json_each(?) w CROSS JOIN chunks c ON "
            "c.document = json_extract(w.value, '$[0]') AND c.ordinal = json_extract(w.value, '$[1]') "
            f"CROSS JOIN documents d ON d.id = c.document WHERE {_READABLE} ORDER BY w.key"
        )
        return [rows.to_passage(row) for row in self._all(sql, [json.dumps(hits), as_json(reader)])]

    def mentions(self, query: MentionQuery, reader: Reader) -> list[Mention]:
        """See `Engine.mentions`."""
        conditions, values = _mention_conditions(query)
        where = " AND ".join([*conditions, _READABLE])
        sql = (
            "SELECT m.document, d.file, d.header, m.relation, m.citation, d.damage FROM mentions m "
            f"JOIN documents d ON d.id = m.document WHERE {where} ORDER BY d.file, m.document, m.ordinal"
        )
        return [rows.to_mention(row) for row in self._all(sql, [*values, as_json(reader)])]

    def canonicals(self, reader: Reader) -> Iterator[tuple[str, int]]:
        """See `Engine.canonicals`."""
        sql = (
            "SELECT m.canonical, count(*) FROM mentions m JOIN documents d ON d.id = m.document "
            f"WHERE {_READABLE} GROUP BY m.canonical ORDER BY m.canonical"
        )
        yield from ((row[0], row[1]) for row in self._all(sql, [as_json(reader)]))

    def _all(self, sql: str, values: Sequence[object]) -> list[rows.Row]:
        with translated(self._store.folder):
            return self._store.reading().execute(sql, values).fetchall()


def _conditions(reader: Reader, filters: Filters | None) -> tuple[str, list[object]]:
    """The condition on a document `d` that a reader and filters make, and its values."""
    conditions, values = [_READABLE], [as_json(reader)]
    parameters: list[object] = list(values)
    for field, accepted in wanted(filters) if filters else ():
        if field == "document":  # by key, so that it costs the same however many documents there are
            conditions.append("d.id IN (SELECT value FROM json_each(?))")
            parameters.append(as_json(accepted))
        else:
            conditions.append(_FACET)
            parameters += [field, as_json(accepted)]
    for date, sign in ((filters.date_from, ">="), (filters.date_to, "<=")) if filters else ():
        if date is not None:
            conditions.append(f"d.date {sign} ?")
            parameters.append(date_key(date))
    return " AND ".join(conditions), parameters


def _mention_conditions(query: MentionQuery) -> tuple[list[str], list[object]]:
    given: list[tuple[str, object]] = [
        ("m.number = ?", rows.number_part(query.number)),
        ("m.number_year = ?", query.number_year),
        ("m.series = ?", rows.series_key(query.series)),
        ("m.type = ?", text_key(query.type) if query.type else None),
        ("m.document = ?", query.document),
    ]
    if query.name is not None:
        name, year = rows.law_key(query.name)
        given += [("m.name = ?", name), ("m.name_year = ?", year)]
    asked = [(condition, value) for condition, value in given if value is not None]
    return [condition for condition, _ in asked], [value for _, value in asked]
