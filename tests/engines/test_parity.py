"""Both engines over the five reports: scores may differ, what is found may not."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean
from typing import Any

import pytest

from eval.evalset import EvalSet, Question
from eval.metrics.retrieval import Found, measure
from eval.sources import open_set
from indexer import Engine
from indexer.engines.base import ANYONE, EVERYONE, Filters, MentionQuery
from indexer.records import IndicatorQuery, TaskQuery, WarningQuery
from indexer.static_embedding import StaticEmbedder
from search import Searcher
from search.ask import ask
from search.lookup import lookup

SAME_OF_TEN = 0.95
SAME_NDCG = 0.005
EVERY = 8
"""Of the development questions each so-many-th is answered, and searched by one side alone."""

Pair = tuple[Engine, Engine]
Searchers = tuple[Searcher, Searcher]


@pytest.fixture(scope="module")
def engines(embedded_reports: Engine, cluster_reports: Engine) -> Pair:
    return embedded_reports, cluster_reports


@pytest.fixture(scope="module")
def searchers(engines: Pair) -> Searchers:
    return Searcher(engines[0], StaticEmbedder()), Searcher(engines[1], StaticEmbedder())


@pytest.fixture(scope="module")
def judged() -> EvalSet:
    return open_set("reports")


@pytest.fixture(scope="module")
def questions(judged: EvalSet) -> list[Question]:
    return [question for question in judged.questions if question.split == "dev"]


def hits(searcher: Searcher, query: str, mode: Any) -> list[Found]:
    found = searcher.search(query, k=10, mode=mode).hits
    return [Found(hit.file.rpartition("/")[2], hit.start, hit.end, hit.score) for hit in found]


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_searches_find_the_same_passages(
    searchers: Searchers, judged: EvalSet, questions: list[Question], mode: str
) -> None:
    if mode != "hybrid":
        questions = questions[::EVERY]
    lists = [{q.id: hits(searcher, q.query, mode) for q in questions} for searcher in searchers]
    shared = [
        len({(f.document, f.start) for f in mine} & {(f.document, f.start) for f in theirs}) / len(mine)
        for mine, theirs in zip(lists[0].values(), lists[1].values(), strict=True)
        if mine
    ]
    assert fmean(shared) >= SAME_OF_TEN
    ours, theirs = (measure(questions, found, judged.unit) for found in lists)
    means = [fmean(figures["nDCG@10"] for figures in found.values()) for found in (ours, theirs)]
    assert abs(means[0] - means[1]) <= SAME_NDCG


def test_lookups_are_the_same_with_all_places_and_conflicts(engines: Pair, judged: EvalSet) -> None:
    for case in judged.lookups:
        mine, theirs = (lookup(engine, case.query).to_json() for engine in engines)
        assert _timeless(mine) == _timeless(theirs), case.query


def test_answers_are_the_same(searchers: Searchers, questions: list[Question]) -> None:
    for question in questions[::EVERY]:
        mine, theirs = (ask(searcher, question.query).to_json() for searcher in searchers)
        assert _timeless(mine) == _timeless(theirs), question.query


def _timeless(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key != "took_ms"}


LISTS = [
    ("tasks", TaskQuery()),
    ("tasks", TaskQuery(by_due=True, dated=True)),
    ("tasks", TaskQuery(lead="Phòng Kiểm soát thủ tục hành chính")),
    ("tasks", TaskQuery(unit="văn phòng", text="thủ tục")),
    ("tasks", TaskQuery(due_from="2023-03-01", due_to="2023-12-31")),
    ("tasks", TaskQuery(lead="...")),
    ("indicators", IndicatorQuery()),
    ("indicators", IndicatorQuery(code="1.2.")),
    ("indicators", IndicatorQuery(text="hồ sơ đúng hạn", numeric=True)),
    ("indicators", IndicatorQuery(form="biểu mẫu", numeric=False)),
    ("warnings", WarningQuery()),
    ("warnings", WarningQuery(severities=("error",))),
]
FILTERS = [
    None,
    Filters(year=(2023,)),
    Filters(province=("Đồng Nai",)),
    Filters(issuer=("Văn phòng UBND tỉnh",)),
    Filters(number=("503",)),
    Filters(date_from="2023-01-01", date_to="2024-06-30"),
]


@pytest.mark.parametrize(("what", "query"), LISTS)
def test_tasks_indicators_and_warnings_are_the_same_in_the_same_order(
    engines: Pair, what: str, query: Any
) -> None:
    for filters in FILTERS:
        mine, theirs = (getattr(engine, what)(query, ANYONE, filters) for engine in engines)
        assert mine == theirs, filters


def test_a_part_of_a_list_is_the_same(engines: Pair) -> None:
    for offset, limit in ((0, 7), (5, 10), (10_000, 5), (3, 0)):
        mine, theirs = (
            engine.indicators(IndicatorQuery(), ANYONE, offset=offset, limit=limit) for engine in engines
        )
        assert mine == theirs


@pytest.mark.parametrize("filters", FILTERS)
def test_documents_are_the_same_in_the_same_order(engines: Pair, filters: Filters | None) -> None:
    mine, theirs = (engine.documents(ANYONE, filters) for engine in engines)
    assert mine == theirs
    whole = [[engine.document(each.id, ANYONE) for each in mine] for engine in engines]
    assert whole[0] == whole[1]


def test_mentions_and_what_they_cite_are_the_same(engines: Pair) -> None:
    mine, theirs = (engine.mentions(MentionQuery(), ANYONE) for engine in engines)
    assert mine == theirs
    assert len(mine) > 200
    assert list(engines[0].canonicals(ANYONE)) == list(engines[1].canonicals(ANYONE))


def test_originals_come_back_byte_for_byte(engines: Pair) -> None:
    for document in engines[0].documents(ANYONE):
        mine, theirs = (engine.original(document.id, ANYONE) for engine in engines)
        assert mine is not None
        assert theirs is not None
        assert mine.read_bytes() == theirs.read_bytes()
    assert [engine.lost_originals(frozenset({EVERYONE})) for engine in engines] == [[], []]


def test_a_query_of_sixty_thousand_characters_is_answered_alike(searchers: Searchers) -> None:
    text = " ".join(f"thủ tục hành chính số {n} của tỉnh Đồng Nai" for n in range(1500))[:60_000]
    mine, theirs = (hits(searcher, text, "lexical") for searcher in searchers)
    assert [replace(found, score=0) for found in mine] == [replace(found, score=0) for found in theirs]
