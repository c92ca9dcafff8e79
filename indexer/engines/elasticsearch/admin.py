"""Making the indices of a collection, and removing them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from indexer.engines.elasticsearch.cluster import Cluster
from indexer.engines.elasticsearch.mappings import (
    FORMAT,
    PASSAGES,
    PROPERTIES,
    body,
    vector_field,
    vector_mapping,
)

_THERE = (400,)


def create(cluster: Cluster) -> None:
    """Make the indices that are not there, each with its alias."""
    held = _aliases(cluster)
    lacking = [name for name in PROPERTIES if cluster.name(name) not in held]
    if lacking:
        with ThreadPoolExecutor(len(lacking)) as pool:  # the cluster takes them in one go
            list(pool.map(lambda name: _create(cluster, name, 1), lacking))


def _create(cluster: Cluster, name: str, number: int) -> str:
    """One index with its alias; harmless where another process was faster."""
    settings = cluster.settings
    index = f"{cluster.name(name)}-{FORMAT}-{number:06d}"
    made = body(name, settings.shards, settings.replicas)
    answer = cluster.write(
        lambda c: c.options(ignore_status=_THERE).indices.create(
            index=index, aliases={cluster.name(name): {}}, wait_for_active_shards="1", **made
        )
    )
    told = answer.get("error")
    if told and told.get("type") != "resource_already_exists_exception":
        raise cluster.problem("refused", str(told.get("reason", "")))
    return index


def _aliases(cluster: Cluster) -> set[str]:
    answer = cluster.write(
        lambda c: c.indices.get_alias(index=f"{cluster.settings.prefix}-*", allow_no_indices=True)
    )
    return {alias for index in answer.values() for alias in index["aliases"]}


def add_vectors(cluster: Cluster, dimensions: int) -> None:
    """Make room for vectors of one length; nothing changes where there is."""
    field = {vector_field(dimensions): vector_mapping(dimensions)}
    cluster.write(lambda c: c.indices.put_mapping(index=cluster.name(PASSAGES), properties=field))


def drop(cluster: Cluster) -> None:
    """Remove the whole collection: every index that one of its aliases names."""
    answer = cluster.write(
        lambda c: c.indices.get_alias(index=f"{cluster.settings.prefix}-*", allow_no_indices=True)
    )
    ours = {cluster.name(name) for name in PROPERTIES}
    indices = [index for index, told in answer.items() if ours & set(told["aliases"])]
    if indices:
        cluster.write(lambda c: c.indices.delete(index=indices, ignore_unavailable=True))
