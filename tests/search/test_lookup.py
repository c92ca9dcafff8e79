"""A number in any spelling leads to its document, to all that share what was typed, or to none."""

from __future__ import annotations

import pytest

from indexer import Engine
from search import lookup
from search.errors import EmptyQuery

FOUND = [
    ("35/KH-UBND", "35/KH-UBND"),
    ("35/kh-ubnd", "35/KH-UBND"),
    ("Kế hoạch số 35/KH-UBND", "35/KH-UBND"),
    ("ke hoach so 35", "35/KH-UBND"),
    ("kh 35 ubnd", "35/KH-UBND"),
    ("35KH-UBND", "35/KH-UBND"),
    ("35khubnd", "35/KH-UBND"),
    ("KH-UBND số 35", "35/KH-UBND"),
    ("35 - KH - UBND", "35/KH-UBND"),
    ("kế hoạch 35/KH-UBND ngày 07/02/2024", "35/KH-UBND"),
    ("kế hoạch 35/KH-UBND ngày 7 tháng 2 năm 2024", "35/KH-UBND"),
    ("kế hoạch 35 năm 2024 của UBND tỉnh Quảng Ngãi", "35/KH-UBND"),
    ("plan no. 35/KH-UBND of 2024", "35/KH-UBND"),
    ("QĐ 165/QĐ-UBND", "165/QĐ-UBND"),
    ("165/QD-UBND", "165/QĐ-UBND"),
    ("48/2021/qd-ubnd", "48/2021/QĐ-UBND"),
    ("1167-QD/TU", "1167-QĐ/TU"),
    ("04 NQ TU", "04-NQ/TU"),
    ("nd 61/2018/nd-cp", "61/2018/NĐ-CP"),
    ("QD 1291 TTg", "1291/QĐ-TTg"),
    ("công văn 210", "210/VP-HCQT"),
    ("cv 2887/vpcp-kstt", "2887/VPCP-KSTT"),
    ("564/KH-BDT", "564/KH-BDT"),
    ("báo cáo số 503", "503/BC-VP"),
    ("262KH-VP", "262/KH-VP"),
]

AMBIGUOUS = [
    ("văn bản số 210", {"210/VP-HCQT", "210/KH-VP"}),
    ("210", {"210/VP-HCQT", "210/KH-VP"}),
    ("Nghị định 107", {"107/2020/NĐ-CP", "107/2021/NĐ-CP"}),
    ("văn bản số 23", {"23/KH-UBND", "23/2024/QĐ-UBND"}),
]

NOT_FOUND = [
    "166/QĐ-UBND",
    "35/QĐ-UBND",
    "165/KH-UBND",
    "36/KH-VP",
    "48/2020/QĐ-UBND",
    "35/KH-UBND năm 2019",
    "35/KH-UBND ngày 07/02/2023",
    "35/KH-UBND tỉnh Đồng Nai",
    "61/2019/NĐ-CP",
    "93/NQ-CP",
    "04-NQ/TW",
    "31/CT-TTg",
    "quyet dinh so 999",
    "999999",
    "xin chào",
]


@pytest.mark.parametrize(("typed", "canonical"), FOUND)
def test_one_document_is_found(corpus_engine: Engine, typed: str, canonical: str) -> None:
    result = lookup(corpus_engine, typed)
    assert (result.status, [match.canonical for match in result.matches]) == ("found", [canonical])


@pytest.mark.parametrize(("typed", "canonicals"), AMBIGUOUS)
def test_all_that_share_what_was_typed_are_given(
    corpus_engine: Engine, typed: str, canonicals: set[str]
) -> None:
    result = lookup(corpus_engine, typed)
    assert result.status == "ambiguous"
    assert {match.canonical for match in result.matches} == canonicals


@pytest.mark.parametrize("typed", NOT_FOUND)
def test_a_lookalike_is_never_a_match(corpus_engine: Engine, typed: str) -> None:
    result = lookup(corpus_engine, typed)
    assert (result.status, result.matches) == ("not_found", ())


def test_lookalikes_are_suggested(corpus_engine: Engine) -> None:
    assert "165/QĐ-UBND" in lookup(corpus_engine, "166/QĐ-UBND").suggestions
    assert "35/KH-UBND" in lookup(corpus_engine, "35/QĐ-UBND").suggestions


def test_every_place_is_given_with_its_context(corpus_engine: Engine) -> None:
    (match,) = lookup(corpus_engine, "35/KH-UBND").matches
    assert (match.date, match.document) == ("2024-02-07", None)
    assert [place.file.rsplit("/", 1)[-1][:3] for place in match.mentions] == ["000", "000", "001"]
    assert all(place.raw in place.context for place in match.mentions)
    assert all(place.context.count(" ") > 10 for place in match.mentions)


def test_a_document_of_the_collection_is_told(corpus_engine: Engine) -> None:
    (match,) = lookup(corpus_engine, "564/KH-BDT").matches
    assert match.document is not None
    assert [place.relation for place in match.mentions] == ["self"]


def test_a_law_is_found_by_its_name(corpus_engine: Engine) -> None:
    assert lookup(corpus_engine, "Luật Đất đai").status == "found"
    assert lookup(corpus_engine, "luat dat dai nam 2024").status == "found"
    assert lookup(corpus_engine, "Luật Hàng không").status == "not_found"


def test_contradicting_dates_are_shown(corpus_engine: Engine) -> None:
    (match,) = lookup(corpus_engine, "45/2020/NĐ-CP").matches
    assert len(match.dates) > 1
    assert any(conflict.kind == "date" and conflict.mentions for conflict in match.conflicts)


def test_a_reader_sees_nothing_of_other_groups(corpus_engine: Engine) -> None:
    result = lookup(corpus_engine, "35/KH-UBND", frozenset({"nobody"}))
    assert (result.status, result.matches, result.suggestions) == ("not_found", (), ())


def test_the_json_has_the_fields_of_the_contract(corpus_engine: Engine) -> None:
    printed = lookup(corpus_engine, "35/KH-UBND").to_json("7")
    assert set(printed) == {"id", "query", "status", "matches", "suggestions"}
    fields = "canonical type issuer date dates subject document mentions conflicts".split()
    assert list(printed["matches"][0]) == fields
    place = "file document start end raw context restored relation".split()
    assert list(printed["matches"][0]["mentions"][0]) == place


@pytest.mark.parametrize("typed", ["", "  ", "?!", "\ud800"])
def test_nothing_typed_is_refused_plainly(corpus_engine: Engine, typed: str) -> None:
    if typed == "\ud800":
        assert lookup(corpus_engine, typed + "35/KH-UBND").status == "found"
    else:
        with pytest.raises(EmptyQuery):
            lookup(corpus_engine, typed)
