"""Rows of tables and forms."""

from __future__ import annotations

import pytest

from analyzers.reading import Reading
from analyzers.sections import table_rows


def rows_of(text: str) -> list[str]:
    return [text[row.start : row.end] for row in table_rows(Reading(text))]


def test_cells_are_what_stands_between_tabs() -> None:
    text = "5.1.\tTổng số nhiệm vụ được giao\tNhiệm vụ\t210\t\n"
    (row,) = table_rows(Reading(text))
    assert [text[cell.start : cell.end] for cell in row.cells] == [
        "5.1.", "Tổng số nhiệm vụ được giao", "Nhiệm vụ", "210",
    ]  # fmt: skip


def test_a_row_keeps_the_lines_that_its_cells_wrapped_onto() -> None:
    text = (
        "1.4. | S8 TTHC bai bo, thay thé Th tuc 27\n1.5. | Téng s6 TTHC | Thu tuc 1.972 C6'123\n"
        "tai dia phuvong TTHC nganh\ndoc\n1.5.1. | 86 TTHC cdp tinh | Thii tuc 1.539\n"
    )
    assert rows_of(text) == [
        "1.4. | S8 TTHC bai bo, thay thé Th tuc 27",
        "1.5. | Téng s6 TTHC | Thu tuc 1.972 C6'123\ntai dia phuvong TTHC nganh\ndoc",
        "1.5.1. | 86 TTHC cdp tinh | Thii tuc 1.539",
    ]


def test_lines_between_lines_that_end_in_figures_belong_to_the_table() -> None:
    text = "2. Vién chitc dwge dao tao\n + Thac s¥ trd 1én 0 0\n+ Cu nhan 0 0\ncap)\n+ Trung cép 4 4\n"
    assert rows_of(text)[0] == "2. Vién chitc dwge dao tao"


@pytest.mark.parametrize(
    "text",
    [
        "1. Tiếp tục thực hiện kế hoạch năm 2024\n2. Tổng hợp báo cáo quý 4\n3. Ban hành Quyết định số 35",
        "- K& hoach s6 12/KH-UBND thdng tin nim 2023.\n- K& hoach s6 13/KH-UBND nim 2023.\n- Khac nim 2024.",
        "|. MUC PICH, YEU CAU\n1. Muc dich",
        "1.\tMục đích\n2.\tYêu cầu",
        "",
    ],
)
def test_running_text_and_lists_hold_no_rows(text: str) -> None:
    assert rows_of(text) == []


def test_a_table_ends_where_a_heading_in_words_begins() -> None:
    text = "STT Tên dự án\n1 Luật Chuyển đổi số\n2 Luật Tòa án\nĐiều 3. Hiệu lực thi hành\n"
    assert rows_of(text) == ["STT Tên dự án", "1 Luật Chuyển đổi số", "2 Luật Tòa án"]


def test_everything_in_a_form_is_a_row() -> None:
    text = "Biểu mẫu 3\n\n1. Thống kê TTHC\n\n1.1. Số TTHC công bố mới Thủ tục 289\n"
    assert rows_of(text) == ["1. Thống kê TTHC", "1.1. Số TTHC công bố mới Thủ tục 289"]
