"""The data folder when things go wrong: no room, no right, damage, other versions, two writers."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from indexer import EngineBusy, EngineUnavailable, IndexTooNew, StorageError, ingest, open_engine
from indexer.engines.base import ANYONE, Engine, LexicalQuery
from indexer.engines.embedded import lexical, schema
from tests.indexer.parts import content, quick_analysis
from tests.indexer.samples import put_into

QUERY = LexicalQuery(folded={"kiem": 1.0})


def hits(engine: Engine) -> list[str]:
    return [hit.document for hit in engine.lexical(QUERY, ANYONE, 10)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A closed data folder with one document."""
    folder = tmp_path / "data"
    engine = open_engine("embedded", folder, write=True)
    put_into(engine)("a", "Kiểm soát thủ tục theo Kế hoạch số 35/KH-UBND.")
    engine.commit()
    engine.close()
    return folder


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Writing a file beyond `size` bytes fails, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_an_engine_that_is_not_there_says_which_one_is(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="--engine embedded") as caught:
        open_engine("sqlite", tmp_path)
    assert "no engine named 'sqlite'" in caught.value.message("en")
    assert not list(tmp_path.iterdir())


def test_reading_where_nothing_was_ingested_says_so_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="tracuu ingest") as caught:
        open_engine("embedded", tmp_path / "data")
    assert caught.value.code == "missing"
    assert not (tmp_path / "data").exists()


def test_a_second_writer_is_told_who_writes(data: Path) -> None:
    first = open_engine("embedded", data, write=True)
    with pytest.raises(EngineBusy, match=f"pid {os.getpid()}"):
        open_engine("embedded", data, write=True)
    reader = open_engine("embedded", data)
    assert hits(reader) == ["a"]
    first.close()
    open_engine("embedded", data, write=True).close()


def test_a_second_writer_may_wait(data: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from indexer import open_engine; "
        f"e = open_engine('embedded', Path({str(data)!r}), write=True); print('in', flush=True); "
        "time.sleep(1.0); e.close()"
    )
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"in\n"
        begun = time.monotonic()
        open_engine("embedded", data, write=True, wait=30).close()
        assert time.monotonic() - begun > 0.3


def test_a_newer_folder_is_refused_untouched(data: Path) -> None:
    connection = sqlite3.connect(data / "tracuu.sqlite")
    connection.execute(f"PRAGMA user_version = {schema.FORMAT + 1}")
    connection.close()
    for write in (False, True):
        with pytest.raises(IndexTooNew, match="nâng cấp"):
            open_engine("embedded", data, write=write)
    connection = sqlite3.connect(data / "tracuu.sqlite")
    assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.FORMAT + 1


@pytest.mark.parametrize("write", [False, True])
def test_an_older_folder_is_migrated(data: Path, monkeypatch: pytest.MonkeyPatch, write: bool) -> None:
    step = "ALTER TABLE documents ADD COLUMN note TEXT NOT NULL DEFAULT 'cũ'"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    monkeypatch.setattr(schema, "FORMAT", schema.FORMAT + 1)
    engine = open_engine("embedded", data, write=write)
    assert hits(engine) == ["a"]
    engine.close()
    connection = sqlite3.connect(data / "tracuu.sqlite")
    assert connection.execute("SELECT note FROM documents").fetchall() == [("cũ",)]


