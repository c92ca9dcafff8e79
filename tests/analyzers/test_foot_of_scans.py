"""Feet as recognition leaves them: no `Nơi nhận:`, the title above the list, a note on a line of its own."""

from __future__ import annotations

from analyzers.citations import find_citations
from analyzers.header import read_header
from analyzers.reading import Reading

_HEAD = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 11/CT-UBND
Quảng Ngãi, ngày 11 tháng 5 năm 2021
CHỈ THỊ
Về tăng cường công tác thi hành án hành chính trên địa bàn tỉnh
Các đơn vị có liên quan báo cáo kết quả thực hiện theo đúng quy định./.
"""


def test_recipients_are_read_where_their_label_is_lost() -> None:
    foot = """- Văn phòng Chính phủ;
- Thường trực Tỉnh ủy;
- UBND các huyện, thị xã, thành phố;
- Lưu: VT, KGVX96
CHỦ TỊCH
Nguyễn Văn An
"""
    header = read_header(Reading(_HEAD + foot)).header
    assert header.recipients == (
        "Văn phòng Chính phủ",
        "Thường trực Tỉnh ủy",
        "UBND các huyện, thị xã, thành phố",
        "Lưu: VT, KGVX96",
    )
    assert (header.signer_title, header.signer) == ("Chủ tịch", "Nguyễn Văn An")


def test_a_list_without_a_file_copy_is_no_list_of_recipients() -> None:
    text = "- Thực hiện đầy đủ việc thống kê;\n- Báo cáo định kỳ 6 tháng;\n- Lưu ý các đơn vị;\n"
    assert read_header(Reading(_HEAD + text)).header.recipients == ()


def test_the_title_alone_above_the_recipients_is_the_signers() -> None:
    foot = "CHỦ TỊCH\nNơi nhận:\n- Như trên;\n- TT Tỉnh ủy;\n- Lưu: VT, NC(Vi273).\nNguyễn Văn An\n"
    header = read_header(Reading(_HEAD + foot)).header
    assert (header.signer_title, header.signer) == ("Chủ tịch", "Nguyễn Văn An")


def test_a_note_on_its_own_line_belongs_to_its_recipient() -> None:
    foot = "Nơi nhận:\n- Phó Thủ tướng TT\n(báo cáo);\n- Bộ Tư pháp;\n- Lưu: VT, NC.\nNguyễn Văn An\n"
    header = read_header(Reading(_HEAD + foot)).header
    assert header.recipients == ("Phó Thủ tướng TT (báo cáo)", "Bộ Tư pháp", "Lưu: VT, NC")


def test_the_number_of_a_page_is_not_the_first_figure_of_a_document() -> None:
    text = "thực hiện nghiêm Quy định số\n\f3\n205-QĐ/TW ngày 23/9/2019 của Bộ Chính trị"
    assert [found.canonical for found in find_citations(Reading(text))] == ["205-QĐ/TW"]
