"""The last day that a deadline sets."""

from __future__ import annotations

import pytest

from analyzers.tasks.due import due_day


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ("Quý III/2023", "2023-09-30"),
        ("quý I năm 2024", "2024-03-31"),
        ("Trong quý II", "2023-06-30"),
        ("Tháng 01/2023", "2023-01-31"),
        ("tháng 2 năm 2024", "2024-02-29"),
        ("Trước 31.12.2023", "2023-12-31"),
        ("trước ngày 15 tháng 12 năm 2024", "2024-12-15"),
        ("30/6", "2023-06-30"),
        ("6 tháng đầu năm 2025", "2025-06-30"),
        ("Trong năm 2023", "2023-12-31"),
        ("Trong năm", "2023-12-31"),
        ("Thường xuyên trong năm", None),
        ("Định kỳ hàng tháng trong năm", None),
        ("Thường xuyên trong năm; hoàn thành trước ngày 30/11/2023", "2023-11-30"),
        ("Ban hành kế hoạch trong Quý I, tổ chức thực hiện trong năm 2023", "2023-12-31"),
        ("Theo Kế hoạch số 140/KH-UBND ngày 14/10/2021 của UBND tỉnh", None),
        ("Sau khi UBND tỉnh ban hành Kế hoạch", None),
        ("ngày 31/4/2023", None),
        ("", None),
        (None, None),
    ],
)
def test_the_last_day(deadline: str | None, expected: str | None) -> None:
    assert due_day(deadline, 2023) == expected


def test_without_a_years_plan_a_day_without_a_year_is_none() -> None:
    assert due_day("30/6", None) is None