def test_a_migration_that_fails_leaves_the_folder_as_it_was(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = "ALTER TABLE documents ADD COLUMN note TEXT; INSERT INTO nowhere VALUES (1)"
    with monkeypatch.context() as newer:
        newer.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
        newer.setattr(schema, "FORMAT", schema.FORMAT + 1)
        with pytest.raises(StorageError):
            open_engine("embedded", data, write=True)
    engine = open_engine("embedded", data, write=True)
    assert hits(engine) == ["a"]
    put_into(engine)("b", "Kiểm tra.")
    engine.close()


def test_a_lexical_index_of_another_format_is_replaced(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical, "FORMAT", lexical.FORMAT + 1)
    engine = open_engine("embedded", data)
    assert hits(engine) == ["a"]
    engine.close()
    assert [folder.name for folder in data.glob("lexical-*")] == [f"lexical-{lexical.FORMAT}"]


def _no_index(data: Path) -> None:
    shutil.rmtree(data / f"lexical-{lexical.FORMAT}")


def _no_state(data: Path) -> None:
    (data / f"lexical-{lexical.FORMAT}" / "state.json").unlink()


def _broken_meta(data: Path) -> None:
    (data / f"lexical-{lexical.FORMAT}" / "meta.json").write_text("{", "utf-8")


def _another_store(data: Path) -> None:
    state = data / f"lexical-{lexical.FORMAT}" / "state.json"
    state.write_text(json.dumps({"store": "another", "generation": 1}), "utf-8")


def _ahead(data: Path) -> None:
    state = data / f"lexical-{lexical.FORMAT}" / "state.json"
    state.write_text(state.read_text("utf-8").replace('"generation": 1', '"generation": 99'), "utf-8")


def _behind(data: Path) -> None:
    state = data / f"lexical-{lexical.FORMAT}" / "state.json"
    state.write_text(state.read_text("utf-8").replace('"generation": 1', '"generation": 0'), "utf-8")


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("harm", [_no_index, _no_state, _broken_meta, _another_store, _ahead, _behind])
def test_an_index_that_does_not_match_the_store_is_mended(data: Path, harm: object, write: bool) -> None:
    harm(data)  # type: ignore[operator]
    engine = open_engine("embedded", data, write=write)
    assert hits(engine) == ["a"]
    engine.close()


def test_what_a_killed_writer_stored_but_did_not_index_is_found_by_the_next_reader(data: Path) -> None:
    script = (
        "import os, signal; from pathlib import Path; from indexer import open_engine; "
        "from tests.indexer.samples import put_into; "
        f"e = open_engine('embedded', Path({str(data)!r}), write=True); "
        "put_into(e)('b', 'Kiểm tra'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    subprocess.run([sys.executable, "-c", script], timeout=60, env=environment)
    reader = open_engine("embedded", data)
    assert sorted(hits(reader)) == ["a", "b"]
    reader.close()


def test_a_damaged_database_is_said_to_be_damaged(data: Path) -> None:
    for leftover in data.glob("tracuu.sqlite-*"):
        leftover.unlink()
    (data / "tracuu.sqlite").write_bytes(b"not a database at all" * 500)
    for write in (False, True):
        with pytest.raises(StorageError, match="bị hỏng") as caught:
            open_engine("embedded", data, write=write)
        assert caught.value.code == "corrupt"


def write_files(folder: Path) -> None:
    for n in range(4):
        (folder / f"{n}.txt").write_text(f"Kiểm soát thủ tục {n}/KH-UBND, lần {n}. " * 250, "utf-8")


def ingest_where_room_is_scarce(folder: Path, data: Path) -> set[str]:
    """The codes of what went wrong, none if nothing did."""
    try:
        engine = open_engine("embedded", data, write=True)
    except StorageError as error:
        return {error.code}
    summary = ingest([folder], engine, analyse=quick_analysis)
    engine.close()
    assert len(summary.added) + len(summary.failed) == 4
    assert bool(summary.failed) <= (summary.problem is not None)
    codes = {failure.code for failure in summary.failed}
    return codes | ({summary.problem.code} if summary.problem else set())


def assert_whole_and_complete(folder: Path, data: Path) -> None:
    """Every document that is in is whole, and with room again the rest comes in."""
    engine = open_engine("embedded", data, write=True)
    for document in engine.documents(ANYONE):
        whole = engine.document(document.id, ANYONE)
        assert whole is not None
        assert (folder / Path(whole.file).name).read_text("utf-8") == whole.text
    assert not ingest([folder], engine, analyse=quick_analysis).failed
    assert len(content(engine)) == 4
    assert len({hit.document for hit in engine.lexical(QUERY, ANYONE, 500)}) == 4
    engine.close()


@pytest.mark.parametrize("size", [1000, 40_000, 120_000])
def test_where_files_cannot_grow_a_document_is_in_whole_or_not_at_all(tmp_path: Path, size: int) -> None:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    data = tmp_path / "data"
    write_files(folder)
    with files_of_at_most(size):
        codes = ingest_where_room_is_scarce(folder, data)
    assert codes <= {"disk-full", "io"}
    assert_whole_and_complete(folder, data)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
@pytest.mark.parametrize("kilobytes", [40, 150, 250, 400])
def test_on_a_full_disk_a_document_is_in_whole_or_not_at_all(tmp_path: Path, kilobytes: int) -> None:
    folder, disk = tmp_path / "van-ban", tmp_path / "disk"
    folder.mkdir()
    disk.mkdir()
    write_files(folder)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(disk)])
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        assert ingest_where_room_is_scarce(folder, disk / "data") <= {"disk-full"}
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        assert_whole_and_complete(folder, disk / "data")
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@contextmanager
def small_disk(at: Path, size: str) -> Iterator[None]:
    at.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)]).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


