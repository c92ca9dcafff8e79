"""Three real nodes and what can happen to them: killed, frozen, all gone and back."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import StorageError, ingest
from indexer.embedding import StandInEmbedder
from indexer.engines.base import ANYONE
from indexer.engines.elasticsearch.engine import ElasticsearchEngine
from indexer.engines.elasticsearch.settings import ClusterSettings
from indexer.ingest import Event
from scripts.elasticsearch import cluster
from tests.engines.parts import asked, found
from tests.indexer.parts import content, quick_analysis

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PLAN = cluster.Plan(nodes=3, port=0, heap="512m")
FILES = 24
HEAL_SECONDS = 120.0


class Nodes:
    """Three nodes and how to reach them all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running = cluster.start(folder, PLAN)

    def open(self, prefix: str, write: bool = False) -> ElasticsearchEngine:
        urls = tuple(node.url for node in self.running)
        return ElasticsearchEngine(ClusterSettings(urls, prefix=prefix, patience=90), write=write, wait=60)

    def kill(self, number: int) -> None:
        os.kill(self.running[number].pid, signal.SIGKILL)

    def revive(self) -> None:
        """Start every node that is down, and wait for green."""
        alive = {node.name for node in cluster.running(self.folder)}
        for number, node in enumerate(self.running):
            if node.name not in alive:
                self.running[number] = cluster.launch_again(self.folder, PLAN, node)
        cluster.wait_for_green(self.running, self.folder)


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    folder = tmp_path_factory.mktemp("three-nodes")
    try:
        made = Nodes(folder)
    except cluster.ClusterError as error:
        pytest.skip(f"no Elasticsearch here: {error}")
    yield made
    for node in made.running:
        _signal(node.pid, signal.SIGCONT)
    cluster.stop(folder)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("van-ban")
    for n in range(FILES):
        text = f"Kế hoạch số {n}/KH-UBND về kiểm soát thủ tục hành chính. " * 5
        (folder / f"{n:02}.txt").write_text(text, "utf-8")
    return folder


def run(nodes: Nodes, prefix: str, files: Path, at: int = 0, number: int = 0) -> None:
    """An ingest run, during which a node is killed when so many files are in; then all nodes are back."""

    def progress(event: Event) -> None:
        if event.done == at:
            nodes.kill(number)

    writer = nodes.open(prefix, write=True)
    try:
        summary = ingest(
            [files], writer, analyse=quick_analysis, embedder=StandInEmbedder(), progress=progress
        )
        assert (summary.problem, summary.failed) == (None, [])
    finally:
        writer.close()


def whole(nodes: Nodes, prefix: str) -> None:
    """Nothing is lost and nothing is doubled."""
    reader = nodes.open(prefix)
    held = content(reader)
    assert len(held) == FILES
    assert all(len(passages) == 1 and kept for _, passages, _, kept in held.values())
    assert sorted(count for _, count in reader.canonicals(ANYONE)) == [5] * FILES
    hits = reader.lexical(asked("kiểm soát"), ANYONE, 10 * FILES)
    assert len({hit.document for hit in hits}) == len(hits) == FILES
    reader.close()


@pytest.mark.parametrize("number", range(3))
def test_a_node_that_is_killed_during_a_run_costs_nothing(nodes: Nodes, files: Path, number: int) -> None:
    prefix = f"killed-{number}"
    run(nodes, prefix, files, at=FILES // 2, number=number)
    whole(nodes, prefix)
    nodes.revive()
    whole(nodes, prefix)


def test_searches_go_on_while_a_node_is_killed(nodes: Nodes, files: Path) -> None:
    prefix = "searched"
    run(nodes, prefix, files)
    reader = nodes.open(prefix)
    wrong: list[object] = []
    refused: list[StorageError] = []
    ended = threading.Event()

    def search() -> None:
        while not ended.is_set():
            try:
                if len(reader.lexical(asked("kiểm soát"), ANYONE, 100)) != FILES:
                    wrong.append("an answer that lacks documents")
            except StorageError as error:
                refused.append(error)
            except Exception as error:
                wrong.append(error)

    searching = threading.Thread(target=search)
    searching.start()
    nodes.kill(1)
    time.sleep(5)
    nodes.revive()
    ended.set()
    searching.join()
    assert wrong == []
    assert {error.code for error in refused} <= {"unavailable", "busy"}
    assert found(reader, asked("kiểm soát"))
    reader.close()


def test_all_nodes_gone_and_back_heals_by_itself(nodes: Nodes, files: Path) -> None:
    prefix = "all-gone"
    run(nodes, prefix, files)
    reader = nodes.open(prefix)
    for number in range(3):
        nodes.kill(number)
    with pytest.raises(StorageError) as caught:
        found(reader, asked("kiểm soát"))
    assert caught.value.code == "unavailable"
    nodes.revive()
    assert len(_when_healed(reader)) == 10
    whole(nodes, prefix)
    reader.close()


def test_a_node_that_hangs_makes_no_wrong_answers(nodes: Nodes, files: Path) -> None:
    prefix = "frozen"
    run(nodes, prefix, files)
    reader = nodes.open(prefix)
    _signal(nodes.running[2].pid, signal.SIGSTOP)
    try:
        hits = _when_healed(reader)
    finally:
        _signal(nodes.running[2].pid, signal.SIGCONT)
    assert len(hits) == 10
    nodes.revive()
    whole(nodes, prefix)
    reader.close()


def _when_healed(reader: ElasticsearchEngine) -> list[object]:
    """The hits, as soon as there is an answer."""
    until = time.monotonic() + HEAL_SECONDS
    while True:
        try:
            return list(reader.lexical(asked("kiểm soát"), ANYONE, 10))
        except StorageError as error:
            if error.code not in ("unavailable", "busy") or time.monotonic() > until:
                raise
            time.sleep(1)


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
