"""The files as they came, in the cluster: each content in parts of some megabytes, under its sha256."""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from collections.abc import Iterable
from io import BufferedReader
from pathlib import Path
from threading import Lock

from indexer.engines.elasticsearch.bulk import Bulk, deletion, send_all
from indexer.engines.elasticsearch.cluster import Cluster
from indexer.engines.elasticsearch.mappings import ORIGINALS, Json

PART_BYTES = 2 * 1024 * 1024
_MOST_COPIES = 64
"""Originals that lie in this process's folder at a time."""


class Originals:
    """Keeps originals and brings them back as files; one whose first part is there is complete."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._kept: set[str] | None = None
        self._copies: dict[str, Path] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._lock = Lock()

    def keep(self, source: BufferedReader, sha256: str) -> bool:
        """Store `source`; False if its bytes are no longer those of `sha256`. Raises `OSError`."""
        if sha256 in self._known():
            return True
        if hashlib.file_digest(source, "sha256").hexdigest() != sha256:
            return False
        size = source.seek(0, os.SEEK_END)
        count = max(1, -(-size // PART_BYTES))
        source.seek(0)
        sending, copied, first = Bulk(self._cluster), hashlib.sha256(), b""
        for part in range(count):
            data = source.read(PART_BYTES)
            copied.update(data)
            if part == 0:
                first = data
            else:
                sending.add(self._action(sha256, part, count, data))
        if copied.hexdigest() != sha256:
            return False
        sending.flush()
        # The first part goes last: it says that all are there.
        send_all(self._cluster, [self._action(sha256, 0, count, first)])
        self._known().add(sha256)
        return True

    def _action(self, sha256: str, part: int, parts: int, data: bytes) -> tuple[Json, Json]:
        packed = base64.b64encode(data).decode("ascii")
        made = {"sha256": sha256, "part": part, "parts": parts, "data": packed}
        return {"index": {"_index": self._cluster.name(ORIGINALS), "_id": _id(sha256, part)}}, made

    def path(self, sha256: str) -> Path | None:
        """A copy of an original in a folder of this process; None if it is not kept."""
        with self._lock:
            copy = self._copies.get(sha256)
            if copy is None:
                copy = self._fetched(sha256)
                if copy is not None:
                    self._make_room()
                    self._copies[sha256] = copy
            return copy

    def _fetched(self, sha256: str) -> Path | None:
        first = self._cluster.get(ORIGINALS, _id(sha256, 0))
        if first is None:
            return None
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="tracuu-originals-")
        target = Path(self._folder.name) / sha256
        copied = hashlib.sha256()
        with target.open("wb") as file:
            for part in range(int(first["parts"])):
                found = first if part == 0 else self._cluster.get(ORIGINALS, _id(sha256, part))
                data = base64.b64decode(found["data"]) if found else b""
                copied.update(data)
                file.write(data)
        if copied.hexdigest() != sha256:
            target.unlink()
            return None
        return target

    def _make_room(self) -> None:
        while len(self._copies) >= _MOST_COPIES:
            oldest = next(iter(self._copies))
            self._copies.pop(oldest).unlink(missing_ok=True)

    def lacking(self, hashes: Iterable[str]) -> set[str]:
        """Those of the hashes whose content is not kept."""
        asked = list(dict.fromkeys(hashes))
        found = self._cluster.mget(ORIGINALS, [_id(sha256, 0) for sha256 in asked], ["part"])
        return {sha256 for sha256, source in zip(asked, found, strict=True) if source is None}

    def drop(self, hashes: Iterable[str]) -> None:
        """Take contents out that no document holds any more."""
        for sha256 in hashes:
            self._cluster.refresh([ORIGINALS])
            hits = self._cluster.hits(ORIGINALS, {"term": {"sha256": sha256}}, source=False)
            parts = sorted((hit["_id"] for hit in hits), key=lambda id: not id.endswith("-0"))
            name = self._cluster.name(ORIGINALS)
            send_all(self._cluster, (deletion(name, id) for id in parts))
            if self._kept is not None:
                self._kept.discard(sha256)

    def close(self) -> None:
        """Remove the copies."""
        with self._lock:
            self._copies.clear()
            if self._folder is not None:
                self._folder.cleanup()
                self._folder = None

    def _known(self) -> set[str]:
        """The contents that are kept, as known when first asked and by what this process did since."""
        if self._kept is None:
            self._cluster.refresh([ORIGINALS])
            hits = self._cluster.hits(ORIGINALS, {"term": {"part": 0}}, ("sha256",))
            self._kept = {hit["_source"]["sha256"] for hit in hits}
        return self._kept


def _id(sha256: str, part: int) -> str:
    return f"{sha256}-{part}"
