"""Documents stored, and found again.

`open_engine` opens a data folder as an `Engine` (`engines.base`), which all of `search` works on;
`ingest` brings files into it: read and analysed (`preparation`), cut into passages (`chunks`), stored.
`resolve` makes of the mentions that an engine gives the documents that they cite.
What cannot be done raises an `IndexProblem`, whose `message(lang)` says why and what to do.
What readers may see is decided by the engine: each of its methods takes the reader's groups.

A data folder of the embedded engine:

    tracuu.sqlite      documents, annotations, mentions, passages, vectors, the ingest journal: the truth
    lexical-<format>/  tantivy's index, derived; `state.json` in it tells which generation it holds
    originals/         the files as they came, each named by the sha256 of its bytes
    pages/             recognised pages of scans and the places of words, derived (`page_store`)
    corrections.jsonl  what people said of headers (`corrections`): keep it when all else is made anew
    writer.lock        locked by the one process that writes; names it
"""

from __future__ import annotations

from pathlib import Path

from indexer.engines.base import Engine
from indexer.errors import EngineBusy, EngineUnavailable, IndexProblem, IndexTooNew, StorageError
from indexer.ingest import Summary, ingest
from indexer.resolution import CitedDocument, resolve

__all__ = [
    "CitedDocument",
    "Engine",
    "EngineBusy",
    "EngineUnavailable",
    "IndexProblem",
    "IndexTooNew",
    "StorageError",
    "Summary",
    "ingest",
    "open_engine",
    "resolve",
]


def open_engine(name: str, data: Path, *, write: bool = False, wait: float = 0.0) -> Engine:
    """Open the data folder `data` with the engine `name` (`elasticsearch`: the cluster of the environment).

    With `write` the folder is made if need be and locked against other writers until `close`; `wait` is
    how many seconds another writer is waited for. Raises `EngineUnavailable` for an engine that is not
    there, `EngineBusy`, `IndexTooNew`, or `StorageError` (code `missing` where nothing was ever ingested).
    """
    if name == "elasticsearch":
        from indexer.engines.elasticsearch.engine import ElasticsearchEngine
        from indexer.engines.elasticsearch.settings import from_environment

        return ElasticsearchEngine(from_environment(), write=write, wait=wait)
    if name != "embedded":
        raise EngineUnavailable(name)
    from indexer.engines.embedded.engine import EmbeddedEngine

    return EmbeddedEngine(data, write=write, wait=wait)
