"""The Elasticsearch engine when things go wrong: logins, outages, lost answers, killed and rival writers."""

from __future__ import annotations

import base64
import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer import Engine, EngineBusy, StorageError, ingest
from indexer.embedding import StandInEmbedder
from indexer.engines.base import ANYONE
from indexer.engines.elasticsearch import admin
from indexer.engines.elasticsearch.cluster import Cluster
from indexer.engines.elasticsearch.engine import ElasticsearchEngine
from indexer.engines.elasticsearch.mappings import PARTS, PASSAGES
from indexer.engines.elasticsearch.settings import ClusterSettings, from_environment
from indexer.engines.elasticsearch.state import StateDocument
from indexer.ingest import Event
from tests.engines.gate import Gate, certificate
from tests.engines.parts import ALL_GROUPS, asked, cluster_engine, found
from tests.indexer.parts import content, quick_analysis
from tests.indexer.samples import put_into

PREFIX = "faults"


@pytest.fixture(scope="module")
def gate(elasticsearch_url: str) -> Iterator[Gate]:
    with Gate(elasticsearch_url) as opened:
        yield opened


@pytest.fixture
def writer(gate: Gate) -> Iterator[Engine]:
    """An empty collection behind the gate."""
    gate.rules.decide = lambda method, path: "pass"
    engine = cluster_engine(gate.url, PREFIX)
    for document in engine.documents(ALL_GROUPS):
        engine.remove(document.id)
    engine.commit()
    yield engine
    gate.rules.decide = lambda method, path: "pass"
    engine.close()


def cluster_of(gate: Gate) -> Cluster:
    return Cluster(ClusterSettings((gate.url,), prefix=PREFIX))


def parts_held(gate: Gate) -> int:
    """Everything that the indices hold of documents, published or not."""
    cluster = cluster_of(gate)
    try:
        cluster.refresh(PARTS)
        return sum(1 for _ in cluster.scan(PARTS, {"match_all": {}}))
    finally:
        cluster.close()


def once(path: str, answer: str | int, times: int = 1) -> Callable[[str, str], str | int]:
    """A rule that treats the first requests for a path so, and lets all others pass."""
    left = itertools.count(times, -1)
    return lambda method, asked: answer if path in asked and next(left) > 0 else "pass"


# Settings and the way in.

BAD_SETTINGS = [
    ({}, "unavailable", "TRACUU_ELASTICSEARCH_URL"),
    ({"URL": "ftp://x"}, "unavailable", "TRACUU_ELASTICSEARCH_URL"),
    ({"URL": "localhost:9200"}, "unavailable", "TRACUU_ELASTICSEARCH_URL"),
    ({"URL": "http://x", "PREFIX": "Văn bản"}, "unavailable", "PREFIX"),
    ({"URL": "http://x", "SHARDS": "0"}, "unavailable", "SHARDS"),
    ({"URL": "http://x", "REPLICAS": "-1"}, "unavailable", "REPLICAS"),
]


@pytest.mark.parametrize(("given", "code", "names"), BAD_SETTINGS)
def test_a_setting_that_cannot_be_is_named(given: dict[str, str], code: str, names: str) -> None:
    with pytest.raises(StorageError, match=names) as caught:
        from_environment({f"TRACUU_ELASTICSEARCH_{name}": value for name, value in given.items()})
    assert caught.value.code == code


def test_passwords_are_never_shown() -> None:
    settings = from_environment({"TRACUU_ELASTICSEARCH_URL": "http://an:secret@127.0.0.1:1,http://b:2"})
    assert settings.shown == "http://127.0.0.1:1, http://b:2"


def test_nobody_at_the_address_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"127\.0\.0\.1:9") as caught:
        ElasticsearchEngine(ClusterSettings(("http://127.0.0.1:9",), patience=0), write=True)
    assert caught.value.code == "unavailable"


def test_a_collection_that_was_never_filled_is_missing(gate: Gate) -> None:
    with pytest.raises(StorageError, match="tracuu ingest") as caught:
        cluster_engine(gate.url, "nothing-here", write=False)
    assert caught.value.code == "missing"


LOGINS = [
    ({"api_key": "aWQ6a2V5"}, "ApiKey aWQ6a2V5"),
    (
        {"user": "elastic", "password": "mật khẩu"},
        "Basic " + base64.b64encode("elastic:mật khẩu".encode()).decode("ascii"),
    ),
]


