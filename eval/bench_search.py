"""How fast the embedded engine searches so many passages, side by side with bm25s over the same texts.

The passages come from a folder of `*.jsonl` or `*.jsonl.gz` with a `text` on each line; when they are used
up, further ones are made of their sentences, drawn at random from a fixed seed. They are indexed as they
are, without analysis of headers or citations, and kept in the data folder for the next run. The questions
are stretches of other passages' sentences.
"""

from __future__ import annotations

import hashlib
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from analyzers.annotations import Annotations
from eval.evalset import EvalProblem
from eval.jsonl import objects
from eval.messages import message
from eval.peers.bm25s_peer import tokens
from indexer.embedding import Embedder, StandInEmbedder
from indexer.engines.base import Chunk, StoredDocument
from indexer.static_embedding import SHIPPED, StaticEmbedder
from indexer.terms import terms

DEPTH = 50
"""Hits that are asked for."""
QUESTIONS = 200
_IN_DOCUMENT = 50
"""Passages that are stored as one document."""
_LIMIT = 1200
_SEED = 7
_WORDS = (4, 14)
"""Words of a question, at least and at most."""
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one search."""

    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class SearchFigures:
    """What a benchmark found. Sizes in bytes, build times in seconds; `build` None where it was there.

    `latency` is by system: `lexical`, `dense`, `hybrid`, `bm25s` (where it is installed).
    """

    passages: int
    questions: int
    build: float | None
    index_bytes: dict[str, int]
    bm25s_build: float | None
    latency: dict[str, Latency]


def measure_search(texts: Path, count: int, data: Path, questions: int = QUESTIONS) -> SearchFigures:
    """Index `count` passages of the texts into `data` and time searches; raises `EvalProblem`."""
    import indexer
    from search.retrieval import Searcher

    embedder = best_embedder()
    build = _build(texts, count, data, embedder)
    asked = stretches(texts, questions)
    engine = indexer.open_engine("embedded", data)
    try:
        searcher = Searcher(engine, embedder)
        works: dict[str, Callable[[str], object]] = {
            "lexical": lambda query: searcher.search(query, k=DEPTH, mode="lexical"),
            "dense": lambda query: searcher.search(query, k=DEPTH, mode="dense"),
            "hybrid": lambda query: searcher.search(query, k=DEPTH),
        }
        peer = _bm25s(texts, count)
        if peer is not None:
            works["bm25s"] = peer[0]
        latency = _timed(works, asked)
    finally:
        engine.close()
    return SearchFigures(count, len(asked), build, _sizes(data), peer[1] if peer else None, latency)


def passages(texts: Path, count: int) -> Iterator[str]:
    """`count` passages of at most 1,200 characters, real ones first, the same ones every time."""
    given = 0
    for text in islice(_real(texts), count):
        given += 1
        yield text
    if given == 0:
        raise EvalProblem(message("{folder} has no texts (*.jsonl with a text on each line)", folder=texts))
    if given < count:
        yield from islice(_recombined(texts), count - given)


def _real(texts: Path) -> Iterator[str]:
    files = sorted([*texts.glob("*.jsonl"), *texts.glob("*.jsonl.gz")])
    for file in files:
        for _, record in objects(file):
            text = record.get("text")
            if isinstance(text, str):
                yield from _cut(text)


def _cut(text: str) -> Iterator[str]:
    part = ""
    for sentence in _sentences(text):
        if part and len(part) + len(sentence) >= _LIMIT:
            yield part
            part = ""
        part = f"{part} {sentence}".strip()[:_LIMIT]
    if part:
        yield part


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]


def _recombined(texts: Path) -> Iterator[str]:
    """Passages of sentences drawn at random from the first 100,000 passages, without end."""
    chance = random.Random(_SEED)
    pool = [sentence for text in islice(_real(texts), 100_000) for sentence in _sentences(text)]
    while True:
        yield " ".join(chance.choices(pool, k=chance.randint(2, 6)))[:_LIMIT]


def stretches(texts: Path, count: int) -> list[str]:
    """Stretches of words from passages drawn at random among the first 20,000."""
    chance = random.Random(_SEED)
    among = list(islice(_real(texts), 20_000))
    return [_stretch(text.split(), chance) for text in chance.sample(among, k=min(count, len(among)))]


def _stretch(words: Sequence[str], chance: random.Random) -> str:
    length = chance.randint(*_WORDS)
    start = chance.randint(0, max(0, len(words) - length))
    return " ".join(re.sub(r"[^\w\s]", " ", " ".join(words[start : start + length])).split()) or "văn bản"


class _WeightedStandIn(StandInEmbedder):
    """The stand-in with a share, so that a hybrid search asks both sides."""

    weight = 0.15


def best_embedder() -> Embedder:
    """The shipped model if it is there."""
    return StaticEmbedder() if SHIPPED.is_dir() else _WeightedStandIn()


def _build(texts: Path, count: int, data: Path, embedder: Embedder) -> float | None:
    """Seconds for tokens, vectors and both indexes; None if `data` holds them already."""
    import indexer

    engine = indexer.open_engine("embedded", data, write=True)
    try:
        known = engine.known()
        name = f"{count} passages by {embedder.name}"
        if name in known:
            return None
        if known:
            raise EvalProblem(message("{folder} holds another index; give an empty folder", folder=data))
        began = time.perf_counter()
        for number, batch in enumerate(batches(passages(texts, count))):
            # The last document's name says that all are there.
            last = (number + 1) * _IN_DOCUMENT >= count
            engine.put(*as_document(name if last else f"part {number}", batch, embedder))
        engine.commit()
        return time.perf_counter() - began
    finally:
        engine.close()


def batches(texts: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(texts, _IN_DOCUMENT)):
        yield batch


def as_document(name: str, batch: list[str], embedder: Embedder) -> tuple[StoredDocument, list[Chunk]]:
    """A document of passages, each a chunk as it stands."""
    text = "\n".join(batch)
    chunks, start = [], 0
    for ordinal, (passage, vector) in enumerate(zip(batch, embedder.embed(batch), strict=True)):
        found = terms("", passage)
        chunks.append(
            Chunk(
                ordinal=ordinal,
                start=start,
                end=start + len(passage),
                path=(),
                heading="",
                accented=found.accented,
                folded=found.folded,
                numbers=(),
                vector=tuple(float(x) for x in vector),
            )
        )
        start += len(passage) + 1
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    pages = ((0, len(text)),)
    held = StoredDocument(sha256[:16], name, sha256, "text/plain", "utf-8", text, pages, Annotations())
    return held, chunks


def _bm25s(texts: Path, count: int) -> tuple[Callable[[str], object], float] | None:
    """A search of bm25s over the same passages and the seconds to build it; None if not installed."""
    try:
        import bm25s
    except ImportError:
        return None
    began = time.perf_counter()
    index: Any = bm25s.BM25()
    index.index([tokens(passage) for passage in passages(texts, count)], show_progress=False)
    build = time.perf_counter() - began
    depth = min(DEPTH, count)
    return lambda query: index.retrieve([tokens(query)], k=depth, show_progress=False), build


def _timed(works: dict[str, Callable[[str], object]], questions: Sequence[str]) -> dict[str, Latency]:
    """Every question by every system in turn, so that a drift of the machine meets them all."""
    for work in works.values():
        for question in questions[:10]:
            work(question)
    took: dict[str, list[float]] = {name: [] for name in works}
    for question in questions:
        for name, work in works.items():
            began = time.perf_counter()
            work(question)
            took[name].append(1000 * (time.perf_counter() - began))
    return {name: _latency(values) for name, values in took.items()}


def _latency(values: list[float]) -> Latency:
    ordered = sorted(values)
    return Latency(statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))])


def _sizes(data: Path) -> dict[str, int]:
    """Bytes of the store and of the lexical index."""
    files = [file for file in data.rglob("*") if file.is_file()]
    lexical = sum(file.stat().st_size for file in files if file.parent.name.startswith("lexical-"))
    return {"lexical": lexical, "store": sum(file.stat().st_size for file in files) - lexical}
