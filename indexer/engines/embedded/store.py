"""The truth of the embedded engine: one SQLite file, one transaction a document, WAL.

Reading and writing processes work on it at once. Each thread has a connection of its own for reading;
writing goes through one, under the data folder's lock.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from indexer.engines.base import Chunk, StoredDocument
from indexer.engines.embedded import rows, schema
from indexer.engines.embedded.problems import storage_error, translated
from indexer.engines.embedded.record_rows import insert_records

FILE = "tracuu.sqlite"

_Stamp = tuple[int, int, int]
"""When the file was last changed (ns), its size and that of its write-ahead log (bytes)."""

_NO_SHARED_MEMORY = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
)
"""What SQLite says where it cannot make the file that readers and writers share."""


class Store:
    """The SQLite file in a data folder. With `write` it is made or migrated; the caller holds the lock."""

    def __init__(self, folder: Path, *, write: bool) -> None:
        self.folder = folder
        self._path = folder / FILE
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._writing = threading.RLock()
        self._writer: sqlite3.Connection | None = None
        with translated(folder):
            self._check_file(write)
            if write:
                self._writer = self._open_writer()
            self.format = schema.format_of(self.reading())
            self.id = self._meta("store") if self.format else ""

    def _check_file(self, write: bool) -> None:
        """Raise where there is nothing to read, or where the truth is lost and only what it led to is left.

        A writer makes the file before anything else, so that the rest is never there without it.
        """
        if self.folder.exists() and not self.folder.is_dir():
            raise storage_error("no-folder", self.folder)
        filled = self._path.exists() and self._path.stat().st_size > 0
        if not filled and (any(self.folder.glob("lexical-*")) or any(self.folder.glob("originals/*"))):
            raise storage_error("emptied", self.folder)
        if not filled and not write:
            raise storage_error("missing", self.folder)

    def reading(self) -> sqlite3.Connection:
        """This thread's connection for reading."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        frozen: _Stamp | None = getattr(self._local, "frozen", None)
        if connection is not None and frozen is not None and frozen != self._stamp():
            self._opened.remove(connection)
            connection.close()
            connection = None
        if connection is None:
            connection, self._local.frozen = self._open_reader()
            self._local.connection = connection
            self._opened.append(connection)
        return connection

    def close(self) -> None:
        """Close every connection of every thread."""
        for connection in (*self._opened, self._writer):
            if connection is not None:
                connection.close()
        self._opened.clear()
        self._writer = None

    # What an ingest run needs to know.

    def generation(self) -> int:
        """The number of the last change, 0 for a store that never held anything."""
        with translated(self.folder):
            row = self.reading().execute("SELECT max(generation) FROM journal").fetchone()
        return int(row[0] or 0)

    def known(self) -> dict[str, tuple[str, str]]:
        """Every stored path with its document and the hash of its content."""
        sql = "SELECT f.path, d.id, d.sha256 FROM files f JOIN documents d ON d.id = f.document"
        with translated(self.folder):
            return {path: (document, sha256) for path, document, sha256 in self.reading().execute(sql)}

    def outdated(self, analyzer: str) -> set[str]:
        """The documents whose annotations another version made."""
        sql = "SELECT id FROM documents WHERE analyzer <> ?"
        with translated(self.folder):
            return {row[0] for row in self.reading().execute(sql, (analyzer,))}

    def hashes(self) -> set[str]:
        """The hashes of all contents that are held."""
        with translated(self.folder):
            return {row[0] for row in self.reading().execute("SELECT sha256 FROM documents")}

    # What the lexical index and the vectors are made from.

    def changes(self, since: int) -> list[tuple[int, str]]:
        """`(generation, document)` of everything changed after `since`, in order; removed ones too."""
        sql = "SELECT generation, document FROM journal WHERE generation > ? ORDER BY generation"
        with translated(self.folder):
            return self.reading().execute(sql, (since,)).fetchall()

    def facets_of(self, document: str) -> tuple[list[tuple[str, str]], int | None] | None:
        """A document's filter values with its groups, and its date; None if it is not there."""
        with translated(self.folder):
            found = self.reading().execute("SELECT date FROM documents WHERE id = ?", (document,)).fetchone()
            if found is None:
                return None
            sql = "SELECT field, value FROM facets WHERE document = ?"
            return self.reading().execute(sql, (document,)).fetchall(), found[0]

    def terms_of(self, document: str) -> Iterator[rows.ChunkTerms]:
        """The tokens of a document's passages."""
        sql = "SELECT ordinal, terms, numbers FROM chunks WHERE document = ? ORDER BY ordinal"
        with translated(self.folder):
            for row in self.reading().execute(sql, (document,)):
                yield rows.to_chunk_terms(row)

    def vectors(self) -> Iterator[rows.Row]:
        """`(document, dimensions, ordinals, rows)` of every document that has vectors."""
        sql = "SELECT document, dimensions, ordinals, rows FROM vectors ORDER BY document"
        with translated(self.folder):
            yield from self.reading().execute(sql)

    # Changes.

    def put(self, document: StoredDocument, chunks: Sequence[Chunk]) -> None:
        """Store a document in place of what its id held before, in one transaction."""
        with self._transaction() as db:
            old = db.execute("SELECT file, sha256 FROM documents WHERE id = ?", (document.id,)).fetchone()
            same_content = old is not None and old[1] == document.sha256
            kept = self._paths(db, document.id) if same_content else []
            db.execute("DELETE FROM documents WHERE id = ?", (document.id,))
            db.execute(
                f"INSERT INTO documents ({rows.DOCUMENT_COLUMNS}, date) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                rows.document_row(document),
            )
            paths = {document.file, *kept}
            db.executemany(
                "INSERT OR REPLACE INTO files (path, document) VALUES (?,?)",
                [(path, document.id) for path in sorted(paths)],
            )
            self._insert_content(db, document, chunks)
            self._journal(db, document.id, "put", document.file, document.sha256)

    def remove(self, document: str) -> bool:
        """Take a document out; False if it is not there."""
        with self._transaction() as db:
            old = db.execute("SELECT file, sha256 FROM documents WHERE id = ?", (document,)).fetchone()
            if old is None:
                return False
            db.execute("DELETE FROM documents WHERE id = ?", (document,))
            self._journal(db, document, "remove", *old)
            return True

    def link(self, file: str, document: str, *, moved: bool = False) -> None:
        """Note one more path of a document's content, with `moved` instead of the one it had."""
        with self._transaction() as db:
            if moved:
                old = "SELECT file FROM documents WHERE id = ?"
                db.execute(f"DELETE FROM files WHERE path = ({old})", (document,))
                db.execute("UPDATE documents SET file = ? WHERE id = ?", (file, document))
                row = db.execute("SELECT sha256 FROM documents WHERE id = ?", (document,)).fetchone()
                self._journal(db, document, "put", file, row[0])
            db.execute("INSERT OR REPLACE INTO files (path, document) VALUES (?,?)", (file, document))

    def _insert_content(
        self, db: sqlite3.Connection, document: StoredDocument, chunks: Sequence[Chunk]
    ) -> None:
        db.execute("INSERT INTO contents VALUES (?,?,?)", rows.content_row(document))
        db.executemany("INSERT OR IGNORE INTO facets VALUES (?,?,?)", rows.facet_rows(document))
        db.executemany(
            "INSERT INTO chunks VALUES (?,?,?,?,?,?,?,?,?,?)",
            (rows.chunk_row(document, chunk) for chunk in chunks),
        )
        vectors = rows.vector_row(document.id, chunks)
        if vectors is not None:
            db.execute("INSERT INTO vectors VALUES (?,?,?,?)", vectors)
        db.executemany("INSERT INTO mentions VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows.mention_rows(document))
        insert_records(db, document)

    def _journal(self, db: sqlite3.Connection, document: str, action: str, file: str, sha256: str) -> None:
        """Note a change; the row of the document's last change goes, so the journal does not grow."""
        db.execute("DELETE FROM journal WHERE document = ?", (document,))
        db.execute(
            "INSERT INTO journal (document, action, file, sha256, at) VALUES (?,?,?,?,?)",
            (document, action, file, sha256, time.strftime("%Y-%m-%dT%H:%M:%S%z")),
        )

    @staticmethod
    def _paths(db: sqlite3.Connection, document: str) -> list[str]:
        return [row[0] for row in db.execute("SELECT path FROM files WHERE document = ?", (document,))]

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All of what happens inside, or none of it."""
        if self._writer is None:
            raise storage_error("io", self.folder, "opened for reading only")
        with self._writing, translated(self.folder):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    # Connections.

    def _open_writer(self) -> sqlite3.Connection:
        connection = rows.connect(self._uri("rwc"))
        try:
            schema.format_of(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL, so that no derived index can be ahead of the store after a power cut.
            connection.execute("PRAGMA synchronous = FULL")
            schema.migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _open_reader(self) -> tuple[sqlite3.Connection, _Stamp | None]:
        """A connection for reading; with what the files were where it takes them for unchanging.

        A read-only folder and a full disk have no place for WAL's shared memory. Where no write-ahead log
        holds anything, the file alone is the whole truth, until it changes.
        """
        connection = rows.connect(self._uri("ro"))
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            stamp = self._stamp()
            if (error.sqlite_errorcode & 0xFF) not in _NO_SHARED_MEMORY or stamp[2] > 0:
                raise
            return rows.connect(self._uri("ro") + "&immutable=1"), stamp
        return connection, None

    def _stamp(self) -> _Stamp:
        log = self._path.with_name(FILE + "-wal")
        try:
            logged = log.stat().st_size
        except FileNotFoundError:
            logged = 0
        found = self._path.stat()
        return found.st_mtime_ns, found.st_size, logged

    def _uri(self, mode: str) -> str:
        return f"file:{quote(str(self._path.absolute()))}?mode={mode}"

    def _meta(self, key: str) -> str:
        row = self.reading().execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""


def as_json(values: Sequence[str] | frozenset[str]) -> str:
    """Values for `IN (SELECT value FROM json_each(?))`, so that their number has no limit."""
    return json.dumps(sorted(values))
