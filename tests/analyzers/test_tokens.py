"""Tokens, folding and repair: what meets what in matching, and that every span is exact."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.folding import fold
from analyzers.normalisation import nfc_view, normalise, place_tones
from analyzers.repair import is_syllable, repair
from analyzers.tokens import accented_terms, folded_terms, syllables, word_terms, words

REPORTS = sorted((Path(__file__).parents[2] / "corpus" / "reports").glob("*.txt"))
ANY_TEXT = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Thủ tục hành chính", "thu tuc hanh chinh"),
        ("ĐIỀU HÀNH đường", "dieu hanh duong"),
        ("Quy Ước ƯỚC ữ ẵ", "quy uoc uoc u a"),
        ("Straße", "straße"),
        ("İ", "I"),
    ],
)
def test_folding_takes_accents_and_case_away_and_keeps_the_length(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert len(fold(written)) == len(written)


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("s6", "so"),
        ("x4y", "xay"),
        ("so4t", "soat"),
        ("1am", "lam"),
        ("chtrc", "chuc"),
        ("nhirng", "nhung"),
        ("nhitng", "nhung"),
        ("k&", "ke"),
        ("t0", "to"),
        # clean syllables, numbers and acronyms stay what they are
        ("trung", "trung"),
        ("thit", "thit"),
        ("tinh", "tinh"),
        ("2024", "2024"),
        ("ubnd", "ubnd"),
        ("website", "website"),
        ("covid", "covid"),
    ],
)
def test_a_token_that_is_no_syllable_is_read_as_the_one_meant(damaged: str, repaired: str) -> None:
    assert repair(damaged) == repaired


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quyết định số 165", "Quyét dinh s6 165"),
        ("xây dựng", "x4y dung"),
        ("làm việc", "1am viec"),
        ("viên chức", "vien chtrc"),
        ("123.747 hồ sơ", "123,747 ho so"),
        ("hoà thuận", "hòa thuận"),
        ("THỦ TỤC", "thủ tục"),
    ],
)
def test_two_ways_to_write_the_same_meet_when_folded(one: str, other: str) -> None:
    assert folded_terms(one) == folded_terms(other)


@pytest.mark.parametrize(
    ("late", "early"),
    [
        ("hoà", "hòa"),
        ("HOÀ", "HÒA"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("Uỷ ban", "Ủy ban"),
        ("quý", "quý"),
        ("Quỹ", "Quỹ"),
        ("hoàn", "hoàn"),
        ("thuyền", "thuyền"),
    ],
)
def test_the_tone_of_an_open_syllable_has_one_place(late: str, early: str) -> None:
    assert place_tones(late) == early
    assert len(place_tones(late)) == len(late)


def test_accented_terms_keep_accents_and_folded_terms_stand_at_the_same_places() -> None:
    text = "Tỷ lệ hồ sơ đạt 99,9% (123.747 hồ sơ), S& Nội vụ."
    assert accented_terms(text) == "tỷ lệ hồ sơ đạt 99,9 123747 hồ sơ s& nội vụ".split()
    assert folded_terms(text) == "ty le ho so dat 99,9 123747 ho so se noi vu".split()


def test_words_are_underthesea_s_and_join_over_a_line_break() -> None:
    text = "Báo cáo thủ\ntục hành chính."
    assert [word.text for word in words(text)] == ["Báo cáo", "thủ\ntục", "hành chính", "."]
    assert word_terms(text) == ["báo_cáo", "thủ_tục", "hành_chính"]


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.name[:3])
def test_the_words_of_a_report_cover_all_its_letters(report: Path) -> None:
    text = report.read_bytes().decode()
    found = words(text)
    assert all(text[word.start : word.end] == word.text for word in found)
    covered = set().union(*(range(word.start, word.end) for word in found))
    assert [i for i, char in enumerate(text) if char.isalnum() and i not in covered] == []


@given(ANY_TEXT)
def test_spans_are_exact_and_in_order_on_any_text(text: str) -> None:
    for found in (syllables(text), words(text)):
        assert all(text[start:end] == token for start, end, token in found)
        assert all(a.end <= b.start for a, b in pairwise(found))


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert fold(fold(composed)) == fold(composed)
    assert len(fold(composed)) == len(composed)


@given(ANY_TEXT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(ANY_TEXT)
def test_the_nfc_view_leads_every_offset_back(text: str) -> None:
    view = nfc_view(text)
    assert view.text == unicodedata.normalize("NFC", re.sub(r"\r(?!\n)", "\n", text))
    origins = [view.original(i) for i in range(len(view.text) + 1)]
    assert origins == sorted(origins)
    assert (origins[0], origins[-1]) == (0, len(text))


@given(st.text("abcdeghiklmnopqrstuvxyw0123456789&", max_size=9))
def test_repair_gives_a_syllable_or_the_token_itself(token: str) -> None:
    repaired = repair(token)
    assert repaired == token or is_syllable(repaired)
    assert repair(repaired) == repaired
