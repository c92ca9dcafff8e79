"""Tasks: who leads, who helps, what comes of it and by when."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import analyzers
from analyzers.annotations import Task
from analyzers.folding import fold
from analyzers.reading import Reading
from analyzers.sections import find_sections
from analyzers.tasks import find_tasks
from analyzers.tasks.blocks import split_roles
from analyzers.tasks.deadlines import find_deadline, mend
from analyzers.tasks.labels import Role, role_of
from analyzers.tasks.names import agree, is_unit, units

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"


@cache
def report(number: str) -> tuple[Task, ...]:
    path = next(REPORTS.glob(f"{number}_*.txt"))
    return analyzers.analyse(path.read_bytes().decode()).tasks


def tasks_of(text: str) -> list[Task]:
    reading = Reading(text)
    return find_tasks(reading, find_sections(reading))


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Đơn vị chủ trì", Role.LEAD),
        ("Bon vi chu tri", Role.LEAD),
        ("Pon vi chil tri", Role.LEAD),
        ("Dbonvi thuc hién", Role.LEAD),
        ("Co quan chu tri thuc hién", Role.LEAD),
        ("Cơ quan, đơn vị chủ trì", Role.LEAD),
        ("Đơn vị được giao chủ trì tham mưu", Role.LEAD),
        ("Phân công thực hiện", Role.LEAD),
        ("Pon vi phé)i hop", Role.COORDINATE),
        ("Cơ quan phối hợp chính", Role.COORDINATE),
        ("Phối hợp", Role.COORDINATE),
        ("Sén phém", Role.PRODUCT),
        ("Kết quả, sản phẩm", Role.PRODUCT),
        ("Thot gian thuc hién", Role.DEADLINE),
        ("Thời gian hoàn thành", Role.DEADLINE),
        ("Thời hạn", Role.DEADLINE),
        ("Tiến độ", Role.DEADLINE),
        ("Ban hanh cac Ké hoach", None),
        ("Nơi nhận", None),
        ("như sau", None),
    ],
)
def test_a_label_tells_what_its_line_says(label: str, role: Role | None) -> None:
    assert role_of(label) is role


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Phòng Hành chính - Quản trị.", ["Phòng Hành chính - Quản trị"]),
        (
            "Trung tâm Phục vụ - Kiểm soát thủ tục hành chính, Phòng Hành chính - Quản trị.",
            ["Trung tâm Phục vụ - Kiểm soát thủ tục hành chính", "Phòng Hành chính - Quản trị"],
        ),
        ("các phòng, ban, đơn vị trực thuộc.", ["các phòng, ban, đơn vị trực thuộc"]),
        ("Cac phong, ban, don vi con lai", ["Cac phong, ban, don vi con lai"]),
        (
            "Các sở, ban, ngành; UBND các huyện, thị xã, thành phố",
            ["Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố"],
        ),
        ("Các sở, ban, ngành và UBND cấp huyện", ["Các sở, ban, ngành", "UBND cấp huyện"]),
        (
            "Sở Văn hóa, Thể thao và Du lịch, Sở Y tế",
            ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"],
        ),
        ("Sở Thông tin và Truyền thông", ["Sở Thông tin và Truyền thông"]),
        ("Sở Nội vụ, Tài chính, Tư pháp", ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"]),
        (
            "Các Sở: Nội vụ, Văn hóa, Thể thao và Du lịch",
            ["Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch"],
        ),
        ("Sở Tư pháp và Sở Nội vụ", ["Sở Tư pháp", "Sở Nội vụ"]),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", ["Văn phòng Đoàn ĐBQH và HĐND tỉnh"]),
        (
            "Tổ kiểm tra việc chấp hành kỷ luật, kỷ cương hành chính của Văn phòng",
            ["Tổ kiểm tra việc chấp hành kỷ luật, kỷ cương hành chính của Văn phòng"],
        ),
        ("", []),
    ],
)
def test_a_list_of_units_is_taken_apart_where_a_unit_begins(words: str, names: list[str]) -> None:
    assert units(words) == names


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Sở Nội vụ", True),
        ("Các phòng thuộc Ban", True),
        ("Thanh tra Ban", True),
        ("Các chỉ số cải cách hành chính", False),
        ("Báo cáo kết quả", False),
        ("Ban hành Kế hoạch", False),
        ("Xây dựng đề án", False),
    ],
)
def test_the_first_words_tell_a_unit(words: str, unit: bool) -> None:
    assert is_unit(words) is unit


def test_units_of_a_damaged_text_get_one_wording() -> None:
    printed = [("Trung tâm Phục vụ",), ("Trung tAm Phục vụ",), ("Trung tâm Phục vụ",), ("Van phòng Ban",)]
    wanted = [("Trung tâm Phục vụ",)] * 3 + [("Văn phòng Ban",)]
    assert agree(printed) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính", ("Sở Nội vụ", "Sở Tài chính")),
        ("Sở Nội vụ", ("Sở Nội vụ", "")),
        ("Sở Nội vụ (chủ trì), Sở Tài chính (phối hợp)", ("Sở Nội vụ", "Sở Tài chính")),
    ],
)
def test_a_line_may_name_those_who_help_behind_those_who_lead(words: str, wanted: tuple[str, str]) -> None:
    lead, help_ = split_roles(words)
    assert (units(lead), units(help_)) == ([wanted[0]], [wanted[1]] if wanted[1] else [])


@pytest.mark.parametrize(
    ("printed", "damaged", "wanted"),
    [
        ("Quy 111/2023.", True, "Quý III/2023"),
        ("Quy 1/2023.", True, "Quý I/2023"),
        ("Thuong xuyén trong nam.", True, "Thường xuyên trong năm"),
        ("Thudng xuyén trong nim", True, "Thường xuyên trong năm"),
        ("Thang 01/2023.", True, "Tháng 01/2023"),
        ("trude ngay 30/ 11/2023", True, "trước ngày 30/11/2023"),
        ("Quý 1/2024", False, "Quý 1/2024"),
        ("Tháng 6/2024;", False, "Tháng 6/2024"),
        ("Hằng năm", False, "Hằng năm"),
        ("Hàng năm", True, "Hàng năm"),
    ],
)
def test_a_deadline_keeps_its_wording_without_what_ocr_did(printed: str, damaged: bool, wanted: str) -> None:
    assert mend(printed, damaged) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("tham mưu ban hành Quy chế, hoàn thành trước ngày 15/6/2024.", "trước ngày 15/6/2024"),
        ("báo cáo chậm nhất ngày 20 tháng 12 năm 2024", "chậm nhất ngày 20 tháng 12 năm 2024"),
        ("chuyển đổi vị trí công tác trong quý 111/2022.", "quý III/2022"),
        ("hoàn thành việc rà soát trong tháng 6/2024", "tháng 6/2024"),
        ("theo Quyết định số 12/QĐ-UBND ngày 15/7/2021", None),
        ("thực hiện tốt công tác tiếp dân", None),
    ],
)
def test_the_deadline_of_a_sentence(sentence: str, wanted: str | None) -> None:
    assert find_deadline(sentence, damaged=False) == wanted


HCQT = "Phòng Hành chính - Quản trị"
TTPV = "Trung tâm Phục vụ - Kiểm soát thủ tục hành chính"
CBTH = "Trung tâm Công báo và Tin học"
ALWAYS = "Thường xuyên trong năm"

PLAN_003 = [
    ("II/1/a", ["Các phòng nghiên cứu", TTPV], ALWAYS),
    ("II/1/b", ["Phòng Nội chính"], "Quý III/2023"),
    ("II/1/c", [HCQT], "Trong năm 2023"),
    ("II/1/d", [HCQT], "Quý I/2023"),
    ("II/1/đ", [HCQT], ALWAYS),
    ("II/2/a", [TTPV], None),
    ("II/2/b", [TTPV, HCQT], None),
    ("II/2/d", [TTPV], "Định kỳ hàng tháng trong năm"),
    ("II/2/đ", [TTPV], ALWAYS),
    ("II/2/e", [TTPV, CBTH], ALWAYS),
    ("II/2/g", [TTPV], None),
    ("II/2/i", [TTPV], None),
    ("II/2/k", [TTPV], ALWAYS),
    ("II/2/l", [TTPV], None),
    ("II/2/m", [TTPV], ALWAYS),
    ("II/2/n", [TTPV, CBTH], ALWAYS),
    ("II/2/o", [TTPV], ALWAYS),
    ("II/2/p", [TTPV], None),
    ("II/3/a", [HCQT], "Quý I/2023"),
    ("II/3/b", [HCQT], "Quý I/2023"),
    ("II/3/c", [CBTH], "Quý I/2023"),
    ("II/3/d", [HCQT], ALWAYS),
    ("II/4/a", [HCQT], None),
    ("II/4/b", [HCQT], None),
    ("II/4/c", ["Tổ kiểm tra việc chấp hành kỷ luật, kỷ cương hành chính của Văn phòng"], ALWAYS),
    ("II/5/a", [HCQT], None),
    ("II/5/b", [HCQT], "Quý I/2023"),
    ("II/6/a", [CBTH, TTPV], "Thường xuyên trong năm 2023"),
    ("II/6/b", [CBTH, "Trung tâm Phục vụ - Kiểm soát TTHC tỉnh"], "Thực hiện thường xuyên trong năm 2023"),
    ("II/6/c", [CBTH], None),
    ("II/6/d", [TTPV], ALWAYS),
    ("II/6/đ", [TTPV], ALWAYS),
    ("II/7/a", [HCQT], "Tháng 01/2023"),
    ("II/7/b", [HCQT], "Tháng 12/2023"),
]
"""Path, units that lead, deadline (None: a sentence, not compared)."""


@pytest.mark.parametrize(("path", "lead", "deadline"), PLAN_003, ids=[row[0] for row in PLAN_003])
def test_the_tasks_of_a_damaged_plan(path: str, lead: list[str], deadline: str | None) -> None:
    [task] = [task for task in report("003") if "/".join(task.label_path) == path]
    assert [fold(name) for name in task.lead] == [fold(name) for name in lead]
    assert task.product
    assert task.deadline
    assert deadline is None or task.deadline == deadline


def test_a_plan_s_tasks_are_not_more_than_true() -> None:
    blocks = {row[0] for row in PLAN_003}
    others = ["/".join(task.label_path) for task in report("003") if "/".join(task.label_path) not in blocks]
    assert all(path.startswith("III/") for path in others)


def test_a_product_with_items_and_a_value_over_a_page_break_are_whole() -> None:
    task = next(task for task in report("003") if task.label_path == ("II", "2", "a"))
    product, deadline = fold(task.product or ""), fold(task.deadline or "")
    assert product.startswith("cac ke hoach cua ubnd tinh: ke hoach hoat dong kiem soat tthc")
    assert "; ke hoach ve cong tac kiem soat tthc" in product
    assert product.endswith("van phong ubnd tinh")
    assert "truoc ngay 30/11/2023" in deadline
    assert deadline.endswith("sai sot")


def test_items_under_the_name_of_a_unit_are_its_tasks() -> None:
    led = [("/".join(task.label_path), fold(task.lead[0])) for task in report("002")]
    assert [led.count(("II/2/2.2/2.2.1", "van phong ban")), led.count(("II/2/2.2/2.2.2", led[6][1]))] == [
        6,
        2,
    ]
    assert led[6][1] == "phong chinh sach dan toc"
    assert led.count(("II/2/2.2/2.2.3", "thanh tra ban")) == 4
    assert not [path for path, _ in led if path.startswith("II/2/2.1")]


@pytest.mark.parametrize("number", ["000", "001", "004"])
def test_reports_give_out_no_tasks(number: str) -> None:
    assert report(number) == ()


@pytest.mark.parametrize("number", ["002", "003"])
def test_a_task_s_span_is_its_paragraph_with_its_lines(number: str) -> None:
    text = next(REPORTS.glob(f"{number}_*.txt")).read_bytes().decode()
    spans = [(task.start, task.end) for task in report(number)]
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


LINES = """II. NHIỆM VỤ
1. Cải cách thể chế
- Rà soát văn bản quy phạm pháp luật.
+ Cơ quan, đơn vị chủ trì: Sở Tư pháp.
+ Cơ quan phối hợp: Các sở, ban, ngành; UBND các huyện.
+ Kết quả, sản phẩm: Báo cáo kết quả rà soát.
+ Thời hạn hoàn thành: trước ngày 30/11/2023.
- Theo dõi thi hành pháp luật.
+ Cơ quan, đơn vị chủ trì: Sở Tư pháp và Sở Nội vụ.
+ Tiến độ: Quý II/2023.
2. Cải cách thủ tục hành chính (Chủ trì: Văn phòng UBND tỉnh; phối hợp: Sở Y tế; thời gian hoàn thành: \
tháng 6/2024; sản phẩm: Kế hoạch).
3. Xây dựng Đề án vị trí việc làm
Phân công thực hiện: Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành liên quan
Sản phẩm dự kiến: Quyết định của UBND tỉnh
Thời gian: Thường xuyên
"""
GRID = """TT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tSản phẩm\tThời gian hoàn thành
I\tCải cách thể chế\t\t\t\t
1\tXây dựng Kế hoạch rà soát\tSở Tư pháp\tCác sở, ban, ngành\tKế hoạch của UBND tỉnh\tQuý I/2024
2\tTập huấn nghiệp vụ\tSở Nội vụ; Sở Y tế\t\tHội nghị\tTháng 5/2024
"""
BARS = """| TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian thực hiện | Kết quả đầu ra |
|---|---|---|---|---|
| 1 | Ban hành kế hoạch tuyên truyền | Phòng Hành chính - Quản trị | Tháng 01/2024 | Kế hoạch |
"""
SENTENCES = """III. TỔ CHỨC THỰC HIỆN
1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, Sở Tư pháp và các đơn vị liên quan tham mưu UBND tỉnh \
ban hành Quy chế, hoàn thành trước ngày 15/6/2024.
2. Sở Thông tin và Truyền thông có trách nhiệm:
- Chủ trì, phối hợp với Văn phòng UBND tỉnh nâng cấp hệ thống trong quý III/2024.
- Tổ chức tuyên truyền trên Cổng thông tin điện tử.
3. Sở Tài chính: Cân đối, bố trí kinh phí thực hiện Kế hoạch này.
4. UBND các huyện, thị xã, thành phố
a) Xây dựng kế hoạch của địa phương mình trước ngày 31/01/2024.
b) Báo cáo kết quả về Sở Nội vụ.
"""
Row = tuple[str, list[str], list[str], str | None, str | None]
ALL_AGENCIES = ["Các sở, ban, ngành", "UBND các huyện"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            LINES,
            [
                ("II/1", ["Sở Tư pháp"], ALL_AGENCIES, "Báo cáo kết quả rà soát", "trước ngày 30/11/2023"),
                ("II/1", ["Sở Tư pháp", "Sở Nội vụ"], [], None, "Quý II/2023"),
                ("II/2", ["Văn phòng UBND tỉnh"], ["Sở Y tế"], "Kế hoạch", "tháng 6/2024"),
                (
                    "II/3",
                    ["Sở Nội vụ"],
                    ["các sở, ban, ngành liên quan"],
                    "Quyết định của UBND tỉnh",
                    "Thường xuyên",
                ),
            ],
        ),
        (
            GRID,
            [
                ("I/1", ["Sở Tư pháp"], ["Các sở, ban, ngành"], "Kế hoạch của UBND tỉnh", "Quý I/2024"),
                ("I/2", ["Sở Nội vụ", "Sở Y tế"], [], "Hội nghị", "Tháng 5/2024"),
            ],
        ),
        (BARS, [("1", ["Phòng Hành chính - Quản trị"], [], "Kế hoạch", "Tháng 01/2024")]),
        (
            SENTENCES,
            [
                (
                    "III/1",
                    ["Sở Nội vụ"],
                    ["Sở Tài chính", "Sở Tư pháp", "các đơn vị liên quan"],
                    None,
                    "trước ngày 15/6/2024",
                ),
                ("III/2", ["Sở Thông tin và Truyền thông"], ["Văn phòng UBND tỉnh"], None, "quý III/2024"),
                ("III/2", ["Sở Thông tin và Truyền thông"], [], None, None),
                ("III/3", ["Sở Tài chính"], [], None, None),
                ("III/4/a", ["UBND các huyện, thị xã, thành phố"], [], None, "trước ngày 31/01/2024"),
                ("III/4/b", ["UBND các huyện, thị xã, thành phố"], [], None, None),
            ],
        ),
        ("I. KẾT QUẢ\n1. Sở Nội vụ\n- Đã ban hành kế hoạch.\n2. Sở Y tế\n- Đã báo cáo.\n", []),
        ("Thời gian: 8 giờ 00 ngày 15/6/2024.\nĐịa điểm: Hội trường.\n", []),
        ("", []),
    ],
    ids=["lines", "tabs", "bars", "sentences", "results of units", "an invitation", "nothing"],
)
def test_tasks_are_found_in_every_way_that_plans_write_them(text: str, wanted: list[Row]) -> None:
    found = [
        ("/".join(task.label_path), list(task.lead), list(task.coordinate), task.product, task.deadline)
        for task in tasks_of(text)
    ]
    assert found == wanted