def fill(disk: Path) -> None:
    with suppress(OSError), open(disk / "fill", "wb", buffering=0) as filling:
        while True:
            filling.write(b"x" * 4096)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_disk_that_is_full_can_be_searched_and_what_comes_later_is_seen(data: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, "4m"):
        shutil.copytree(data, disk / "data")
        fill(disk)
        reader = open_engine("embedded", disk / "data")
        assert hits(reader) == ["a"]
        assert reader.stale() is None
        assert reader.document("a", ANYONE) is not None
        (disk / "fill").unlink()
        writer = open_engine("embedded", disk / "data", write=True)
        put_into(writer)("b", "Kiểm tra.")
        writer.commit()
        writer.close()
        assert sorted(hits(reader)) == ["a", "b"]
        assert len(reader.documents(ANYONE)) == 2
        reader.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
@pytest.mark.parametrize("harm", [_behind, _no_state])
def test_an_index_that_there_is_no_room_to_mend_is_said(data: Path, tmp_path: Path, harm: object) -> None:
    disk = tmp_path / "disk"
    harm(data)  # type: ignore[operator]
    with small_disk(disk, "4m"):
        shutil.copytree(data, disk / "data")
        fill(disk)
        reader = open_engine("embedded", disk / "data")
        problem = reader.stale()
        assert problem is not None
        assert problem.code == "disk-full"
        assert len(reader.documents(ANYONE)) == 1
        with pytest.raises(StorageError, match="hết chỗ"):
            hits(reader)
        reader.close()
        (disk / "fill").unlink()
        reader = open_engine("embedded", disk / "data")
        assert (hits(reader), reader.stale()) == (["a"], None)
        reader.close()


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("how", ["emptied", "deleted"])
def test_a_store_that_was_lost_is_not_taken_for_an_empty_one(data: Path, how: str, write: bool) -> None:
    (data / "tracuu.sqlite").unlink()
    if how == "emptied":
        (data / "tracuu.sqlite").touch()
    with pytest.raises(StorageError, match="sao lưu") as caught:
        open_engine("embedded", data, write=write)
    assert caught.value.code == "emptied"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_disk_that_cannot_be_written_to_can_be_searched(data: Path, tmp_path: Path) -> None:
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    bound = subprocess.run(["mount", "--bind", str(data), str(mounted)], capture_output=True)
    if bound.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(mounted)], check=True)
        reader = open_engine("embedded", mounted)
        assert hits(reader) == ["a"]
        assert reader.document("a", ANYONE) is not None
        reader.close()
        with pytest.raises(StorageError) as caught:
            open_engine("embedded", mounted, write=True)
        assert caught.value.code == "read-only"
    finally:
        subprocess.run(["umount", "--lazy", str(mounted)], check=True)


def test_a_file_in_place_of_the_folder_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", "utf-8")
    with pytest.raises(StorageError):
        open_engine("embedded", tmp_path / "data", write=True)
