"""Where the cluster is and how to log in, from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from indexer.engines.elasticsearch.problems import problem

_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
"""What Elasticsearch takes at the beginning of an index's name."""


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """How to reach a cluster, and how its indices are made.

    `replicas` None lets the cluster have one copy where it has a second node. `patience` is how many
    seconds a write waits for a cluster that does not answer.
    """

    urls: tuple[str, ...]
    api_key: str | None = None
    user: str | None = None
    password: str | None = None
    ca: str | None = None
    prefix: str = "tracuu"
    shards: int = 1
    replicas: int | None = None
    patience: float = 30.0

    @property
    def shown(self) -> str:
        """The addresses without passwords."""
        parts = [urlsplit(url) for url in self.urls]
        return ", ".join(part._replace(netloc=part.netloc.rpartition("@")[2]).geturl() for part in parts)


def from_environment(environ: Mapping[str, str] = os.environ) -> ClusterSettings:
    """The settings that the environment gives; raises `StorageError` for what cannot be."""
    urls = tuple(url.strip() for url in environ.get("TRACUU_ELASTICSEARCH_URL", "").split(",") if url.strip())
    if not urls:
        raise problem("no-url")
    for url in urls:
        _check_url(url)
    prefix = environ.get("TRACUU_ELASTICSEARCH_PREFIX") or "tracuu"
    if not _PREFIX.fullmatch(prefix):
        raise problem("bad-setting", name="TRACUU_ELASTICSEARCH_PREFIX", value=prefix)
    return ClusterSettings(
        urls=urls,
        api_key=environ.get("TRACUU_ELASTICSEARCH_API_KEY") or None,
        user=environ.get("TRACUU_ELASTICSEARCH_USER") or None,
        password=environ.get("TRACUU_ELASTICSEARCH_PASSWORD") or None,
        ca=environ.get("TRACUU_ELASTICSEARCH_CA") or None,
        prefix=prefix,
        shards=_number(environ, "TRACUU_ELASTICSEARCH_SHARDS", 1, 1) or 1,
        replicas=_number(environ, "TRACUU_ELASTICSEARCH_REPLICAS", None, 0),
        patience=float(_number(environ, "TRACUU_ELASTICSEARCH_PATIENCE", 30, 0) or 0),
    )


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise problem("bad-setting", name="TRACUU_ELASTICSEARCH_URL", value=url.rpartition("@")[2])


def _number(environ: Mapping[str, str], name: str, default: int | None, least: int) -> int | None:
    value = environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdigit() or int(value) < least:
        raise problem("bad-setting", name=name, value=value)
    return int(value)
