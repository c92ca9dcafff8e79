"""Pages that are pictures: what is removed before reading, and what comes out (where Tesseract is there)."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus import Document, UnreadableFile, read
from corpus.readers import tesseract
from corpus.readers.page_image import clean, skew
from corpus.readers.pdf import is_scan
from corpus.readers.pdf_words import Layer, Turn
from corpus.readers.word_boxes import unpack
from tests.corpus.pages import FOOT, FOOT_TEXT, HEAD, HEAD_TEXT, font_path, pdf

needs_tesseract = pytest.mark.skipif(
    not tesseract.available(), reason="Tesseract with `vie` is not installed (make system-deps)"
)
DPI = 200


def picture(*, angle: float = 0.0) -> Image.Image:
    """A page of an official document as a scanner gives it."""
    page = pypdfium2.PdfDocument(pdf([HEAD + FOOT]))[0].render(scale=DPI / 72).to_pil().convert("RGB")
    return page.rotate(angle, Image.Resampling.BICUBIC, expand=angle % 90 == 0, fillcolor="white")


def image_bytes(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, dpi=(DPI, DPI), **options)
    return buffer.getvalue()


def read_bytes(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "scan.bin"
    path.write_bytes(data)
    return read(path)


def test_a_red_stamp_goes_and_the_black_print_under_it_stays() -> None:
    image = Image.new("RGB", (600, 400), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((150, 50, 450, 350), outline=(215, 50, 60), width=12)
    draw.ellipse((100, 200, 140, 240), fill=(60, 80, 230))
    draw.rectangle((100, 190, 500, 200), fill=(15, 15, 15))
    grey = clean(np.asarray(image), DPI).grey
    assert grey[100:180, 140:460].min() > 200
    assert grey[215:230, 110:130].min() > 200
    assert grey[195, 200:400].max() < 90


@pytest.mark.parametrize("angle", [-3.0, -1.0, 0.0, 1.5, 4.0])
def test_the_skew_of_a_page_is_found_to_a_tenth_of_a_degree(angle: float) -> None:
    grey = np.asarray(picture(angle=angle).convert("L"))
    assert skew(grey) == pytest.approx(-angle, abs=0.1)


def test_an_empty_page_is_not_turned() -> None:
    assert skew(np.full((1000, 700), 255, np.uint8)) == 0.0


def test_dark_borders_of_the_scanner_are_cleared() -> None:
    page = np.asarray(picture().convert("L")).copy()
    page[:, :25] = 10
    page[:12, :] = 0
    grey = clean(page, DPI).grey
    assert grey[:, :20].min() > 200
    assert grey.min() < 80


def test_a_ruled_table_is_found_and_its_lines_are_taken_out() -> None:
    image = Image.new("L", (1200, 1600), 255)
    draw = ImageDraw.Draw(image)
    for x in (100, 300, 900, 1100):
        draw.line((x, 200, x, 600), fill=0, width=3)
    for y in (200, 300, 450, 600):
        draw.line((100, y, 1100, y), fill=0, width=3)
    cleaned = clean(np.asarray(image), DPI)
    (grid,) = cleaned.grids
    assert grid.xs == pytest.approx((100, 300, 900, 1100), abs=4)
    assert grid.ys == pytest.approx((200, 300, 450, 600), abs=4)
    assert cleaned.grey.min() > 200


UPRIGHT = Turn(0, 595, 842)
LAYERS = [
    ("drawn text on a page without pictures", 900, 0.0, 0.0, False, False),
    ("a full picture and nothing else", 0, 0.0, 0.98, False, True),
    ("a full picture under invisible text", 900, 0.0, 0.98, True, True),
    ("a letterhead behind drawn text", 900, 0.0, 0.98, False, False),
    ("a full picture with a stamped page number", 12, 0.0, 0.98, False, True),
    ("an empty page", 0, 0.0, 0.0, False, False),
    ("text in a font without meaning", 900, 0.6, 0.0, False, True),
]


@pytest.mark.parametrize(
    ("fact", "characters", "unreadable", "pictures", "invisible", "expected"),
    LAYERS,
    ids=[x[0] for x in LAYERS],
)
def test_which_pages_are_read_from_their_picture(
    fact: str, characters: int, unreadable: float, pictures: float, invisible: bool, expected: bool
) -> None:
    assert is_scan(Layer([], [], UPRIGHT, [], characters, unreadable, pictures, invisible)) == expected


def test_without_tesseract_a_scan_is_refused_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = image_bytes(picture())
    monkeypatch.setenv("PATH", str(tmp_path))
    for content in (data, image_bytes(picture(), "PDF")):
        with pytest.raises(UnreadableFile, match="Tesseract") as caught:
            read_bytes(tmp_path, content)
        assert caught.value.code == "needs-tesseract"


def test_without_tesseract_the_text_pages_of_a_mixed_file_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    document = read_bytes(tmp_path, mixed())
    assert document.page_sources == ("text", "unread")
    assert document.text.startswith("ỦY BAN NHÂN DÂN\n")


def mixed() -> bytes:
    """A page with a text layer, then a scanned one."""
    out = pypdfium2.PdfDocument(pdf([HEAD]))
    scanned = pypdfium2.PdfDocument(image_bytes(picture(), "PDF"))
    out.import_pages(scanned)
    buffer = io.BytesIO()
    out.save(buffer)
    return buffer.getvalue()


def alike(text: str) -> float:
    """The share of the page's words that were read."""
    wanted = " ".join(HEAD_TEXT + FOOT_TEXT).split()
    found = text.split()
    return sum(1 for word in wanted if word in found) / len(wanted)


@needs_tesseract
def test_a_scan_is_read_with_its_head_in_two_columns(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, image_bytes(picture(angle=2.0), "JPEG", quality=85))
    lines = document.text.splitlines()
    assert lines[:6] == HEAD_TEXT[:6]
    assert alike(document.text) >= 0.95
    assert (document.media_type, document.page_sources) == ("image/jpeg", ("scan",))
    assert document.word_boxes is not None
    boxes = unpack(document.word_boxes)
    assert [document.text[box.start : box.end] for box in boxes] == document.text.split()
    assert all(box.confidence is not None for box in boxes)
    assert 0.08 < boxes[0].left < 0.12  # the page was turned about its middle
    assert 0.04 < boxes[0].top < boxes[0].bottom < 0.1


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("turn", [90, 180])
def test_a_page_on_its_side_or_head_is_turned(tmp_path: Path, turn: int) -> None:
    assert alike(read_bytes(tmp_path, image_bytes(picture(angle=turn))).text) >= 0.9


@needs_tesseract
@pytest.mark.slow
def test_every_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    second = Image.new("RGB", (1000, 400), "white")
    font = ImageFont.truetype(str(font_path()), 40)
    ImageDraw.Draw(second).text((60, 150), "Trang thứ hai của văn bản", font=font, fill="black")
    data = image_bytes(picture(), "TIFF", save_all=True, append_images=[second], compression="tiff_lzw")
    document = read_bytes(tmp_path, data)
    assert (len(document.pages), document.media_type) == (2, "image/tiff")
    start, end = document.pages[1]
    assert document.text[start:end].split() == "Trang thứ hai của văn bản".split()


@needs_tesseract
def test_each_page_of_a_mixed_file_is_read_from_where_its_text_is(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, mixed())
    assert document.page_sources == ("text", "scan")
    assert all(alike(document.text[start:end]) > 0.6 for start, end in document.pages)
