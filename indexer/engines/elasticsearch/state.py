"""The one small document that says what counts, and who writes.

What a writer stores bears the name of its open batch, which readers leave out; publishing is one write
of this document, in which the batch is no longer open and the pieces that it replaced are dead. So a
reader sees a batch whole or not at all, whatever the indices show at that moment.

    generation   grows with everything that is published
    writers      by token: who, until when its lease runs (seconds since 1970), which batch is open
    abandoned    batches of writers that died or failed, not yet removed
    dead         pieces that were replaced or removed, not yet removed from the indices
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from indexer.engines.elasticsearch.cluster import Cluster
from indexer.engines.elasticsearch.mappings import FORMAT, STATE, Json
from indexer.errors import IndexTooNew

LEASE_SECONDS = 30.0
"""How long a writer that says nothing keeps its place. The machines' clocks must agree better than that."""
_ID = "state"
_TRIES = 100


@dataclass(frozen=True, slots=True)
class Writer:
    """A process that writes."""

    host: str
    pid: int
    since: str
    until: float
    batch: str

    @property
    def shown(self) -> str:
        """Who it is, for people."""
        return f"{self.host}, pid {self.pid}, {self.since}"

    def is_alive(self, now: float) -> bool:
        """Whether its lease runs; a process of this machine that is gone needs no lease to run out."""
        return self.until > now and not (self.host == socket.gethostname() and not _exists(self.pid))


@dataclass(frozen=True, slots=True)
class State:
    """See the module."""

    generation: int = 0
    writers: dict[str, Writer] = field(default_factory=dict)
    abandoned: tuple[str, ...] = ()
    dead: tuple[str, ...] = ()

    def visible(self) -> list[Json]:
        """What a query must not match, so that it sees only what is published."""
        hidden = [*self.abandoned, *(writer.batch for writer in self.writers.values())]
        conditions: list[Json] = [{"terms": {"batch": hidden}}] if hidden else []
        return [*conditions, {"terms": {"piece": list(self.dead)}}] if self.dead else conditions


class StateDocument:
    """Reads the state, and changes it without ever losing another writer's change."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def read(self) -> State | None:
        """The state as it is now; None where there is no collection. Raises `IndexTooNew`."""
        found = self._found(self._cluster.read)
        return None if found is None else found[0]

    def change(self, changed: Callable[[State], State]) -> State:
        """Put `changed(state)` in place of the state, again and again until nobody came between."""
        for _ in range(_TRIES):
            found = self._found(self._cluster.write)
            if found is None:
                raise self._cluster.problem("missing")
            state, place = found
            wanted = changed(state)
            if wanted == state or self._replaced(wanted, place):
                return wanted
            time.sleep(0.01)
        raise self._cluster.problem("overloaded")

    def create(self) -> None:
        """An empty state, if there is none."""
        self._cluster.write(
            lambda c: c.options(ignore_status=(409,)).create(
                index=self._cluster.name(STATE), id=_ID, document={"value": _to_json(State())}
            )
        )

    def _found(self, ask: Callable[[Callable[[Any], Any]], Any]) -> tuple[State, Json] | None:
        name = self._cluster.name(STATE)
        answer = ask(lambda c: c.options(ignore_status=(404,)).get(index=name, id=_ID))
        if not answer.get("found"):
            return None
        place = {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}
        return _from_json(answer["_source"]["value"]), place

    def _replaced(self, state: State, place: Json) -> bool:
        answer = self._cluster.write(
            lambda c: c.options(ignore_status=(409,)).index(
                index=self._cluster.name(STATE), id=_ID, document={"value": _to_json(state)}, **place
            )
        )
        return answer.get("result") in ("created", "updated") or self._is_there(state)

    def _is_there(self, state: State) -> bool:
        """Whether a write that was answered with a conflict was ours: a lost answer is sent again."""
        return self.read() == state


def new_writer(batch: str) -> Writer:
    """This process as a writer."""
    since = time.strftime("%Y-%m-%d %H:%M:%S")
    return Writer(socket.gethostname(), os.getpid(), since, time.time() + LEASE_SECONDS, batch)


def without(values: Sequence[str], gone: Sequence[str]) -> tuple[str, ...]:
    """`values` but those that are gone."""
    left_out = set(gone)
    return tuple(value for value in values if value not in left_out)


def renewed(state: State, token: str) -> State:
    """The state with a writer's lease running anew."""
    writer = replace(state.writers[token], until=time.time() + LEASE_SECONDS)
    return replace(state, writers={**state.writers, token: writer})


def _to_json(state: State) -> Json:
    return {"format": FORMAT, **asdict(state)}


def _from_json(raw: Json) -> State:
    if int(raw["format"]) > FORMAT:
        raise IndexTooNew(int(raw["format"]), FORMAT)
    writers = {token: Writer(**writer) for token, writer in raw["writers"].items()}
    return State(int(raw["generation"]), writers, tuple(raw["abandoned"]), tuple(raw["dead"]))


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
