"""The embedded engine: SQLite as the truth, tantivy and a matrix of vectors derived from it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.engines.base import (
    Chunk,
    Filters,
    Hit,
    LexicalQuery,
    Mention,
    MentionQuery,
    Passage,
    Reader,
    StoredDocument,
)
from indexer.engines.embedded import schema
from indexer.engines.embedded.lexical import DamagedIndex, LexicalIndex
from indexer.engines.embedded.lock import WriterLock
from indexer.engines.embedded.originals import Originals
from indexer.engines.embedded.problems import translated
from indexer.engines.embedded.queries import Queries
from indexer.engines.embedded.records import Records
from indexer.engines.embedded.store import Store
from indexer.engines.embedded.vectors import VectorIndex
from indexer.errors import EngineBusy, StorageError
from indexer.records import (
    FoundIndicator,
    FoundTask,
    FoundWarning,
    IndicatorQuery,
    Listed,
    TaskQuery,
    WarningQuery,
)

_MEND_PAUSE = 5.0
"""Seconds between two looks of a long-lived reader whether a writer died and left its work unindexed."""

_READERS_KEPT = 16
"""Sets of groups for which the readable documents are kept."""


class EmbeddedEngine:
    """See `indexer.engines.base.Engine`. Reading is safe from many threads, writing from one at a time.

    Opened with `write`, it makes the folder if need be and holds its lock until `close`; `wait` is how
    many seconds it waits for another writer. Raises `StorageError`, `IndexTooNew` or `EngineBusy`.
    """

    def __init__(self, data: Path, *, write: bool = False, wait: float = 0.0) -> None:
        self._data = data
        self._lock = WriterLock(data / "writer.lock")
        self._write = write
        self._mended = 0.0
        self._stale: StorageError | None = None
        if write:
            self._take_folder(wait)
        try:
            self._store = self._open_store()
            self._queries = Queries(self._store)
            self._records = Records(self._store, self._queries)
            self._lexical = LexicalIndex(data)
            self._vectors = VectorIndex(self._store)
            self._all_readable: dict[Reader, tuple[int, set[str]]] = {}
            self._originals = Originals(data / "originals")
            if write:
                self._lexical.catch_up(self._store)
                with translated(data):
                    self._originals.sweep(self._store.hashes())
            else:
                self._mend()
        except BaseException:
            self._lock.release()
            raise

    # Writing.

    def put(self, document: StoredDocument, chunks: Sequence[Chunk]) -> None:
        """See `Engine.put`."""
        self._store.put(document, chunks)

    def remove(self, document: str) -> bool:
        """See `Engine.remove`."""
        return self._store.remove(document)

    def link(self, file: str, document: str, *, moved: bool = False) -> None:
        """See `Engine.link`."""
        self._store.link(file, document, moved=moved)

    def keep(self, file: Path, sha256: str) -> bool:
        """See `Engine.keep`."""
        with file.open("rb") as original, translated(self._data):
            return self._originals.keep(original, sha256)

    def commit(self) -> None:
        """See `Engine.commit`; originals that no document holds any more go."""
        self._lexical.catch_up(self._store)
        with translated(self._data):
            self._originals.sync()
            self._originals.sweep(self._store.hashes())

    # Reading.

    def generation(self) -> int:
        """See `Engine.generation`."""
        return self._store.generation()

    def stale(self) -> StorageError | None:
        """See `Engine.stale`."""
        return self._stale

    def known(self) -> dict[str, tuple[str, str]]:
        """See `Engine.known`."""
        return self._store.known()

    def outdated(self, analyzer: str) -> set[str]:
        """See `Engine.outdated`."""
        return self._store.outdated(analyzer)

    def documents(self, reader: Reader, filters: Filters | None = None) -> list[StoredDocument]:
        """See `Engine.documents`."""
        return self._queries.documents(reader, filters)

    def document(self, document: str, reader: Reader) -> StoredDocument | None:
        """See `Engine.document`."""
        return self._queries.document(document, reader)

    def original(self, document: str, reader: Reader) -> Path | None:
        """See `Engine.original`."""
        sha256 = self._queries.sha256(document, reader)
        path = None if sha256 is None else self._originals.path(sha256)
        return path if path is not None and path.exists() else None

    def lost_originals(self, reader: Reader) -> list[str]:
        """See `Engine.lost_originals`."""
        held = self._queries.documents(reader, None)
        return [document.file for document in held if not self._originals.path(document.sha256).exists()]

    def lexical(
        self, query: LexicalQuery, reader: Reader, limit: int, filters: Filters | None = None
    ) -> list[Hit]:
        """See `Engine.lexical`."""
        if not self._write and time.monotonic() - self._mended > _MEND_PAUSE:
            self._mend()
        if self._stale is not None and self._lexical.generation(self._store.id) <= 0:
            raise _anew(self._stale)
        filters = self._queries.settled(filters)
        try:
            return self._lexical.search(query, reader, limit, filters)
        except DamagedIndex:
            self._rebuild()
            return self._lexical.search(query, reader, limit, filters)

    def dense(
        self, vector: Sequence[float], reader: Reader, limit: int, filters: Filters | None = None
    ) -> list[Hit]:
        """See `Engine.dense`."""
        return self._vectors.search(vector, self._readable(reader, filters), limit)

    def passages(self, hits: Sequence[tuple[str, int]], reader: Reader) -> list[Passage]:
        """See `Engine.passages`."""
        return self._queries.passages(hits, reader)

    def mentions(self, query: MentionQuery, reader: Reader) -> list[Mention]:
        """See `Engine.mentions`."""
        return self._queries.mentions(query, reader)

    def canonicals(self, reader: Reader) -> Iterator[tuple[str, int]]:
        """See `Engine.canonicals`."""
        return self._queries.canonicals(reader)

    def tasks(
        self,
        query: TaskQuery,
        reader: Reader,
        filters: Filters | None = None,
        *,
        offset: int = 0,
        limit: int | None = None,
    ) -> Listed[FoundTask]:
        """See `Engine.tasks`."""
        return self._records.tasks(query, reader, filters, offset, limit)

    def indicators(
        self,
        query: IndicatorQuery,
        reader: Reader,
        filters: Filters | None = None,
        *,
        offset: int = 0,
        limit: int | None = None,
    ) -> Listed[FoundIndicator]:
        """See `Engine.indicators`."""
        return self._records.indicators(query, reader, filters, offset, limit)

    def warnings(
        self,
        query: WarningQuery,
        reader: Reader,
        filters: Filters | None = None,
        *,
        offset: int = 0,
        limit: int | None = None,
    ) -> Listed[FoundWarning]:
        """See `Engine.warnings`."""
        return self._records.warnings(query, reader, filters, offset, limit)

    def close(self) -> None:
        """See `Engine.close`."""
        self._lexical.close()
        self._store.close()
        self._lock.release()

    def _readable(self, reader: Reader, filters: Filters | None) -> set[str]:
        """The documents that match; without conditions they are kept until the store changes."""
        if filters is not None:
            return self._queries.readable(reader, filters)
        generation = self._store.generation()
        kept = self._all_readable.get(reader)
        if kept is None or kept[0] != generation:
            kept = (generation, self._queries.readable(reader, None))
            if len(self._all_readable) >= _READERS_KEPT:
                self._all_readable.clear()
            self._all_readable[reader] = kept
        return kept[1]

    # Opening.

    def _take_folder(self, wait: float) -> None:
        with translated(self._data):
            self._data.mkdir(parents=True, exist_ok=True)
            self._lock.take(wait)

    def _open_store(self) -> Store:
        """The store, brought to this version's format first if it is older."""
        store = Store(self._data, write=self._write)
        if store.format == schema.FORMAT:
            return store
        store.close()
        with translated(self._data):
            self._lock.take(wait=_MEND_PAUSE)
        try:
            Store(self._data, write=True).close()
        finally:
            self._lock.release()
        return Store(self._data, write=False)

    def _rebuild(self) -> None:
        """Make a damaged index anew, under the lock."""
        if self._write:
            self._lexical.rebuild(self._store)
            return
        with translated(self._data):
            self._lock.take(wait=_MEND_PAUSE)
        try:
            self._lexical.rebuild(self._store)
        finally:
            self._lock.release()

    def _mend(self) -> None:
        """Catch the index up where a writer died before it could; a living writer does it itself.

        A reader that cannot write searches what is indexed, and `stale` says so.
        """
        self._mended = time.monotonic()
        self._stale = None
        if self._lexical.generation(self._store.id) == self._store.generation():
            return
        try:
            with translated(self._data):
                self._lock.take()
        except EngineBusy:
            return
        except StorageError as error:
            self._stale = _anew(error)
            return
        try:
            self._lexical.catch_up(self._store)
        except StorageError as error:
            if error.code == "corrupt":
                raise
            self._stale = _anew(error)
        finally:
            self._lock.release()


def _anew(error: StorageError) -> StorageError:
    """The same error without its traceback, whose frames would keep tantivy's writer and its lock alive."""
    return StorageError(error.code, error.message("vi"), error.message("en"))
