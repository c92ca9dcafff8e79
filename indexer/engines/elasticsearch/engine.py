"""The engine over a cluster: reading, searching, writing and originals put together."""

from __future__ import annotations

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
from indexer.engines.elasticsearch.cluster import Cluster
from indexer.engines.elasticsearch.mappings import DOCUMENTS
from indexer.engines.elasticsearch.originals import Originals
from indexer.engines.elasticsearch.passage_search import PassageSearch
from indexer.engines.elasticsearch.reading import Reading
from indexer.engines.elasticsearch.records import Records
from indexer.engines.elasticsearch.settings import ClusterSettings
from indexer.engines.elasticsearch.state import StateDocument
from indexer.engines.elasticsearch.writing import Writing
from indexer.errors import IndexProblem, StorageError
from indexer.records import (
    FoundIndicator,
    FoundTask,
    FoundWarning,
    IndicatorQuery,
    Listed,
    TaskQuery,
    WarningQuery,
)


class ElasticsearchEngine:
    """See `indexer.engines.base.Engine`. Reading is safe from many threads, writing from one at a time.

    Any number of processes on any number of machines read one collection. Opened with `write`, it makes
    the indices if need be and holds the writer's lease until `close`. Raises `StorageError`,
    `IndexTooNew` or `EngineBusy`.
    """

    def __init__(self, settings: ClusterSettings, *, write: bool = False, wait: float = 0.0) -> None:
        self.cluster = Cluster(settings)
        document = StateDocument(self.cluster)
        self._reading = Reading(self.cluster, document)
        self._search = PassageSearch(self.cluster, self._reading)
        self._records = Records(self.cluster, self._reading)
        self._originals = Originals(self.cluster)
        self._writing: Writing | None = None
        try:
            self.cluster.check_version()
            if write:
                self._writing = Writing(self.cluster, document, self._reading, self._originals, wait)
            else:
                self._reading.state()
        except BaseException:
            self.cluster.close()
            raise

    # Writing.

    def put(self, document: StoredDocument, chunks: Sequence[Chunk]) -> None:
        """See `Engine.put`."""
        self._writer().put(document, chunks)

    def remove(self, document: str) -> bool:
        """See `Engine.remove`."""
        return self._writer().remove(document)

    def link(self, file: str, document: str, *, moved: bool = False) -> None:
        """See `Engine.link`."""
        self._writer().link(file, document, moved=moved)

    def keep(self, file: Path, sha256: str) -> bool:
        """See `Engine.keep`."""
        self._writer()
        with file.open("rb") as original:
            return self._originals.keep(original, sha256)

    def commit(self) -> None:
        """See `Engine.commit`."""
        self._writer().commit()

    def _writer(self) -> Writing:
        if self._writing is None:
            raise self.cluster.problem("refused", "opened for reading only")
        return self._writing

    # Reading.

    def generation(self) -> int:
        """See `Engine.generation`."""
        return self._reading.state().generation

    def stale(self) -> IndexProblem | None:
        """See `Engine.stale`; what is published is searched by the same write."""
        return None

    def known(self) -> dict[str, tuple[str, str]]:
        """See `Engine.known`."""
        return self._writer().known()

    def outdated(self, analyzer: str) -> set[str]:
        """See `Engine.outdated`."""
        current = {"bool": {"must_not": [{"term": {"analyzer": analyzer}}]}}
        query = self._reading.published([current])
        return {hit["_source"]["document"] for hit in self.cluster.hits(DOCUMENTS, query, ("document",))}

    def documents(self, reader: Reader, filters: Filters | None = None) -> list[StoredDocument]:
        """See `Engine.documents`."""
        return self._reading.documents(reader, filters)

    def document(self, document: str, reader: Reader) -> StoredDocument | None:
        """See `Engine.document`."""
        return self._reading.document(document, reader)

    def original(self, document: str, reader: Reader) -> Path | None:
        """See `Engine.original`; the file lies in a folder that goes with `close`."""
        found = self._reading.documents(reader, Filters(document=(document,)))
        return self._originals.path(found[0].sha256) if found and found[0].id == document else None

    def lost_originals(self, reader: Reader) -> list[str]:
        """See `Engine.lost_originals`."""
        held = self._reading.documents(reader, None)
        lacking = self._originals.lacking(document.sha256 for document in held)
        return [document.file for document in held if document.sha256 in lacking]

    def lexical(
        self, query: LexicalQuery, reader: Reader, limit: int, filters: Filters | None = None
    ) -> list[Hit]:
        """See `Engine.lexical`."""
        return self._search.lexical(query, reader, limit, filters)

    def dense(
        self, vector: Sequence[float], reader: Reader, limit: int, filters: Filters | None = None
    ) -> list[Hit]:
        """See `Engine.dense`."""
        return self._search.dense(vector, reader, limit, filters)

    def passages(self, hits: Sequence[tuple[str, int]], reader: Reader) -> list[Passage]:
        """See `Engine.passages`."""
        return self._reading.passages(hits, reader)

    def mentions(self, query: MentionQuery, reader: Reader) -> list[Mention]:
        """See `Engine.mentions`."""
        return self._reading.mentions(query, reader)

    def canonicals(self, reader: Reader) -> Iterator[tuple[str, int]]:
        """See `Engine.canonicals`."""
        return self._reading.canonicals(reader)

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
        """See `Engine.close`; what was put and not committed is published, if the cluster is there."""
        try:
            if self._writing is not None:
                self._writing.close()
        except StorageError:
            # Said already by what failed before; the next writer takes over.
            pass
        finally:
            self._originals.close()
            self.cluster.close()
