"""Which figure answers: the one whose own words, period, place and kind are those of the question."""

from __future__ import annotations

import pytest

from analyzers.annotations import Header
from search.ask import ask
from search.figures import figures_in
from search.periods import printed_quarters
from search.places import places, speaks_for
from search.query import analyse
from search.retrieval import Searcher
from search.slots import slots
from search.yes_no import asks_yes_or_no

VALUES: list[tuple[str, tuple[str, ...]]] = [
    # one sentence with several figures: that of the clause that says what is asked
    ("Trong quý I/2024 Ban Tiếp công dân tỉnh nhận bao nhiêu đơn tố cáo?", ("10",)),
    ("don khieu nai quy 1 nam 2024 o Quang Ngai co may don", ("154",)),
    ("Bộ phận Một cửa cấp xã ở Quảng Ngãi năm 2024 đang xử lý khoảng bao nhiêu hồ sơ?", ("600",)),
    ("ho so dat dai tre han nam 2024 o trung tam la bao nhieu", ("701",)),
    ("Năm 2024 có bao nhiêu TTHC được thay thế ở Quảng Ngãi?", ("21",)),
    # a percentage without words of its own belongs to the clause before
    ("DVC toàn trình chiếm tỷ lệ bao nhiêu trong số TTHC của Quảng Ngãi?", ("41,2%",)),
    # several things asked at once
    ("Trong 3 tháng đầu 2024 có bao nhiêu TTHC mới và bao nhiêu TTHC được sửa đổi?", ("95", "114")),
    ("Năm 2024 Quảng Ngãi có mấy nhiệm vụ Chính phủ giao, đã xong đúng hạn mấy?", ("210", "34")),
    ("Sau chuẩn hóa Đồng Nai còn tất cả bao nhiêu TTHC, riêng cấp xã bao nhiêu?", ("1.849", "112")),
    ("VP Đồng Nai được giao bao nhiêu người làm việc, có mặt bao nhiêu?", ("38", "34")),
    # rows of report forms, and the rows that they are parts of
    ("Số hồ sơ cấp huyện ở Đồng Nai đã giải quyết xong và xong đúng hạn?", ("79.139", "74.605")),
    ("Quảng Ngãi năm 2024 có bao nhiêu thủ tục phải nộp phí, lệ phí?", ("545",)),
    ("Tỷ lệ hồ sơ nộp online của DVC một phần trong biểu mẫu 7?", ("83%",)),
    # money, persons and their positions
    ("Tiền thanh toán online toàn tỉnh Quảng Ngãi năm 2024 là bao nhiêu?", ("87 tỷ đồng",)),
    (
        "Ai là Chánh Văn phòng UBND tỉnh Quảng Ngãi ký báo cáo cải cách hành chính năm 2024?",
        ("Nguyễn Quốc Việt",),
    ),
    ("Chức vụ của người ký Kế hoạch 564/KH-BDT là gì?", ("Trưởng Ban",)),
    ("Báo cáo CCHC 2024 của VP UBND tỉnh Quảng Ngãi ban hành ngày nào?", ("12/12/2024",)),
    # each side of a comparison with its own period
    (
        "Tổng số TTHC ở Quảng Ngãi năm 2024 nhiều hơn Đồng Nai quý I/2023 bao nhiêu thủ tục?",
        ("2815", "1.972"),
    ),
    (
        "Số hồ sơ cấp xã giải quyết xong của Quảng Ngãi năm 2024 gấp mấy lần Đồng Nai quý I/2023?",
        ("301,390", "137.975"),
    ),
    ("Số TTHC mới ban hành quý I/2024 so với cả năm 2024", ("95", "289")),
    ("so nhiem vu chinh phu giao: quang ngai va dong nai", ("210", "49")),
]


@pytest.mark.parametrize(("question", "values"), VALUES)
def test_the_figures_asked_for_answer_and_nothing_else(
    searcher: Searcher, question: str, values: tuple[str, ...]
) -> None:
    assert ask(searcher, question).values == values


