"""The headers of the five reports: one clean, four damaged, one without a head."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzers.folding import fold
from analyzers.header import read_header
from analyzers.reading import Reading

REPORTS = Path(__file__).resolve().parents[2] / "corpus" / "reports"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("000", ("Báo cáo", None, None, None, "Văn phòng UBND tỉnh Quảng Ngãi", None, "Quý I/2024")),
        (
            "001",
            (
                *("Báo cáo", "3058/BC-VP", "2024-12-12", "Quảng Ngãi", "Văn phòng UBND tỉnh Quảng Ngãi"),
                *("Chánh Văn phòng", "năm 2024"),
            ),
        ),
        (
            "002",
            (
                *("Kế hoạch", "564/KH-BDT", "2022-07-29", "Quảng Ngãi", "Ban Dân tộc tỉnh Quảng Ngãi"),
                *("Trưởng Ban", "năm 2021"),
            ),
        ),
        (
            "003",
            (
                *("Kế hoạch", "2374/KH-VP", "2022-12-29", "Quảng Ngãi", "Văn phòng UBND tỉnh Quảng Ngãi"),
                *("Chánh Văn phòng", "năm 2023"),
            ),
        ),
        (
            "004",
            (
                *("Báo cáo", "503/BC-VP", "2023-03-14", "Đồng Nai", "Văn phòng UBND tỉnh Đồng Nai"),
                *("Chánh Văn phòng", "Quý I/2023"),
            ),
        ),
    ],
)
def test_the_reports_carry_these_fields(start: str, expected: tuple[str | None, ...]) -> None:
    header = read_header(Reading(_report(start))).header
    assert expected == (
        *(header.doc_type, header.number, header.date, header.place, header.issuer),
        *(header.signer_title, header.period),
    )
    times = [signature.time for signature in header.digital_signatures]
    assert times == (["2022-08-01T16:38:23+07:00"] if start == "002" else [])


@pytest.mark.parametrize(("start", "count"), [("000", 3), ("001", 4), ("002", 5), ("003", 4), ("004", 3)])
def test_the_reports_name_so_many_recipients(start: str, count: int) -> None:
    assert len(read_header(Reading(_report(start))).header.recipients) == count


def test_a_title_over_several_lines_is_one_line() -> None:
    title = read_header(Reading(_report("000"))).header.title
    assert title is not None
    assert fold(title).startswith("ket qua")
    assert fold(title).endswith("quy i nam 2024")


def test_an_unreadable_signature_gives_a_title_and_a_warning() -> None:
    found = read_header(Reading(_report("004")))
    assert (found.header.signer, found.header.signer_title) == (None, "Chánh Văn phòng")
    assert [warning.kind for warning in found.warnings] == ["unreadable-signer"]


def test_the_number_span_covers_the_number_with_its_series() -> None:
    text = _report("001")
    span = read_header(Reading(text)).number_span
    assert span is not None
    assert text[slice(*span)] == "3058 /BC-VP"


def test_the_foot_is_excluded_and_the_appendix_after_it_is_not() -> None:
    text = _report("001")
    start, end = read_header(Reading(text)).signature_spans[0]
    assert text[start:end].startswith("Nơi nhận:")
    assert "Phụ lục" not in text[start:end]


def test_restored_words_are_given_where_there_are_any() -> None:
    text = "S6: 45/KH-STP Ha Nam, ngay 2 thang 2 nam 2023\nKE HOACH\nCai cach nam 2023\n\nThuc hien"
    at = text.index("Cai")
    restored = text.replace("Cai cach nam", "Cải cách năm")
    reading = Reading(text, restored, ((0, at, 0, at), (at, len(text), at, len(text))))
    assert read_header(reading).header.title == "Cải cách năm 2023"


def _report(start: str) -> str:
    return next(REPORTS.glob(f"{start}*.txt")).read_text(encoding="utf-8")
