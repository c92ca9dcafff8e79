"""What a file says beyond its text: signatures, and figures of a scanned head that are not sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzers import analyse
from analyzers.annotations import Annotations, DigitalSignature
from corpus import Document, FileSignature, FilledIn
from indexer.file_facts import with_file_facts
from indexer.resolution import SURE

HEAD = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI
Số: {number}/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Quảng Ngãi, ngày {day} tháng 3 năm 2024
BÁO CÁO
Kết quả công tác kiểm soát thủ tục hành chính quý I năm 2024

Thực hiện Quyết định số 165/QĐ-UBND ngày 31 tháng 01 năm 2024 của Chủ tịch UBND tỉnh, cơ quan báo cáo:
"""
BOX = (0.1, 0.1, 0.2, 0.12)


def place(text: str, field: str, printed: str, *, sure: bool, also: tuple[str, ...] = ()) -> FilledIn:
    start = text.index(printed)
    return FilledIn(field, start, start + len(printed), 0, BOX, (printed, *also), sure)


def found(
    number: str = "80", day: str = "05", *, source: str = "scan", filled: tuple[FilledIn, ...] = (),
    signatures: tuple[FileSignature, ...] = (),
) -> Annotations:  # fmt: skip
    text = HEAD.format(number=number, day=day)
    document = Document(
        Path("a.pdf"), text, ((0, len(text)),), "0" * 64, "application/pdf",
        signatures=signatures, page_sources=(source,), filled_in=filled,
    )  # fmt: skip
    return with_file_facts(document, analyse(text))


TEXT = HEAD.format(number="80", day="05")
SURE_DAY = place(TEXT, "day", "05", sure=True)
SURE_NUMBER = place(TEXT, "number", "80", sure=True)
CASES = [
    ("a text layer is believed", "text", (), "80/BC-UBND", "2024-03-05"),
    ("print is believed", "scan", (SURE_NUMBER, SURE_DAY), "80/BC-UBND", "2024-03-05"),
    ("a doubtful number is none", "scan", (place(TEXT, "number", "80", sure=False), SURE_DAY), None,
     "2024-03-05"),
    ("a doubtful day leaves no date", "scan", (SURE_NUMBER, place(TEXT, "day", "05", sure=False)),
     "80/BC-UBND", None),
    ("what was not looked at is not believed", "scan", (), None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "source", "filled", "number", "day"), CASES, ids=[case[0] for case in CASES]
)
def test_a_scanned_head_gives_only_figures_that_are_sure(
    fact: str, source: str, filled: tuple[FilledIn, ...], number: str | None, day: str | None
) -> None:
    header = found(source=source, filled=filled).header
    assert (header.number, header.date) == (number, day)
    assert (header.doc_type, header.place) == ("Báo cáo", "Quảng Ngãi")


def test_a_doubtful_number_is_named_with_its_readings_and_never_linked() -> None:
    doubtful = place(TEXT, "number", "80", sure=False, also=("280",))
    annotations = found(filled=(doubtful, SURE_DAY))
    (warning,) = [each for each in annotations.warnings if each.kind == "handwritten-number"]
    assert "“80” / “280”" in warning.message
    assert TEXT[warning.start : warning.end] == "80"
    (own,) = [each for each in annotations.citations if each.role == "self"]
    assert own.confidence < SURE
    (cited,) = [each for each in annotations.citations if each.role == "cites"]
    assert (cited.canonical, cited.confidence > SURE) == ("165/QĐ-UBND", True)


def test_a_place_that_was_not_read_is_named_too() -> None:
    text = HEAD.format(number="…", day="…")
    filled = tuple(
        FilledIn(field, at, at + 1, 0, BOX, (), False)
        for field, at in (("number", text.index("…")), ("day", text.rindex("…")))
    )
    annotations = found("…", "…", filled=filled)
    assert (annotations.header.number, annotations.header.date) == (None, None)
    assert annotations.header.place == "Quảng Ngãi"
    assert [each.kind for each in annotations.warnings] == ["handwritten-number", "handwritten-day"]


FIRST = FileSignature("Văn phòng Một", "2024-03-05T08:00:00+07:00", True, False)
LAST = FileSignature("Trung tâm Hai", "2024-03-06T09:30:00+07:00", True, True)


def test_the_files_signatures_are_the_headers_and_the_last_one_stands_alone() -> None:
    header = found(source="text", signatures=(FIRST, LAST)).header
    assert header.digital_signature == DigitalSignature("Trung tâm Hai", "2024-03-06T09:30:00+07:00")
    assert [each.signer for each in header.digital_signatures] == ["Văn phòng Một", "Trung tâm Hai"]


def test_a_scanned_day_after_the_signature_is_not_believed() -> None:
    early = FileSignature("Văn phòng Một", "2024-03-04T08:00:00+07:00", True, True)
    assert found(filled=(SURE_NUMBER, SURE_DAY), signatures=(early,)).header.date is None
    assert found(filled=(SURE_NUMBER, SURE_DAY), signatures=(LAST,)).header.date == "2024-03-05"


def test_a_broken_signature_is_a_warning() -> None:
    broken = FileSignature("Văn phòng Một", "2024-03-05T08:00:00+07:00", False, False)
    kinds = [each.kind for each in found(source="text", signatures=(broken,)).warnings]
    assert kinds == ["broken-signature"]


def test_what_was_added_after_the_last_signature_is_a_warning() -> None:
    kinds = [each.kind for each in found(source="text", signatures=(FIRST,)).warnings]
    assert kinds == ["changed-after-signing"]