REFUSED = [
    "Bao nhiêu bộ phận một cửa cấp xã ở Quảng Ngãi đã gắn camera?",
    "Sở Y tế Quảng Ngãi được giao bao nhiêu biên chế năm 2024?",
    "Tổng đài 1022 Đồng Nai quý III/2023 nhận bao nhiêu lượt liên hệ?",
    "How many feedback items reached Kon Tum by hotline in 2024?",
    "Ai là Chủ tịch UBND tỉnh Đồng Nai?",
    "Ai là Giám đốc Sở Nội vụ tỉnh Quảng Ngãi?",
]


@pytest.mark.parametrize("question", REFUSED)
def test_a_figure_of_another_thing_place_or_period_is_no_answer(searcher: Searcher, question: str) -> None:
    answer = ask(searcher, question)
    assert (answer.answered, answer.values, answer.statements) == (False, (), ())


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Quảng Ngãi năm 2024 có nhiệm vụ nào Chính phủ giao bị quá hạn không?", "Không."),
        ("Trong quý I năm 2023 VP UBND tỉnh Đồng Nai có ai nghỉ hưu không?", "Không."),
    ],
)
def test_counts_of_none_say_no(searcher: Searcher, question: str, begins: str) -> None:
    answer = ask(searcher, question)
    assert answer.answer.startswith(begins)
    assert all(statement.evidence for statement in answer.statements)


def test_a_section_is_summed_up_by_its_items(searcher: Searcher) -> None:
    answer = ask(searcher, "Tóm tắt phương hướng quý II/2024 của Văn phòng UBND tỉnh Quảng Ngãi")
    assert answer.answer.startswith("Mục “Phương hướng, nhiệm vụ")
    assert len(answer.statements) > 3


def test_what_two_places_say_is_said_once_with_both(searcher: Searcher) -> None:
    answer = ask(searcher, "Tỷ lệ hồ sơ cấp xã đúng hạn của Quảng Ngãi năm 2024?")
    assert len(answer.values) == 1
    assert len(answer.statements) == 1
    assert len(answer.statements[0].evidence) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phương hướng, nhiệm vụ trong Quý 11/2024", {2}),
        ("quỹ IIl (số 605/BC-BDT ngày 16/9/2021)", {3}),
        ("Thời gian: Quy 1/2023.", {1}),
        ("QUÝ IV NĂM 2023", {4}),
        ("định kỳ hằng quý báo cáo", set()),
    ],
)
def test_printed_quarters_are_read_through_ocr(text: str, expected: set[int]) -> None:
    assert printed_quarters(text) == expected


@pytest.mark.parametrize(
    ("province", "date", "asked", "speaks"),
    [
        ("Quảng Ngãi", "2024-12-12", "Kon Tum", False),
        ("Quảng Ngãi", "2025-10-01", "Kon Tum", True),
        ("Kon Tum", "2024-12-12", "Quảng Ngãi", True),
        ("Đồng Nai", "2024-12-12", "Quảng Ngãi", False),
    ],
)
def test_a_province_speaks_for_what_went_into_it_only_from_then_on(
    province: str, date: str, asked: str, speaks: bool
) -> None:
    header = Header(province=province, date=date)
    assert speaks_for(header, places(f"tỉnh {asked}")[0]) == speaks


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("đã xong đúng hạn mấy nhiệm vụ, quá hạn mấy?", ["count", "count"]),
        ("toàn tỉnh thanh toán bao nhiêu tiền?", ["money"]),
        ("mức độ hài lòng đạt bao nhiêu?", ["percent"]),
        ("kiện toàn bộ máy", []),
    ],
)
def test_what_a_question_wants(question: str, kinds: list[str]) -> None:
    assert [slot.kind for slot in slots(analyse(question))] == kinds


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("Có công chức nào vi phạm kỷ luật không?", True),
        ("Thủ tục đã cập nhật lên cơ sở dữ liệu quốc gia chưa?", True),
        ("Has the office signed new contracts?", True),
        ("Có bao nhiêu hồ sơ không đúng hạn?", False),
        ("Kết quả ra sao?", False),
    ],
)
def test_a_yes_or_a_no_is_asked_for(question: str, wants: bool) -> None:
    assert asks_yes_or_no(analyse(question)) == wants


def test_the_number_of_a_switchboard_counts_nothing() -> None:
    text = "Tổng đài Dịch vụ công 1022 tiếp nhận 7.946 lượt, theo ISO 9001:2015"
    assert [figure.value for figure in figures_in(text, "count")] == ["7.946"]
