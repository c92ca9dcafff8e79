"""Citations in text: one line a case, strings as documents and OCR print them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzers.annotations import Citation, Header
from analyzers.citations import find_citations
from analyzers.reading import Reading

REPORTS = Path(__file__).resolve().parents[2] / "corpus" / "reports"


def found(text: str, header: Header | None = None) -> list[Citation]:
    return find_citations(Reading(text), header)


def only(text: str, header: Header | None = None) -> Citation:
    citations = found(text, header)
    assert len(citations) == 1, [c.raw for c in citations]
    return citations[0]


FORMS = [
    ("Quyết định số 165/QĐ-UBND", "Quyết định", "165/QĐ-UBND"),
    ("Quyết định số 48/2021/QĐ-UBND", "Quyết định", "48/2021/QĐ-UBND"),
    ("Công văn số 210/VP-HCQT", "Công văn", "210/VP-HCQT"),
    ("Nghị quyết số 76/NQ-CP", "Nghị quyết", "76/NQ-CP"),
    ("Quyết định số 1015/QĐ-TTg", "Quyết định", "1015/QĐ-TTg"),
    ("Nghị định 42/2022/NĐ-CP", "Nghị định", "42/2022/NĐ-CP"),
    ("Thông tư số 02/2017/TT-VPCP", "Thông tư", "02/2017/TT-VPCP"),
    (
        "Thông tư liên tịch số 11/2012/TTLT-BTP-BNG-TANDTC",
        "Thông tư liên tịch",
        "11/2012/TTLT-BTP-BNG-TANDTC",
    ),
    ("Nghị quyết số 11/2022/NQ-HĐND", "Nghị quyết", "11/2022/NQ-HĐND"),
    ("Nghị quyết số 04-NQ/TU", "Nghị quyết", "04-NQ/TU"),
    ("Kết luận số 1492-KL/TU", "Kết luận", "1492-KL/TU"),
    ("Quy định số 205-QĐ/TW", "Quy định", "205-QĐ/TW"),
    ("Thông báo số 1098-TB/BTCTU", "Thông báo", "1098-TB/BTCTU"),
    ("Chương trình số 04-CTr/TU", "Chương trình", "04-CTr/TU"),
    ("Nghị quyết số 04/NQ-TU", "Nghị quyết", "04-NQ/TU"),
    ("Công điện số 131/CĐ-\nTTg", "Công điện", "131/CĐ-TTg"),
    ("Giấy mời số 12/GM-UBND", "Giấy mời", "12/GM-UBND"),
    ("Tờ trình số 6326/TTr-STNMT", "Tờ trình", "6326/TTr-STNMT"),
    ("Công văn số 63/STNMT-BHĐ", "Công văn", "63/STNMT-BHĐ"),
    ("Công văn số 158/UB", "Công văn", "158/UB"),
    ("Quyết định số 304/QĐ-UB", "Quyết định", "304/QĐ-UB"),
    ("Luật số 15/2012/QH13", "Luật", "15/2012/QH13"),
    ("Luật Cán bộ, công chức số 80/2025/QH15", "Luật", "80/2025/QH15"),
    ("Nghị quyết số 1233/NQ-UBTVQH15", "Nghị quyết", "1233/NQ-UBTVQH15"),
    ("Pháp lệnh số 02/2012/UBTVQH13", "Pháp lệnh", "02/2012/UBTVQH13"),
    ("Nghị quyết số 30a/2008/NQ-CP", "Nghị quyết", "30a/2008/NQ-CP"),
    ("Nghị quyết số 66.7/2025/NQ-CP", "Nghị quyết", "66.7/2025/NQ-CP"),
    ("Nghị định của Chính phủ số 30/2020/NĐ-CP", "Nghị định", "30/2020/NĐ-CP"),
    ("Kết luận thanh tra số 2852/KL-TTCP", "Kết luận", "2852/KL-TTCP"),
    ("Văn bản số 1427/UBND-HCC", "Công văn", "1427/UBND-HCC"),
    ("Báo cáo số **3058** /BC-VP", "Báo cáo", "3058/BC-VP"),
    ("Quyết định số 165/QÐ-UBND", "Quyết định", "165/QĐ-UBND"),
]


@pytest.mark.parametrize(("text", "kind", "canonical"), FORMS)
def test_every_form_of_number_is_read(text: str, kind: str, canonical: str) -> None:
    citation = only(f"Thực hiện {text} ngày 31/01/2024; các đơn vị báo cáo.")
    assert (citation.raw, citation.type, citation.canonical) == (text, kind, canonical)
    assert citation.date == "2024-01-31"
    assert citation.confidence >= 0.5


DAMAGED = [
    ("Quyét dinh s6 1100/QD-UBND", "1100/QĐ-UBND"),
    ("Quyet\ndinh s6 165/QD-UBND", "165/QĐ-UBND"),
    ("Quyét dinh sé 48/2021/Qb- UBND", "48/2021/QĐ-UBND"),
    ("Quyét dinh s6 39/2021/QPb-\nUBND", "39/2021/QĐ-UBND"),
    ("Quyét dinh s6 21/0D-VP", "21/QĐ-VP"),
    ("Quyét dinh s6 43/0OD-VP", "43/QĐ-VP"),
    ("Quyét dinh s6 217/0P-VP", "217/QĐ-VP"),
    ("Quyét dinh sb 57/00-UBND", "57/QĐ-UBND"),
    ("Quyét dinh s6 218/QD- VP", "218/QĐ-VP"),
    ("Quyét dinh sb\n45/QDb-VP", "45/QĐ-VP"),
    ("Quyét dinh sé 1782/QB-UBND", "1782/QĐ-UBND"),
    ("Quyet\ndinh s6 1167-QD/TU", "1167-QĐ/TU"),
    ("Céng van s6 273/VP-HCOT", "273/VP-HCQT"),
    ("Ké hoach 56\n2156/KH-VP", "2156/KH-VP"),
    ("Ké hoach sb s6 97/KH-VP", "97/KH-VP"),
    ("Ké hoach sé6 88/KH-VP", "88/KH-VP"),
    ("Ké hoach so 262KH-VP", "262/KH-VP"),
    ("K&\nhoach s& 52/KH-VP", "52/KH-VP"),
    ("K¢é hoach sb 2935/KH-VP", "2935/KH-VP"),
    ("Kef\nhoach so 243/KH-BDT", "243/KH-BDT"),
    ("Quyét dinh s 534/QD-UBND", "534/QĐ-UBND"),
    ("Nghi quyét s6 76/NQ-\nCP", "76/NQ-CP"),
    ("Nghi quyét s6 93/NQ-HPND", "93/NQ-HĐND"),
    ("Nghj dinh s§ 107/2021/ND-CP", "107/2021/NĐ-CP"),
    ("Nghi dinh s6 107/2021/NP-CP", "107/2021/NĐ-CP"),
    ("Nghi dinh sé 42/2022/NDb-CP", "42/2022/NĐ-CP"),
    ("Nghi dinh s6 O8/2O16/NB-CP", "08/2016/NĐ-CP"),
    ("Nghi dính s 70/2024/HD-CP", "70/2024/NĐ-CP"),
    ("Bdo cao so\n 749/BC-BDT", "749/BC-BDT"),
    ("Chi thi s6 31-CT/TU", "31-CT/TU"),
    ("Két luan s 1492-KL/TU", "1492-KL/TU"),
    ("Thông báo sô 1098-TB|BTCTU", "1098-TB/BTCTU"),
]


@pytest.mark.parametrize(("text", "canonical"), DAMAGED)
def test_misread_letters_are_mended_towards_the_tables(text: str, canonical: str) -> None:
    citation = only(f"Thuc hién {text} ngay 31/01/2024 cua UBND tinh")
    assert citation.canonical == canonical
    assert citation.raw == text
    assert citation.date == "2024-01-31"


def test_so_read_as_s6_is_no_digit_of_the_number() -> None:
    assert only("Quyét dinh s6 165/QD-UBND").number == "165"


@pytest.mark.parametrize("text", ["Quyết định s6165/QD-UBND", "Quyet dinh so 1 65/QD-UBND"])
def test_a_number_that_could_be_another_is_doubted(text: str) -> None:
    assert only(text).confidence < 0.5


NOT_CITATIONS = [
    "đạt 734/1.780 TTHC, vị trí 01/63 tỉnh, 13/13 huyện",
    "trong quý 1/2024 và quý III/2022",
    "Quy 1/2024, ky bao cao 15/12/2022 - 14/3/2023",
    "theo TCVN ISO 9001:2015 và QCVN 01:2019/BXD",
    "điện thoại 0255-3822.717, hoạt động 24/7",
    "Mẫu số 01/TTHC và biểu mẫu 05/KH-UBND",
    "Đề án 06 của Chính phủ",
    "http://a.vn/12/QD-UBND/165",
    "các Nghị định hướng dẫn, Kế hoạch này, Luật này",
    "theo quy định của pháp luật, kỷ luật, kỷ cương",
    "phap ludt va ky luat cua co quan",
]


@pytest.mark.parametrize("text", NOT_CITATIONS)
def test_other_numbers_and_bare_words_are_no_citations(text: str) -> None:
    assert found(text) == []


DATES = [
    ("ngày 31/01/2024", "2024-01-31", True),
    ("ngày 06 tháng 12 năm 2021", "2021-12-06", True),
    ("ngay 06 thang 12 nam 2021", "2021-12-06", True),
    ("ngay 04\nthang 4 nam 2014", "2014-04-04", True),
    ("ngay I 5/01/2024", "2024-01-15", True),
    ("ngay l5/O1/2024", "2024-01-15", True),
    ("ngdy\n8/4/2018", "2018-04-08", True),
    ("ngay\n\n21/02/2024", "2024-02-21", True),
    ("‘ngay 03/02/2023", "2023-02-03", True),
    ("ngày **12/12/2024**", "2024-12-12", True),
    ("của Thủ tướng Chính phủ ngày 23/6/2022", "2022-06-23", True),
    ("ngày 31/4/2019", "2019-04-31", False),
    ("năm 2024", None, None),
    ("của Chính phủ có hiệu lực từ ngày 01/01/2025", None, None),
]


@pytest.mark.parametrize(("words", "date", "valid"), DATES)
def test_dates_in_every_writing(words: str, date: str | None, valid: bool | None) -> None:
    citation = only(f"Quyết định số 766/QĐ-TTg {words} và các văn bản khác")
    assert (citation.date, citation.date_valid) == (date, valid)


def test_a_date_in_front_belongs_to_the_document_that_was_issued() -> None:
    citation = only("Ngày 06/12/2021, Chính phủ ban hành Nghị định số 107/2021/NĐ-CP về sửa đổi")
    assert citation.date == "2021-12-06"


def test_numbers_of_one_list_share_type_and_date() -> None:
    text = (
        "các Quyết định số: 1743/QĐ-BGTVT, 1744/QĐ-BGTVT ngày 31/12/2024 của Bộ trưởng Bộ Giao thông vận tải"
    )
    first, second = found(text)
    assert first.raw == "Quyết định số: 1743/QĐ-BGTVT"
    assert second.raw == "1744/QĐ-BGTVT"
    assert {first.date, second.date} == {"2024-12-31"}
    assert {first.issuer, second.issuer} == {"Bộ trưởng Bộ Giao thông vận tải"}


def test_a_list_of_items_with_their_own_dates_leaks_none() -> None:
    text = (
        "Quyết định số 1/QĐ-VP ngày 01/01/2024, Quyết định số 2/QĐ-VP, Quyết định số 3/QĐ-VP ngày 03/01/2024"
    )
    assert [c.date for c in found(text)] == ["2024-01-01", None, "2024-01-03"]


def test_later_letters_of_a_list_inherit_its_type() -> None:
    text = "tai Vin ban s6 1427/UBND-HCC ngay 22/02/2023, sb\n1691/UBND-HCC ngay 02/3/2023"
    assert [(c.raw, c.date) for c in found(text)] == [
        ("Vin ban s6 1427/UBND-HCC", "2023-02-22"),
        ("1691/UBND-HCC", "2023-03-02"),
    ]


HOME = Header(province="Quảng Ngãi")
ISSUERS = [
    ("Quyết định số 766/QĐ-TTg", "Thủ tướng Chính phủ"),
    ("Nghị định số 45/2020/NĐ-CP", "Chính phủ"),
    ("Thông tư số 02/2019/TT-BNV", "Bộ Nội vụ"),
    ("Thông tư số 02/2019/TT-BNV ngày 24/01/2019 cua Bo truéng Bo Noi vu", "Bộ trưởng Bộ Nội vụ"),
    ("Quyết định số 380/QĐ-UBND của Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh Quảng Ngãi"),
    ("Quyét dinh s6 1648/QD-UBND ngay 30/11/2022 ctaa Chu tich UBND tinh", "Chủ tịch UBND tỉnh Quảng Ngãi"),
    ("Quyét dinh 3720/Qb-UBND ctia UBND tinh DPong Nai", "UBND tỉnh Đồng Nai"),
    ("Quyet dinh sé 31/QD-VP cia Chanh Van phong UBND tinh", "Chánh Văn phòng UBND tỉnh Quảng Ngãi"),
    ("Báo cáo số 231/BC-SNV cua S& Noi vu", "Sở Nội vụ tỉnh Quảng Ngãi"),
    ("Kế hoạch số 177-KH/TU", "Tỉnh ủy Quảng Ngãi"),
    ("Quyet dinh sé 1167-QD/TU ctia Ban\nThuong vu Tinh uy", "Ban Thường vụ Tỉnh ủy Quảng Ngãi"),
    ("Chi thi s6 31-CT/TU ngay 13/6/2014 ctia Ban Thuong\nvu Tinh ty vé", "Ban Thường vụ Tỉnh ủy Quảng Ngãi"),
    ("Chỉ thị số 31-CT/TU của Ban Thường vụ về", "Ban Thường vụ Tỉnh ủy Quảng Ngãi"),
    ("Céng vin sb 2887/VPCP-KSTT ngay 09/4/2019 cuia Van phong\nChinh phi vé", "Văn phòng Chính phủ"),
    ("Công văn số 288/VPCP-KSTT của Văn phòng về", "Văn phòng Chính phủ"),
    ("Quyết định số 21/QĐ-VP ngày 24/01/2024 của Văn phòng", "Văn phòng UBND tỉnh Quảng Ngãi"),
    ("Kế hoạch số 35/KH-UBND ngày 07/02/2024 của UBND tỉnh", "UBND tỉnh Quảng Ngãi"),
    (
        "a) Phối hợp tổng hợp trình Chủ tịch UBND tỉnh công bố Danh mục văn bản (Quyết định số 134/QĐ-UBND)",
        "Chủ tịch UBND tỉnh Quảng Ngãi",
    ),
    ("Trình UBND tỉnh ban hành Danh mục văn bản (Quyết định số 134/QĐ-UBND)", "UBND tỉnh Quảng Ngãi"),
    ("Sở Nội vụ ban hành Danh mục văn bản (Quyết định số 134/QĐ-UBND)", "UBND tỉnh Quảng Ngãi"),
]


@pytest.mark.parametrize(("text", "issuer"), ISSUERS)
def test_the_issuer_comes_from_words_series_and_the_own_province(text: str, issuer: str) -> None:
    assert only(text, HOME).issuer == issuer


SUBJECTS = [
    (
        "Quyết định số 380/QĐ-UBND ngày 28/3/2022 của Chủ tịch UBND tỉnh về việc phân công nhiệm vụ; trên",
        "phân công nhiệm vụ",
    ),
    (
        "Kế hoạch số 35/KH-UBND ngày 07/02/2024 kiểm tra hoạt động kiểm soát và Kế hoạch số 36/KH-UBND",
        "kiểm tra hoạt động kiểm soát",
    ),
    (
        "- Kế hoạch theo dõi thi hành pháp luật (*Kế hoạch số 227/KH-VP ngày 01/02/2024*);",
        "Kế hoạch theo dõi thi hành pháp luật",
    ),
    (
        "Kế hoạch rà soát văn bản QPPL\n\nnăm 2024 (Kế hoạch số 228/KH-VP)",
        "Kế hoạch rà soát văn bản QPPL năm 2024",
    ),
    ("Quyết định số 737/QĐ-UBND ngày 14/11/2024; Quyết định", None),
    ("Nghị định số 1/2021/NĐ-CP của Chính phủ, đẩy mạnh việc xây dựng", None),
    (
        "Quyết định số 10/2024/QĐ-UBND ngày 14/3/2024 sửa đổi, bổ sung một số điều của Quy định chế độ",
        "sửa đổi, bổ sung một số điều của Quy định chế độ",
    ),
    (
        "Quyết định số 9/QĐ-UBND phê duyệt danh mục kèm theo Quyết định số 7/QĐ-UBND và Quyết định sửa đổi",
        "phê duyệt danh mục kèm theo Quyết định số 7/QĐ-UBND",
    ),
    (
        "Thông tư số 01/2018/TT-VPCP quy định về việc tổ chức tiếp nhận “4 tại chỗ” phải đạt 50% tại huyện",
        "quy định về việc tổ chức tiếp nhận “4 tại chỗ”",
    ),
    (
        "Nghị định số 8/2018/NĐ-CP về quản lý hàng hóa phải kiểm tra chất lượng phải bảo đảm kịp thời",
        "quản lý hàng hóa phải kiểm tra chất lượng",
    ),
    (
        "Quyết định số 1291/QĐ-TTg quy định đưa một số thủ tục ra một cửa, tuy nhiên, vẫn còn một số thủ tục",
        "quy định đưa một số thủ tục ra một cửa",
    ),
    (
        "Quyết định số 468/QĐ-TTg về cơ chế một cửa, trong thời gian tới Văn phòng tiếp tục rà soát",
        "cơ chế một cửa",
    ),
    (
        "Quyết định số 5/QĐ-UBND về giao chỉ tiêu năm 2024 để làm cơ sở triển khai các nhiệm vụ",
        "giao chỉ tiêu năm 2024",
    ),
    (
        "Quyết định số 5/QĐ-UBND ban hành Kế hoạch năm 2023, Văn phòng UBND tỉnh (sau đây gọi là Văn phòng) "
        "xây dựng Kế hoạch",
        "ban hành Kế hoạch năm 2023",
    ),
    (
        "Kết luận số 1492-KL/TU của Hội nghị Tỉnh ủy lần thứ 10 (Khóa XX) về tình hình năm 2022",
        "tình hình năm 2022",
    ),
    ("Quyết định số 1599/QĐ-UBND ngày 28/5/2019 phê\nduyệt đề án tinh gọn; hết", "phê duyệt đề án tinh gọn"),
    (
        "Công văn số 626/SNV-XDCQ về báo cáo thực hiện Chương trình kiến tạo (Chương trình). Kết quả",
        "báo cáo thực hiện Chương trình kiến tạo",
    ),
    (
        "Quyết định số 534/QĐ-UBND ban hành Kế hoạch của tỉnh Quảng Ngãi Báo cáo số 231/BC-SNV về kết quả",
        "ban hành Kế hoạch của tỉnh Quảng Ngãi",
    ),
    ("- Về thực hành tiết kiệm năm 2024 (Kế hoạch số 304/KH-VP)", "thực hành tiết kiệm năm 2024"),
    ("Văn phòng đã ban hành Kế hoạch chuyển đổi số (Kế hoạch số 352/KH-VP)", "Kế hoạch chuyển đổi số"),
    (
        "Thực hiện Chương trình, Văn phòng đã ban hành Quy chế làm việc (Quyết định số 3/QĐ-VP)",
        "ban hành Quy chế làm việc",
    ),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_the_subject_ends_with_its_clause(text: str, subject: str | None) -> None:
    assert found(text)[0].subject == subject


def test_all_citations_of_a_parenthesis_have_its_subject() -> None:
    text = (
        "- Phân công nhiệm vụ lãnh đạo (Quyết định số 19/QĐ-VP ngày 22/01/2024 và Quyết định số 149/QĐ-VP)."
    )
    assert [c.subject for c in found(text)] == ["Phân công nhiệm vụ lãnh đạo"] * 2


DOUBTED = [
    ("A’:élﬁVB&bNgr%W\n\n3/BC-TTHCC ngay 14/3/2023 ciia Vin phong)\n", True),
    ("Cai cach thu tuc\n3/BC-TTHCC ngay 14/3/2023 cua Van phong)\n", True),
    ("(Dinh kem danh sach\n\n3/BC-TTHCC ngay 14/3/2023)\n", False),
    ("vANPH{)N(: &)\n(Kèm theo Báo cáo số\n3/BC-TTHCC ngày 14/3/2023)\n", False),
    ("Số ký hiệu\n165/QĐ-UBND\n", False),
    ("tại https://a.gov.vn/?x=1&y=2:3\n165/QĐ-UBND (còn hiệu lực)\n", False),
]


@pytest.mark.parametrize(("text", "doubted"), DOUBTED)
def test_a_number_whose_front_may_be_lost_is_doubted(text: str, doubted: bool) -> None:
    assert (only(text).confidence < 0.5) is doubted


DISAGREEING = [
    "Quyết định số 35/KH-UBND",
    "Quyét dinh s6 35/KH-UBND",
    "Quvet djnb s6 35/KH-UBND",
    "Kế hoạch số 17/CT-UBND",
    "Báo cáo số 5/QĐ-VP",
]


@pytest.mark.parametrize("text", DISAGREEING)
def test_a_type_word_that_the_series_contradicts_costs_confidence(text: str) -> None:
    assert only(text).confidence < 0.9


def test_an_amended_document_belongs_to_the_subject() -> None:
    first, second = found(
        "Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ sửa đổi một số điều của "
        "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ."
    )
    assert first.subject == "sửa đổi một số điều của Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ"
    assert second.canonical == "61/2018/NĐ-CP"


LAWS = [
    ("Luật Đất đai năm 2024", "Luật Đất đai năm 2024"),
    ("Luật Đất đai năm\n\n2024", "Luật Đất đai năm 2024"),
    ("Luật Tiếp cận thông tin", "Luật Tiếp cận thông tin"),
    ("Luật tố tụng hành chính", "Luật Tố tụng hành chính"),
    ("Luat Thuc hién dan chu ¢ co so", "Luật Thực hiện dân chủ ở cơ sở"),
    ("Luật PCTN năm 2018", "Luật Phòng, chống tham nhũng năm 2018"),
    ("Bộ luật Dân sự năm 2015", "Bộ luật Dân sự năm 2015"),
    ("Pháp lệnh Ngoại hối", "Pháp lệnh Ngoại hối"),
    ("Hiến pháp năm 2013", "Hiến pháp năm 2013"),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức Chính quyền địa phương",
        "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương",
    ),
]


@pytest.mark.parametrize(("text", "canonical"), LAWS)
def test_laws_cited_by_name(text: str, canonical: str) -> None:
    citation = only(f"theo {text}; các cơ quan")
    assert (citation.raw, citation.canonical, citation.number) == (text, canonical, None)


def test_a_law_by_name_takes_its_date() -> None:
    assert only("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;").date == "2015-06-19"


HEADS = [
    "ỦY BAN NHÂN DÂN TỈNH\n\nSố: 564/KH-BDT\n\nQuảng Ngãi, ngày 29 tháng 7 năm 2022\n\nKẾ HOẠCH\n",
    "BAN DAN TOC Poc lap - Tw do\nS6: 564/KH-BDT Quang Ngai, ngay 29 thang 7 nam 2022\nKE HOACH\n",
    "CHÍNH PHỦ\nSố 564/KH-BDT\nHà Nội, ngày 29 tháng 7 năm 2022\nKẾ HOẠCH\n",
]


@pytest.mark.parametrize("head", HEADS)
def test_the_own_number_has_role_self_and_its_date(head: str) -> None:
    own, cited = found(
        head + "Thực hiện Quyết định số 2108/QĐ-UBND ngày 21/12/2021. Kế hoạch số 564/KH-BDT."
    )[:2]
    assert (own.raw, own.role, own.date) == ("564/KH-BDT", "self", "2022-07-29")
    assert cited.role == "cites"


def test_the_own_number_elsewhere_is_no_self() -> None:
    text = HEADS[0] + "(Kèm theo Kế hoạch số 564/KH-BDT ngày 29/7/2022)"
    assert [(c.canonical, c.role) for c in found(text)] == [("564/KH-BDT", "self"), ("564/KH-BDT", "cites")]


COUNTS = [("000", 34), ("001", 65), ("002", 18), ("003", 22), ("004", 73)]


@pytest.mark.parametrize(("report", "count"), COUNTS)
def test_the_five_reports_give_all_their_citations(report: str, count: int) -> None:
    text = next(REPORTS.glob(f"{report}_*.txt")).read_bytes().decode("utf-8")
    citations = found(text)
    assert len(citations) == count
    assert all(c.raw == text[c.start : c.end] for c in citations)
    # Of one number a stamp has taken the front.
    assert [c.canonical for c in citations if c.confidence < 0.5] == (
        ["3/BC-TTHCC"] if report == "004" else []
    )


def test_subjects_are_quoted_from_restored_text() -> None:
    text = "Ké hoach s6 23/KH-UBND ve 13 so4t thu tuc; het"
    restored = "Kế hoạch số 23/KH-UBND về rà soát thủ tục; hết"
    words = list(zip(text.split(), restored.split(), strict=True))
    rows, at, to = [], 0, 0
    for printed, meant in words:
        rows.append((at, at + len(printed), to, to + len(meant)))
        at, to = at + len(printed), to + len(meant)
        rows.append((at, at + 1, to, to + 1))
        at, to = at + 1, to + 1
    citation = find_citations(Reading(text, restored, tuple(rows[:-1])))[0]
    assert citation.subject == "rà soát thủ tục"
