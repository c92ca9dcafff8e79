"""What people say of headers: checked, kept, put into the index, and there after everything is made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import ingest, open_engine
from indexer.confirming import confirm
from indexer.corrections import BadCorrection, check, keep, load
from indexer.engines.base import ANYONE, Engine, MentionQuery, StoredDocument
from indexer.preparation import Failure

TEXT = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI
Số: 80/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Quảng Ngãi, ngày 05 tháng 3 năm 2024
BÁO CÁO
Kết quả công tác kiểm soát thủ tục hành chính quý I năm 2024

Thực hiện Quyết định số 165/QĐ-UBND ngày 31 tháng 01 năm 2024, Ủy ban nhân dân tỉnh báo cáo như sau:
"""


def only(engine: Engine) -> StoredDocument:
    (document,) = engine.documents(ANYONE)
    return document


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_persons_word_is_in_the_index_at_once(engine: Engine, report: Path, tmp_path: Path) -> None:
    ingest([report], engine)
    confirm(engine, tmp_path, only(engine), {"number": "280/BC-UBND", "date": "2024-03-06"}, ANYONE)
    stored = only(engine)
    header = stored.annotations.header
    assert (header.number, header.date, header.doc_type) == ("280/BC-UBND", "2024-03-06", "Báo cáo")
    mentions = engine.mentions(MentionQuery(document=stored.id), ANYONE)
    assert [m.citation.canonical for m in mentions if m.citation.role == "self"] == ["280/BC-UBND"]


def test_it_holds_in_an_index_that_is_built_anew(engine: Engine, report: Path, tmp_path: Path) -> None:
    ingest([report], engine)
    confirm(engine, tmp_path, only(engine), {"number": "280/BC-UBND"}, ANYONE)
    other = open_engine("embedded", tmp_path / "other", write=True)
    try:
        ingest([report], other, corrections=load(tmp_path))
        assert only(other).annotations.header.number == "280/BC-UBND"
    finally:
        other.close()


def test_a_word_can_be_taken_back(engine: Engine, report: Path, tmp_path: Path) -> None:
    ingest([report], engine)
    for value in ("280/BC-UBND", None):
        confirm(engine, tmp_path, only(engine), {"number": value}, ANYONE)
    assert only(engine).annotations.header.number == "80/BC-UBND"
    assert load(tmp_path) == {}


def test_without_the_original_the_word_is_kept_for_the_next_time(
    engine: Engine, report: Path, tmp_path: Path
) -> None:
    ingest([report], engine)
    original = engine.original(only(engine).id, ANYONE)
    assert original is not None
    original.unlink()
    said = confirm(engine, tmp_path, only(engine), {"signer": "Nguyễn Văn An"}, ANYONE)
    assert isinstance(said, Failure)
    assert list(load(tmp_path).values()) == [{"signer": "Nguyễn Văn An"}]


def test_lines_that_are_no_corrections_are_left_out(tmp_path: Path) -> None:
    keep(tmp_path, "ab", {"number": "04-NQ/TU"})
    with (tmp_path / "corrections.jsonl").open("a", encoding="utf-8") as out:
        out.write('cut {"sha2\n[]\n{"sha256":"ab","field":"text","value":"x"}\n')
    assert load(tmp_path) == {"ab": {"number": "04-NQ/TU"}}


@pytest.mark.parametrize(
    ("field", "value"),
    [("number", "280"), ("number", "BC-UBND"), ("date", "2024-02-30"), ("date", "5/3/2024"), ("text", "x"),
     ("title", "  "), ("title", "a\nb")],
)  # fmt: skip
def test_what_cannot_be_is_not_kept(field: str, value: str) -> None:
    with pytest.raises(BadCorrection):
        check(field, value)
