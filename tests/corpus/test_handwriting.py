"""Figures that a pen wrote: the two readers of them, and when they are believed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.readers import figures, handwriting, second_reader
from corpus.readers.layout import Word
from tests.corpus.pages import font_path

needs_second_reader = pytest.mark.skipif(
    not second_reader.available(), reason="the extra `handwriting` is not installed"
)
STROKES = {
    "0": [(10, 0), (2, 8), (0, 20), (4, 34), (10, 38), (17, 32), (19, 18), (16, 6), (10, 0)],
    "1": [(2, 14), (12, 0), (9, 38)],
    "5": [(20, 1), (7, 1), (4, 16), (14, 15), (19, 24), (15, 35), (3, 37)],
    "7": [(0, 3), (20, 1), (9, 38)],
}


def written(figure: str, pen: int = 4) -> np.ndarray:
    """A figure as a pen draws it, cut at its ink."""
    canvas = np.zeros((60, 50), np.uint8)
    points = np.array([STROKES[figure]], np.int32) + 10
    cv2.polylines(canvas, list(points), False, 255, pen, cv2.LINE_AA)
    ink = canvas > 100
    rows, columns = ink.any(axis=1).nonzero()[0], ink.any(axis=0).nonzero()[0]
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@pytest.mark.parametrize("figure", STROKES)
def test_a_shape_is_told_by_its_strokes(figure: str) -> None:
    shares = figures.shares_of(written(figure))
    assert sum(shares) == pytest.approx(1)
    assert max(range(11), key=lambda each: shares[each]) == int(figure)


def test_shapes_side_by_side_are_a_string() -> None:
    found = figures.strings([written("5"), written("1")])
    assert max(found, key=lambda text: found[text]) == "51"


def test_nothing_is_no_string() -> None:
    assert figures.strings([]) == {"": 1.0}


def line_of(text: str) -> tuple[np.ndarray, list[Word]]:
    """A line of print on a page, and its words as Tesseract gives them."""
    page = Image.new("L", (900, 120), 255)
    ImageDraw.Draw(page).text((40, 40), text, font=ImageFont.truetype(str(font_path()), 38), fill=10)
    return np.asarray(page), [Word(text, 40.0, 36.0, 860.0, 90.0, 0.9)]


@needs_second_reader
@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("Số: 152 /BC-UBND", "number", "152"),
        ("Quảng Ngãi, ngày 23 tháng 01 năm 2025", "day", "23"),
    ],
)
def test_the_second_reader_reads_what_stands_in_the_frame(text: str, field: str, expected: str) -> None:
    assert handwriting.read(*line_of(text), field).readings[0] == expected


@needs_second_reader
def test_a_line_without_the_frame_has_no_figures() -> None:
    assert handwriting.read(*line_of("Độc lập - Tự do - Hạnh phúc"), "day") == handwriting.Figures((), False)


@needs_second_reader
def test_strings_of_figures_share_at_most_the_whole_probability() -> None:
    steps = second_reader.posteriors(line_of("2025")[0][:, 30:150])
    found = second_reader.digit_strings(steps, 5)
    assert max(found, key=lambda text: found[text]) == "2025"
    assert 0.5 < sum(found.values()) <= 1.0 + 1e-6


@needs_second_reader
def test_the_second_reader_never_asks_the_network_and_its_packages_code_is_not_run() -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*_): raise SystemExit('asked for the network')\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse\n"
        "import numpy\n"
        "from corpus.readers import second_reader\n"
        "second_reader.posteriors(numpy.full((40, 300), 255, numpy.uint8))\n"
        "sys.exit('asterocr' in sys.modules)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
