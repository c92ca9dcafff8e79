"""The five reports, ingested once a session through the real indexer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Engine, ingest, open_engine
from indexer.static_embedding import StaticEmbedder
from search import Searcher

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"


@pytest.fixture(scope="session")
def corpus_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine that holds the five reports."""
    data = tmp_path_factory.mktemp("search") / "data"
    writer = open_engine("embedded", data, write=True)
    summary = ingest(sorted(REPORTS.glob("*.txt")), writer)
    assert not summary.failed
    writer.close()
    engine = open_engine("embedded", data)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def searcher(corpus_engine: Engine) -> Searcher:
    """A searcher over the five reports."""
    return Searcher(corpus_engine, StaticEmbedder())
