"""Numbers and days in scanned heads: print is believed, what a pen wrote is not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from corpus.readers import filled_in, tesseract
from corpus.readers.layout import PageText, Word, page_text
from corpus.readers.page_image import clean
from tests.corpus.pages import FOOT, HEAD, pdf

DPI = 200
needs_tesseract = pytest.mark.skipif(
    not tesseract.available(), reason="Tesseract with `vie` is not installed (make system-deps)"
)


def line(*texts: str, top: float = 100.0) -> list[Word]:
    """Words on one line, ten pixels a letter."""
    words, left = [], 50.0
    for text in texts:
        words.append(Word(text, left, top, left + 10 * len(text), top + 30, 0.95))
        left += 10 * len(text) + 12
    return words


def set_lines(*lines: str) -> PageText:
    return page_text([line(*text.split(), top=100.0 + 60 * n) for n, text in enumerate(lines)])


PLACES = [
    ("Số: 12/BC-UBND", [("number", "12")]),
    ("Số: 04 /TTr-UBND", [("number", "04")]),
    ("Số:0 /CT-UBND", [("number", "0")]),
    ("Số: đ# /CT-UBND", [("number", "đ#")]),
    ("Số:  /QĐ-UBND", [("number", "")]),
    ("Sô: 99 /UBND-TTHC", [("number", "99")]),
    ("Số: 12/2024/QĐ-UBND", [("number", "12")]),
    ("Số 45 /BC-UBND", [("number", "45")]),
    ("Số: †2BC-UBND", [("number", "†2")]),
    ("Số 04-NQ/TU", [("number", "04")]),
    ("Số: 115 - KH/TU", [("number", "115")]),
    ("Quảng Ngãi, ngày 05 tháng 3 năm 2024", [("day", "05")]),
    ("Quảng Ngãi, ngày4†tháng 01 năm 2025", [("day", "4†")]),
    ("Quảng Ngãi, ngày tháng 01 năm 2025", [("day", "")]),
    ("Quảng Ngãi, ngày,#9 tháng 3 năm 2018", [("day", ",#9")]),
    ("Thực hiện Quyết định số 165/QĐ-UBND của Chủ tịch", []),
    ("ỦY BAN NHÂN DÂN", []),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_the_places_that_a_form_leaves_open_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    page = set_lines(text)
    found = filled_in.places(page, 2000)
    assert [(place.field, place.read) for place in found] == expected
    assert all(page.text[place.start : place.end] == place.read for place in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quảng Ngãi, ngày4†tháng 01 năm 2025", "Quảng Ngãi, ngày … tháng 01 năm 2025\n"),
        ("Quảng Ngãi, ngày tháng 01 năm 2025", "Quảng Ngãi, ngày … tháng 01 năm 2025\n"),
        ("Số: đ# /CT-UBND", "Số: … /CT-UBND\n"),
        ("Số:đ#/CT-UBND", "Số: … /CT-UBND\n"),
        ("Số: †2BC-UBND", "Số: …/ BC-UBND\n"),
    ],
)
def test_a_reading_is_put_into_its_place_and_nothing_else_changes(text: str, expected: str) -> None:
    words = [line(*text.split())]
    page = page_text(words)
    (place,) = filled_in.places(page, 2000)
    again = page_text(filled_in.put(words, page, [(place, filled_in.UNREAD + place.lost)]))
    assert again.text == expected
    assert all(word.left <= word.right for _, _, word in again.spans)


@pytest.mark.parametrize(
    ("after", "day"),
    [(" tháng 02 năm 2024", 29), (" tháng 4 năm 2025", 30), (" tháng 15 năm 2025", 31), ("", 31)],
)
def test_a_day_is_one_of_its_month(after: str, day: int) -> None:
    assert filled_in._last_day(after) == day


def scanned(pen: int = 0) -> list[filled_in.Place]:
    """The places of a scanned page; with a pen as wide as that, `12` is written in by hand."""
    image = pypdfium2.PdfDocument(pdf([HEAD + FOOT]))[0].render(scale=DPI / 72).to_pil().convert("RGB")
    if pen:
        _write_twelve(image, pen)
    cleaned = clean(np.asarray(image), DPI)
    lines = tesseract.recognise(Path("scan"), cleaned.grey, DPI)
    _, places = filled_in.settled(lines, page_text(lines), cleaned)
    return places


def _write_twelve(image: Image.Image, pen: int) -> None:
    draw = ImageDraw.Draw(image)
    draw.rectangle((290, 255, 332, 300), fill="white")
    draw.line((296, 270, 306, 258, 303, 296), fill=(20, 20, 60), width=pen, joint="curve")
    draw.line((314, 266, 322, 258, 330, 266, 314, 294, 332, 292), fill=(20, 20, 60), width=pen, joint="curve")


@needs_tesseract
def test_printed_figures_are_sure() -> None:
    assert [(place.field, place.read, place.sure) for place in scanned()] == [
        ("number", "12", True), ("day", "05", True),
    ]  # fmt: skip


@needs_tesseract
def test_written_figures_are_not_sure_whatever_was_read() -> None:
    number, day = scanned(pen=5)
    assert (number.field, number.sure) == ("number", False)
    assert (day.read, day.sure) == ("05", True)
