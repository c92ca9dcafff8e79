"""What a run does to files: added, unchanged, updated, copied, moved, failed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from analyzers.annotations import Annotations
from indexer import Summary, ingest, open_engine
from indexer.engines.base import ANYONE, Engine, LexicalQuery
from tests.indexer.parts import content, quick_analysis, read_or_die


def run(engine: Engine, *paths: Path, **options: object) -> Summary:
    return ingest(paths, engine, analyse=quick_analysis, **options)  # type: ignore[arg-type]


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return len(summary.added), len(summary.unchanged), len(summary.updated), len(summary.failed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "van-ban"
    (made / "con").mkdir(parents=True)
    (made / ".an").mkdir()
    (made / "a.txt").write_text("Kế hoạch số 35/KH-UBND về kiểm tra.", "utf-8")
    (made / "b.txt").write_text("Báo cáo số 36/BC-VP.", "utf-8")
    (made / "con" / "c.txt").write_text("Thông báo số 37/TB-VP.", "utf-8")
    (made / ".an" / "d.txt").write_text("ẩn", "utf-8")
    (made / ".e.txt").write_text("ẩn", "utf-8")
    (made / "manifest.json").write_text("{}", "utf-8")
    return made


def test_a_folder_is_read_with_its_folders_and_without_what_is_hidden(engine: Engine, folder: Path) -> None:
    summary = run(engine, folder)
    assert [Path(file).name for file in summary.added] == ["a.txt", "b.txt", "c.txt"]
    assert counts(run(engine, folder / ".e.txt")) == (1, 0, 0, 0)


def test_a_data_folder_inside_a_folder_is_no_part_of_it(folder: Path) -> None:
    data = folder / "data"
    engine = open_engine("embedded", data, write=True)
    try:
        assert counts(run(engine, folder)) == (3, 0, 0, 0)
        assert counts(run(engine, folder)) == (0, 3, 0, 0)
    finally:
        engine.close()


def test_a_second_run_changes_nothing(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    before, generation = content(engine), engine.generation()
    assert counts(run(engine, folder)) == (0, 3, 0, 0)
    assert (content(engine), engine.generation()) == (before, generation)


def test_the_same_file_under_two_spellings_of_its_path_is_one(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert counts(run(engine, Path("a.txt"), folder / "con" / ".." / "a.txt")) == (1, 0, 0, 0)


def test_new_content_at_a_known_path_keeps_the_id(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    document = engine.known()[str(folder / "a.txt")][0]
    assert document == engine.known()[str(folder / "a.txt")][1][:16]
    (folder / "a.txt").write_text("Nội dung khác.", "utf-8")
    assert counts(run(engine, folder)) == (0, 2, 1, 0)
    assert engine.known()[str(folder / "a.txt")][0] == document
    stored = engine.document(document, ANYONE)
    assert stored is not None
    assert stored.text == "Nội dung khác."
    assert engine.lexical(LexicalQuery(folded={"kiem": 1.0}), ANYONE, 5) == []


def test_a_copy_is_noted_and_not_stored_twice(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    copy = folder / "z.txt"
    copy.write_bytes((folder / "a.txt").read_bytes())
    summary = run(engine, folder)
    assert counts(summary) == (0, 4, 0, 0)
    assert summary.duplicates == [(str(copy), engine.known()[str(folder / "a.txt")][0])]
    assert len(engine.documents(ANYONE)) == 3
    assert run(engine, folder).duplicates == []


def test_two_copies_in_one_run_are_one_document(engine: Engine, folder: Path) -> None:
    (folder / "a2.txt").write_bytes((folder / "a.txt").read_bytes())
    assert counts(run(engine, folder)) == (3, 1, 0, 0)


@pytest.mark.parametrize("copy", ["0.txt", "z.txt"])
def test_a_copy_becomes_a_document_when_its_model_changes(engine: Engine, folder: Path, copy: str) -> None:
    run(engine, folder)
    (folder / copy).write_bytes((folder / "a.txt").read_bytes())
    run(engine, folder)
    (folder / "a.txt").write_text("Nội dung khác.", "utf-8")
    assert counts(run(engine, folder)) == (1, 2, 1, 0)
    texts = {document[1]: text for document, text in content(engine).items()}
    assert len(engine.documents(ANYONE)) == 4
    assert any("kiểm tra" in str(text) for text in texts.values())
    assert counts(run(engine, folder)) == (0, 4, 0, 0)


def test_a_moved_file_keeps_its_document(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    document = engine.known()[str(folder / "a.txt")][0]
    (folder / "a.txt").rename(folder / "moi.txt")
    assert counts(run(engine, folder)) == (0, 3, 0, 0)
    stored = engine.document(document, ANYONE)
    assert stored is not None
    assert stored.file == str(folder / "moi.txt")
    assert str(folder / "a.txt") not in engine.known()


def test_bad_files_are_named_with_their_reason_and_stop_nothing(engine: Engine, folder: Path) -> None:
    (folder / "0-rong.txt").write_bytes(b"")
    (folder / "0-nhi-phan.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "0-pdf.txt").write_bytes(b"%PDF-1.7\n")
    os.mkfifo(folder / "0-ong.txt")
    summary = run(engine, folder, folder / "khong-co.txt")
    assert counts(summary) == (3, 0, 0, 5)
    assert {Path(f.file).name: f.code for f in summary.failed} == {
        "0-rong.txt": "empty",
        "0-nhi-phan.txt": "binary",
        "0-pdf.txt": summary.failed[2].code,
        "0-ong.txt": "unsupported",
        "khong-co.txt": "missing",
    }
    assert all(failure.reason for failure in summary.failed)


def test_a_bad_file_leaves_what_was_stored_of_it_before(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    (folder / "a.txt").write_bytes(b"")
    assert counts(run(engine, folder)) == (0, 2, 0, 1)
    assert len(engine.documents(ANYONE)) == 3


def failing_analysis(text: str) -> Annotations:
    if "37/TB" in text:
        raise ValueError("hỏng")
    return quick_analysis(text)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_the_analysis_fails_that_file_only(engine: Engine, folder: Path, jobs: int) -> None:
    summary = ingest([folder], engine, analyse=quick_analysis_but_one, jobs=jobs)
    assert counts(summary) == (2, 0, 0, 1)
    assert (Path(summary.failed[0].file).name, summary.failed[0].code) == ("c.txt", "analysis")


def quick_analysis_but_one(text: str) -> Annotations:
    return failing_analysis(text)


def test_a_process_that_dies_costs_only_its_file(engine: Engine, folder: Path) -> None:
    summary = run(engine, folder, jobs=2, read=read_or_die)
    assert [Path(file).name for file in summary.added] == ["a.txt", "c.txt"]
    assert [(Path(f.file).name, f.code) for f in summary.failed] == [("b.txt", "crashed")]


def test_the_number_of_processes_changes_nothing(tmp_path: Path, folder: Path) -> None:
    for n in range(12):
        (folder / f"n{n % 8}-{n}.txt").write_text(f"Quyết định số {n % 8}/QĐ-UBND. " * (n % 8 + 1), "utf-8")
    results = []
    for jobs in (1, 2):
        engine = open_engine("embedded", tmp_path / f"data{jobs}", write=True)
        summary = run(engine, folder, jobs=jobs)
        hits = engine.lexical(LexicalQuery(folded={"quyet": 1.0, "ubnd": 1.0}), ANYONE, 50)
        results.append((counts(summary), summary.duplicates, content(engine), hits))
        engine.close()
    assert results[0] == results[1]


def test_what_older_analyzers_made_is_made_anew(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(engine, folder)
    monkeypatch.setattr("indexer.preparation._code_version", lambda: "another")
    assert counts(run(engine, folder)) == (0, 0, 3, 0)
    assert counts(run(engine, folder)) == (0, 3, 0, 0)


def test_originals_are_kept_byte_for_byte_and_go_with_their_document(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    document = engine.known()[str(folder / "a.txt")][0]
    original = engine.original(document, ANYONE)
    assert original is not None
    assert original.read_bytes() == (folder / "a.txt").read_bytes()
    assert engine.original(document, frozenset()) is None
    engine.remove(document)
    engine.commit()
    assert not original.exists()
    assert counts(run(engine, folder)) == (1, 2, 0, 0)


def test_progress_tells_of_every_file(engine: Engine, folder: Path) -> None:
    events: list[tuple[int, int, str]] = []
    run(engine, folder, progress=lambda event: events.append((event.done, event.total, event.outcome)))
    assert events == [(1, 3, "added"), (2, 3, "added"), (3, 3, "added")]


def test_an_interrupted_run_shows_what_it_stored(engine: Engine, folder: Path) -> None:
    def interrupt(event: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(engine, folder, progress=interrupt)
    assert len(engine.lexical(LexicalQuery(folded={"35": 1.0}), ANYONE, 5)) == 1
    assert counts(run(engine, folder)) == (2, 1, 0, 0)


def test_a_large_text_is_taken(engine: Engine, tmp_path: Path) -> None:
    large = tmp_path / "lon.txt"
    large.write_text("Văn phòng UBND tỉnh báo cáo kết quả kiểm soát thủ tục. " * 2000, "utf-8")
    begun = time.perf_counter()
    assert counts(run(engine, large)) == (1, 0, 0, 0)
    assert time.perf_counter() - begun < 60
