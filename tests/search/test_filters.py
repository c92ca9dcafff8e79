"""Filters mean what people type: a body without its place, a number without its series, part of an id."""

from __future__ import annotations

import pytest

from indexer import Engine
from indexer.engines.base import ANYONE, LexicalQuery
from search.errors import BadFilter
from search.filters import parse_filters

MATCHING = [
    ("issuer=Ban Dân tộc", ["564/KH-BDT"]),
    ("issuer=ban dan toc", ["564/KH-BDT"]),
    ("issuer=Ban Dân tộc tỉnh Quảng Ngãi", ["564/KH-BDT"]),
    ("issuer=ban dan toc quang ngai", ["564/KH-BDT"]),
    ("issuer=Ban Dân tộc tỉnh Đồng Nai", []),
    ("issuer=Ban Nội chính", []),
    ("issuer=UBND tỉnh", []),
    ("number=3058", ["3058/BC-VP"]),
    ("number=bc 3058", ["3058/BC-VP"]),
    ("number=3058/bc-vp", ["3058/BC-VP"]),
    ("number=305", []),
    ("number=3058/KH", []),
    ("number=abc", []),
    ("province=Kon Tum", ["2374/KH-VP", "3058/BC-VP", "564/KH-BDT"]),
    ("province=Đồng Nai", ["503/BC-VP"]),
    ("collection=nowhere", []),
    ("document=zzzz", []),
]


@pytest.mark.parametrize(("pair", "numbers"), MATCHING)
def test_a_filter_holds_for_documents(corpus_engine: Engine, pair: str, numbers: list[str]) -> None:
    found = corpus_engine.documents(ANYONE, parse_filters([pair]))
    assert sorted({each.annotations.header.number or "" for each in found} - {""}) == numbers


@pytest.mark.parametrize(("pair", "numbers"), MATCHING)
def test_passages_are_filtered_like_documents(corpus_engine: Engine, pair: str, numbers: list[str]) -> None:
    filters = parse_filters([pair])
    wanted = {each.id for each in corpus_engine.documents(ANYONE, filters)}
    hits = corpus_engine.lexical(LexicalQuery(folded={"hanh": 1.0}), ANYONE, 500, filters)
    assert {hit.document for hit in hits} == wanted


def test_an_id_may_be_cut_short_but_not_below_four_characters(corpus_engine: Engine) -> None:
    every = [each.id for each in corpus_engine.documents(ANYONE)]
    for id_ in every:
        found = corpus_engine.documents(ANYONE, parse_filters([f"document={id_[:4]}"]))
        assert {each.id for each in found} == {other for other in every if other.startswith(id_[:4])}
        assert not corpus_engine.documents(ANYONE, parse_filters([f"document={id_[:3]}"]))


@pytest.mark.parametrize(
    ("pair", "said"), [("type", "thiếu giá trị"), ("type=", "thiếu giá trị"), ("x=1", "“x”")]
)
def test_a_bad_filter_says_what_is_wrong_with_it(pair: str, said: str) -> None:
    with pytest.raises(BadFilter, match=said):
        parse_filters([pair])
