"""Removing what nobody sees: pieces that were replaced, batches that were never published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from indexer.engines.elasticsearch.bulk import Bulk, deletion
from indexer.engines.elasticsearch.cluster import Cluster
from indexer.engines.elasticsearch.mappings import DOCUMENTS, PARTS, Json
from indexer.engines.elasticsearch.originals import Originals
from indexer.engines.elasticsearch.reading import Reading
from indexer.engines.elasticsearch.state import State, StateDocument, without

_AT_ONCE = 1_000
"""Pieces that are removed in one go."""


class Sweeper:
    """Takes what is dead or abandoned out of the indices; for the process that holds the lease."""

    def __init__(
        self, cluster: Cluster, document: StateDocument, reading: Reading, originals: Originals
    ) -> None:
        self._cluster = cluster
        self._document = document
        self._reading = reading
        self._originals = originals

    def sweep(self) -> None:
        """Take dead pieces and abandoned batches out of the indices, then off the lists."""
        state = self._document.read() or State()
        if not (state.dead or state.abandoned):
            return
        self._cluster.refresh(PARTS)
        released: set[str] = set()
        for field, values in (("piece", state.dead), ("batch", state.abandoned)):
            for at in range(0, len(values), _AT_ONCE):
                released |= self._removed({"terms": {field: list(values[at : at + _AT_ONCE])}})
        self._cluster.refresh(PARTS)
        swept = self._document.change(
            lambda now: replace(
                now, dead=without(now.dead, state.dead), abandoned=without(now.abandoned, state.abandoned)
            )
        )
        self._reading.take(swept)
        self._originals.drop(released - self._still_held(released))

    def _removed(self, query: Json) -> set[str]:
        """Remove what matches; the hashes of contents that documents among it held."""
        sending, hashes = Bulk(self._cluster), set()
        for hit in self._cluster.scan(PARTS, query, ("sha256",)):
            sending.add(deletion(hit["_index"], hit["_id"]))
            if "sha256" in hit.get("_source", {}):
                hashes.add(hit["_source"]["sha256"])
        sending.flush()
        return hashes

    def _still_held(self, hashes: Iterable[str]) -> set[str]:
        query: Json = {"terms": {"sha256": sorted(hashes)}}
        if not query["terms"]["sha256"]:
            return set()
        hits = self._cluster.hits(DOCUMENTS, query, ("sha256",))
        return {hit["_source"]["sha256"] for hit in hits}