@pytest.mark.parametrize(("given", "wanted"), LOGINS)
def test_a_login_over_tls_is_taken_and_a_wrong_one_named(
    elasticsearch_url: str, tmp_path: Path, given: dict[str, str], wanted: str
) -> None:
    files = certificate(tmp_path)
    with Gate(elasticsearch_url, tls=files) as guarded:
        guarded.rules.authorization = wanted
        reach = {"prefix": "nothing-here", "ca": str(files[0])}
        with pytest.raises(StorageError) as right:
            ElasticsearchEngine(ClusterSettings((guarded.url,), **reach, **given))
        with pytest.raises(StorageError, match="TRACUU_ELASTICSEARCH_API_KEY") as wrong:
            ElasticsearchEngine(ClusterSettings((guarded.url,), **reach, api_key="YTpi"))
        with pytest.raises(StorageError, match="TRACUU_ELASTICSEARCH_CA") as untrusted:
            ElasticsearchEngine(ClusterSettings((guarded.url,), **given))
    assert [caught.value.code for caught in (right, wrong, untrusted)] == [
        "missing", "permission", "unavailable",
    ]  # fmt: skip


@pytest.mark.parametrize(("version", "product"), [("8.19.4", True), ("9.5.3", False)])
def test_another_server_than_elasticsearch_9_is_refused(
    elasticsearch_url: str, version: str, product: bool
) -> None:
    with Gate(elasticsearch_url) as other:
        other.rules.version, other.rules.product = version, product
        with pytest.raises(StorageError, match="Elasticsearch 9"):
            cluster_engine(other.url, PREFIX)


# Outages.


def test_a_full_queue_and_a_lost_answer_change_nothing(gate: Gate, writer: Engine) -> None:
    for n, rule in enumerate([once("_bulk", 429, 3), once("_bulk", "lose"), once("_bulk", "cut")]):
        gate.rules.decide = rule
        put_into(writer)(f"d{n}", f"Kiểm soát thủ tục số {n} theo 35/KH-UBND")
        writer.commit()
    assert found(writer, asked("kiểm soát")) == ["d0", "d1", "d2"]
    assert len(writer.passages([(f"d{n}", 0) for n in range(3)], ANYONE)) == 3
    assert list(writer.canonicals(ANYONE)) == [("35/KH-UBND", 3)]


def test_publishing_whose_answer_is_lost_happens_once(gate: Gate, writer: Engine) -> None:
    before = writer.generation()
    put_into(writer)("a", "Kiểm soát thủ tục")
    gate.rules.decide = once("/faults-state/_doc/state?if_seq_no", "lose")
    writer.commit()
    assert found(writer, asked("kiểm soát")) == ["a"]
    assert writer.generation() == before + 1


def test_searches_fail_plainly_while_nobody_answers_and_heal_by_themselves(
    gate: Gate, writer: Engine
) -> None:
    put_into(writer)("a", "Kiểm soát thủ tục")
    writer.commit()
    reader = cluster_engine(gate.url, PREFIX, write=False)
    gate.rules.decide = lambda method, path: "cut"
    began = time.monotonic()
    with pytest.raises(StorageError) as caught:
        found(reader, asked("kiểm soát"))
    assert (caught.value.code, time.monotonic() - began < 10) == ("unavailable", True)
    gate.rules.decide = lambda method, path: "pass"
    assert found(reader, asked("kiểm soát")) == ["a"]
    reader.close()


def test_a_run_that_loses_the_cluster_says_so_and_the_next_one_completes_it(
    gate: Gate, tmp_path: Path
) -> None:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    for n in range(6):
        (folder / f"{n}.txt").write_text(f"Kế hoạch số {n}/KH-UBND về kiểm soát thủ tục", "utf-8")
    prefix = "lost-run"

    def run(engine: Engine, progress: Callable[[Event], None] | None = None) -> object:
        return ingest([folder], engine, analyse=quick_analysis, embedder=StandInEmbedder(), progress=progress)

    def cut_after_two(event: Event) -> None:
        if event.done == 2:
            first.commit()
        if event.done == 3:
            gate.rules.decide = lambda method, path: "cut"

    first = ElasticsearchEngine(ClusterSettings((gate.url,), prefix=prefix, patience=1), write=True)
    summary = run(first, cut_after_two)
    first.close()
    gate.rules.decide = lambda method, path: "pass"
    assert summary.problem is not None  # type: ignore[attr-defined]
    assert summary.problem.code == "unavailable"  # type: ignore[attr-defined]
    with pytest.raises(EngineBusy):
        cluster_engine(gate.url, prefix, wait=0)  # the lease of this living process still runs
    _forget_writers(gate, prefix)
    second = cluster_engine(gate.url, prefix)
    assert len(second.documents(ANYONE)) == 2
    run(second)
    assert len(content(second)) == 6
    assert found(second, asked("kiểm soát")) == sorted(d.id for d in second.documents(ANYONE))
    second.close()


def _forget_writers(gate: Gate, prefix: str) -> None:
    """What time does: every lease runs out."""
    from dataclasses import replace

    cluster = Cluster(ClusterSettings((gate.url,), prefix=prefix))
    StateDocument(cluster).change(
        lambda state: replace(
            state, writers={token: replace(each, until=0.0) for token, each in state.writers.items()}
        )
    )
    cluster.close()


