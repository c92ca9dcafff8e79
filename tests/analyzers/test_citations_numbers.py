"""Document numbers as people type them."""

from __future__ import annotations

import pytest

from analyzers.citations import parse_law_name, parse_number

COMPLETE = [
    ("35/KH-UBND", "35/KH-UBND"),
    ("35 kh ubnd", "35/KH-UBND"),
    ("kh 35/ubnd", "35/KH-UBND"),
    ("KH số 35/KH-UBND", "35/KH-UBND"),
    ("so 35/kh-ubnd nam 2024", "35/KH-UBND"),
    ("35KH-UBND", "35/KH-UBND"),
    ("35 / KH - UBND", "35/KH-UBND"),
    ("Kế hoạch số 35/KH-UBND ngày 07/02/2024", "35/KH-UBND"),
    ("KE HOACH 35/KH-UBND", "35/KH-UBND"),
    ("who cites 35/KH-UBND?", "35/KH-UBND"),
    ("qd 48/2021/qd-ubnd", "48/2021/QĐ-UBND"),
    ("48/2021/QĐUBND", "48/2021/QĐ-UBND"),
    ("165/QD/UBND", "165/QĐ-UBND"),
    ("Quyét dinh s6 165/0D-UBND", "165/QĐ-UBND"),
    ("decision 165/QD-UBND dated 31/01/2024", "165/QĐ-UBND"),
    ("Decree 107/2021/ND-CP", "107/2021/NĐ-CP"),
    ("04-NQ/TU", "04-NQ/TU"),
    ("04 nq tu", "04-NQ/TU"),
    ("1492-kl/tu", "1492-KL/TU"),
    ("210 vp hcqt", "210/VP-HCQT"),
    ("chỉ thị 16 CT-TTg", "16/CT-TTg"),
    ("luật số 80/2015/qh13", "80/2015/QH13"),
    ("262KH-VP", "262/KH-VP"),
]


@pytest.mark.parametrize(("typed", "canonical"), COMPLETE)
def test_a_complete_number_in_any_spelling(typed: str, canonical: str) -> None:
    parsed = parse_number(typed)
    assert parsed is not None
    assert parsed.canonical == canonical


PARTIAL = [
    ("kế hoạch 35", ("Kế hoạch", "35", None, None, None, None)),
    ("Quyết định số 48/2021", ("Quyết định", "48", 2021, None, None, None)),
    ("văn bản số 210", ("Văn bản", "210", None, None, None, None)),
    ("NQ 04 tinh uy", ("Nghị quyết", "04", None, None, None, "Tỉnh ủy")),
    ("công văn 2887 VPCP", ("Công văn", "2887", None, "VPCP", None, None)),
    ("Nghị định 107 năm 2021", ("Nghị định", "107", None, None, "2021", None)),
    ("NĐ 30/2020", ("Nghị định", "30", 2020, None, None, None)),
    ("ke hoach so 35 ngay 07/02/2024", ("Kế hoạch", "35", None, None, "2024-02-07", None)),
    ("plan no. 35 of 2024", ("Kế hoạch", "35", None, None, "2024", None)),
    ("165", (None, "165", None, None, None, None)),
]


@pytest.mark.parametrize(("typed", "fields"), PARTIAL)
def test_what_is_not_typed_stays_open(typed: str, fields: tuple[object, ...]) -> None:
    parsed = parse_number(typed)
    assert parsed is not None
    assert (
        parsed.type,
        parsed.number,
        parsed.number_year,
        parsed.series,
        parsed.date,
        parsed.issuer,
    ) == fields
    assert parsed.canonical is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2024",
        "quý 1/2024",
        "13/13 huyện",
        "kế hoạch năm 2024",
        "top 10 kế hoạch",
        "kiểm tra 35 nhiệm vụ",
        "ngày 07/02/2024",
        "QĐ-UBND",
        "có bao nhiêu hồ sơ trong quý I năm 2024?",
    ],
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert parse_number(typed) is None


LAWS = [
    ("luat dat dai 2024", "Luật Đất đai năm 2024"),
    ("Luật Tiếp cận thông tin", "Luật Tiếp cận thông tin"),
    ("luật pctn", "Luật Phòng, chống tham nhũng"),
    ("bo luat dan su 2015", "Bộ luật Dân sự năm 2015"),
    ("luật", None),
    ("kế hoạch 35", None),
]


@pytest.mark.parametrize(("typed", "name"), LAWS)
def test_a_law_is_known_by_its_name(typed: str, name: str | None) -> None:
    assert parse_law_name(typed) == name
