"""ZIP archives in a run: every file in them is a document, and what is wrong in them is named."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from indexer import Summary, ingest
from indexer.engines.base import ANYONE, Engine
from tests.indexer.parts import content, quick_analysis

PLAN = "Kế hoạch số 35/KH-UBND về kiểm tra."
REPORT = "Báo cáo số 36/BC-VP."


def run(engine: Engine, *paths: Path) -> Summary:
    return ingest(paths, engine, analyse=quick_analysis)


def zipped(path: Path, members: dict[str, str]) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    path.write_bytes(buffer.getvalue())
    return path


def test_every_member_is_a_document_of_its_own_under_the_archives_name(
    engine: Engine, tmp_path: Path
) -> None:
    archive = zipped(tmp_path / "2024.zip", {"thang 1/b.txt": REPORT, "a.txt": PLAN, "x.json": "{}"})
    summary = run(engine, archive)
    assert summary.added == [f"{archive}/a.txt", f"{archive}/thang 1/b.txt"]
    (first, second) = engine.documents(ANYONE)
    whole = [engine.document(each.id, ANYONE) for each in (first, second)]
    assert sorted(each.text for each in whole if each is not None) == sorted([PLAN, REPORT])
    original = engine.original(first.id, ANYONE)
    assert original is not None
    assert original.read_text("utf-8") in {PLAN, REPORT}


def test_a_second_run_over_an_archive_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"a.txt": PLAN, "b.txt": REPORT})
    run(engine, archive)
    before = content(engine)
    again = run(engine, archive)
    assert (len(again.unchanged), again.added, again.duplicates) == (2, [], [])
    assert content(engine) == before


def test_a_new_content_in_an_archive_keeps_the_documents_id(engine: Engine, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"a.txt": PLAN})
    run(engine, archive)
    (before,) = engine.documents(ANYONE)
    assert run(engine, zipped(archive, {"a.txt": REPORT})).updated == [f"{archive}/a.txt"]
    assert [each.id for each in engine.documents(ANYONE)] == [before.id]


def test_a_file_that_is_also_in_an_archive_is_a_copy_of_it(engine: Engine, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"a.txt": PLAN})
    run(engine, archive)
    loose = tmp_path / "b.txt"
    loose.write_text(PLAN, "utf-8")
    summary = run(engine, loose)
    assert [file for file, _ in summary.duplicates] == [str(loose)]
    (document,) = engine.documents(ANYONE)
    assert document.file == f"{archive}/a.txt"


def test_what_is_wrong_in_an_archive_is_named_and_stops_nothing(engine: Engine, tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", {"rong.txt": "", "a.txt": PLAN, "trong.zip": "PK\x03\x04"})
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 cut")
    zipped(tmp_path / "c.zip", {"../ra ngoai.txt": "x"})
    summary = run(engine, tmp_path)
    assert summary.added == [f"{tmp_path}/a.zip/a.txt"]
    assert {Path(each.file).name: each.code for each in summary.failed} == {
        "rong.txt": "empty", "trong.zip": "archive", "b.zip": "damaged", "c.zip": "unsafe",
    }  # fmt: skip
    assert all(each.reason for each in summary.failed)
