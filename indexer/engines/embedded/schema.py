"""The tables of the SQLite file, and how an older file becomes one of this version.

`PRAGMA user_version` is the format's number. A new format is one more entry of `MIGRATIONS`: entries are
never changed once released.
"""

from __future__ import annotations

import sqlite3
import uuid

from indexer.errors import IndexTooNew

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row a document that was ever stored: what happened to it last. `generation` grows with each change.
CREATE TABLE journal (
    generation INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL UNIQUE,
    action TEXT NOT NULL CHECK (action IN ('put', 'remove')),
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL
);

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    encoding TEXT,
    collection TEXT NOT NULL,
    groups TEXT NOT NULL,
    pages TEXT NOT NULL,
    header TEXT NOT NULL,
    damage REAL NOT NULL,
    date INTEGER,
    analyzer TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX documents_sha256 ON documents (sha256);

-- Every path that holds a stored content; the document's own path and those of identical copies.
CREATE TABLE files (
    path TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX files_document ON files (document);

-- Text and annotations are compressed: they are read only when one document is shown.
CREATE TABLE contents (
    document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    text BLOB NOT NULL,
    annotations BLOB NOT NULL
);

CREATE TABLE facets (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (document, field, value)
) WITHOUT ROWID;
CREATE INDEX facets_value ON facets (field, value);

CREATE TABLE chunks (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    path TEXT NOT NULL,
    heading TEXT NOT NULL,
    text BLOB NOT NULL,
    restored TEXT,
    numbers TEXT NOT NULL,
    terms BLOB NOT NULL,
    PRIMARY KEY (document, ordinal)
);

-- One row a document: `ordinals` (int32) of the chunks that have a vector, `rows` (float32) in that order.
CREATE TABLE vectors (
    document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    dimensions INTEGER NOT NULL,
    ordinals BLOB NOT NULL,
    rows BLOB NOT NULL
);

CREATE TABLE mentions (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    number TEXT,
    number_year INTEGER,
    series TEXT,
    type TEXT,
    name TEXT,
    name_year INTEGER,
    canonical TEXT NOT NULL,
    relation TEXT NOT NULL,
    citation TEXT NOT NULL,
    PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;
CREATE INDEX mentions_number ON mentions (number);
CREATE INDEX mentions_name ON mentions (name);
CREATE INDEX mentions_canonical ON mentions (canonical);
"""

_RECORDS = """
-- What tasks, rows of report forms and warnings are selected by (`indexer.record_keys`), and themselves.
CREATE TABLE tasks (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    due INTEGER,
    lead TEXT NOT NULL,
    units TEXT NOT NULL,
    words TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;
CREATE INDEX tasks_due ON tasks (due);

CREATE TABLE indicators (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    code TEXT NOT NULL,
    form TEXT NOT NULL,
    words TEXT NOT NULL,
    numeric INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;
CREATE INDEX indicators_code ON indicators (code);

CREATE TABLE warnings (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;
CREATE INDEX warnings_kind ON warnings (kind);
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _RECORDS)
"""Entry n turns format n into format n + 1; an empty file is format 0."""

RECORDS_SINCE = 2
"""The format that came with the tables of `_RECORDS`, which are filled from the stored annotations."""

FORMAT = len(MIGRATIONS)
"""The format that this version of the program reads and writes."""


def format_of(connection: sqlite3.Connection) -> int:
    """The format of an open file; raises `IndexTooNew` if it is beyond this version."""
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > FORMAT:
        raise IndexTooNew(found, FORMAT)
    return found


def _fill_records(connection: sqlite3.Connection) -> None:
    from indexer.engines.embedded.record_rows import fill_records

    fill_records(connection)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to `FORMAT`, each step in one transaction; needs the writer's lock."""
    for step in range(format_of(connection), FORMAT):
        # executescript ends a transaction that was begun outside of it, so it is begun inside.
        script = f"BEGIN IMMEDIATE;{MIGRATIONS[step]};PRAGMA user_version = {step + 1};"
        if step == 0:
            script += f"INSERT INTO meta VALUES ('store', '{uuid.uuid4().hex}');"
        try:
            connection.executescript(script)
            if step + 1 == RECORDS_SINCE:
                _fill_records(connection)
            connection.execute("COMMIT")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.rollback()
            raise
