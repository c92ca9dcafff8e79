"""The period that a title names, clean and damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.period import find_period, years_and_quarters


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Quý I/2024", "Quý I/2024"),
        ("Quy 1/2024", "Quý I/2024"),
        ("Quy I nam 2024", "Quý I/2024"),
        ("QUY II NAM 2023", "Quý II/2023"),
        ("quy 111/2022", "Quý III/2022"),
        ("Phwong hwéng, nhiém vu trong Quy 11/2024", "Quý II/2024"),
        ("Quy 1V/2022", "Quý IV/2022"),
        ("kết quả quý 3 năm 2021", "Quý III/2021"),
        ("Quy I va phuong huong, nhiem vu Quy II nam 2023", "Quý I/2023"),
        ("Quy I va phuong hwéng, nhiém vy Quy II nim 2023", "Quý I/2023"),
        ("Kết quả công tác năm 2023 và nhiệm vụ quý I/2024", "năm 2023"),
        ("quý IV và năm 2023, phương hướng nhiệm vụ năm 2024", "Quý IV/2023"),
        ("năm 2023", "năm 2023"),
        ("Cai cach hanh chinh ndm 2024", "năm 2024"),
        ("bi trir diém trong nim 2021", "năm 2021"),
        ("6 tháng đầu năm 2024", "6 tháng đầu năm 2024"),
        ("6 tháng đầu năm và phương hướng nhiệm vụ 6 tháng cuối năm 2024", "6 tháng đầu năm 2024"),
        ("sáu tháng cuối năm 2022", "6 tháng cuối năm 2022"),
        ("9 tháng năm 2024", "9 tháng năm 2024"),
        ("tháng 01/2025", "tháng 01/2025"),
        ("tháng 3 và phương hướng tháng 4 năm 2024", "tháng 03/2024"),
        ("giai đoạn 2021 - 2025", "giai đoạn 2021-2025"),
        ("giai doan 2021-2025 nam 2022", "năm 2022"),
        ("năm học 2023-2024", "năm học 2023-2024"),
        ("ngày 31 tháng 01 năm 2024", None),
        ("triển khai Luật Đất đai năm 2024", None),
        ("nhiệm kỳ 2021 - 2026", None),
        ("Quy /2024", None),
        ("", None),
    ],
)
def test_a_title_names_its_period(text: str, period: str | None) -> None:
    assert find_period(text) == period


@pytest.mark.parametrize(
    ("period", "years", "quarters"),
    [
        ("Quý I/2024", {2024}, {1}),
        ("Quy IV nam 2023", {2023}, {4}),
        ("năm 2023", {2023}, set()),
        ("6 tháng đầu năm 2024", {2024}, {1, 2}),
        ("6 tháng cuối năm 2024", {2024}, {3, 4}),
        ("9 tháng năm 2024", {2024}, {1, 2, 3}),
        ("tháng 11/2025", {2025}, {4}),
        ("giai đoạn 2021-2023", {2021, 2022, 2023}, set()),
        ("không có gì", set(), set()),
    ],
)
def test_a_period_covers_years_and_quarters(period: str, years: set[int], quarters: set[int]) -> None:
    assert years_and_quarters(period) == (years, quarters)


@given(st.text(alphabet=st.sampled_from("Qquyýnăm thág0123456789IVil|/-.,\n"), max_size=200))
def test_any_text_is_survived(text: str) -> None:
    name = find_period(text)
    assert name is None or find_period(name) == name
    years_and_quarters(text)
