"""Elasticsearch with its `standard` analyzer: what an office gets without any work on Vietnamese.

It needs the address of a server. The index is made for the run and removed afterwards.
"""

from __future__ import annotations

import uuid
from typing import Any

from eval.evalset import EvalProblem, EvalSet
from eval.messages import message
from eval.metrics.retrieval import Found
from eval.peers.passages import passages


class ElasticsearchStandard:
    """See `eval.systems.Ranker`."""

    name = "elasticsearch, standard analyzer"

    def __init__(self, judged: EvalSet, url: str | None) -> None:
        if not url:
            raise EvalProblem(message("this peer needs a server: --url http://127.0.0.1:9200"))
        from elasticsearch import Elasticsearch, helpers

        self._index = f"tracuu-eval-{uuid.uuid4().hex[:12]}"
        self._passages = passages(judged)
        self._client: Any = Elasticsearch(url, request_timeout=60)
        try:
            text = {"type": "text", "analyzer": "standard"}
            self._client.indices.create(index=self._index, mappings={"properties": {"text": text}})
            rows = (
                {"_index": self._index, "_id": str(at), "text": p.text} for at, p in enumerate(self._passages)
            )
            helpers.bulk(self._client, rows)
            self._client.indices.refresh(index=self._index)
        except Exception as error:
            raise EvalProblem(
                message("{url} does not answer as needed: {error}", url=url, error=error)
            ) from error

    def search(self, query: str, k: int) -> list[Found]:
        """See `Ranker`."""
        wanted = {"match": {"text": query}}
        answer = self._client.search(index=self._index, query=wanted, size=k, source=False)
        hits = [(self._passages[int(hit["_id"])], float(hit["_score"])) for hit in answer["hits"]["hits"]]
        return [Found(passage.document, passage.start, passage.end, score) for passage, score in hits]

    def close(self) -> None:
        """See `Ranker`."""
        self._client.indices.delete(index=self._index, ignore_unavailable=True)
        self._client.close()
