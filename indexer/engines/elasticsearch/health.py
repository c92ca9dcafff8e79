"""How a cluster is: what `tracuu doctor` asks."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.engines.elasticsearch.cluster import Cluster
from indexer.engines.elasticsearch.settings import from_environment


@dataclass(frozen=True, slots=True)
class ClusterHealth:
    """`missing_shards` are primary shards of the collection that no node has: part of the data is away."""

    url: str
    version: str
    nodes: int
    missing_shards: int


def look() -> ClusterHealth:
    """The cluster of the environment; raises `StorageError` where it does not answer as it should."""
    cluster = Cluster(from_environment())
    try:
        cluster.check_version()
        health = cluster.read(
            lambda c: c.cluster.health(
                index=f"{cluster.settings.prefix}-*",
                expand_wildcards="all",
                filter_path="number_of_nodes,unassigned_primary_shards",
            )
        )
        told = cluster.read(lambda c: c.nodes.info(filter_path="nodes.*.version"))
    finally:
        cluster.close()
    versions = sorted({node["version"] for node in told.get("nodes", {}).values()})
    return ClusterHealth(
        url=cluster.settings.shown,
        version=", ".join(versions),
        nodes=int(health["number_of_nodes"]),
        missing_shards=int(health.get("unassigned_primary_shards", 0)),
    )
