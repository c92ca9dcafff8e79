"""A collection of its own for a measurement, whatever engine holds it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = "TRACUU_ELASTICSEARCH_PREFIX"


@contextmanager
def own_collection(engine: str, folder: Path, kept: bool) -> Iterator[None]:
    """Let `engine` work apart from the office's documents; a folder of the embedded engine is that already.

    A cluster gets indices of a prefix made from the folder's path; they are removed unless `kept`.
    """
    if engine != "elasticsearch":
        yield
        return
    before = os.environ.get(_PREFIX)
    digest = hashlib.sha256(str(folder.absolute()).encode("utf-8", "surrogatepass")).hexdigest()
    os.environ[_PREFIX] = f"{before or 'tracuu'}-eval-{digest[:12]}"
    try:
        yield
        if not kept:
            _drop()
    finally:
        if before is None:
            del os.environ[_PREFIX]
        else:
            os.environ[_PREFIX] = before


def _drop() -> None:
    from indexer.engines.elasticsearch.admin import drop
    from indexer.engines.elasticsearch.cluster import Cluster
    from indexer.engines.elasticsearch.settings import from_environment

    cluster = Cluster(from_environment())
    try:
        drop(cluster)
    finally:
        cluster.close()
