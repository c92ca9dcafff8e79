"""The nearest passages, exactly: one matrix in memory, multiplied with the question's vector."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.engines.base import Hit
from indexer.engines.embedded.store import Store

if TYPE_CHECKING:
    from numpy import float32, int32, intp
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class _Loaded:
    """All vectors of one length: row i is passage `ordinals[i]` of `documents[owners[i]]`."""

    generation: int
    documents: list[str]
    owners: NDArray[int32]
    ordinals: NDArray[int32]
    matrix: NDArray[float32]


class VectorIndex:
    """Exact search over the store's vectors, read when first needed and again when the store changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._loaded: dict[int, _Loaded] = {}
        self._loading = threading.Lock()

    def search(self, vector: Sequence[float], readable: set[str], limit: int) -> list[Hit]:
        """The passages of `readable` documents with the greatest inner product, at most `limit`."""
        import numpy as np

        if limit <= 0 or not readable:
            return []
        loaded = self._current(len(vector))
        everything = readable.issuperset(loaded.documents)
        rows = np.arange(loaded.owners.size) if everything else _rows(loaded, readable)
        if rows.size == 0:
            return []
        scores = (loaded.matrix if everything else loaded.matrix[rows]) @ np.asarray(vector, dtype=np.float32)
        best = np.arange(rows.size)
        if rows.size > limit:
            # Every row that scores as the last one taken stays in, so that ties are cut in one order.
            least = np.partition(scores, rows.size - limit)[rows.size - limit]
            best = np.flatnonzero(scores >= least)
        hits = [
            Hit(loaded.documents[loaded.owners[rows[i]]], int(loaded.ordinals[rows[i]]), float(scores[i]))
            for i in best
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.document, hit.ordinal))
        return hits[:limit]

    def _current(self, dimensions: int) -> _Loaded:
        generation = self._store.generation()
        with self._loading:
            loaded = self._loaded.get(dimensions)
            if loaded is None or loaded.generation != generation:
                loaded = self._load(dimensions, generation)
                self._loaded[dimensions] = loaded
            return loaded

    def _load(self, dimensions: int, generation: int) -> _Loaded:
        import numpy as np

        documents: list[str] = []
        owners, ordinals, matrices = [], [], []
        for document, length, numbers, values in self._store.vectors():
            if length != dimensions:
                continue
            own = np.frombuffer(numbers, dtype=np.int32)
            ordinals.append(own)
            owners.append(np.full(own.size, len(documents), dtype=np.int32))
            matrices.append(np.frombuffer(values, dtype=np.float32).reshape(own.size, dimensions))
            documents.append(document)
        if not documents:
            empty = np.empty(0, dtype=np.int32)
            return _Loaded(generation, [], empty, empty, np.empty((0, dimensions), dtype=np.float32))
        return _Loaded(
            generation, documents, np.concatenate(owners), np.concatenate(ordinals), np.concatenate(matrices)
        )


def _rows(loaded: _Loaded, readable: set[str]) -> NDArray[intp]:
    """The rows of the documents that may be read."""
    import numpy as np

    allowed = np.array([document in readable for document in loaded.documents], dtype=bool)
    return np.flatnonzero(allowed[loaded.owners])
