"""What holds for every text: offsets, order, no crash, no number that passes for another."""

from __future__ import annotations

import random
import re
import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.citations import find_citations, parse_law_name, parse_number
from analyzers.citations.ocr import Phrase, prefix_distance, series_cost
from analyzers.folding import fold
from analyzers.reading import Reading

CLEAN = next((Path(__file__).resolve().parents[2] / "corpus" / "reports").glob("001_*.txt"))
PIECES = [
    *(
        "Quyết định",
        "số",
        "s6",
        "165",
        "/",
        "-",
        "QĐ",
        "UBND",
        "Qb",
        "0D",
        "NĐ-CP",
        "2021",
        "ngày",
        " ",
        "\n",
    ),
    *(
        "31/01/2024",
        "của",
        "Chủ tịch UBND tỉnh",
        "Luật",
        "Đất đai",
        "sửa đổi, bổ sung một số điều của",
        ",",
        ";",
    ),
    *(
        "(",
        ")",
        "*",
        "và",
        "về việc",
        "QH15",
        "04-NQ/TU",
        "Kế hoạch",
        "O",
        "l",
        "|",
        "năm",
        "\f",
        "Bộ luật",
        "56",
    ),
]
ANY_TEXT = st.text(st.characters(), max_size=200)
LIKE_CITATIONS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=40).map(" ".join)
TIGHT = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(ANY_TEXT, LIKE_CITATIONS, TIGHT))
def test_spans_are_exact_in_order_and_apart(text: str) -> None:
    citations = find_citations(Reading(text))
    assert all(c.raw == text[c.start : c.end] and c.raw for c in citations)
    assert all(first.end <= second.start for first, second in pairwise(citations))
    assert all(0 <= c.confidence <= 1 for c in citations)
    assert citations == find_citations(Reading(text))


@settings(max_examples=200, deadline=None)
@given(st.one_of(ANY_TEXT, LIKE_CITATIONS, TIGHT))
def test_typed_text_never_raises(text: str) -> None:
    parse_number(text)
    parse_law_name(text)


@pytest.mark.parametrize("text", ["\ud800 Quyết định số 165/QĐ-UBND", "\x00\x01 số 1/KH-UBND", "\udfff" * 50])
def test_lone_surrogates_and_control_characters_are_survived(text: str) -> None:
    find_citations(Reading(text))
    parse_number(text)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 9999), st.sampled_from(["QĐ-UBND", "KH-VP", "BC-SNV", "NQ-HĐND", "UBND-TTHC", "TB-STC"])
)
def test_a_clean_number_is_read_as_printed(number: int, series: str) -> None:
    (citation,) = find_citations(Reading(f"theo văn bản số {number}/{series}."))
    assert citation.canonical == f"{number}/{series}"


_VOWELS = {"a": "á", "e": "é", "o": "ô", "u": "ù", "i": "í"}
_SIGNS = {"a": "4", "e": "&", "o": "6", "i": "j", "u": "w"}
_LETTERS = {
    "đ": ["d", "d", "ð"],
    "Đ": ["D", "D", "P", "b", "Db", "Pb", "B", "0"],
    "Q": ["Q"] * 14 + ["0", "O"],
    "-": ["-"] * 12 + ["- ", "-\n", "–"],
    " ": [" "] * 30 + ["\n"],
}
_SO = ["s6", "sé", "sb", "so", "s", "s&", "s§", "s8", "sô", "56", "sé6", "s0", "sb s6"]


def damaged(text: str, seed: int) -> str:
    """`text` as an English OCR model gives it: accents lost, Đ taken apart, vowels read as signs."""
    dice = random.Random(seed)
    words = re.sub(r"(?<!\w)([sS])ố(?!\w)", lambda m: m[1] + dice.choice(_SO)[1:], text)
    out = []
    for char in words:
        plain = unicodedata.normalize("NFD", char)[0]
        chance = dice.random()
        if char in _LETTERS:
            out.append(dice.choice(_LETTERS[char]))
        elif char.isascii() or not char.islower():
            out.append(plain)
        else:
            out.append(
                _VOWELS.get(plain, plain)
                if chance < 0.35
                else _SIGNS.get(plain, plain)
                if chance < 0.43
                else plain
            )
    return "".join(out)


@pytest.mark.parametrize("seed", range(4))
def test_damage_loses_few_numbers_and_invents_none(seed: int) -> None:
    text = CLEAN.read_text(encoding="utf-8")
    wanted = [c.canonical for c in find_citations(Reading(text))]
    got = find_citations(Reading(damaged(text, seed)))
    assert len([c for c in got if c.canonical in wanted]) >= 0.95 * len(wanted)
    assert [c.canonical for c in got if c.canonical not in wanted and c.confidence >= 0.5] == []


def test_a_text_without_accents_gives_the_same_numbers() -> None:
    text = CLEAN.read_text(encoding="utf-8")
    bare = "".join(fold(char).upper() if char.isupper() else fold(char) for char in text)
    wanted = [c.canonical for c in find_citations(Reading(text))]
    assert [c.canonical for c in find_citations(Reading(bare))] == wanted


LONG = {
    "letters without a slash": "1 AB " * 20000,
    "table cells": "12\t|\tKH\t" * 20000,
    "unfinished series": "1/QĐ-" * 20000,
    "number words": "số 1 " * 20000,
    "years": "1/2024/" * 20000,
    "laws in laws": "Luat sua doi, bo sung mot so dieu cua " * 2000,
    "date words": "ngày " * 20000,
    "brackets": "(" * 100000,
    "blank lines": "\n \n " * 20000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_no_text_takes_more_than_linear_time(text: str) -> None:
    start = time.process_time()
    find_citations(Reading(text))
    assert time.process_time() - start < 5


@settings(max_examples=200, deadline=None)
@given(st.text("abc", min_size=1, max_size=8), st.text("abc", max_size=12), st.integers(0, 4))
def test_prefix_distance_is_the_edit_distance(phrase: str, text: str, limit: int) -> None:
    reach = min(len(text), len(phrase) + limit)
    exact = min((_edit_distance(phrase, text[:j]) for j in range(1, reach + 1)), default=limit + 1)
    assert prefix_distance(Phrase(phrase), text, limit)[0] == min(exact, limit + 1)


def _edit_distance(first: str, second: str) -> int:
    row = list(range(len(second) + 1))
    for i, char in enumerate(first, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(second, 1):
            diagonal, row[j] = row[j], min(diagonal + (char != other), row[j] + 1, row[j - 1] + 1)
    return row[-1]


@pytest.mark.parametrize("printed", ["Qb", "QB", "QP", "0D", "0OD", "0P", "QPb", "QDb", "QD"])
def test_misprints_of_qd_are_nearer_to_it_than_to_other_types(printed: str) -> None:
    assert series_cost(printed, "QĐ") < min(
        series_cost(printed, other) for other in ("QC", "CĐ", "HĐ", "NQ", "NĐ")
    )
