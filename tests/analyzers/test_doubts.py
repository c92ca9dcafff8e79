"""Contradictions found in a text, each in the wording of real reports; and what is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analyzers import analyse
from analyzers.annotations import Annotations, Header, Indicator, Task, Warning
from analyzers.doubts import KINDS, find_doubts
from analyzers.national import national_document
from analyzers.reading import Reading

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"

HEAD = """UBND TỈNH QUẢNG NGÃI
VĂN PHÒNG
Số: 12/BC-VP
Quảng Ngãi, ngày 12 tháng 4 năm 2023
BÁO CÁO
Công tác cải cách hành chính Quý I năm 2023

"""


def doubts(text: str) -> list[Warning]:
    """The contradictions of a text under a real head."""
    found = analyse(HEAD + text)
    return [warning for warning in found.warnings if warning.kind in KINDS]


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        (
            "Quy chế ban hành kèm theo Quyết định số 31/QĐ-VP ngày 31/4/2019 của Chánh Văn phòng.",
            "impossible-date",
            "31/4/2019",
        ),
        ("Hoàn thành trước ngày 30/02/2023.", "impossible-date", "30/02/2023"),
        ("Tổ chức hội nghị vào ngày 31 tháng 6 năm 2023.", "impossible-date", "31 tháng 6 năm 2023"),
        (
            "Thực hiện Nghị định số 45/2020/NĐ-CP ngày 08/4/2018 của Chính phủ về thực hiện thủ tục.",
            "number-year",
            "2020",
        ),
        (
            "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 21/6/2018 của Chính phủ về cơ chế một cửa.",
            "effect-date",
            "23/04/2018",
        ),
        (
            "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 24/4/2018 của Chính phủ về cơ chế một cửa.",
            "registry-date",
            "23/04/2018",
        ),
        (
            "Theo Kế hoạch số 35/KH-UBND ngày 07/5/2023 của UBND tỉnh về kiểm tra.",
            "later-than-document",
            "12/04/2023",
        ),
        (
            "Quyết định số 41/2022/QĐ-UBND ngày 11/11/2022 của UBND tỉnh; theo Quyết định số "
            "41/2022/QĐ-UBND ngày 01/11/2022 của UBND tỉnh.",
            "two-dates",
            "11/11/2022, 01/11/2022",
        ),
        (
            "Kế hoạch số 52/KH-UBND ngày 09/01/2023 của UBND tỉnh về rà soát, đánh giá thủ tục hành chính "
            "năm 2023; Kế hoạch số 53/KH-UBND ngày 09/01/2023 của UBND tỉnh về rà soát, đánh giá thủ tục "
            "hành chính năm 2023.",
            "repeated-entry",
            "53/KH-UBND",
        ),
        ("Đã xử lý 367/386 lượt, đạt 96,1%.", "wrong-share", "367/386 = 95,08%"),
        ("Cung cấp 1.380/1.780 dịch vụ công trực tuyến (chiếm 78,5%).", "wrong-share", "77,53%"),
        (
            "Đã giải quyết 29.781 hồ sơ, trong đó hồ sơ trước hạn, đúng hạn 29.632 hồ sơ, chiếm tỷ lệ 98,5%.",
            "wrong-share",
            "99,5%",
        ),
        (
            "Tổng số thủ tục hành chính là 1.849 thủ tục (cấp tỉnh 1.477 thủ tục, cấp huyện 250 thủ tục, "
            "cấp xã 112 thủ tục).",
            "wrong-total",
            "1.839",
        ),
        (
            "Tiếp nhận 207 phản ánh, kiến nghị; đã xử lý 272 phản ánh, kiến nghị; đang xử lý 35 trường hợp.",
            "wrong-total",
            "307",
        ),
        (
            "Đã giải quyết 29.781 hồ sơ, đúng hạn 29.632 hồ sơ, trễ hạn 159 hồ sơ.",
            "wrong-total",
            "29.791",
        ),
        (
            "Tiếp nhận 352 đơn (trong đó, đơn khiếu nại: 154 đơn; đơn tố cáo: 10 đơn; phản ánh: 198 đơn).",
            "wrong-total",
            "362",
        ),
        ("Kết quả:\nTỔNG CỘNG 42 242 284 190 1 191 93 0 93 99,88%\n", "wrong-share", "99,48%"),
    ],
)
def test_a_contradiction_is_found_and_explained(text: str, kind: str, said: str) -> None:
    found = doubts(text)
    assert kind in [warning.kind for warning in found]
    (first, *_) = [warning for warning in found if warning.kind == kind]
    assert said in first.message
    assert first.english
    assert first.english != first.message
    assert (first.start, first.end) == first.places[0]
    assert all(len(HEAD) <= start < end <= len(HEAD + text) for start, end in first.places)


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về cơ chế một cửa.",
        "Quyết định số 48/2021/QĐ-UBND ngày 22/9/2021 của UBND tỉnh; theo Quyết định số 48/2021/QĐ-UBND.",
        "Kế hoạch số 52/KH-UBND ngày 09/01/2023 và Kế hoạch số 52/KH-UBND ngày 11/01/2022 của UBND tỉnh.",
        "Hoàn thành trước ngày 29/02/2024.",
        "Đã xử lý 367/386 lượt đạt 95,1%; cung cấp 1.380/1.780 dịch vụ công (chiếm 77,5%).",
        "Chỉ số giá tháng 12/2022 tăng 3,35% so với cùng kỳ.",
        "Có 16/23 tập đoàn, tổng công ty 100% vốn nhà nước.",
        "Tiếp nhận 30.130 hồ sơ; đã giải quyết 29.781 hồ sơ, trong đó đúng hạn 29.632 hồ sơ, chiếm tỷ lệ "
        "99,5%, trễ hạn 149 hồ sơ; đang giải quyết 349 hồ sơ.",
        "Tiếp nhận 58 phản ánh, trong đó: 05 phản ánh qua đơn thư; 53 phản ánh trên Hệ thống (trong đó đã "
        "xử lý đúng hạn 42, đang tiếp tục xử lý 11).",
        "Có 200 cơ sở, trong đó, khoảng 100 công lập, hơn 95 tư thục.",
        "Ước cung cấp 9.100 tin, bài. Trong đó, 730 video, 1.200 tin, 2.500 bài, và 4.670 ảnh.",
        "TỔNG CỘNG 42 242 284 190 1 191 93 0 93 99,48%",
        "Tổng số 123 thủ tục (cấp tỉnh 62 thủ tục, cấp huyện 53 thủ tục, cấp xã 08 thủ tục).",
    ],
)
def test_what_agrees_raises_no_doubt(text: str) -> None:
    assert doubts(text) == []


def row(code: str, name: str, raw: str, unit: str = "Hồ sơ", form: str = "Biểu mẫu 3") -> Indicator:
    """A row of a form at a place of its own."""
    number = float(re.sub(r"\.(?=\d{3}(?!\d))", "", raw.strip("%")).replace(",", "."))
    start = (
        1_000
        + 50 * (sum(map(ord, form)) % 100)
        + 5 * sum(int(n) * 9**i for i, n in enumerate(code.split(".")))
    )
    return Indicator(start, start + 4, form, code, name, unit, raw, number, None)


SHARE = (
    row("3.1", "Tỷ lệ hồ sơ giải quyết đúng hạn", "99,49%", "%"),
    row("3.1.1", "Tổng số hồ sơ đã giải quyết xong", "31.602"),
    row("3.1.2", "Số hồ sơ giải quyết đúng hạn", "31.404"),
)
LEVELS = (
    row("1.4", "Tổng số TTHC", "2.815", "Thủ tục"),
    row("1.4.1", "Số TTHC cấp tỉnh", "2.147", "Thủ tục"),
    row("1.4.2", "Số TTHC cấp huyện", "467", "Thủ tục"),
    row("1.4.3", "Số TTHC cấp xã", "211", "Thủ tục"),
)
LOST = (
    row("6.3", "Tỷ lệ hồ sơ trực tuyến", "90,4%", "%"),
    row("6.3.1", "Tổng số hồ sơ", "175.326"),
    row("6.3.2", "Số hồ sơ nộp trực tuyến", "158.55"),
)


def of_rows(*rows: Indicator) -> list[Warning]:
    return find_doubts(Reading(""), Header(), (), (), rows)


@pytest.mark.parametrize(
    ("rows", "kind", "said"),
    [
        (SHARE, "wrong-share", "31.404/31.602 = 99,37%"),
        (LEVELS, "wrong-total", "2.147 + 467 + 211 = 2.825"),
        (LOST, "impossible-count", "158.550"),
        (
            (row("1", "Số phiếu", "42.000"), row("2", "Số hồ sơ", "123,747")),
            "mixed-notation",
            "“123,747”",
        ),
    ],
)
def test_a_form_that_contradicts_itself_is_found(rows: tuple[Indicator, ...], kind: str, said: str) -> None:
    (found,) = of_rows(*rows)
    assert (found.kind, said in found.message) == (kind, True)
    assert len(found.places) == min(len(rows), len(found.places))


@pytest.mark.parametrize(
    "rows",
    [
        (
            row("3.2", "Tỷ lệ", "99.20%", "%"),
            row("3.2.1", "Tổng số", "301.390"),
            row("3.2.2", "Số", "298.921"),
        ),
        (row("2", "Tỷ lệ", "33,3", "%"), row("2.1", "Tổng số", "3"), row("2.2", "Số", "1")),
        (row("5", "Tổng số nhiệm vụ", "210"), row("5.1", "Đúng hạn", "34"), row("5.2", "Quá hạn", "0")),
        (row("1.4", "Tổng số", "300"), row("1.4.1", "Số A", "100"), row("1.4.2", "Số B", "90")),
        (row("6", "Tỷ lệ", "100", "%"), row("6.1", "Tổng số", "734"), row("6.2", "Số", "734")),
    ],
)
def test_rows_that_agree_or_are_no_parts_raise_no_doubt(rows: tuple[Indicator, ...]) -> None:
    assert of_rows(*rows) == []


def test_two_forms_that_share_rows_and_differ_in_one_are_found() -> None:
    names = ("Số TTHC công bố mới", "Số TTHC bãi bỏ", "Số TTHC liên thông", "Tổng số TTHC")
    first = [row("1", "Thống kê TTHC", "0")] + [
        row(f"1.{n}", name, raw, "Thủ tục")
        for n, (name, raw) in enumerate(zip(names, ("11", "27", "53", "972"), strict=True), 1)
    ]
    other = [
        row(
            each.code,
            each.indicator,
            "1" if each.value == 11 else each.value_raw or "",
            each.unit or "",
            "Biểu B",
        )
        for each in first
    ]
    (found,) = of_rows(*first, *other)
    assert found.kind == "forms-disagree"
    assert "11 và 1" in found.message


def test_a_deadline_that_had_passed_is_found_and_an_older_day_is_none() -> None:
    def task(deadline: str) -> Task:
        return Task(0, 5, (), "Xây dựng kế hoạch", ("Sở Nội vụ",), (), None, deadline)

    header = Header(date="2023-04-12")
    found = find_doubts(Reading("x" * 9), header, (), (task("Quý I/2022"), task("trước ngày 01/01/1945")), ())
    assert [(w.kind, w.severity) for w in found] == [("early-deadline", "doubt")]
    assert find_doubts(Reading("x" * 9), header, (), (task("Quý II/2023"), task("Quý I")), ()) == []


def test_the_registry_knows_issue_and_effect() -> None:
    decree = national_document("61/2018/NĐ-CP")
    assert decree is not None
    assert (decree.date, decree.effect, decree.type) == ("2018-04-23", "2018-06-21", "Nghị định")
    assert national_document("061/2018/nd-cp") == decree
    assert national_document("61/2018/QĐ-UBND") is None


@pytest.fixture(scope="module")
def read() -> dict[str, Annotations]:
    return {path.name[:3]: analyse(path.read_text("utf-8")) for path in sorted(REPORTS.glob("*.txt"))}


@pytest.mark.parametrize(
    ("report", "kind", "quoted"),
    [
        ("000", "impossible-date", "31/QD-VP"),
        ("001", "impossible-count", "158.55"),
        ("001", "mixed-notation", "42.000"),
        ("004", "number-year", "45/2020"),
        ("004", "two-dates", "45/2020"),
        ("004", "plan-year", "284/KH-UBND"),
        ("004", "own-number", "3/BC-TTHCC"),
        ("004", "wrong-total", "207"),
        ("004", "forms-disagree", "11"),
    ],
)
def test_the_contradictions_of_the_reports_are_found(
    read: dict[str, Annotations], report: str, kind: str, quoted: str
) -> None:
    text = next(REPORTS.glob(f"{report}_*")).read_text("utf-8")
    places = [p for w in read[report].warnings if w.kind == kind for p in w.places]
    assert any(quoted in text[start:end] for start, end in places), [text[a:b] for a, b in places]


def test_the_plans_raise_no_false_alarm(read: dict[str, Annotations]) -> None:
    for report in ("002", "003"):
        assert [w for w in read[report].warnings if w.kind in KINDS] == []


def test_spans_are_those_of_the_text_as_it_was_given() -> None:
    composed = "Quy chế kèm theo Quyết định số 31/QĐ-VP ngày 31/4/2019 của Chánh Văn phòng."
    import unicodedata

    decomposed = unicodedata.normalize("NFD", HEAD + composed)
    (found,) = [w for w in analyse(decomposed).warnings if w.kind == "impossible-date"]
    assert unicodedata.normalize("NFC", decomposed[found.start : found.end]) == "Quyết định số 31/QĐ-VP"
    assert found.places == ((found.start, found.end),)
