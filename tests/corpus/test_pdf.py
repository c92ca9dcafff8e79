"""PDF files with a text layer: reading order, tables, turned pages, places of words, signatures."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pypdfium2
import pytest

from corpus import Document, read
from corpus.readers.pdf_words import grids_of
from corpus.readers.signatures import pdf_date
from corpus.readers.word_boxes import WordBox, boxes_of, pack, unpack
from tests.corpus.pages import FOOT, FOOT_TEXT, HEAD, HEAD_TEXT, pdf, saved


def read_bytes(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "a.bin"
    path.write_bytes(data)
    return read(path)


def test_the_head_and_the_foot_are_read_column_by_column(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, pdf([HEAD + FOOT]))
    assert document.text.splitlines() == HEAD_TEXT + FOOT_TEXT
    assert (document.media_type, document.page_sources) == ("application/pdf", ("text",))


def test_pages_are_joined_with_form_feeds_and_have_spans(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, pdf([HEAD, [], [(60, 100, 14, "Trang ba của báo cáo")]]))
    assert document.text.count("\f") == 2
    assert [document.text[start:end] for start, end in document.pages][1:] == ["", "Trang ba của báo cáo\n"]
    assert document.page_sources == ("text", "blank", "text")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(tmp_path: Path, turn: int) -> None:
    document = pypdfium2.PdfDocument(pdf([HEAD]))
    document[0].set_rotation(turn)
    assert read_bytes(tmp_path, saved(document)).text.splitlines() == HEAD_TEXT


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_box_of_a_word_lies_where_the_shown_page_has_ink(tmp_path: Path, turn: int) -> None:
    made = pypdfium2.PdfDocument(pdf([HEAD]))
    made[0].set_rotation(turn)
    image = made[0].render(scale=1, grayscale=True).to_pil()
    document = read_bytes(tmp_path, saved(made))
    assert document.word_boxes is not None
    boxes = unpack(document.word_boxes)
    assert [document.text[box.start : box.end] for box in boxes] == document.text.split()
    for box in boxes:
        if box.end - box.start > 2:
            cut = image.crop((
                round(box.left * image.width), round(box.top * image.height),
                round(box.right * image.width), round(box.bottom * image.height),
            ))  # fmt: skip
            assert cut.getextrema()[0] < 128


def test_a_ruled_table_keeps_its_rows_and_cells(tmp_path: Path) -> None:
    xs, ys = (60, 100, 300, 400), (300, 330, 375, 400)
    lines = [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]
    placed = [
        (65, 320, 12, "TT"), (110, 320, 12, "Tên chỉ tiêu"), (310, 320, 12, "Kết quả"),
        (65, 345, 12, "1"), (110, 345, 12, "Hồ sơ tiếp nhận trực"), (110, 362, 12, "tuyến toàn trình"),
        (310, 345, 12, "123.747"), (65, 392, 12, "2"), (310, 392, 12, "5"),
        (57, 280, 14, "Kết quả như bảng sau:"), (57, 440, 14, "Trên đây là báo cáo."),
    ]  # fmt: skip
    assert read_bytes(tmp_path, pdf([placed], lines=lines)).text.splitlines() == [
        "Kết quả như bảng sau:",
        "TT\tTên chỉ tiêu\tKết quả",
        "1\tHồ sơ tiếp nhận trực tuyến toàn trình\t123.747",
        "2\t\t5",
        "Trên đây là báo cáo.",
    ]


def test_a_frame_is_no_table() -> None:
    assert grids_of([(0, 0, 500, 0), (0, 800, 500, 800), (0, 0, 0, 800), (500, 0, 500, 800)]) == []


def test_figures_at_the_right_stay_on_their_rows(tmp_path: Path) -> None:
    rows = [("Tổng số hồ sơ", "1.250"), ("Đúng hạn", "1.240"), ("Quá hạn", "10")]
    placed = [
        item
        for index, (name, value) in enumerate(rows)
        for item in ((60, 100 + 20 * index, 13, name), (400, 100 + 20 * index, 13, value))
    ]
    assert read_bytes(tmp_path, pdf([placed])).text.splitlines() == [
        f"{name}\t{value}" for name, value in rows
    ]


def test_a_list_label_far_from_its_text_stays_with_it(tmp_path: Path) -> None:
    placed = [
        (60, 100, 13, "1."),
        (100, 100, 13, "Sở Nội vụ chủ trì"),
        (60, 120, 13, "2."),
        (100, 120, 13, "Sở Y tế"),
    ]
    assert read_bytes(tmp_path, pdf([placed])).text == "1. Sở Nội vụ chủ trì\n2. Sở Y tế\n"


def test_packed_boxes_come_back_and_are_found_by_span() -> None:
    boxes = [
        WordBox(0, 4, 0, 0.1, 0.2, 0.15, 0.22, 0.93),
        WordBox(5, 9, 0, 0.16, 0.2, 0.2, 0.22, None),
        WordBox(11, 15, 1, 0.1, 0.2, 0.15, 0.22, 0.5),
    ]
    packed = pack(boxes)
    assert unpack(packed) == boxes
    assert boxes_of(packed, 5, 12) == boxes[1:]
    assert boxes_of(packed, 9, 11) == []
    assert unpack(pack([])) == []


DATES = [
    ("D:20250107104425+07'00'", "2025-01-07T10:44:25+07:00"),
    ("D:20250107104425Z", "2025-01-07T10:44:25+00:00"),
    ("D:20250107104425", "2025-01-07T10:44:25"), ("D:2025", "2025-01-01T00:00:00"),
    ("D:20250107104425-05'30", "2025-01-07T10:44:25-05:30"), ("yesterday", None), ("D:20251399", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_pdf_dates(text: str, expected: str | None) -> None:
    date = pdf_date(text)
    assert (date.isoformat() if date else None) == expected


def signed(data: bytes, name: str) -> bytes:
    """The file signed by a certificate made for the purpose."""
    from asn1crypto import keys, x509
    from cryptography import x509 as certificates
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = rsa.generate_private_key(65537, 2048)
    subject = certificates.Name([certificates.NameAttribute(certificates.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        certificates.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    encoding = serialization.Encoding.DER
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(made.public_bytes(encoding)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )
    out = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(data)),
        signers.PdfSignatureMetadata(field_name=f"S{len(data)}", name=name),
        signer=signer,
    )
    return bytes(out.getbuffer())


def test_signatures_say_who_when_and_whether_the_file_is_as_it_was(tmp_path: Path) -> None:
    once = signed(pdf([HEAD]), "Văn phòng Một")
    (only,) = read_bytes(tmp_path, once).signatures
    assert (only.signer, only.intact, only.covers_whole_file) == ("Văn phòng Một", True, True)
    assert only.time is not None
    assert (
        abs(datetime.datetime.fromisoformat(only.time).timestamp() - datetime.datetime.now().timestamp())
        < 300
    )
    first, second = read_bytes(tmp_path, signed(once, "Trung tâm Hai")).signatures
    assert [(s.signer, s.intact, s.covers_whole_file) for s in (first, second)] == [
        ("Văn phòng Một", True, False),
        ("Trung tâm Hai", True, True),
    ]


def test_a_changed_byte_breaks_the_signature(tmp_path: Path) -> None:
    data = bytearray(signed(pdf([HEAD]), "Văn phòng Một"))
    at = data.index(b"/MediaBox")
    data[at : at + 9] = b"/MediabOx"
    (found,) = read_bytes(tmp_path, bytes(data)).signatures
    assert not found.intact
