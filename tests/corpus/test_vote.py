"""Two readers of one line, on real readings of Tesseract and of the second reader."""

from __future__ import annotations

import pytest

from corpus.readers import second_reader, vote
from corpus.readers.filled_in import may_be_filled_in
from corpus.readers.layout import Word


def words(text: str, confidence: float) -> list[Word]:
    return [Word(word, 50.0 * k, 0.0, 50.0 * k + 40, 30.0, confidence) for k, word in enumerate(text.split())]


def settled(printed: str, confidence: float, read: str, sure: float) -> str:
    chosen = vote._settled(words(printed, confidence), [vote._Read(word, sure) for word in read.split()])
    return " ".join(word.text for word in chosen)


@pytest.mark.parametrize(
    ("printed", "confidence", "read", "sure", "expected"),
    [
        ("số I 33/QĐ-TTg ngày", 0.28, "số 133/QĐ-TTg ngày", 0.99, "số 133/QĐ-TTg ngày"),
        ("số 12/2021/0Đ- T1g ngày", 0.4, "số 12/2021/QĐ-TTg ngày", 0.98, "số 12/2021/QĐ-TTg ngày"),
        ("Chỉ thị số 1UC1-TTg ngày", 0.72, "Chỉ thị số 11/CT-TTg ngày", 0.99, "Chỉ thị số 11/CT-TTg ngày"),
        ("_PCT UBRD tỉnh;", 0.53, "- PCT UBND tỉnh;", 1.0, "- PCT UBND tỉnh;"),
        ("- Công TTĐT tỉnh;", 0.95, "- Cổng TTĐT tỉnh;", 0.99, "- Cổng TTĐT tỉnh;"),
        ("chính quyên địa phương", 0.96, "chính quyền địa phương", 0.65, "chính quyền địa phương"),
        ("Luật Tô Ô chức", 0.17, "Luật Tổ chức", 1.0, "Luật Tổ chức"),
        ("địa phương ‹ ngày", 0.9, "địa phương ngày", 1.0, "địa phương ngày"),
    ],
)
def test_the_second_reader_counts_where_it_is_sure(
    printed: str, confidence: float, read: str, sure: float, expected: str
) -> None:
    assert settled(printed, confidence, read, sure) == expected


@pytest.mark.parametrize(
    ("printed", "confidence", "read", "sure"),
    [
        ("Nghị định số", 0.96, "Nghị định sốn", 0.63),
        ("tỉnh yêu cầu:", 0.9, "tỉnh yêu cầu;", 1.0),
        ("ngày 25/6/2015; Luật", 0.9, "ngày 25/620155 Luật", 0.44),
        ("ban hành Công", 0.94, "ban hành Cônng", 0.98),
        ("người đứng đầu", 0.97, "người đúng đầu", 0.87),
    ],
)
def test_tesseract_counts_where_the_second_reader_slips(
    printed: str, confidence: float, read: str, sure: float
) -> None:
    assert settled(printed, confidence, read, sure) == printed


def test_figures_that_the_two_read_differently_stay_and_are_doubtful() -> None:
    (chosen,) = vote._settled(words("06/01/2025", 0.96), [vote._Read("08/01/2025", 1.0)])
    assert chosen.text == "06/01/2025"
    assert chosen.confidence is not None
    assert chosen.confidence <= 0.5


def test_the_sign_at_the_end_of_a_line_is_kept() -> None:
    assert settled("Bảo vệ môi trương.", 0.8, "Bảo vệ môi trường", 1.0) == "Bảo vệ môi trường."


def test_only_what_may_be_misread_is_looked_at_again_with_its_neighbours() -> None:
    line = words("của Ủy ban nhân dân tỉnh về việc tràn dâu tỉnh Quảng Ngãi", 0.97)
    assert list(vote._stretches(line)) == [(8, 11)]


def test_words_under_a_stamp_at_the_start_of_a_line_are_left_out() -> None:
    line = words("tRừnG rần cêne s2oa", 0.1) + words("Về việc tăng cường", 0.96)
    assert [word.text for word in vote._without_smear(line)] == ["Về", "việc", "tăng", "cường"]


@pytest.mark.parametrize(
    ("line", "held_back"),
    [
        ("Số: 99 /UBND-TTHC", True),
        ("Quảng Ngãi, ngày,#9 tháng 3 năm 2018", True),
        ("Thực hiện Chỉ thị số 1UC1-TTg ngày 16 tháng 4 năm 2021 của Thủ", False),
        ("sô 15/2020/TT- BGDĐT ngày 26 tháng 5 năm 2020 và được sửa đổi, bổ sung", False),
    ],
)
def test_what_a_pen_fills_in_is_left_to_the_readers_of_handwriting(line: str, held_back: bool) -> None:
    assert may_be_filled_in(line) is held_back


@pytest.mark.skipif(not second_reader.available(), reason="the second reader is not installed")
def test_a_line_that_is_wider_than_the_network_takes_is_squeezed() -> None:
    import numpy as np

    assert len(second_reader.posteriors(np.full((20, 4000), 255, np.uint8)))
