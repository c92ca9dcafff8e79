"""Rows of report forms: codes, units, values in both notations."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import analyzers
from analyzers.annotations import Annotations, Indicator
from analyzers.folding import fold
from analyzers.indicators import find_indicators
from analyzers.indicators.codes import literal, restore
from analyzers.indicators.numbers import notation, read
from analyzers.indicators.units import find_unit, unit_of
from analyzers.reading import Reading
from analyzers.sections import find_sections

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"


@cache
def report(number: str) -> Annotations:
    path = next(REPORTS.glob(f"{number}_*.txt"))
    return analyzers.analyse(path.read_bytes().decode())


def rows_of(text: str) -> list[Indicator]:
    reading = Reading(text)
    return find_indicators(reading, find_sections(reading))[0]


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("Nhiém vy", "Nhiệm vụ"),
        ("Thii tuc", "Thủ tục"),
        ("Hob so", "Hồ sơ"),
        ("Hé so", "Hồ sơ"),
        ("%o", "%"),
        ("Vin ban", "Văn bản"),
        ("Ngudi", "Người"),
        ("Vién dé", "Vấn đề"),
        ("S6 lugng", "Số lượng"),
        ("PAKN", "PAKN"),
        ("Sở Nội vụ", None),
        ("W", None),
    ],
)
def test_a_unit_is_known_in_damaged_print(printed: str, unit: str | None) -> None:
    assert unit_of(printed) == unit


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("1.2. | S6 TTHC cong bd méi Thu tuc 11", "Thủ tục"),
        ("1.1. S6 nhiém vu d& hoan thanh Nhiém vy 5", "Nhiệm vụ"),
        ("3.4. | Ty 1¢ giai quyét (PAKN) | % 99,14% Tiép nhén", "%"),
        ("4.1 | S6 lugng phiéu khao sat S6 lugng 381.335", "Số lượng"),
        ("2.1 Tong sb bién ché dugc giao Ngudi", "Người"),
        ("3. Két qua giai quyét TTHC", None),
        ("Văn phòng tiếp nhận 300 hồ sơ trong năm", None),
    ],
)
def test_the_unit_of_a_printed_row_is_its_cell_not_a_word_of_its_name(line: str, unit: str | None) -> None:
    found = find_unit(line)
    assert (found.name if found else None) == unit


@pytest.mark.parametrize(
    ("figures", "values"),
    [
        ([("99.95%", "%"), ("123,747", "Hồ sơ")], [99.95, 123747]),
        ([("175.326", "Hồ sơ"), ("83,1", "%"), ("90,4%", "%")], [175326, 83.1, 90.4]),
        ([("2815", "Thủ tục"), ("0", "Thủ tục"), ("100", "%")], [2815, 0, 100]),
        ([("1.250,5", "Triệu đồng"), ("1.234.567", "Người")], [1250.5, 1234567]),
        ([("1,250.5", "Triệu đồng")], [1250.5]),
        ([("Có", "Số lượng"), ("9" * 400, "Người")], [None, None]),
    ],
)
def test_the_notation_is_that_of_the_table(
    figures: list[tuple[str, str]], values: list[float | None]
) -> None:
    thousands = notation(figures)
    assert [read(raw, unit, thousands).value for raw, unit in figures] == values


@pytest.mark.parametrize(
    ("raw", "unit", "thousands", "value"),
    [("158.55", "Hồ sơ", ".", 158.55), ("31.602", "Hồ sơ", ",", 31602), ("1.23.4", "Hồ sơ", ".", None)],
)
def test_a_figure_that_fits_badly_is_doubted(
    raw: str, unit: str, thousands: str, value: float | None
) -> None:
    figure = read(raw, unit, thousands)
    assert figure.value == value
    assert figure.doubt


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        (["1.", "I.1.", "1.2.", "1.3."], ["1", "1.1", "1.2", "1.3"]),
        (["L.", "L.L", "1.2.", "1.3.", "L4."], ["1", "1.1", "1.2", "1.3", "1.4"]),
        (["3.", "37", "39", "3.4", "3.4.1"], ["3", "3.1", "3.2", "3.4", "3.4.1"]),
        (["2.2.", "2.2.1", "222", "3,", "3.1,"], ["2.2", "2.2.1", "2.2.2", "3", "3.1"]),
        (
            ["3.", "s", "gl", "3,02,", "-", "321", "3.2.2."],
            ["3", "3.1", "3.1.1", "3.1.2", "3.2", "3.2.1", "3.2.2"],
        ),
        (["2.", "2l", "2.2,", "24,", "24,", "5.", "3"], ["2", "2.1", "2.2", "2.3", "2.4", "2.5", "3"]),
        (["3.2,", "3.4.5", "3.2.2"], ["3.2", "3.2.1", "3.2.2"]),
        ([], []),
    ],
)
def test_codes_are_restored_from_their_sequence(printed: list[str], codes: list[str]) -> None:
    assert [restored.code for restored in restore(printed)] == codes


@pytest.mark.parametrize(
    ("printed", "code"), [("L.L", (1, 1)), ("3.1.2.", (3, 1, 2)), ("gl", None), ("3,02,", None), ("-", None)]
)
def test_a_code_is_read_where_it_can_be(printed: str, code: tuple[int, ...] | None) -> None:
    assert literal(printed) == code


FORMS_001 = """
Biểu mẫu 1|5||; 5.1|Nhiệm vụ|210; 5.2|Nhiệm vụ|34; 5.3|Nhiệm vụ|0; 5.4|Nhiệm vụ|0; 6|Có = 1; Không = 0|1
Biểu mẫu 1|6.1|Số lượng|42000; 6.2|Trực tuyến = 0 Phát phiếu = 1 Kết hợp = 2|2; 7|Không = 0 Có = 1|1
Biểu mẫu 3|1||; 1.1|Thủ tục|; 1.2|Thủ tục|289; 1.3|Thủ tục|178; 1.4|Thủ tục|2815; 1.4.1|Thủ tục|2147
Biểu mẫu 3|1.4.2|Thủ tục|467; 1.4.3|Thủ tục|201; 2||; 2.1|Thủ tục|271; 2.2|Thủ tục|116; 2.3|Thủ tục|0; 3||
Biểu mẫu 3|3.1|%|99.95; 3.1.1|Hồ sơ|123747; 3.1.2|Hồ sơ|123683; 3.2|%|99.5; 3.2.1|Hồ sơ|29781
Biểu mẫu 3|3.2.2|Hồ sơ|29632; 3.3|%|99.2; 3.3.1|Hồ sơ|301390; 3.3.2|Hồ sơ|298921; 3.4|%|100
Biểu mẫu 3|3.4.1|PAKN|300; 3.4.2|PAKN|300
Biểu mẫu 7|3|%|100; 6||; 6.1|%|100; 6.1.1|DVC|734; 6.1.2|DVC|734; 6.2|%|83.1; 6.2.1|DVC|645; 6.2.2|DVC|536
Biểu mẫu 7|6.3|%|90.4; 6.3.1|Hồ sơ|175326; 6.3.2|Hồ sơ|158.55; 6.4|%|83; 6.4.1|Hồ sơ|316232
Biểu mẫu 7|6.4.2|Hồ sơ|262144; 6.5|%|100; 6.5.1|Thủ tục|545; 6.5.2|Thủ tục|545
"""


def _table(text: str) -> list[tuple[str, str, str, str]]:
    rows: list[tuple[str, str, str, str]] = []
    for line in text.strip().splitlines():
        form, _, rest = line.partition("|")
        for cell in rest.replace("; Không", "@ Không").split("; "):
            code, unit, value = cell.replace("@", ";").split("|")
            rows.append((form, code, unit, value))
    return rows


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if value != int(value) else str(int(value))


def test_every_row_of_clean_forms_is_found_with_unit_and_value() -> None:
    found = [(i.form or "", i.code, i.unit or "", _shown(i.value)) for i in report("001").indicators]
    assert found == _table(FORMS_001)


def test_names_go_on_over_lines_and_pages_and_heads_are_no_rows() -> None:
    indicators = report("001").indicators
    broken = next(i for i in indicators if i.code == "6.2.2")
    assert broken.indicator == "Số DVCTT có phát sinh hồ sơ trực tuyển"
    assert not [i for i in indicators if "Chỉ tiêu" in i.indicator or "<" in i.indicator]
    noted = next(i for i in indicators if i.code == "5.2")
    assert noted.note == "120 nhiệm vụ đã hoàn thành đang chờ Văn phòng Chính phủ xác nhận"


def test_a_value_that_fits_badly_has_a_warning() -> None:
    doubts = [w for w in report("001").warnings if w.kind == "doubtful-value"]
    assert [report("001").indicators[w_index].value_raw for w_index in _rows_at(doubts[0].start)] == [
        "158.55"
    ]
    assert len(doubts) == 1


def _rows_at(start: int) -> list[int]:
    return [index for index, row in enumerate(report("001").indicators) if row.start == start]


SCANNED_FORM_3: dict[str, float | None] = {
    "1.1": None, "1.2": 11, "1.3": 18, "1.4": 27, "1.5": 1972, "1.5.1": 1539, "1.5.2": 313, "1.5.3": 120,
    "2.1": 53, "2.2": 31, "2.3": 9, "3.1": 99.49, "3.1.1": 31602, "3.1.2": 31404, "3.2": 96.01,
    "3.2.1": 79139, "3.2.2": 74605, "3.3": 98.86, "3.3.1": 137975, "3.3.2": 136388, "3.4": 99.14,
    "3.4.1": 8153, "3.4.2": 8083, "4.1": 381335, "4.2": 2,
}  # fmt: skip


@pytest.mark.parametrize(("code", "value"), SCANNED_FORM_3.items())
def test_the_values_of_a_scanned_form(code: str, value: float | None) -> None:
    [row] = [i for i in report("004").indicators if i.form == "Biểu mẫu 3" and i.code == code]
    assert row.value == value


SCANNED_PARTS: list[dict[str, float | None]] = [
    {"1": None, "2": 5, "2.1": 25, "2.2": 5, "3.1": 0, "3.2": None, "3.4": 0, "4.1": 54, "4.3": None},
    {"1": None, "1.1": 17, "2.1": None, "2.2.1": None, "3.2.1": None, "3.2.2": None},
    {"1.2": 1, "1.3": 27, "1.4": 1972, "2.1": 53, "2.2": 31, "2.3": 9, "3.1": 99.48, "3.1.2": 190},
    {"1.1": 1, "1.2": 1, "2.2": 64, "2.3": 62, "2.4": 27, "2.5": 68, "3.1": 38, "3.2": 34, "3.3": None},
    {"1.1": 1, "1.2": 1, "1.3": 0, "2.1": 0, "2.2": 0, "3.1": 0, "3.2": 0, "4.1": None, "5.1": 0, "5.3": 0},
]  # fmt: skip


def test_the_values_of_a_form_in_parts_whose_codes_begin_anew() -> None:
    rows = [i for i in report("004").indicators if fold(i.form or "").startswith("he thong bieu mau")]
    starts = [index for index, row in enumerate(rows) if row.code in ("I", "II", "III", "IV", "V")]
    assert [rows[index].code for index in starts] == ["I", "II", "III", "IV", "V"]
    for wanted, first, last in zip(SCANNED_PARTS, starts, [*starts[1:], len(rows)], strict=True):
        values = {row.code: row.value for row in rows[first + 1 : last]}
        assert {code: values[code] for code in wanted} == wanted


def test_the_first_table_of_a_scan_is_found_without_its_head() -> None:
    rows = [i for i in report("004").indicators if i.form is None]
    assert [(row.code, row.value) for row in rows] == [
        ("1", None),
        ("1.1", 49),
        ("1.2", 0),
        ("1.3", 5),
        ("1.4", 0),
    ]
    assert fold(rows[3].note or "") == "hoan thanh nhung chua cap nhat ht"


@pytest.mark.parametrize("number", ["000", "002", "003"])
def test_documents_without_forms_have_no_indicators(number: str) -> None:
    assert report(number).indicators == ()


BARS = """Biểu mẫu 2
Cải cách thể chế
| STT | Chỉ tiêu thống kê | Đơn vị tính | Số liệu | Ghi chú |
|---|---|---|---|---|
| 1. | Tổng số VBQPPL ban hành | Văn bản | 1.234 | |
| 1.1. | Tỷ lệ xử lý | % | 97,5 | |
| 2. | Kinh phí | Triệu đồng | 1.250,5 | tạm tính |
| 3. | Không có | Văn bản | - | |
"""
QUARTERS = """Phụ lục 2
STT\tChỉ tiêu\tĐVT\tQuý I/2023\tQuý II/2023\tGhi chú
1\tHồ sơ tiếp nhận\tHồ sơ\t12,345\t13,456\t
2\tTỷ lệ\t%\t99.1\t98.25\t
"""
SCAN = """Bieu mau 4
Cai cach to chuc bo may
STT Chi tiéu théng ké Két qua théng ke
Don vi Sé lidu Ghi chu
tinh
1. Sap xép tb chuc
1.1. S6 don vi sy nghiép Don vi 12
1.2. S6 bién ché duoc giao Ngudi 1.234
2. Ty 1é gidm % 10,5%
2.1. S6 co quan Co quan 20
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            BARS,
            [("1", "Văn bản", 1234), ("1.1", "%", 97.5), ("2", "Triệu đồng", 1250.5), ("3", "Văn bản", None)],
        ),
        (QUARTERS, [("1", "Hồ sơ", 12345), ("1", "Hồ sơ", 13456), ("2", "%", 99.1), ("2", "%", 98.25)]),
        (
            SCAN,
            [
                ("1", None, None),
                ("1.1", "Đơn vị", 12),
                ("1.2", "Người", 1234),
                ("2", "%", 10.5),
                ("2.1", "Cơ quan", 20),
            ],
        ),
        ("Báo cáo\n1. Tổng số 12\n2. Hồ sơ 13\n", []),
        ("", []),
    ],
    ids=["bars", "a column for each quarter", "a scan", "no form", "nothing"],
)
def test_forms_of_other_makes(text: str, wanted: list[tuple[str, str | None, float | None]]) -> None:
    assert [(row.code, row.unit, row.value) for row in rows_of(text)] == wanted


def test_a_table_of_tasks_is_no_report_form() -> None:
    text = (
        "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n"
        "STT\tNội dung nhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tSản phẩm\tThời gian hoàn thành\n"
        "1\tXây dựng kế hoạch rà soát văn bản\tThanh tra Sở\tCác phòng thuộc Sở\tKế hoạch\tTháng 01/2024\n"
    )
    found = analyzers.analyse(text)
    assert found.indicators == ()
    assert [task.lead for task in found.tasks] == [("Thanh tra Sở",)]
