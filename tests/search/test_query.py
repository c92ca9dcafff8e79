"""What a query is understood to say."""

from __future__ import annotations

import time

import pytest

from indexer.engines.base import Filters
from search.errors import BadFilter, EmptyQuery, QueryError, QueryTooLong
from search.filters import parse_filters
from search.language import language_of
from search.periods import date_range, iso_range, quarters, years
from search.query import LIMIT, analyse


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kế hoạch kiểm tra năm 2024", "vi"),
        ("ke hoach kiem tra nam 2024", "vi-plain"),
        ("which plans cover inspection in 2024", "en"),
        ("one-stop shop", "en"),
        ("staffing of the office", "en"),
        ("tinh gian bien che", "vi-plain"),
        ("How many TTHC are đúng hạn", "en"),
        ("PCI", "vi"),
    ],
)
def test_the_language_of_a_query_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("query", "typed", "also"),
    [
        ("kiểm soát TTHC", "tthc", "thu tuc hanh chinh"),
        ("thủ tục hành chính", "thủ tục hành chính", "tthc"),
        ("thu tuc hanh chinh", "thu tuc hanh chinh", "tthc"),
        ("kstthc", "kstthc", "kiem soat thu tuc hanh chinh"),
        ("CĐS của tỉnh", "cđs", "chuyen doi so"),
        ("dịch vụ công trực tuyến", "dịch vụ công trực tuyến", "dvctt"),
        ("tiếp nhận PAKN", "pakn", "phan anh kien nghi"),
        ("PAR INDEX", "par index", "chi so cai cach hanh chinh"),
        ("administrative procedure control", "kiểm soát thủ tục hành chính", "kstthc"),
        ("one-stop shop", "một cửa", None),
        ("satisfaction of citizens", "hài lòng", None),
        ("digital signatures", "chữ ký số", "ky so"),
        ("overdue dossiers", "quá hạn", "tre han"),
    ],
)
def test_abbreviations_and_english_are_spelled_both_ways(query: str, typed: str, also: str | None) -> None:
    forms = {c.label: [" ".join(f.phrase.folded) for f in c.forms] for c in analyse(query).concepts}
    assert typed in forms
    assert also is None or also in forms[typed]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Cho tôi biết PCI là gì?", ["pci"]),
        ("có bao nhiêu hồ sơ quá hạn", ["hồ sơ", "quá hạn"]),
        ("What is the satisfaction rate?", ["mức độ hài lòng"]),
        ("ty le la bao nhieu", ["ty le"]),
    ],
)
def test_question_words_are_no_content(query: str, words: list[str]) -> None:
    assert [concept.label for concept in analyse(query).content] == words


def test_operators_are_taken_out_of_the_text() -> None:
    query = analyse('type:kế hoạch year:2024 kiểm tra "một cửa" -báo sort:date')
    assert query.filters == Filters(type=("Kế hoạch",), year=(2024,))
    assert query.phrases == (("mot", "cua"),)
    assert query.excluded == (("bao",),)
    assert query.sort == "date-desc"
    assert query.text == "kiểm tra một cửa"


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("kế hoạch từ 01/2024 đến 06/2024", "2024-01-01", "2024-06-30"),
        ("văn bản từ ngày 15/12/2022 đến ngày 14/3/2023", "2022-12-15", "2023-03-14"),
        ("văn bản sau ngày 01/02/2024", "2024-02-02", None),
        ("plans before 2023", None, "2022-12-31"),
        ("plans between 2022 and 2023", "2022-01-01", "2023-12-31"),
        ("giai đoạn từ 2021 đến 2025", None, None),
        ("từ ngày 15/12/2022 đến ngày 14/3/2023 có bao nhiêu hồ sơ", None, None),
    ],
)
def test_ranges_of_dates_in_words(query: str, first: str | None, last: str | None) -> None:
    between = analyse(query).between
    assert (between.first, between.last) == (first, last) if between else first is last is None


