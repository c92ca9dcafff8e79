"""One client of a cluster: names of indices, retries with backoff, deep reading."""

from __future__ import annotations

import base64
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from indexer.engines.elasticsearch.mappings import Json
from indexer.engines.elasticsearch.problems import is_passing, kind_of, problem
from indexer.engines.elasticsearch.settings import ClusterSettings
from indexer.errors import StorageError

_READ_PATIENCE = 5.0
"""Seconds that a person's request is tried again while a node is away."""
_TIMEOUT = 30.0
"""Seconds that a read may take."""
_BULK_TIMEOUT = 120.0
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 5.0
PAGE = 2_000
"""Documents that are read at once; the server allows 10,000."""
_OLDEST = 9
_SHUT = (404,)


class Cluster:
    """A cluster and the collection in it whose indices begin with the prefix. Safe from many threads."""

    def __init__(self, settings: ClusterSettings) -> None:
        self.settings = settings
        self.client = _client(settings)
        self._clients = {t: self.client.options(request_timeout=t) for t in (_TIMEOUT, _BULK_TIMEOUT)}
        self._gave_up = False

    def name(self, index: str) -> str:
        """The alias of an index."""
        return f"{self.settings.prefix}-{index}"

    def names(self, indices: Iterable[str]) -> str:
        """Several aliases as one address."""
        return ",".join(map(self.name, indices))

    def close(self) -> None:
        """Let go of connections."""
        self.client.close()

    def check_version(self) -> None:
        """Raise where the server is older than 9; a login without the right to know is let through."""
        try:
            told = self.read(lambda c: c.nodes.info(filter_path="nodes.*.version"))
        except StorageError as error:
            if error.code == "permission" and "lacks rights" in error.message("en"):
                return
            raise
        versions = {node["version"] for node in told.get("nodes", {}).values()}
        if any(int(version.split(".")[0]) < _OLDEST for version in versions):
            raise self.problem("version", ", ".join(sorted(versions)))

    def problem(self, kind: str, detail: str = "") -> StorageError:
        """An error about this cluster."""
        return problem(kind, url=self.settings.shown, prefix=self.settings.prefix, detail=detail)

    # Requests.

    def read(self, ask: Callable[[Any], Any]) -> Any:
        """The answer to a person's request, tried again for a few seconds; raises `StorageError`."""
        return self._patiently(ask, _READ_PATIENCE, _TIMEOUT)

    def write(self, ask: Callable[[Any], Any]) -> Any:
        """The answer to a writer's request, which waits longer. It must be one that may be repeated."""
        # Who waited in vain once does not wait again with every request that follows.
        patience = 0.0 if self._gave_up else self.settings.patience
        try:
            answer = self._patiently(ask, patience, _BULK_TIMEOUT)
        except StorageError:
            self._gave_up = True
            raise
        self._gave_up = False
        return answer

    def _patiently(self, ask: Callable[[Any], Any], patience: float, timeout: float) -> Any:
        until = time.monotonic() + patience
        client = self._clients[timeout]
        for pause in pauses():
            try:
                return ask(client)
            except Exception as error:
                kind, detail = kind_of(error)
                if _is_own_business(error):
                    raise
                if not is_passing(kind) or time.monotonic() + pause > until:
                    raise self.problem(kind, detail) from error
            time.sleep(pause)
        raise AssertionError("the pauses do not end")

    def get(self, index: str, id: str, source: Sequence[str] | None = None) -> Json | None:
        """A document as last written, whether refreshed or not; None if it is not there."""
        answer = self.read(
            lambda c: c.options(ignore_status=_SHUT).get(
                index=self.name(index), id=id, source_includes=source
            )
        )
        if answer.get("error"):
            raise self.problem("missing")
        return dict(answer["_source"]) if answer.get("found") else None

    def mget(self, index: str, ids: Sequence[str], source: Sequence[str] | None = None) -> list[Json | None]:
        """Documents as last written, in the order asked for."""
        if not ids:
            return []
        found: list[Json | None] = []
        for at in range(0, len(ids), PAGE):
            part = ids[at : at + PAGE]
            answer = self.read(partial(_mget, index=self.name(index), ids=part, source_includes=source))
            for doc in answer["docs"]:
                if "error" in doc:
                    raise self.problem("unassigned", str(doc["error"].get("reason", "")))
                found.append(doc["_source"] if doc.get("found") else None)
        return found

    def search(self, index: str, **asked: Any) -> Json:
        """One page of hits."""
        asked = _defaults(self.settings, asked)
        return dict(self.read(partial(_search, index=self.name(index), **asked)))

    def scan(
        self, indices: Sequence[str], query: Json, source: Sequence[str] | bool = False
    ) -> Iterator[Json]:
        """Every hit, in no order: a point in time, read page by page."""
        alias = self.names(indices)
        opened = self.read(lambda c: c.open_point_in_time(index=alias, keep_alive="2m"))
        pit = opened["id"]
        try:
            after: list[Any] | None = None
            while True:
                asked: Json = {"query": query, "size": PAGE, "sort": ["_shard_doc"], "source": source}
                asked |= {"pit": {"id": pit, "keep_alive": "2m"}, "search_after": after}
                answer = self.read(partial(_search, track_total_hits=False, **asked))
                pit, hits = answer["pit_id"], answer["hits"]["hits"]
                yield from hits
                if len(hits) < PAGE:
                    return
                after = hits[-1]["sort"]
        finally:
            self._close_point(pit)

    def _close_point(self, pit: str) -> None:
        try:
            self.client.options(ignore_status=_SHUT, request_timeout=5).close_point_in_time(id=pit)
        except Exception as error:  # it ends by itself
            if _is_own_business(error):
                raise

    def hits(self, index: str, query: Json, source: Sequence[str] | bool) -> Iterator[Json]:
        """Every hit, in no order; a few in one request."""
        found = self.search(index, query=query, size=PAGE, source=source)["hits"]["hits"]
        if len(found) < PAGE:
            yield from found
        else:
            yield from self.scan((index,), query, source)

    def ordered(
        self, index: str, query: Json, order: Sequence[Json], offset: int, limit: int, source: Sequence[str]
    ) -> list[Json]:
        """The sources of the hits from `offset` on, in an order that leaves no ties."""
        found: list[Json] = []
        at, after = 0, None
        # The server counts at most 10,000 hits from the first; behind that one goes on from a hit.
        while at < offset + limit:
            size = min(PAGE, offset + limit - at)
            page = self.search(
                index, query=query, sort=list(order), size=size, search_after=after, source=list(source)
            )
            hits = page["hits"]["hits"]
            found += [hit["_source"] for n, hit in enumerate(hits, at) if n >= offset]
            at += len(hits)
            if len(hits) < size:
                break
            after = hits[-1]["sort"]
        return found

    def values(self, index: str, field: str, query: Json) -> Iterator[tuple[str, int]]:
        """Every value of a keyword field with the number of its documents, in order."""
        after: Json | None = None
        while True:
            source = {"size": PAGE, "sources": [{"value": {"terms": {"field": field}}}]}
            grouped: Json = {"composite": source if after is None else {**source, "after": after}}
            found = self.search(index, query=query, size=0, aggs={"all": grouped})["aggregations"]["all"]
            yield from ((str(b["key"]["value"]), int(b["doc_count"])) for b in found["buckets"])
            after = found.get("after_key")
            if after is None or len(found["buckets"]) < PAGE:
                return

    def refresh(self, indices: Iterable[str]) -> None:
        """Make what was written visible to searches."""
        answer = self.write(lambda c: c.indices.refresh(index=self.names(indices)))
        if answer["_shards"]["failed"]:
            raise self.problem("unassigned", f"{answer['_shards']['failed']} shards")


