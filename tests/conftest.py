"""A real Elasticsearch for the tests that need one, started once and only when asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scripts.elasticsearch import cluster

HEAP = "512m"


@pytest.fixture(scope="session")
def elasticsearch_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a node of its own; without Maven, a JDK or the jars the tests are skipped."""
    folder = tmp_path_factory.mktemp("elasticsearch")
    try:
        [node] = cluster.start(folder, cluster.Plan(nodes=1, port=0, heap=HEAP))
    except cluster.ClusterError as error:
        pytest.skip(f"no Elasticsearch here: {error}")
    try:
        yield node.url
    finally:
        cluster.stop(folder)
