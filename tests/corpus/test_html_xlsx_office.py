"""HTML pages, workbooks, and what LibreOffice converts."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from corpus import UnreadableFile, read
from corpus.readers import office
from corpus.readers.cell_values import shown
from tests.corpus.packages import zipped

HTML = [
    ("<p>Kế hoạch</p><p>năm 2024</p>", "Kế hoạch\nnăm 2024"),
    ("<p>một\n   dòng <b>đậm</b>, <i>nghiêng</i></p>", "một dòng đậm, nghiêng"),
    ("<p>một<br>hai</p>", "một\nhai"),
    ("<script>var a = 'x'</script><style>p{}</style><p>chữ</p>", "chữ"),
    ("<p style='display: none'>ẩn</p><p hidden>ẩn</p><p>rõ</p>", "rõ"),
    ("<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>", "1. a\n2. b\nc"),
    ("<ol type='a' start='3'><li>x</li><li>y</li></ol>", "c. x\nd. y"),
    ("<table border=1><tr><th>STT</th><th>Tên</th></tr><tr><td>1</td><td>Sở <p>Nội vụ</p></td></tr></table>",
     "STT\tTên\n1\tSở Nội vụ"),
    ("<table border=1><tr><td colspan=2>chung</td><td>x</td></tr></table>", "chung\t\tx"),
    ("<table><tr><td>UBND TỈNH<br>Số: 5/BC-UBND</td><td>CỘNG HÒA<br>Độc lập</td></tr></table>",
     "UBND TỈNH\nSố: 5/BC-UBND\nCỘNG HÒA\nĐộc lập"),
    ("<p>5 &lt; 6 &amp; &nbsp;7</p>", "5 < 6 & 7"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), HTML)
def test_html_reads_as_a_browser_shows_it(tmp_path: Path, body: str, expected: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"<!DOCTYPE html><html><head><title>không</title></head><body>{body}</body></html>")
    document = read(path)
    assert document.text == expected + "\n"
    assert document.media_type == "text/html"


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le")]
)
def test_html_in_any_unicode_is_read(tmp_path: Path, charset: str, encoding: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes("<html><body><p>Quyết định số 5/QĐ-UBND</p></body></html>".encode(charset))
    document = read(path)
    assert (document.text, document.encoding) == ("Quyết định số 5/QĐ-UBND\n", encoding)


def test_html_that_names_its_charset_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes("<html><meta charset='windows-1252'><p>café déjà</p></html>".encode("cp1252"))
    assert read(path).text == "café déjà\n"


def test_nothing_that_html_or_xml_points_to_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("mật khẩu")
    path = tmp_path / "page.html"
    path.write_text(
        f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{tmp_path}/secret.txt'>]><html><body><p>a&x;b</p>"
        f"<iframe src='file://{tmp_path}/secret.txt'></iframe></body></html>"
    )
    assert "mật khẩu" not in read(path).text


SHOWN = [
    (0.9995, "0.00%", "99.95%"), (0.899, "0.0%", "89.9%"), (1, "0%", "100%"), (123747, "#,##0", "123,747"),
    (1234.5, "#,##0.00", "1,234.50"), (3, "General", "3"), (3.0, "General", "3"),
    (0.1 + 0.2, "General", "0.3"),
    (7, "00", "07"), (2.5, "0.##", "2.5"), (2, "0.##", "2"), (None, "General", ""), ("#REF!", "General", ""),
    ("#N/A", "General", ""), ("# ghi chú", "General", "# ghi chú"), (-5, '#,##0;[Red]-#,##0', "-5"),
    (datetime.datetime(2024, 1, 31), "dd/mm/yyyy", "31/01/2024"), (datetime.time(8, 30), "h:mm", "08:30"),
    (12, '0" hồ sơ"', "12"), (True, "General", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "number_format", "expected"), SHOWN)
def test_a_cell_reads_as_the_sheet_shows_it(value: object, number_format: str, expected: str) -> None:
    assert shown(value, number_format) == expected


def test_a_workbook_has_a_page_a_sheet_and_a_line_a_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["Mã", "Chỉ tiêu", "Đạt"])
    first.append(["1.1", "Hồ sơ\ntrực tuyến", 0.5])
    first["C2"].number_format = "0%"
    book.create_sheet("Biểu mẫu 2").append(["x", None, 3])
    hidden = book.create_sheet("nháp")
    hidden.append(["bỏ"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    document = read(path)
    assert [document.text[start:end] for start, end in document.pages] == [
        "Mã\tChỉ tiêu\tĐạt\n1.1\tHồ sơ trực tuyến\t50%\n",
        "Biểu mẫu 2\nx\t\t3\n",
    ]
    assert document.text.count("\f") == 1


def test_without_libreoffice_an_rtf_is_refused_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 x}")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match="LibreOffice") as caught:
        read(path)
    assert caught.value.code == "needs-libreoffice"


def rtf(text: str) -> str:
    """Text as RTF writes it, characters beyond ASCII by number."""
    return "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in text)


ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "<text:p>Báo cáo số 12/BC-UBND</text:p></office:text></office:body></office:document-content>"
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    "<manifest:file-entry "
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    "<manifest:file-entry "
    'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


@pytest.mark.slow
@pytest.mark.skipif(office.libreoffice() is None, reason="LibreOffice is not installed (make system-deps)")
def test_rtf_and_odt_are_read_through_libreoffice(tmp_path: Path) -> None:
    border = "".join(rf"\clbrdr{side}\brdrs" for side in "tlbr")
    row = rf"\trowd{border}\cellx2000{border}\cellx6000 "
    rows = "".join(row + rf"{n}\cell {rtf(name)}\cell\row" for n, name in ((1, "Sở Nội vụ"), (2, "Sở Y tế")))
    title = rtf("Báo cáo số 12/BC-UBND")
    (tmp_path / "a.rtf").write_text(rf"{{\rtf1\ansi {title}\par {rows}\pard\par}}", "ascii")
    odt = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT}
    (tmp_path / "a.odt").write_bytes(zipped(odt | {"META-INF/manifest.xml": MANIFEST}))
    assert read(tmp_path / "a.rtf").text == "Báo cáo số 12/BC-UBND\n1\tSở Nội vụ\n2\tSở Y tế\n"
    document = read(tmp_path / "a.odt")
    assert document.text == "Báo cáo số 12/BC-UBND\n"
    assert document.media_type == "application/vnd.oasis.opendocument.text"
