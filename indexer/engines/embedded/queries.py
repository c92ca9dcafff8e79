"""Reading the store: every query asks first what the reader may see."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from indexer.engines.base import Filters, Mention, MentionQuery, Passage, Reader, StoredDocument
from indexer.engines.embedded import rows
from indexer.engines.embedded.problems import translated
from indexer.engines.embedded.store import Store, as_json
from indexer.engines.keys import query_keys
from indexer.engines.settling import settled
from indexer.facets import date_key, wanted

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
        """See `settling.settled`."""
        return settled(filters, self._values, self._held)

    def _values(self, field: str, begins: str) -> list[str]:
        return [row[0] for row in self._all(_VALUES, [field, begins, f"{begins}\U0010ffff"])]

    def _held(self, ids: tuple[str, ...]) -> set[str]:
        sql = "SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._all(sql, [as_json(ids)])}

    def documents(self, reader: Reader, filters: Filters | None) -> list[StoredDocument]:
        """See `Engine.documents`."""
        where, values = conditions(reader, self.settled(filters))
        order = "d.date IS NULL, d.date, d.file"
        sql = f"SELECT {rows.DOCUMENT_COLUMNS} FROM documents d WHERE {where} ORDER BY {order}"
        return [rows.to_document(row) for row in self._all(sql, values)]

    def readable(self, reader: Reader, filters: Filters | None) -> set[str]:
        """The ids of the documents that match."""
        where, values = conditions(reader, self.settled(filters))
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


def conditions(reader: Reader, filters: Filters | None) -> tuple[str, list[object]]:
    """The condition on a document `d` that a reader and filters make, and its values."""
    held = [_READABLE]
    parameters: list[object] = [as_json(reader)]
    for field, accepted in wanted(filters) if filters else ():
        if field == "document":  # by key, so that it costs the same however many documents there are
            held.append("d.id IN (SELECT value FROM json_each(?))")
            parameters.append(as_json(accepted))
        else:
            held.append(_FACET)
            parameters += [field, as_json(accepted)]
    for date, sign in ((filters.date_from, ">="), (filters.date_to, "<=")) if filters else ():
        if date is not None:
            held.append(f"d.date {sign} ?")
            parameters.append(date_key(date))
    return " AND ".join(held), parameters


def _mention_conditions(query: MentionQuery) -> tuple[list[str], list[object]]:
    keys = query_keys(query)
    given: list[tuple[str, object]] = [
        ("m.number = ?", keys.number),
        ("m.number_year = ?", keys.number_year),
        ("m.series = ?", keys.series),
        ("m.type = ?", keys.type),
        ("m.name = ?", keys.name),
        ("m.name_year = ?", keys.name_year),
        ("m.document = ?", query.document),
    ]
    asked = [(condition, value) for condition, value in given if value is not None]
    return [condition for condition, _ in asked], [value for _, value in asked]
