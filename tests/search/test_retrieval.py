"""Passages found in the five reports."""

from __future__ import annotations

import json
import time
from itertools import pairwise

import pytest

from indexer.engines.base import Filters
from search import EmptyQuery, Searcher
from search.concepts import concepts
from search.matching import TermIndex, alike, coverage
from search.tables import rows


def _has(searcher: Searcher, query: str, words: str, k: int = 10) -> bool:
    return any(words in hit.text for hit in searcher.search(query, k=k).hits)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("kế hoạch kiểm tra hoạt động kiểm soát thủ tục hành chính năm 2024", "35/KH-UBND"),
        ("ke hoach kiem tra hoat dong kiem soat thu tuc hanh chinh nam 2024", "35/KH-UBND"),
        ("plans for inspection of administrative procedure control", "35/KH-UBND"),
        ("biên chế công chức được giao năm 2024", "62 biên chế"),
        ("staffing quota of the office", "biên chế"),
        ("tỷ lệ số hóa kết quả giải quyết TTHC cấp xã", "98,6%"),
        ("Biểu mẫu 3 số TTHC giải quyết đúng hạn cấp huyện hồ sơ", "29,632"),
        ("mức độ hài lòng của tổ chức, cá nhân", "99,99%"),
    ],
)
def test_the_passage_that_answers_is_found(searcher: Searcher, query: str, words: str) -> None:
    assert _has(searcher, query, words)


def test_passages_that_cite_the_number_come_first(searcher: Searcher) -> None:
    hits = searcher.search("35/KH-UBND").hits
    assert all("35/KH-UBND" in hit.text for hit in hits[:3])


def test_typed_accents_outrank_folded_matches(searcher: Searcher) -> None:
    best = searcher.search("cải thiện môi trường kinh doanh").hits[0]
    assert "cải thiện môi trường kinh doanh" in " ".join((best.restored or best.text).split())


def test_hits_do_not_overlap_and_are_ranked(searcher: Searcher) -> None:
    hits = searcher.search("cải cách hành chính", k=50).hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    spans = sorted((hit.document, hit.start, hit.end) for hit in hits)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))


def test_hits_are_spans_of_the_text(searcher: Searcher) -> None:
    for hit in searcher.search("thanh toán trực tuyến").hits:
        document = searcher.engine.document(hit.document, frozenset({"everyone"}))
        assert document is not None
        assert document.text[hit.start : hit.end] == hit.text


def test_filters_hold(searcher: Searcher) -> None:
    hits = searcher.search("kế hoạch", filters=Filters(province=("Đồng Nai",))).hits
    assert hits
    assert {hit.header.province for hit in hits} == {"Đồng Nai"}
    assert {h.header.number for h in searcher.search("type:plan year:2023 cải cách").hits} == {"2374/KH-VP"}


def test_conditions_alone_list_documents(searcher: Searcher) -> None:
    hits = searcher.search("type:báo cáo").hits
    assert len(hits) == 3
    assert {hit.header.doc_type for hit in hits} == {"Báo cáo"}


def test_an_exact_phrase_must_stand_there(searcher: Searcher) -> None:
    hits = searcher.search('"họp không giấy"').hits
    assert hits
    assert all("họp không giấy" in " ".join(hit.text.split()) for hit in hits)
    assert not searcher.search('"cụm từ không hề có"').hits


def test_an_excluded_word_must_not(searcher: Searcher) -> None:
    hits = searcher.search("phòng họp không giấy -giấy").hits
    assert all("giấy" not in hit.text for hit in hits)


def test_hits_are_ordered_by_date_on_request(searcher: Searcher) -> None:
    dates = [hit.header.date for hit in searcher.search("cải cách hành chính sort:date").hits]
    known = [date for date in dates if date]
    assert known == sorted(known, reverse=True)


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_every_mode_finds_something(searcher: Searcher, mode: str) -> None:
    assert searcher.search("thủ tục hành chính", mode=mode).hits  # type: ignore[arg-type]


def test_a_reader_of_no_group_finds_nothing(searcher: Searcher) -> None:
    assert not searcher.search("kế hoạch", reader=frozenset()).hits


@pytest.mark.parametrize("query", ["", "!!!", "\ud800"])
def test_a_query_without_words_is_refused(searcher: Searcher, query: str) -> None:
    with pytest.raises(EmptyQuery):
        searcher.search(query)


@pytest.mark.parametrize(
    "query", ["\ud800 kế hoạch", "(((", "kế hoạch AND OR NOT ^~*?", "a:b:c", '"', "-", "ế" * 9]
)
def test_odd_queries_do_not_crash(searcher: Searcher, query: str) -> None:
    try:
        result = searcher.search(query)
    except EmptyQuery:
        return
    json.dumps(result.to_json(), ensure_ascii=False).encode("utf-8")


def test_a_pasted_page_is_answered_quickly(searcher: Searcher) -> None:
    began = time.perf_counter()
    assert searcher.search("kiểm tra công tác kiểm soát thủ tục hành chính " * 1200).hits
    assert time.perf_counter() - began < 5


def test_the_json_has_the_fields_of_the_contract(searcher: Searcher) -> None:
    printed = searcher.search("kế hoạch").to_json("q1")
    assert list(printed) == ["id", "query", "took_ms", "hits"]
    fields = "rank score document file start end path heading text restored header".split()
    assert list(printed["hits"][0]) == fields
    json.dumps(printed)


@pytest.mark.parametrize(
    ("wanted", "printed"),
    [("kiem", "klern"), ("kiem", "kidm"), ("hoach", "hoacb"), ("2024", "2024"), ("thong", "thdng")],
)
def test_damaged_syllables_are_alike(wanted: str, printed: str) -> None:
    assert alike(wanted, printed)


@pytest.mark.parametrize(
    ("wanted", "printed"), [("2024", "2023"), ("kiem", "soat"), ("35", "36"), ("ra", "ta")]
)
def test_different_words_are_not(wanted: str, printed: str) -> None:
    assert not alike(wanted, printed)


def test_a_damaged_word_counts_beside_an_intact_one() -> None:
    asked = concepts("kiểm tra hồ sơ", "vi")
    assert coverage(asked, TermIndex("klern tra ho so".split()), {}) > 0.85
    assert coverage(asked, TermIndex("klern soat ho so".split()), {}) == 0.5


def test_the_tables_are_well_formed() -> None:
    assert len(list(rows("glossary_en_vi.tsv"))) >= 300
    assert len(list(rows("abbreviations.tsv"))) >= 150
    for name in ("glossary_en_vi.tsv", "abbreviations.tsv", "stopwords.tsv", "relations.tsv", "issuers.tsv"):
        assert all(len(row) == 2 and all(cell.strip() == cell != "" for cell in row) for row in rows(name))