def test_ranges_of_dates_in_fields() -> None:
    assert analyse("from:2024-01-01 to:2024-06-30 x").filters == Filters(
        date_from="2024-01-01", date_to="2024-06-30"
    )


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("35/KH-UBND là gì?", ["35/KH-UBND"]),
        ("nd 61/2018/nd-cp", ["61/2018/NĐ-CP"]),
        ("QD 1291 TTg về một cửa", ["1291/QĐ-TTg"]),
        ("Nghị quyết 04-NQ/TU", ["04-NQ/TU"]),
        ("kế hoạch 262KH-VP", ["262/KH-VP"]),
        ("năm 2024 có 91 quyết định công bố 289 TTHC", []),
        ("đạt 99,9% trong quý 1/2024", []),
    ],
)
def test_document_numbers_are_found_in_a_query(query: str, numbers: list[str]) -> None:
    assert [number.canonical for number in analyse(query).numbers] == numbers


def test_times_and_places_are_read() -> None:
    query = analyse("báo cáo mới nhất của Đồng Nai trong quý I/2023")
    assert (query.years, query.quarters, query.sort) == ((2023,), (1,), "date-desc")
    assert [place.name for place in query.places] == ["Đồng Nai"]


def test_a_province_that_was_merged_is_asked_for_by_either_name() -> None:
    (place,) = analyse("kế hoạch của tỉnh Kon Tum").places
    assert {"Kon Tum", "Quảng Ngãi"} <= place.names


@pytest.mark.parametrize(
    ("text", "found"), [("quý IV/2023", (4,)), ("Q1 2024", (1,)), ("first quarter", (1,)), ("quy 3", (3,))]
)
def test_quarters(text: str, found: tuple[int, ...]) -> None:
    assert quarters(text) == found


def test_years_of_a_span() -> None:
    assert years("giai đoạn 2021-2025") == (2021, 2025)


@pytest.mark.parametrize("text", ["31/02/2024", "2024-13-01", "x", "99/99"])
def test_dates_that_cannot_be_are_none(text: str) -> None:
    assert iso_range(text) is None
    assert date_range(f"sau ngày {text}") is None


@pytest.mark.parametrize("query", ["", "   ", "?!... —", "là gì", "của và các", "\ud800", "\x00"])
def test_a_query_without_anything_to_search_for_is_refused(query: str) -> None:
    with pytest.raises(EmptyQuery) as refused:
        analyse(query)
    assert refused.value.message("en") != refused.value.message("vi")


@pytest.mark.parametrize(
    "query",
    [
        "year:abc",
        "quarter:7 x",
        "type:foo x",
        "province:Atlantis x",
        "from:2024-05-01 to:2024-01-01 x",
        "sort:up x",
    ],
)
def test_filters_that_cannot_be_are_refused(query: str) -> None:
    with pytest.raises(BadFilter):
        analyse(query)


@pytest.mark.parametrize("pair", ["colour=red", "year", "=2024", "year="])
def test_unknown_filter_fields_are_refused(pair: str) -> None:
    with pytest.raises(BadFilter):
        parse_filters([pair])


def test_filters_of_the_command_line() -> None:
    found = parse_filters(["type=plan", "year=2024", "year=2023", "province=quang ngai", "number=35/kh-ubnd"])
    assert found == Filters(
        type=("Kế hoạch",),
        year=(2024, 2023),
        province=("Quảng Ngãi", "Kon Tum"),
        number=("35/KH-UBND",),
    )


def test_a_printed_header_is_no_filter() -> None:
    assert analyse("Số: 35/KH-UBND").filters == Filters()


def test_a_long_query_is_answered_or_refused_quickly() -> None:
    began = time.perf_counter()
    assert len(analyse("thủ tục hành chính 35/KH-UBND năm 2024 " * 1400).concepts) < 300
    with pytest.raises(QueryTooLong):
        analyse("a" * (LIMIT + 1))
    assert time.perf_counter() - began < 2


def test_every_error_is_a_value_error() -> None:
    assert issubclass(QueryError, ValueError)