def _mget(client: Any, **asked: Any) -> Any:
    return client.mget(**asked)


def _search(client: Any, **asked: Any) -> Any:
    """A search of which no shard is missing: an answer that lacks a part is no answer."""
    return client.search(allow_partial_search_results=False, **asked)


def _defaults(settings: ClusterSettings, asked: Json) -> Json:
    """With several shards words are weighed by the whole collection, not by each shard's part of it."""
    found = {"track_total_hits": False, **asked}
    if settings.shards > 1 and "knn" not in asked:
        found["search_type"] = "dfs_query_then_fetch"
    return found


def pauses() -> Iterator[float]:
    """Growing pauses with a little chance in them, so that many clients do not come back at once."""
    pause = _FIRST_PAUSE
    while True:
        yield pause * random.uniform(0.75, 1.25)
        pause = min(_LONGEST_PAUSE, 2 * pause)


def _is_own_business(error: Exception) -> bool:
    """Whether an error has nothing to do with the cluster, so that it is a mistake of the program."""
    from elastic_transport import TransportError
    from elasticsearch import ApiError, UnsupportedProductError

    return not isinstance(error, TransportError | ApiError | UnsupportedProductError)


def _client(settings: ClusterSettings) -> Any:
    from elasticsearch import Elasticsearch

    options: Json = {"max_retries": 0, "retry_on_timeout": False}
    if settings.ca:
        options["ca_certs"] = settings.ca
    if settings.api_key:
        options["api_key"] = settings.api_key
    elif settings.user:
        # The client itself takes ASCII only.
        login = f"{settings.user}:{settings.password or ''}".encode()
        options["headers"] = {"authorization": "Basic " + base64.b64encode(login).decode("ascii")}
    try:
        return Elasticsearch(list(settings.urls), **options)
    except (ValueError, OSError) as error:
        raise problem("bad-setting", name="TRACUU_ELASTICSEARCH_URL", value=settings.shown) from error
