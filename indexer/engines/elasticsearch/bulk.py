"""Writing many documents: requests of limited size, sent again where that helps."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from indexer.engines.elasticsearch.cluster import Cluster, pauses
from indexer.engines.elasticsearch.mappings import Json
from indexer.engines.elasticsearch.problems import is_passing, kind_of_item

Action = tuple[Json, Json | None]
"""A line of a bulk request, and the document that follows it (None for a deletion)."""
Lines = tuple[bytes, ...]
"""The same as it is sent."""

BULK_BYTES = 2 * 1024 * 1024
"""A bulk request's size: more brings nothing, and several in flight must fit a small heap."""
_HEADERS = {
    "content-type": "application/vnd.elasticsearch+x-ndjson; compatible-with=9",
    "accept": "application/vnd.elasticsearch+json; compatible-with=9",
}


def send_all(cluster: Cluster, actions: Iterable[Action]) -> None:
    """Write all; raises `StorageError` at the first thing that is refused."""
    sending = Bulk(cluster)
    for action in actions:
        sending.add(action)
    sending.flush()


def deletion(index: str, id: str) -> Action:
    """The action that removes a document; harmless where there is none."""
    return {"delete": {"_index": index, "_id": id}}, None


class Bulk:
    """Collects actions and sends them in requests of about `BULK_BYTES`, while the next ones are made.

    What goes wrong is raised by the next call; after `flush` all that was added is written.
    """

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._lines: list[Lines] = []
        self._size = 0
        self._sender: ThreadPoolExecutor | None = None
        self._under_way: Future[None] | None = None

    def add(self, action: Action) -> None:
        """Take one more action; what is waiting is sent if it is enough."""
        lines = tuple(_line(part) for part in action if part is not None)
        size = sum(map(len, lines))
        if self._lines and self._size + size > BULK_BYTES:
            self._send_behind()
        self._lines.append(lines)
        self._size += size

    def flush(self) -> None:
        """Send what is waiting, and wait until it is written."""
        self._settle()
        waiting = self._taken()
        if waiting:
            self._send(waiting)

    def _send_behind(self) -> None:
        """Send what is waiting in the background; one request at a time, so that memory has a limit."""
        self._settle()
        if self._sender is None:
            self._sender = ThreadPoolExecutor(1, thread_name_prefix="tracuu-bulk")
        self._under_way = self._sender.submit(self._send, self._taken())

    def _settle(self) -> None:
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            under_way.result()

    def _taken(self) -> list[Lines]:
        waiting, self._lines, self._size = self._lines, [], 0
        return waiting

    def _send(self, lines: list[Lines]) -> None:
        """One bulk request. What is refused for a moment (a full queue, a node that left) is sent again.

        Ids are given by the caller, so what arrives twice changes nothing.
        """
        until = time.monotonic() + self._cluster.settings.patience
        for pause in pauses():
            body = b"".join(line + b"\n" for item in lines for line in item)
            answer = self._cluster.write(partial(_ask, body=body))
            if not answer["errors"]:
                return
            lines, last = self._refused(lines, answer["items"])
            if not lines:
                return
            if time.monotonic() + pause > until:
                raise self._cluster.problem(*last)
            time.sleep(pause)

    def _refused(self, lines: list[Lines], items: Sequence[Json]) -> tuple[list[Lines], tuple[str, str]]:
        """The items to send again and why; raises for one that will never be taken."""
        again: list[Lines] = []
        last = ("overloaded", "")
        for line, item in zip(lines, items, strict=True):
            [(action, told)] = item.items()
            if "error" not in told or (action == "delete" and told["status"] == 404):
                continue
            kind, detail = kind_of_item(int(told["status"]), told["error"])
            if not is_passing(kind):
                raise self._cluster.problem(kind, detail)
            again.append(line)
            last = (kind, detail)
        return again, last


def _ask(client: Any, body: bytes) -> Any:
    return client.perform_request("POST", "/_bulk", body=body, headers=_HEADERS)


def _line(part: Json) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
