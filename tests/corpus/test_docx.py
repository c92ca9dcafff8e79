"""DOCX: the text comes out as Word prints it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import read
from tests.corpus.packages import docx, paragraph, part, table


def text_of(tmp_path: Path, body: str, **parts: str) -> str:
    path = tmp_path / "a.bin"
    path.write_bytes(docx(body, **parts))
    return read(path).text


def test_a_docx_is_known_by_its_content_and_is_one_page(tmp_path: Path) -> None:
    path = tmp_path / "wrong-name.txt"
    path.write_bytes(docx(paragraph("Báo cáo số 12/BC-UBND")))
    document = read(path)
    assert document.text == "Báo cáo số 12/BC-UBND\n"
    assert document.pages == ((0, len(document.text)),)
    assert document.media_type.endswith("wordprocessingml.document")


RUN = "<w:r><w:t>{}</w:t></w:r>"
BOX = f"<w:txbxContent>{paragraph('khung')}</w:txbxContent>"
PARAGRAPHS = [
    ("runs join", RUN.format("Quyết đ") + RUN.format("ịnh"), "Quyết định"),
    (
        "inserted stays, deleted goes",
        f"<w:ins>{RUN.format('mới')}</w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>",
        "mới",
    ),
    (
        "moved text stands where it went",
        f"<w:moveFrom>{RUN.format('đi')}</w:moveFrom><w:moveTo>{RUN.format('đến')}</w:moveTo>",
        "đến",
    ),
    (
        "hidden text is left out",
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>{RUN.format('rõ')}",
        "rõ",
    ),
    (
        "capitals by format are capitals",
        "<w:r><w:rPr><w:caps/></w:rPr><w:t>quyết định</w:t></w:r>",
        "QUYẾT ĐỊNH",
    ),
    ("a line break is a line break", "<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>", "một\nhai"),
    (
        "a hyphen that does not break is a hyphen",
        "<w:r><w:t>QĐ</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r>",
        "QĐ-UBND",
    ),
    (
        "a link shows its text",
        f'<w:hyperlink r:id="x">{RUN.format("Cổng thông tin")}</w:hyperlink>',
        "Cổng thông tin",
    ),
    (
        "a field shows its result, not its code",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>mục 2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "mục 2",
    ),
    (
        "a control shows its content",
        f"<w:sdt><w:sdtContent>{RUN.format('ngày')}</w:sdtContent></w:sdt>",
        "ngày",
    ),
    (
        "a text box is read once, after its paragraph",
        RUN.format("chính")
        + f"<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
        "</mc:AlternateContent></w:r>",
        "chính\nkhung",
    ),
]


@pytest.mark.parametrize(("fact", "content", "expected"), PARAGRAPHS, ids=[row[0] for row in PARAGRAPHS])
def test_what_a_paragraph_prints(tmp_path: Path, fact: str, content: str, expected: str) -> None:
    assert text_of(tmp_path, f"<w:p>{content}</w:p>") == expected + "\n"


def test_a_deleted_paragraph_end_joins_the_next_paragraph(tmp_path: Path) -> None:
    body = paragraph("Kế hoạch ", "<w:rPr><w:del/></w:rPr>") + paragraph("năm 2024")
    assert text_of(tmp_path, body) == "Kế hoạch năm 2024\n"


def level(index: int, style: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def item(text: str, level_index: int, num: str = "1") -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level_index}"/><w:numId w:val="{num}"/></w:numPr>')


LEVELS = (
    level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)")
    + level(3, "bullet", "\uf0b7")
)  # fmt: skip
NUMBERING = part(
    "numbering",
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>",
)


def test_numbers_of_lists_are_printed_as_word_counts_them(tmp_path: Path) -> None:
    body = "".join([
        item("Tình hình", 0), item("Kết quả", 1), item("điểm", 2), item("điểm", 2), item("Hạn chế", 1),
        item("điểm", 2), item("gạch", 3), item("Nhiệm vụ", 0), item("Một", 1), item("Kiến nghị", 0, "2"),
    ])  # fmt: skip
    assert text_of(tmp_path, body, numbering=NUMBERING).splitlines() == [
        "I. Tình hình", "1. Kết quả", "a) điểm", "b) điểm", "2. Hạn chế", "a) điểm", "- gạch", "II. Nhiệm vụ",
        "1. Một", "V. Kiến nghị",
    ]  # fmt: skip


def test_levels_print_their_parents_numbers(tmp_path: Path) -> None:
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.") + level(2, "decimal", "%1.%2.%3.")
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    body = item("a", 0) + item("b", 0) + item("c", 1) + item("d", 2) + item("e", 1)
    assert text_of(tmp_path, body, numbering=numbering).splitlines() == [
        "1. a",
        "2. b",
        "2.1. c",
        "2.1.1. d",
        "2.2. e",
    ]


def test_a_numbered_empty_cell_prints_its_number(tmp_path: Path) -> None:
    rows = f"<w:tr><w:tc>{item('', 1)}</w:tc><w:tc>{paragraph('Nghị quyết')}</w:tc></w:tr>" * 2
    borders = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    text = text_of(tmp_path, f"<w:tbl>{borders}{rows}</w:tbl>", numbering=NUMBERING)
    assert text == "1.\tNghị quyết\n2.\tNghị quyết\n"


def test_a_table_keeps_rows_and_cells(tmp_path: Path) -> None:
    body = table(
        [["STT", "Chỉ tiêu", "Kết quả"], ["1", "Hồ sơ\ntiếp nhận", "123.747"], ["2", "", "5"]], borders=True
    )
    assert text_of(tmp_path, body) == "STT\tChỉ tiêu\tKết quả\n1\tHồ sơ tiếp nhận\t123.747\n2\t\t5\n"


def test_the_head_of_an_official_document_is_read_cell_after_cell(tmp_path: Path) -> None:
    body = table(
        [
            [
                "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            ],
            ["Số: 12/BC-UBND", "Quảng Ngãi, ngày 05 tháng 3 năm 2024"],
        ],
        borders=False,
    )
    assert text_of(tmp_path, body).splitlines() == [
        "ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/BC-UBND", "Quảng Ngãi, ngày 05 tháng 3 năm 2024",
    ]  # fmt: skip


def test_headers_come_first_footers_last_and_page_numbers_not_at_all(tmp_path: Path) -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    )
    page = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>'
    text = text_of(
        tmp_path,
        paragraph("Nội dung") + section,
        header1=part("hdr", paragraph("SỞ NỘI VỤ") + page),
        footer1=part("ftr", paragraph("Lưu hành nội bộ")),
    )
    assert text == "SỞ NỘI VỤ\nNội dung\nLưu hành nội bộ\n"


def test_a_footnote_stands_at_the_end_behind_its_mark(tmp_path: Path) -> None:
    notes = part("footnotes", f'<w:footnote w:id="7">{paragraph("Công văn số 5/UBND-NC")}</w:footnote>')
    body = '<w:p><w:r><w:t>Kết quả</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>' + paragraph(
        "Hết."
    )
    assert text_of(tmp_path, body, footnotes=notes) == "Kết quả[1]\nHết.\n[1] Công văn số 5/UBND-NC\n"
