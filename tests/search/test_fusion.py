"""Vectors of two models are never compared; how much the dense side counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import Engine, ingest, open_engine
from indexer.embedding import StandInEmbedder
from indexer.engines.base import ANYONE
from indexer.errors import OtherModel
from indexer.static_embedding import StaticEmbedder
from search import Searcher
from search.fusion import MOST_DENSE, dense_share
from search.query import analyse

TEXTS = {
    "a.txt": "Kế hoạch kiểm tra công tác kiểm soát thủ tục hành chính năm 2024",
    "b.txt": "Báo cáo về xả nước thải ra sông của cơ sở sản xuất",
}


class SameLength(StandInEmbedder):
    """Another model whose vectors have the length of the shipped one's."""

    name = "another-384"
    dimensions = 384
    weight = 0.5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / name).write_text(text, encoding="utf-8")
    return texts


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine("embedded", tmp_path / "data", write=True)


def files(searcher: Searcher, query: str, mode: str) -> list[str]:
    hits = searcher.search(query, mode=mode).hits  # type: ignore[arg-type]
    return [Path(hit.file).name for hit in hits]


@pytest.mark.parametrize("former", [StandInEmbedder(), SameLength()], ids=lambda model: model.name)
def test_an_index_of_another_model_is_searched_by_words_and_refused_by_meaning(
    engine: Engine, folder: Path, former: StandInEmbedder
) -> None:
    ingest([folder], engine, embedder=former)
    searcher = Searcher(engine, StaticEmbedder())
    assert files(searcher, "ô nhiễm môi trường nước", "hybrid") == files(
        searcher, "ô nhiễm môi trường nước", "lexical"
    )
    with pytest.raises(OtherModel, match="tracuu ingest") as refused:
        searcher.search("ô nhiễm môi trường nước", mode="dense")
    assert former.name in refused.value.message("en")


def test_ingesting_again_embeds_anew_with_the_model_of_today(engine: Engine, folder: Path) -> None:
    ingest([folder], engine, embedder=SameLength())
    summary = ingest([folder], engine)
    assert len(summary.updated) == len(TEXTS)
    searcher = Searcher(engine, StaticEmbedder())
    assert files(searcher, "ô nhiễm môi trường nước", "dense")[0] == "b.txt"
    assert len(ingest([folder], engine).unchanged) == len(TEXTS)


def test_of_an_index_half_embedded_anew_only_the_new_half_is_compared(engine: Engine, folder: Path) -> None:
    ingest([folder], engine, embedder=SameLength())
    ingest([folder / "a.txt"], engine)
    assert files(Searcher(engine, StaticEmbedder()), "ô nhiễm môi trường nước", "dense") == ["a.txt"]
    assert len(engine.documents(ANYONE)) == len(TEXTS)


@pytest.mark.parametrize(
    ("query", "least", "most"),
    [
        ("kiểm soát thủ tục hành chính", 0.2, 0.2),
        ("35/KH-UBND", 0.0, 0.0),
        ("who painted the famous ceiling of the chapel", MOST_DENSE, MOST_DENSE),
    ],
)
def test_the_dense_side_counts_more_where_words_cannot_be_translated(
    query: str, least: float, most: float
) -> None:
    assert least <= dense_share(analyse(query), 0.2) <= most
