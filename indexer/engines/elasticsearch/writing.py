"""Writing: batches that nobody sees until they are published, and the lease that lets one process write."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Sequence
from dataclasses import replace
from threading import Event, Thread
from typing import Any

from indexer.engines.base import Chunk, StoredDocument
from indexer.engines.elasticsearch import admin
from indexer.engines.elasticsearch.bulk import Bulk, deletion
from indexer.engines.elasticsearch.cluster import Cluster
from indexer.engines.elasticsearch.mappings import (
    DOCUMENTS,
    FILES,
    JOURNAL,
    PARTS,
    RECORDS,
    Json,
)
from indexer.engines.elasticsearch.originals import Originals
from indexer.engines.elasticsearch.reading import Reading
from indexer.engines.elasticsearch.safe import restored, stored
from indexer.engines.elasticsearch.sources import as_action, parts, piece_of
from indexer.engines.elasticsearch.state import (
    LEASE_SECONDS,
    State,
    StateDocument,
    new_writer,
    renewed,
    without,
)
from indexer.engines.elasticsearch.sweeping import Sweeper
from indexer.errors import EngineBusy, StorageError

_PAUSE = 0.2
"""Seconds between two tries for the lease."""
_BEAT = LEASE_SECONDS / 4


class Writing:
    """The writing half of the Protocol. Holds the lease from the start to `close`; raises `EngineBusy`."""

    def __init__(
        self,
        cluster: Cluster,
        document: StateDocument,
        reading: Reading,
        originals: Originals,
        wait: float,
    ) -> None:
        self._cluster = cluster
        self._document = document
        self._reading = reading
        self._sweeper = Sweeper(cluster, document, reading, originals)
        self._token = secrets.token_hex(4)
        self._number = 0
        self._batch = ""
        self._bulk = Bulk(cluster)
        self._put: dict[str, str] = {}
        self._replaced: list[str] = []
        self._changed = False
        self._registered = True
        self._ids: set[str] | None = None
        self._dimensions: set[int] = set()
        self._ended = Event()
        admin.create(cluster)
        document.create()
        self._take_lease(wait)
        self._beating = Thread(target=self._beat, name="tracuu-lease", daemon=True)
        self._beating.start()
        self._sweeper.sweep()

    # Changes.

    def put(self, document: StoredDocument, chunks: Sequence[Chunk]) -> None:
        """See `Engine.put`."""
        if document.id in self._put:
            self.commit()
        held = self._held(document.id)
        with self._whole_or_not():
            for length in {len(chunk.vector) for chunk in chunks if chunk.vector} - self._dimensions:
                admin.add_vectors(self._cluster, length)
                self._dimensions.add(length)
            for index, id, source in parts(document, chunks, self._batch):
                self._bulk.add(as_action(self._cluster.name(index), id, source))
            self._note(document.id, "put", document.file, document.sha256)
            self._add_path(document.file, document.id)
            if held is not None and held[0].sha256 != document.sha256:
                self._forget_paths(document.id, {document.file})
        if held is not None:
            self._replaced.append(held[1])
        self._put[document.id] = piece_of(document.id, self._batch)
        self._changed = True

    def _held(self, document: str) -> tuple[StoredDocument, str] | None:
        """What is published of a document; nobody is asked about one that is known to be new."""
        if self._ids is not None and document not in self._ids:
            return None
        return self._reading.held([document]).get(document)

    def remove(self, document: str) -> bool:
        """See `Engine.remove`."""
        if document in self._put:
            self.commit()
        held = self._reading.held([document]).get(document)
        if held is None or held[1] in self._replaced:
            return False
        with self._whole_or_not():
            self._note(document, "remove", held[0].file, held[0].sha256)
            self._forget_paths(document, set())
        self._replaced.append(held[1])
        self._changed = True
        return True

    def link(self, file: str, document: str, *, moved: bool) -> None:
        """See `Engine.link`."""
        if moved:
            self.commit()
        with self._whole_or_not():
            if moved:
                self._move(file, document)
            self._add_path(file, document)

    def _move(self, file: str, document: str) -> None:
        held = self._reading.held([document]).get(document)
        if held is None:
            return
        known, piece = held
        name = {"file": stored(file)}
        self._bulk.add(deletion(self._cluster.name(FILES), _path_id(known.file)))
        self._bulk.add(_update(self._cluster.name(DOCUMENTS), piece, name))
        for hit in self._cluster.hits(RECORDS, {"term": {"piece": piece}}, source=False):
            self._bulk.add(_update(hit["_index"], hit["_id"], name))
        self._note(document, "put", file, known.sha256)
        self._changed = True

    def _note(self, document: str, action: str, file: str, sha256: str) -> None:
        """The journal: what happened to a document last."""
        entry = {
            "document": document,
            "action": action,
            "file": stored(file),
            "sha256": sha256,
            "at": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
            "batch": self._batch,
        }
        self._bulk.add(as_action(self._cluster.name(JOURNAL), document, entry))

    def _add_path(self, file: str, document: str) -> None:
        entry = {"path": stored(file), "document": document}
        self._bulk.add(as_action(self._cluster.name(FILES), _path_id(file), entry))

    def _forget_paths(self, document: str, kept: set[str]) -> None:
        """The paths that hold what a document was go, but those that are kept."""
        self._bulk.flush()
        self._cluster.refresh([FILES])
        for hit in self._cluster.hits(FILES, {"term": {"document": document}}, ("path",)):
            if restored(hit["_source"]["path"]) not in kept:
                self._bulk.add(deletion(self._cluster.name(FILES), hit["_id"]))

    # What an ingest run needs to know.

    def known(self) -> dict[str, tuple[str, str]]:
        """See `Engine.known`."""
        self.commit()
        self._cluster.refresh([FILES, DOCUMENTS])
        published = self._reading.published([])
        fields = ("document", "sha256")
        hashes = {
            hit["_source"]["document"]: hit["_source"]["sha256"]
            for hit in self._cluster.hits(DOCUMENTS, published, fields)
        }
        self._ids = set(hashes)
        paths = self._cluster.hits(FILES, {"match_all": {}}, ("path", "document"))
        sources = (hit["_source"] for hit in paths)
        return {
            restored(source["path"]): (source["document"], hashes[source["document"]])
            for source in sources
            if source["document"] in hashes
        }

    # Publishing.

    def commit(self) -> None:
        """See `Engine.commit`; raises `StorageError`, and then nothing of the batch is published."""
        with self._whole_or_not():
            self._bulk.flush()
            if not self._changed:
                return
            self._cluster.refresh([*PARTS, FILES])
            batch, replaced = self._next_batch(), tuple(self._replaced)
            state = self._document.change(lambda state: self._published(state, batch, replaced))
        if self._ids is not None:
            self._ids.update(self._put)
        self._start(batch)
        self._reading.take(state)
        self._sweeper.sweep()

    def _published(self, state: State, batch: str, replaced: tuple[str, ...]) -> State:
        mine = self._mine(state)
        writers = {**state.writers, self._token: replace(mine, batch=batch)}
        dead = tuple(dict.fromkeys((*state.dead, *replaced)))
        return replace(state, generation=state.generation + 1, writers=writers, dead=dead)

    def _mine(self, state: State) -> Any:
        if self._token not in state.writers:
            raise self._cluster.problem("lease")
        return state.writers[self._token]

    def _whole_or_not(self) -> _Abandoning:
        return _Abandoning(self)

    def mend(self) -> None:
        """Tell the state of the present batch where that failed before."""
        if not self._registered:
            self._document.change(self._registering)
            self._registered = True

    def abandon(self) -> None:
        """Leave the open batch unpublished for good and begin another one."""
        self._bulk = Bulk(self._cluster)
        self._start(self._next_batch())
        self._registered = False
        self.mend()

    def _registering(self, state: State) -> State:
        """The state with the present batch open and the one that was open before abandoned."""
        mine = self._mine(state)
        writers = {**state.writers, self._token: replace(mine, batch=self._batch)}
        abandoned = tuple(dict.fromkeys((*state.abandoned, mine.batch)))
        return replace(state, writers=writers, abandoned=without(abandoned, [self._batch]))

    def _next_batch(self) -> str:
        self._number += 1
        return f"{self._token}{self._number}"

    def _start(self, batch: str) -> None:
        self._batch = batch
        self._put, self._replaced, self._changed = {}, [], False

    # The lease.

    def _take_lease(self, wait: float) -> None:
        until = time.monotonic() + wait
        batch = self._next_batch()
        while True:
            try:
                state = self._document.change(lambda state: self._entered(state, batch))
                break
            except EngineBusy:
                if time.monotonic() >= until:
                    raise
            time.sleep(_PAUSE)
        self._start(batch)
        self._reading.take(state)

    def _entered(self, state: State, batch: str) -> State:
        """The state with this process as its writer, and without those that are gone."""
        now = time.time()
        for token, writer in state.writers.items():
            if token != self._token and writer.is_alive(now):
                raise EngineBusy(writer.shown)
        gone = [writer.batch for token, writer in state.writers.items() if token != self._token]
        abandoned = tuple(dict.fromkeys((*state.abandoned, *gone)))
        return replace(state, writers={self._token: new_writer(batch)}, abandoned=abandoned)

    def _beat(self) -> None:
        """Renew the lease now and then; a cluster that is away for a while is no reason to stop."""
        while not self._ended.wait(_BEAT):
            try:
                self._document.change(
                    lambda state: renewed(state, self._token) if self._token in state.writers else state
                )
            except StorageError:
                continue

    def close(self) -> None:
        """Publish what was put, and let the lease go."""
        self._ended.set()
        try:
            self.commit()
        finally:
            self._document.change(self._left)

    def _left(self, state: State) -> State:
        """The state without this writer; what it did not publish stays hidden and is removed later."""
        if self._token not in state.writers:
            return state
        batch = state.writers[self._token].batch
        clean = self._registered and not self._changed
        abandoned = state.abandoned if clean else tuple(dict.fromkeys((*state.abandoned, batch)))
        writers = {token: writer for token, writer in state.writers.items() if token != self._token}
        return replace(state, writers=writers, abandoned=abandoned)


class _Abandoning:
    """What fails inside leaves the whole open batch unpublished."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing

    def __enter__(self) -> None:
        self._writing.mend()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, StorageError):
            try:
                self._writing.abandon()
            except StorageError:
                # The cluster is away: the next writer finds the batch open and abandons it.
                return


def _path_id(file: str) -> str:
    return hashlib.sha256(file.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _update(index: str, id: str, changed: Json) -> tuple[Json, Json]:
    return {"update": {"_index": index, "_id": id}}, {"doc": changed}
