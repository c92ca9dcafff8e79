"""What values a question asks for, and which figures a text has of each kind."""

from __future__ import annotations

import pytest

from search.figures import figures_in
from search.query import analyse
from search.slots import Kind, slots, without_left_out


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Có bao nhiêu hồ sơ trễ hạn?", ["count"]),
        ("được giao bao nhiêu biên chế công chức, hiện có mặt mấy người?", ["count", "count"]),
        ("Tỷ lệ hồ sơ đúng hạn là bao nhiêu?", ["percent"]),
        ("Tỷ lệ giảm phí, lệ phí là bao nhiêu?", ["percent"]),
        ("Tổng số nhiệm vụ được giao, bao nhiêu đã hoàn thành?", ["count", "count"]),
        ("Quảng Ngãi xếp thứ mấy cả nước?", ["rank"]),
        ("Thanh toán được bao nhiêu tiền?", ["money"]),
        ("Họp bao lâu một lần?", ["duration"]),
        ("Kế hoạch ban hành ngày nào?", ["date"]),
        ("so giao dich thanh toan truc tuyen nam 2024", ["count"]),
        ("máy chủ đặt tại trung tâm", []),
        ("What share of files was on time?", ["percent"]),
        ("Cải cách tài chính công thực hiện thế nào?", []),
    ],
)
def test_each_value_that_is_asked_for_is_a_slot(question: str, kinds: list[Kind]) -> None:
    assert [slot.kind for slot in slots(analyse(question))] == kinds


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("tiếp nhận khoảng 30.130 hồ sơ, chiếm tỷ lệ 99,5%, trễ hạn 149 hồ sơ", "count", ["30.130", "149"]),
        ("tiếp nhận khoảng 30.130 hồ sơ, chiếm tỷ lệ 99,5%, trễ hạn 149 hồ sơ", "percent", ["99,5%"]),
        ("đứng vị trí thứ 01/63 tỉnh, thành phố", "rank", ["01/63"]),
        ("thanh toán khoảng gần 17 tỷ đồng", "money", ["17 tỷ đồng"]),
        ("họp định kỳ 02 tháng/lần với Tổng đài", "duration", ["02 tháng/lần"]),
        ("Công văn số 210/VP-HCQT ngày 29/01/2024 năm 2024", "count", []),
        ("theo quy định tại Điều 2, quý 1 năm 2024", "count", []),
        ("tăng gần gấp 03 lần so với cùng kỳ", "count", []),
        ("ngày 14 tháng 3 năm 2023 và ngày 07/02/2024", "date", ["14/3/2023", "07/02/2024"]),
    ],
)
def test_only_figures_of_the_kind_are_read(text: str, kind: Kind, values: list[str]) -> None:
    assert [figure.value for figure in figures_in(text, kind)] == values


def test_what_a_question_leaves_out_is_excluded() -> None:
    query = without_left_out(analyse("Có bao nhiêu TTHC (chưa tính ngành dọc)?"))
    assert query.excluded == (("nganh", "doc"),)
    assert all("doc" not in concept.forms[0].phrase.folded for concept in query.content)
