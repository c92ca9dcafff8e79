"""Headings: what each line of a text may be, what the sequence makes of it, and the tree."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest

from analyzers.annotations import Section
from analyzers.reading import Reading
from analyzers.sections import find_sections

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"


def sections_of(text: str, exclude: tuple[tuple[int, int], ...] = ()) -> list[Section]:
    return find_sections(Reading(text), exclude)


def outline(text: str) -> str:
    """Every section as its label, with its level: `I1 1:2 a:3`."""
    return " ".join(f"{section.label}:{section.level}" for section in sections_of(text))


BODY = "Văn phòng báo cáo kết quả thực hiện như sau."

# What is printed on successive lines (¶; each followed by a paragraph), and what it should read.
SEQUENCES = [
    # clean
    ("I. Kết quả¶1. Chỉ đạo¶a) Cấp tỉnh¶b) Cấp xã¶2. Thể chế¶II. Nhiệm vụ", "I:1 1:2 a:3 b:3 2:2 II:1"),
    ("1. Mục đích¶2. Yêu cầu¶2.1. Yêu cầu chung¶2.2. Yêu cầu riêng¶2.2.1. Cấp tỉnh",
     "1:2 2:2 2.1:3 2.2:3 2.2.1:4"),
    ("a) Một¶b) Hai¶c) Ba¶d) Bốn¶đ) Năm¶e) Sáu¶g) Bảy¶h) Tám", "a:3 b:3 c:3 d:3 đ:3 e:3 g:3 h:3"),
    ("a. Một việc¶b. Hai việc¶c. Ba việc", "a:3 b:3 c:3"),
    ("A. PHẦN CHUNG¶I. Mục đích¶1. Chung¶B. PHẦN RIÊNG", "A:1 I:2 1:3 B:1"),
    ("1. Cải cách¶1.1. Thể chế¶a) Cấp tỉnh¶b) Cấp xã¶1.2. Thủ tục", "1:2 1.1:3 a:4 b:4 1.2:3"),
    ("**1. Mục đích**¶**2. Yêu cầu**", "1:2 2:2"),
    # roman numerals with strokes misread
    ("I. Két qua thye hién¶1. V& cong tac¶I1. Phwong hwéng¶1. Tiép tuc", "I:1 1:2 II:1 1:2"),
    ("|. MUC PICH, YEU CAU¶1. Muc dich¶2. Yéu cau¶I1. NHIEM VU¶1. Vé cai¶I11. TO CHUC",
     "I:1 1:2 2:2 II:1 1:2 III:1"),
    ("I. MUC DICH¶Il. NHIEM VU¶I1l. TO CHUC¶1V. PHU TRACH¶V. KHAC", "I:1 II:1 III:1 IV:1 V:1"),
    ("I. MUC DICH¶1I. NHIEM VU¶IlI. TO CHUC", "I:1 II:1 III:1"),
    ("I. CONG TAC CHi PAO¶1. Chi dao¶_ IL KET QUA THYC HIEN¶1. Ca&i cich", "I:1 1:2 II:1 1:2"),
    ("I. MUC PIiCH¶1. Muc dich¶2. Yéu cau¶1. NHIEM VU TRONG TAM¶1. Tiép tuc¶2. Ké hoach¶I1l. TO CHUC",
     "I:1 1:2 2:2 II:1 1:2 2:2 III:1"),
    ("I. Chi dao¶1. Cong tac¶11. Két qua¶1. Thé ché¶111. Nhiem vu", "I:1 1:2 II:1 1:2 III:1"),
    # numbers
    ("4. Cii cach¶a) Thyc hién¶b) Cong tdc¶S. Cii cach tai chinh¶6. Xy dung", "4:2 a:3 b:3 5:2 6:2"),
    ("IV. PHUONG HUONG¶I Phéi hop ra sodt¶2. Cong khai¶3. Trién khai", "IV:1 1:2 2:2 3:2"),
    ("9. Chin¶10. Muoi¶L1. Muoi mot¶12. Muoi hai", "9:2 10:2 11:2 12:2"),
    ("l. Mot viec¶2. Hai viec¶3. Ba viec", "1:2 2:2 3:2"),
    ("2. Yéu cau¶2.1. Cacchi¶2.2.Ké hoach¶2.2.1.Van phong¶2.2.2. Phong¶2.2.3, Két qua¶2.3. Cong tac",
     "2:2 2.1:3 2.2:3 2.2.1:4 2.2.2:4 2.2.3:4 2.3:3"),
    ("2. Yéu cau¶2.1. Chung¶22. Rieng¶2.3. Khac", "2:2 2.1:3 2.2:3 2.3:3"),
    # points
    ("c) Trién khai¶“d) Ban hanh¶ d) Thuong xuyén¶e) Tong hop", "c:3 d:3 đ:3 e:3"),
    ("a) Xay¶b) Trién¶d) Thuc¶d) Phdi¶e) Ding¶9) Tiép¶i) Nang¶k) Trién", "a:3 b:3 d:3 đ:3 e:3 g:3 i:3 k:3"),
    ("k) Trién khai¶) Trién khai¶~ 'm) Tham muu¶n) Niém yét¶0) Tiép nhan¶_ p) Thuc hién",
     "k:3 l:3 m:3 n:3 o:3 p:3"),
    ("q a) Xay dung¶b) Trién khai¶¢) Ban hanh¶d) Thuc hién", "a:3 b:3 c:3 d:3"),
    ("h) Tam¶1) Chin¶k) Muoi¶1) Muoi mot¶m) Muoi hai", "h:3 i:3 k:3 l:3 m:3"),
    # decrees and decisions
    ("Chương I. QUY ĐỊNH CHUNG¶Điều 1. Phạm vi¶1. Một là¶a) Cấp tỉnh¶Điều 2. Ai¶Chương II. KHÁC¶Điều 3.",
     "Chương I:1 Điều 1:2 1:3 a:4 Điều 2:2 Chương II:1 Điều 3:2"),
    ("Chương I. CHUNG¶Mục 1. HỒ SƠ¶Điều 1. Hồ sơ¶1. Gồm có¶Mục 2. KHÁC¶Điều 2. Khác",
     "Chương I:1 Mục 1:2 Điều 1:3 1:4 Mục 2:2 Điều 2:3"),
    ("Điều 27. Một¶Điều 28. Hai¶Điều 28a. Ba¶Điều 29. Bốn", "Điều 27:2 Điều 28:2 Điều 28a:2 Điều 29:2"),
    ("Điều 1. Ban hành kèm theo¶Piéu 2. Quyét dinh¶Diéu 3: Chanh Van phong", "Điều 1:2 Điều 2:2 Điều 3:2"),
    ("Phần thứ nhất¶I. Tình hình¶Phần thứ hai¶I. Nhiệm vụ", "Phần thứ nhất:1 I:2 Phần thứ hai:1 I:2"),
    # annexes and forms
    ("I. Kết quả¶PHỤ LỤC II¶I. Chỉ tiêu¶1. Đất đai", "I:1 Phụ lục II:1 I:2 1:3"),
    ("Phụ lục¶Biểu mẫu 1¶Biểu mẫu 3", "Phụ lục:1 Biểu mẫu 1:2 Biểu mẫu 3:2"),
    ("PHU LUC 2¶A2 Biéu méu 3", "Phụ lục 2:1 Biểu mẫu 3:2"),
    ("Mẫu số 1.1¶Mẫu số 1.2", "Mẫu 1.1:2 Mẫu 1.2:2"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "expected"), SEQUENCES, ids=[printed for printed, _ in SEQUENCES])
def test_the_sequence_decides_what_a_label_reads(printed: str, expected: str) -> None:
    assert outline("".join(f"{line}\n\n{BODY}\n\n" for line in printed.split("¶"))) == expected


NOT_HEADINGS = [
    "- Ban hành kế hoạch\n+ Cấp tỉnh\n* Cấp huyện\n• Cấp xã\n= Ban he‘mh K& hoach",
    "e Ké hoach s6 77/KH-VP ngay 11/01/2023\n\ni Ké hoach sb 101/KH-VP\n\nu Ké hoach s 153",
    "63 Ké hoach sé 53/KH-VP ngay 09/01/2023\n\n1 Ké hoach so 262KH-VP",
    "2024 và các Nghị định hướng dẫn thi hành Luật Đất đai năm 2024",
    "(Ké hoach s6 88/KH-VP ngay\nI 5/01/2024); Vé thuc hanh tiét kiém",
    "biên chế công chức và\n\n16 người làm việc tại đơn vị sự nghiệp công lập",
    "734/1.780 TTHC (chiếm 41,2%) và dịch vụ công trực tuyến một phần",
    "theo quy định trong quý\n1/2024, Trung tam da tiép nhan 8.000 luot",
    "dinh tai Diéu 21a Nghi dinh\nĐiều 21a Nghị định số 107/2021/NĐ-CP",
    "đã nêu cụ thể tại\nPhụ lục kèm theo Kế hoạch này.",
    "(Kèm theo Phụ lục Thống kê số liệu về kết quả thực hiện công tác cải cách hành chính)",
    "5.1.\tTổng số nhiệm vụ được giao\tNhiệm vụ\t210\t",
    "1.1. | S6 TTHC da dugc phé duyét | Thu tuc 12",
    "Noi nhan:\n- Nhu trên;\n\nL.L Téng sb nhiém vu duoc giao Nhiém vu 49\n\nL4. g4 nhi¢m vy qué han",
    "",
    "\n\n \f\n",
]


@pytest.mark.parametrize("text", NOT_HEADINGS)
def test_what_only_begins_like_a_label_is_not_a_heading(text: str) -> None:
    assert sections_of(text) == []


def test_rows_of_a_form_are_not_headings() -> None:
    text = (
        "Phụ lục\n\nBiểu mẫu 3\nCải cách thủ tục hành chính\n\nSTT Chỉ tiêu thống kê\n1. Thống kê TTHC\n"
        "1.1. Số TTHC công bố mới Thủ tục 289\n\n| CHI PAO DIEU HANH\n2. Kiểm tra\n3.4.1 Số vấn đề\n"
    )
    assert outline(text) == "Phụ lục:1 Biểu mẫu 3:2"


TITLES = [
    ("1. Mục đích\n\n- Nâng cao chất lượng.", "Mục đích"),
    ("4. Danh gia vé nhiing mé hinh, sing kién, gidi phap méi trong cadi cach\nhanh chinh\n\nTrong Quy I",
     "Danh gia vé nhiing mé hinh, sing kién, gidi phap méi trong cadi cach hanh chinh"),
    ("2. V& thanh tra, kiém tra cii cdch hanh chinh va kidm sost thi tuc hanh\n\n\n\nchinh\n\nVén phong da",
     "V& thanh tra, kiém tra cii cdch hanh chinh va kidm sost thi tuc hanh chinh"),
    ("đ) Kết quả tiếp nhận phản ánh: Năm 2024, Văn phòng tiếp nhận 300 phản ánh.",
     "Kết quả tiếp nhận phản ánh"),
    ("a) Công tác tổ chức bộ máy:\n\n- Tham mưu", "Công tác tổ chức bộ máy"),
    ("b) Trình UBND tỉnh ban hành: Quyết định số 10; Quyết định số 11.\n",
     "Trình UBND tỉnh ban hành: Quyết định số 10; Quyết định số 11"),
    ("a) Văn phòng đã phối hợp ban hành 67 văn bản. Đồng thời, tổng hợp.",
     "Văn phòng đã phối hợp ban hành 67 văn bản"),
    ("I. CONG TAC CHi PAO, PIEU HANH\nVA KIEM SOAT\n1. Chi dao", "CONG TAC CHi PAO, PIEU HANH VA KIEM SOAT"),
    ("IV. PHUONG HUONG, NHIEM VU CAI CACH HANH CHINH QUY\nII NAM 2023\n\nTép trung",
     "PHUONG HUONG, NHIEM VU CAI CACH HANH CHINH QUY II NAM 2023"),
    ("Phụ lục\nTHỐNG KÊ SỐ LIỆU\nCẢI CÁCH HÀNH CHÍNH\n\n(Kèm theo Báo cáo)",
     "THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH"),
    ("Phụ lục\n(Kèm theo Kế hoạch số 35/KH-UBND)", ""),
    ("Biéu méu 3\nfo vANPH{)N(: &)\n\nCai cach thi tuc hanh chinh\n", "Cai cach thi tuc hanh chinh"),
    ("Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi", "QUY ĐỊNH CHUNG"),
    ("1. Kết quả đánh giá\n" + BODY * 5 + "\n" + BODY * 5, "Kết quả đánh giá"),
    ("1. Kế hoạch này có hiệu lực./.", "Kế hoạch này có hiệu lực"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_title_is_the_heading_without_its_label(text: str, title: str) -> None:
    assert sections_of(text)[0].title == title


def test_a_section_starts_at_its_label_and_ends_where_the_next_one_of_its_level_begins() -> None:
    text = "I. Một\n\n_ 1. Hai\n\nVăn bản.\n\n“a) Ba\n\n2. Bốn\n\nII. Năm\n"
    spans = {section.label: (text[section.start :].split()[0], section.end) for section in sections_of(text)}
    assert spans == {
        "I": ("I.", text.index("II.")),
        "1": ("1.", text.index("2.")),
        "a": ("a)", text.index("2.")),
        "2": ("2.", text.index("II.")),
        "II": ("II.", len(text)),
    }


def test_paths_run_from_the_outermost_heading() -> None:
    text = "I. Một\n\n1. Hai\n\na) Ba\n\nPhụ lục\nBẢNG\n\nBiểu mẫu 1\nChỉ tiêu\n"
    found = sections_of(text)
    assert [section.path for section in found] == [
        ("I",), ("I", "1"), ("I", "1", "a"), ("Phụ lục",), ("Phụ lục", "Biểu mẫu 1"),
    ]  # fmt: skip
    assert [section.part for section in found] == ["body"] * 3 + ["appendix"] * 2


def test_the_body_ends_where_the_annexes_begin() -> None:
    text = "I. Một\n\nVăn bản.\n\nNơi nhận:\n- Như trên;\n\nBiểu mẫu 3\nThủ tục\n"
    body, form = sections_of(text)
    assert (body.end, form.path, form.level) == (form.start, ("Biểu mẫu 3",), 2)


def test_a_plan_that_follows_the_decision_in_one_file_has_its_own_headings() -> None:
    text = "Điều 1. Ban hành\n\nĐiều 2. Hiệu lực\n\nNơi nhận:\n- VT.\n\nKẾ HOẠCH\n\nI. MỤC ĐÍCH\n\n1. Chung\n"
    assert outline(text) == "Điều 1:2 Điều 2:2 I:1 1:2"


def test_nothing_begins_inside_an_excluded_span() -> None:
    text = "1. Kính gửi\n\nI. Một\n\n1. Hai\n"
    assert [section.label for section in sections_of(text, ((0, 11),))] == ["I", "1"]


def test_clauses_quoted_by_an_amendment_are_not_headings_of_the_amending_law() -> None:
    text = (
        "Điều 1. Sửa đổi\n\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Hồ sơ\n1. Đơn.\n2. Tờ khai.”.\n"
        "2. Bãi bỏ Điều 5.\n"
    )
    assert outline(text) == "Điều 1:2 1:3 2:3"


FORM_HEADS = [
    ("\f", "HỆ THỐNG BIỂU MẪU SỐ LIỆU", True),
    ("\n\n\n\n\n", "HE THONG BIEU MAU SO LIEU", True),
    ("\f", "BẢNG TỔNG HỢP KẾT QUẢ", True),
    ("\n", "BẢNG TỔNG HỢP KẾT QUẢ", False),
    ("\f", "Bảng tổng hợp kết quả như sau", False),
    ("\f", "CHỈ ĐẠO ĐIỀU HÀNH", False),
]


@pytest.mark.parametrize(("between", "head", "ends"), FORM_HEADS)
def test_a_form_ends_where_the_title_of_another_begins_a_page(between: str, head: str, ends: bool) -> None:
    text = f"Biểu mẫu 3\nCải cách thủ tục hành chính\n1.1 Thủ tục | 25 |{between}{head}\n1.1 Văn bản | 3 |\n"
    form = next(section for section in sections_of(text) if section.label == "Biểu mẫu 3")
    assert form.end == (text.index(head) if ends else len(text))


def test_titles_come_from_the_restored_text() -> None:
    text, restored = "I. Két qua\n\n1. Chi dao\n", "I. Kết quả\n\n1. Chỉ đạo\n"
    reading = Reading(text, restored, ((0, len(text), 0, len(restored)),))
    assert len(text) == len(restored)
    assert [section.title for section in find_sections(reading)] == ["Kết quả", "Chỉ đạo"]


# The headings of the five reports, read by hand: for each section of level 1 and 2 what stands in it.
OUTLINES = {
    "000": "I 1(a b) 2(a b c d đ e) II 1 2 3 4 5",
    "001": "I 1 2 3 II 1(a b c d) 2(a b c d đ e) 3(a b) 4(a b c) 5(a b c) 6(a b c) "
    "III 1 2(a b) 3(a b c d đ) 4(a b) 5 6(a b) Phụ lục Biểu mẫu 1 Biểu mẫu 3 Biểu mẫu 7",
    "002": "I 1 2 II 1 2(2.1 2.2[2.2.1 2.2.2 2.2.3]) III 1 2",
    "003": "I 1 2 II 1(a b c d đ) 2(a b d đ e g i k l m n o p) 3(a b c d) 4(a b c) 5(a b) 6(a b c d đ) "
    "7(a b) III 1 2 3",
    "004": "I 1(a b) 2 3 4 II 1 2(2.1 2.2[2.2.1 2.2.2 2.2.3] 2.3) 3(a b c) 4(a b) 5 6 "
    "III 1 2 IV 1 2 3 4 5 6 7 8 9 10 11 12 13 Biểu mẫu 3",
}  # fmt: skip


def brackets(sections: list[Section]) -> str:
    """The labels in order; `(` goes down from level 2 to 3, `[` from 3 to 4."""
    written, level = "", 1
    for section in sections:
        up = "".join({4: "]", 3: ")"}.get(step, "") for step in range(level, section.level, -1))
        down = "".join({3: "(", 4: "["}.get(step, "") for step in range(level + 1, section.level + 1))
        written += up + (down or " ") + section.label
        level = section.level
    return (written + ")" * (level == 3)).strip()


@pytest.mark.parametrize("name", sorted(OUTLINES))
def test_the_headings_of_the_reports_are_found(name: str) -> None:
    text = next(REPORTS.glob(f"{name}_*.txt")).read_text(encoding="utf-8")
    assert brackets(sections_of(text)) == OUTLINES[name]


def without_accents(text: str) -> str:
    stripped = (char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return "".join(stripped).replace("đ", "d").replace("Đ", "D")


SWAPS = [
    # the labels of 001 as OCR might have left them
    {},
    {"\nII.": "\nI1.", "\nIII.": "\nI1l.", "\nđ)": "\nd)"},
    {"\nI.": "\n|.", "\nII.": "\n_ IL", "\nIII.": "\n111.", "\n5.": "\nS.", "\nc)": "\n¢)", "\na)": "\n“a)"},
    {"\n1.": "\nl.", "\nII.": "\n1I.", "\nIII.": "\nlII.", "\nb)": "\n~ b)", "\n6.": "\n6 ."},
]


@pytest.mark.parametrize("swaps", SWAPS)
def test_damage_to_accents_and_labels_changes_neither_labels_nor_levels(swaps: dict[str, str]) -> None:
    text = next(REPORTS.glob("001_*.txt")).read_text(encoding="utf-8")
    clean = [(section.label, section.level) for section in sections_of(text)]
    damaged = text
    for printed, read in swaps.items():
        damaged = damaged.replace(printed, read)
    assert [(section.label, section.level) for section in sections_of(without_accents(damaged))] == clean


def test_fifty_kilobytes_take_a_fraction_of_a_second() -> None:
    text = next(REPORTS.glob("004_*.txt")).read_text(encoding="utf-8")
    reading = Reading(text)
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        find_sections(reading)
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.25  # 0.03 s on an idle core
