"""Both engines, each made once; a cluster makes nine indices for a collection, so tests share one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from analyzers.analysis import analyse
from analyzers.annotations import Annotations
from indexer import Engine, ingest, open_engine
from indexer.engines.base import ANYONE
from tests.engines.parts import ALL_GROUPS, cluster_engine, fill

REPORTS = sorted((Path(__file__).parents[2] / "corpus" / "reports").glob("*.txt"))
ENGINES = ("embedded", "elasticsearch")


@pytest.fixture(scope="session")
def scratch(elasticsearch_url: str) -> Iterator[Engine]:
    opened = cluster_engine(elasticsearch_url, "scratch")
    yield opened
    opened.close()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine without documents, opened for writing."""
    if request.param == "elasticsearch":
        opened = request.getfixturevalue("scratch")
        for document in opened.documents(ALL_GROUPS):
            opened.remove(document.id)
        opened.commit()
        yield opened
    else:
        opened = open_engine("embedded", tmp_path / "data", write=True)
        yield opened
        opened.close()


@pytest.fixture(scope="session", params=ENGINES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with four documents, for tests that only read."""
    if request.param == "elasticsearch":
        opened = cluster_engine(request.getfixturevalue("elasticsearch_url"), "filled")
    else:
        opened = open_engine("embedded", tmp_path_factory.mktemp("filled") / "data", write=True)
    fill(opened)
    yield opened
    opened.close()


@cache
def analysed(text: str) -> Annotations:
    """The real analysis, once for both engines."""
    return analyse(text)


@pytest.fixture(scope="session")
def embedded_reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = open_engine("embedded", tmp_path_factory.mktemp("reports") / "data", write=True)
    yield _with_reports(opened)
    opened.close()


@pytest.fixture(scope="session")
def cluster_reports(elasticsearch_url: str) -> Iterator[Engine]:
    writer = cluster_engine(elasticsearch_url, "reports")
    _with_reports(writer)
    writer.close()
    opened = cluster_engine(elasticsearch_url, "reports", write=False)
    yield opened
    opened.close()


def _with_reports(engine: Engine) -> Engine:
    summary = ingest(REPORTS, engine, analyse=analysed)
    assert (len(summary.added), summary.failed, summary.problem) == (5, [], None)
    assert len(engine.documents(ANYONE)) == 5
    return engine
