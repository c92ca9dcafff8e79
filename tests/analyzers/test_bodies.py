"""Provinces and bodies: recognising names, what was merged into what, and the names of issuers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.bodies import (
    find_provinces,
    names_for_query,
    normalise_issuer,
    province,
    provinces,
    provinces_at,
    same_body,
)


@pytest.mark.parametrize(("day", "count"), [("2024-12-31", 63), ("2025-06-30", 63), ("2025-07-01", 34)])
def test_how_many_provinces_there_were(day: str, count: int) -> None:
    assert len(provinces_at(date.fromisoformat(day))) == count


def test_every_merged_province_went_into_one_that_is_still_there() -> None:
    today = {item.name for item in provinces_at(date(2025, 7, 1))}
    assert all(item.merged_into in today for item in provinces() if item.until)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Quảng Ngãi", "Quảng Ngãi"),
        ("Qudng Ngai", "Quảng Ngãi"),
        ("Quang Ngai", "Quảng Ngãi"),
        ("Quing Ngii", "Quảng Ngãi"),
        ("Déng Nai", "Đồng Nai"),
        ("PONGNAI", "Đồng Nai"),
        ("tỉnh Kon Tum", "Kon Tum"),
        ("TỈNH BÌNH PHƯỚC", "Bình Phước"),
        ("tp hcm", "TP. Hồ Chí Minh"),
        ("Thanh pho Ho Chi Minh", "TP. Hồ Chí Minh"),
        ("Thừa Thiên - Huế", "Thừa Thiên Huế"),
        ("Bà Rịa Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Đắc Lắc", "Đắk Lắk"),
        ("UBND tinh Bic Giang", "Bắc Giang"),
        ("Hà Nam", "Hà Nam"),
        ("Hoà Bình", "Hòa Bình"),
        ("xin chào", None),
        ("", None),
    ],
)
def test_a_province_is_known_in_any_spelling(printed: str, name: str | None) -> None:
    found = province(printed)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UBND tỉnh Quảng Ngãi và tỉnh Kon Tum", ["Quảng Ngãi", "Kon Tum"]),
        ("vì hòa bình và phát triển", []),
        ("nang luc canh tranh cua tinh Quang Ngéi ndm 2024", ["Quảng Ngãi"]),
        ("tinh Bd Ria - Viing Tau nam 2022", ["Bà Rịa - Vũng Tàu"]),
        ("kế hoạch của quảng ngãi năm 2024", ["Quảng Ngãi"]),
        ("ke hoach quang ngai 2024", ["Quảng Ngãi"]),
        ("các tỉnh, thành phố trong cả nước", []),
    ],
)
def test_provinces_are_found_in_running_text(text: str, names: list[str]) -> None:
    assert [name for _, _, name in find_provinces(text)] == names


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Kon Tum", {"Kon Tum", "Quảng Ngãi"}),
        ("quang ngai", {"Kon Tum", "Quảng Ngãi"}),
        ("Bình Phước", {"Bình Phước", "Đồng Nai"}),
        ("Đồng Nai", {"Bình Phước", "Đồng Nai"}),
        ("Bình Dương", {"Bình Dương", "TP. Hồ Chí Minh"}),
        ("Quảng Nam", {"Quảng Nam", "Đà Nẵng"}),
        ("Hà Tĩnh", {"Hà Tĩnh"}),
        ("Atlantis", set()),
    ],
)
def test_a_question_about_either_name_of_a_merged_province_finds_both(name: str, names: set[str]) -> None:
    assert names_for_query(name) == names


@pytest.mark.parametrize(
    ("name", "includes"),
    [
        ("Bộ Kế hoạch và Đầu tư", "Bộ Tài chính"),
        ("bo tai chinh", "Bộ Kế hoạch và Đầu tư"),
        ("Bộ GTVT", "Bộ Xây dựng"),
        ("Bộ Tài nguyên và Môi trường", "Bộ Nông nghiệp và Môi trường"),
        ("Bộ NN&PTNT", "Bộ Nông nghiệp và Môi trường"),
        ("Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ"),
        ("Bộ Lao động - Thương binh và Xã hội", "Bộ Nội vụ"),
        ("Ủy ban Dân tộc", "Bộ Dân tộc và Tôn giáo"),
        ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"),
        ("Ban Dan toc", "Sở Dân tộc và Tôn giáo"),
        ("Hội Người yêu chim", "Hội Người yêu chim"),
    ],
)
def test_a_question_about_either_name_of_a_merged_body_finds_both(name: str, includes: str) -> None:
    assert includes in same_body(name)


@pytest.mark.parametrize(
    ("printed", "home", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI", None, "UBND tỉnh Quảng Ngãi"),
        ("ỦY BAN NHÂN DÂN\nTỈNH KON TUM", None, "UBND tỉnh Kon Tum"),
        ("UBND TỈNH QUẢNG NGÃI / VĂN PHÒNG", None, "Văn phòng UBND tỉnh Quảng Ngãi"),
        ("UBND TINH PONGNAI\nVAN PHONG", None, "Văn phòng UBND tỉnh Đồng Nai"),
        ("UBND TINH QUANG NGAI\nBAN DAN TOC", None, "Ban Dân tộc tỉnh Quảng Ngãi"),
        ("SỞ NỘI VỤ", "Quảng Ngãi", "Sở Nội vụ tỉnh Quảng Ngãi"),
        ("UBND TỈNH KON TUM\nSỞ GIÁO DỤC\nVÀ ĐÀO TẠO", None, "Sở Giáo dục và Đào tạo tỉnh Kon Tum"),
        ("UBND THÀNH PHỐ ĐÀ NẴNG\nSỞ TÀI CHÍNH", None, "Sở Tài chính thành phố Đà Nẵng"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH", None, "UBND TP. Hồ Chí Minh"),
        ("BỘ NỘI VỤ", "Hà Nội", "Bộ Nội vụ"),
        ("BQ NOI VU", None, "Bộ Nội vụ"),
        ("BỘ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH", None, "Bộ Văn hóa, Thể thao và Du lịch"),
        ("BỘ NỘI VỤ\nVĂN PHÒNG", None, "Văn phòng Bộ Nội vụ"),
        ("CHÍNH PHỦ", None, "Chính phủ"),
        ("HỘI ĐỒNG NHÂN DÂN\nTỈNH GIA LAI", None, "HĐND tỉnh Gia Lai"),
        ("HĐND TỈNH GIA LAI\nBAN PHÁP CHẾ", None, "Ban Pháp chế HĐND tỉnh Gia Lai"),
        ("ỦY BAN NHÂN DÂN\nHUYỆN BÌNH SƠN", "Quảng Ngãi", "UBND huyện Bình Sơn"),
        ("UBND HUYỆN BÌNH SƠN\nPHÒNG NỘI VỤ", None, "Phòng Nội vụ huyện Bình Sơn"),
        ("UBND HUYỆN BÌNH SƠN\nUBND XÃ BÌNH CHÁNH", None, "UBND xã Bình Chánh"),
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG TRẦN PHÚ", "Quảng Ngãi", "UBND phường Trần Phú"),
        ("TỈNH ỦY QUẢNG NGÃI", None, "Tỉnh ủy Quảng Ngãi"),
        ("ĐẢNG BỘ TỈNH QUẢNG NGÃI\nTỈNH ỦY", None, "Tỉnh ủy Quảng Ngãi"),
        ("TỈNH ỦY QUẢNG NGÃI\nBAN TỔ CHỨC", None, "Ban Tổ chức Tỉnh ủy Quảng Ngãi"),
        ("HUYỆN ỦY BÌNH SƠN", None, "Huyện ủy Bình Sơn"),
        ("UBND TỈNH LÂM ĐỒNG\nTHANH TRA TỈNH", None, "Thanh tra tỉnh Lâm Đồng"),
        (
            "SỞ NỘI VỤ\nCHI CỤC KIỂM LÂM",
            "Kon Tum",
            "Chi cục Kiểm lâm Sở Nội vụ tỉnh Kon Tum",
        ),
        ("Văn phòng UBND tỉnh", "Quảng Ngãi", "Văn phòng UBND tỉnh Quảng Ngãi"),
        ("", None, ""),
    ],
)
def test_issuers_are_named_by_one_convention(printed: str, home: str | None, issuer: str) -> None:
    assert normalise_issuer(printed, home) == issuer


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    province(text)
    normalise_issuer(text)
    same_body(text)
    for start, end, _ in find_provinces(text):
        assert 0 <= start < end <= len(text)