def test_indices_that_are_blocked_for_writing_are_named(gate: Gate, writer: Engine) -> None:
    cluster = cluster_of(gate)
    blocked = {"index.blocks.read_only_allow_delete": True}
    cluster.client.indices.put_settings(index=cluster.name(PASSAGES), settings=blocked)
    try:
        put_into(writer)("a", "Kiểm soát thủ tục")
        with pytest.raises(StorageError) as caught:
            writer.commit()
    finally:
        blocked = {"index.blocks.read_only_allow_delete": None}
        cluster.client.indices.put_settings(index=cluster.name(PASSAGES), settings=blocked)
        cluster.close()
    assert caught.value.code == "read-only"
    assert found(writer, asked("kiểm soát")) == []
    put_into(writer)("a", "Kiểm soát thủ tục")
    writer.commit()
    assert found(writer, asked("kiểm soát")) == ["a"]


def test_a_foreign_mapping_is_an_error_and_not_a_mess(gate: Gate) -> None:
    cluster = Cluster(ClusterSettings((gate.url,), prefix="foreign"))
    cluster.client.indices.create(
        index="foreign-passages-1-000001",
        aliases={"foreign-passages": {}},
        mappings={"dynamic": "strict", "properties": {"document": {"type": "date"}}},
    )
    engine = cluster_engine(gate.url, "foreign")
    put_into(engine)("a", "Kiểm soát thủ tục")
    with pytest.raises(StorageError) as caught:
        engine.commit()
    assert caught.value.code == "corrupt"
    assert engine.documents(ANYONE) == []
    engine.close()
    admin.drop(cluster)
    cluster.close()


# Writers.


def test_a_second_writer_is_told_who_writes(gate: Gate, writer: Engine) -> None:
    with pytest.raises(EngineBusy, match=f"pid {os.getpid()}"):
        cluster_engine(gate.url, PREFIX, wait=0)
    cluster_engine(gate.url, PREFIX, write=False).close()


def test_a_killed_writer_is_taken_over_and_leaves_nothing_behind(elasticsearch_url: str) -> None:
    script = (
        "import os, signal; from tests.engines.parts import cluster_engine; "
        "from tests.indexer.samples import put_into; "
        f"e = cluster_engine({elasticsearch_url!r}, 'killed'); put = put_into(e); "
        "put('a', 'Kiểm soát thủ tục'); put('b', 'Kiểm soát tài sản'); e.commit(); "
        "put('a', 'Nội dung khác'); e.remove('b'); put('c', 'Kiểm soát chi'); e._writing._bulk.flush(); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry) + os.pathsep + os.getcwd()
    ran = subprocess.run(
        [sys.executable, "-c", script], timeout=100, check=False, env={**os.environ, "PYTHONPATH": path}
    )
    assert ran.returncode == -signal.SIGKILL
    reader = cluster_engine(elasticsearch_url, "killed", write=False)
    assert found(reader, asked("kiểm soát nội dung")) == ["a", "b"]
    next_writer = cluster_engine(elasticsearch_url, "killed")
    assert found(next_writer, asked("kiểm soát nội dung")) == ["a", "b"]
    assert [document.text for document in content_texts(next_writer)] == [
        "Kiểm soát thủ tục", "Kiểm soát tài sản",
    ]  # fmt: skip
    cluster = Cluster(ClusterSettings((elasticsearch_url,), prefix="killed"))
    assert {hit["_source"]["document"] for hit in cluster.scan(PARTS, {"match_all": {}}, ["document"])} == {
        "a",
        "b",
    }
    cluster.close()
    reader.close()
    next_writer.close()


def content_texts(engine: Engine) -> list[object]:
    return [engine.document(each.id, ANYONE) for each in engine.documents(ANYONE)]


def test_nothing_is_left_of_what_was_replaced_or_removed(gate: Gate, writer: Engine) -> None:
    put = put_into(writer)
    put("a", "Kiểm soát thủ tục theo 35/KH-UBND")
    writer.commit()
    held = parts_held(gate)
    for n in range(3):
        put("a", f"Kiểm soát thủ tục theo {n}/KH-UBND")
        writer.commit()
    assert parts_held(gate) == held
    writer.remove("a")
    writer.commit()
    assert parts_held(gate) == 0


def test_originals_that_no_document_holds_any_more_go(gate: Gate, writer: Engine, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for text in ("một", "hai"):
        file.write_text(f"Kế hoạch {text}", "utf-8")
        ingest([file], writer, analyse=quick_analysis, embedder=StandInEmbedder())
    [document] = writer.documents(ANYONE)
    original = writer.original(document.id, ANYONE)
    assert original is not None
    assert original.read_text("utf-8") == "Kế hoạch hai"
    cluster = cluster_of(gate)
    cluster.refresh(["originals"])
    assert cluster.client.count(index=cluster.name("originals"))["count"] == 1
    cluster.close()
