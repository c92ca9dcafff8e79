"""What the Elasticsearch engine costs beside its bare client, on the same cluster and with the same data.

Both write the same documents of Elasticsearch into indices of the same mappings, by turns; the engine
through `put` and `commit`, the client through `helpers.bulk`. Both ask the same requests; the engine's are
listened to and asked again by the client.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from eval.bench_search import DEPTH, as_document, batches, best_embedder, passages, stretches
from indexer.embedding import Embedder
from indexer.engines.base import ANYONE, Chunk, LexicalQuery, StoredDocument
from indexer.engines.elasticsearch import admin
from indexer.engines.elasticsearch.cluster import Cluster
from indexer.engines.elasticsearch.engine import ElasticsearchEngine
from indexer.engines.elasticsearch.mappings import PARTS
from indexer.engines.elasticsearch.settings import ClusterSettings, from_environment
from indexer.engines.elasticsearch.sources import parts

ROUNDS = 3
QUESTIONS = 100
_WARMING = 10
"""Questions that are not counted."""
Prepared = list[tuple[StoredDocument, list[Chunk]]]


@dataclass(frozen=True, slots=True)
class ClusterFigures:
    """Medians over the rounds: passages a second written, and milliseconds of a hybrid search.

    `search` is both sides and their passages as the engine gives them, `asked` the same requests alone, put
    to the client one after the other.
    """

    passages: int
    engine_rate: float
    bare_rate: float
    search: float
    asked: float

    @property
    def share(self) -> float:
        """The engine's rate as a part of the client's."""
        return self.engine_rate / self.bare_rate

    @property
    def added(self) -> float:
        """Milliseconds that the engine adds to the requests of a search."""
        return self.search - self.asked


def measure_cluster(texts: Path, count: int) -> ClusterFigures:
    """Write and search `count` passages of the texts; the indices made for it are removed again."""
    settings = from_environment()
    embedder = best_embedder()
    prepared = [
        as_document(f"part {n}", batch, embedder) for n, batch in enumerate(batches(passages(texts, count)))
    ]
    ours = replace(settings, prefix=f"{settings.prefix}-bench-a")
    bare = replace(settings, prefix=f"{settings.prefix}-bench-b")
    took: dict[str, list[float]] = {"engine": [], "bare": []}
    try:
        for _ in range(ROUNDS):
            for name, work in (("engine", partial(_put, ours)), ("bare", partial(_bulk, bare))):
                took[name].append(work(prepared))
        engine_time, bare_time = (statistics.median(values) for values in took.values())
        search, asked = _searches(ours, embedder, stretches(texts, QUESTIONS))
    finally:
        for each in (ours, bare):
            _with(each, admin.drop)
    return ClusterFigures(count, count / engine_time, count / bare_time, search, asked)


def _put(settings: ClusterSettings, prepared: Prepared) -> float:
    """Seconds to store everything through the engine, in a new collection."""
    _with(settings, admin.drop)
    engine = ElasticsearchEngine(settings, write=True)
    try:
        engine.known()
        engine.put(*prepared[0])  # makes room for vectors, as the other one does before it is timed
        engine.commit()
        began = time.perf_counter()
        for document, chunks in prepared[1:]:
            engine.put(document, chunks)
        engine.commit()
        return time.perf_counter() - began
    finally:
        engine.close()


def _bulk(settings: ClusterSettings, prepared: Prepared) -> float:
    """Seconds to store the same through `helpers.bulk` with its own defaults."""
    from elasticsearch import helpers

    _with(settings, admin.drop)
    cluster = Cluster(settings)
    try:
        admin.create(cluster)
        for length in {len(chunk.vector) for _, chunks in prepared for chunk in chunks if chunk.vector}:
            admin.add_vectors(cluster, length)
        rows = [
            {"_index": cluster.name(index), "_id": id, "_source": source}
            for document, chunks in prepared[1:]
            for index, id, source in parts(document, chunks, "one")
        ]
        began = time.perf_counter()
        helpers.bulk(cluster.client.options(request_timeout=120), rows)
        cluster.refresh(PARTS)
        return time.perf_counter() - began
    finally:
        cluster.close()


def _searches(settings: ClusterSettings, embedder: Embedder, questions: Sequence[str]) -> tuple[float, float]:
    """Median milliseconds of both sides with their passages, and of the requests alone."""
    from search.lexical_query import to_lexical
    from search.query import analyse

    engine = ElasticsearchEngine(settings)
    listening = _Listening(engine.cluster)
    whole: list[float] = []
    alone: list[float] = []
    try:
        for n, question in enumerate(questions):
            words, vector = to_lexical(analyse(question)), embedder.embed([question])[0].tolist()
            works: list[tuple[list[float], Callable[[], object]]] = [
                (whole, partial(_both_sides, engine, words, vector)),
                (alone, listening.again),
            ]
            listening.heard.clear()
            works[0][1]()  # so that neither finds what the other one left in the cluster's caches
            listening.deaf = True
            for took, work in works if n % 2 else reversed(works):
                took.append(_milliseconds(work))
            listening.deaf = False
    finally:
        engine.close()
    return statistics.median(whole[_WARMING:]), statistics.median(alone[_WARMING:])


def _both_sides(engine: ElasticsearchEngine, words: LexicalQuery, vector: Sequence[float]) -> None:
    hits = engine.lexical(words, ANYONE, DEPTH) + engine.dense(vector, ANYONE, DEPTH)
    engine.passages([(hit.document, hit.ordinal) for hit in hits], ANYONE)


class _Listening:
    """Hears the requests that a cluster's client is asked for, and can ask them again."""

    def __init__(self, cluster: Cluster) -> None:
        self.heard: list[Callable[[Any], Any]] = []
        self.deaf = False
        self._cluster = cluster
        read = cluster.read

        def heard(ask: Callable[[Any], Any]) -> Any:
            if not self.deaf:
                self.heard.append(ask)
            return read(ask)

        cluster.read = heard  # type: ignore[method-assign]

    def again(self) -> None:
        """The requests that were heard, one after the other."""
        for ask in self.heard:
            ask(self._cluster.client)


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _with(settings: ClusterSettings, work: Callable[[Cluster], object]) -> None:
    cluster = Cluster(settings)
    try:
        work(cluster)
    finally:
        cluster.close()
