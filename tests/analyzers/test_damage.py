"""Damage is the share of lost diacritics, by paragraph, in Vietnamese text only."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.damage import damage, paragraph_damage

REPORTS = Path(__file__).resolve().parents[2] / "corpus" / "reports"
CLEAN = "Thực hiện Quyết định của Ủy ban nhân dân tỉnh về việc ban hành kế hoạch cải cách hành chính."
DAMAGED = "Thyc hién Quyét dinh cua Uy ban nhan dan tinh vé viéc ban hanh ké hoach cai cach hanh chinh."
ENGLISH = "The provincial office reported on the reform of administrative procedures for the first quarter."


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (CLEAN, 0.0, 0.0),
        (DAMAGED, 1.0, 1.0),
        (ENGLISH, 0.0, 0.0),
        ("1.234  5.678  99,9%\n" * 20, 0.0, 0.0),
        ("", 0.0, 0.0),
        (f"{CLEAN}\n\n{DAMAGED}", 0.4, 0.6),
        (f"{CLEAN}\n\n{ENGLISH}", 0.0, 0.0),
    ],
)
def test_damage_of_a_text(text: str, least: float, most: float) -> None:
    assert least <= damage(text) <= most


@pytest.mark.parametrize(("start", "least", "most"), [("000", 0.97, 1), ("001", 0, 0.03), ("004", 0.97, 1)])
def test_damage_of_the_reports(start: str, least: float, most: float) -> None:
    text = next(REPORTS.glob(f"{start}*.txt")).read_text(encoding="utf-8")
    assert least <= damage(text) <= most


def test_each_paragraph_has_its_own_damage() -> None:
    found = paragraph_damage(f"{CLEAN}\n\n{DAMAGED}\n\n{ENGLISH}")
    assert [value for _, _, value in found] == [0.0, 1.0, 0.0]


def test_a_short_line_of_a_damaged_text_counts_as_damaged() -> None:
    text = f"KE HOACH\n\n{DAMAGED}"
    assert [value for _, _, value in paragraph_damage(text)] == [1.0, 1.0]


@given(st.text(max_size=3000))
def test_paragraphs_lie_in_the_text_in_order(text: str) -> None:
    last = 0
    for start, end, value in paragraph_damage(text):
        assert last <= start < end <= len(text)
        assert 0 <= value <= 1
        last = end
