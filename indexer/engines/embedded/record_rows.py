"""Tasks, indicators and warnings as rows of SQLite."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from typing import Any

from analyzers.annotations import Indicator
from indexer.engines.base import StoredDocument
from indexer.engines.embedded import rows
from indexer.record_keys import found_task, indicator_keys, task_keys
from indexer.records import FoundTask, Source

_PLACES = {"tasks": 7, "indicators": 7, "warnings": 5}
"""Columns of each table."""


def insert_records(db: sqlite3.Connection, document: StoredDocument) -> None:
    """Store the tasks, indicators and warnings of a document that is stored already."""
    for table, made in record_rows(document).items():
        marks = ",".join("?" * _PLACES[table])
        db.executemany(f"INSERT INTO {table} VALUES ({marks})", made)


def fill_records(db: sqlite3.Connection) -> None:
    """Store the records of all documents, whose annotations an older format held only as a whole."""
    columns = ", ".join(f"d.{name}" for name in rows.DOCUMENT_COLUMNS.split(", "))
    sql = f"SELECT {columns}, t.text, t.annotations FROM documents d JOIN contents t ON t.document = d.id"
    for row in db.execute(sql).fetchall():
        text, annotations = rows.to_content(row[-2], row[-1])
        insert_records(db, rows.to_document(row[:-2], text, annotations))


def record_rows(document: StoredDocument) -> dict[str, list[rows.Row]]:
    """The rows of each table for one document."""
    found = document.annotations
    source = Source(document.id, document.file, found.header)
    return {
        "tasks": [_task_row(found_task(source, n, task)) for n, task in enumerate(found.tasks)],
        "indicators": [_indicator_row(document.id, n, row) for n, row in enumerate(found.indicators)],
        "warnings": [
            (document.id, n, warning.kind, warning.severity, _json(warning))
            for n, warning in enumerate(found.warnings)
        ],
    }


def _task_row(found: FoundTask) -> rows.Row:
    keys = task_keys(found)
    place = (found.source.document, found.ordinal)
    return (*place, keys.due, keys.lead, keys.units, keys.words, _json(found.task))


def _indicator_row(document: str, ordinal: int, indicator: Indicator) -> rows.Row:
    keys = indicator_keys(indicator)
    return (document, ordinal, keys.code, keys.form, keys.words, keys.numeric, _json(indicator))


def _json(record: Any) -> str:
    return json.dumps(asdict(record), separators=(",", ":"))
