"""Passages found in the five reports."""

from __future__ import annotations

import json
import time
from itertools import pairwise

import pytest

from indexer.engines.base import Filters, Hit
from search import EmptyQuery, Searcher
from search.concepts import concepts
from search.duplicates import Fingerprint, repeated
from search.fusion import MOST_DENSE, dense_scale, dense_share, fused, lexical_scale
from search.language import language_of
from search.lexical_query import to_lexical
from search.matching import TermIndex, alike, coverage
from search.query import analyse
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
    fields = "rank score document file start end path heading text restored header also_in".split()
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


def test_a_query_asks_for_pairs_inside_words_and_between_neighbours() -> None:
    asked = to_lexical(analyse("thẩm quyền đăng ký thường trú"))
    assert {"tham_quyen", "quyen_dang", "dang_ky", "thuong_tru"} <= set(asked.pairs)
    assert asked.accented["thẩm"] > asked.folded["tham"]


def test_without_accents_folded_terms_count_in_full_and_the_likely_accents_in_part() -> None:
    asked = to_lexical(analyse("tham quyen dang ky thuong tru"))
    assert asked.folded["tham"] == 1.0
    assert asked.accented["thẩm"] == asked.accented["trú"] == 0.5


def test_typed_accents_are_not_restored() -> None:
    asked = to_lexical(analyse("thẩm quyền đăng ký thường trú"))
    assert set(asked.accented) == {"thẩm", "quyền", "đăng", "ký", "thường", "trú"}
    assert asked.folded["tham"] < asked.accented["thẩm"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Where did the French Revolution take place?", "en"),
        ("When did the Hôtel Vendôme start operating?", "en"),
        ("Sexual harassment in the workplace", "en"),
        ("plans for administrative reform", "en"),
        ("cai cach thu tuc hanh chinh nam 2024", "vi-plain"),
        ("huong dan dang ky zalo cho nguoi dan", "vi-plain"),
        ("Đắk Lắk có bao nhiêu dịch vụ công", "vi"),
        ("phản ánh trên Facebook của người dân", "vi"),
    ],
)
def test_the_language_of_a_query(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("query", "least", "most"),
    [
        ("mức độ hài lòng của người dân", 0.15, 0.15),
        ("35/KH-UBND", 0.0, 0.0),
        ("administrative procedure control plans", 0.15, 0.3),
        ("Where did the French Revolution take place?", MOST_DENSE, MOST_DENSE),
    ],
)
def test_the_dense_side_counts_most_where_english_was_not_translated(
    query: str, least: float, most: float
) -> None:
    assert least <= dense_share(analyse(query), 0.15) <= most
    assert dense_share(analyse(query), 0.0) == 0.0


def test_sides_are_added_on_one_scale() -> None:
    lexical = lexical_scale([Hit("a", 0, 8.0), Hit("b", 0, 4.0)])
    dense = dense_scale([Hit("b", 0, 0.9), Hit("c", 1, 0.8), Hit("a", 0, 0.7)])
    assert (lexical, dense["a", 0], dense["b", 0]) == ({("a", 0): 1.0, ("b", 0): 0.5}, 0.0, 1.0)
    assert fused(lexical, dense, 0.2)["b", 0] == pytest.approx(0.6)
    assert fused(lexical, dense, 0.0) == lexical
    assert dense_scale([]) == {}


SAID = "Tiếp tục thực hiện công tác tổ chức, cán bộ tại cơ quan, sắp xếp công chức; đạt 98,5% kế hoạch"


@pytest.mark.parametrize(
    ("document", "text", "same"),
    [
        ("b", SAID.replace(";", ",") + " năm", True),
        ("b", SAID.replace("98,5", "97,1"), False),
        ("a", SAID, False),
        ("b", "Tiếp tục thực hiện công tác tổ chức", False),
    ],
)
def test_passages_that_say_the_same_in_another_document(document: str, text: str, same: bool) -> None:
    prints = [Fingerprint.of("a", SAID), Fingerprint.of(document, text)]
    assert repeated(prints) == ([[1], [0]] if same else [[], []])


def test_a_hit_tells_where_else_the_same_stands(searcher: Searcher) -> None:
    hits = searcher.search("công tác tham mưu chỉ đạo, điều hành của Chủ tịch UBND tỉnh 35/KH-UBND").hits
    for hit in hits:
        for other in hit.also_in:
            assert other.document != hit.document
            assert hits[other.rank - 1].document == other.document
    assert any(hit.also_in for hit in hits)
