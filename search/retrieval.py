"""Hybrid retrieval: passages from the engine, ranked by words, closeness, and what the query names.

The engine's lexical and dense side each propose a pool of passages; `search.fusion` puts their scores
together. The first of them are read closely: what they and their documents say of the query is added
with the weights below, which were tuned on development questions (they are flat around these values).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from analyzers.annotations import Header
from analyzers.tokens import folded_terms
from indexer.embedding import Embedder
from indexer.engines.base import (
    ANYONE,
    Engine,
    Filters,
    Hit,
    LexicalQuery,
    MentionQuery,
    Passage,
    Reader,
    StoredDocument,
)
from search.comparable import Comparable
from search.duplicates import Fingerprint, repeated
from search.filters import check, is_empty, merge
from search.fusion import Key, dense_scale, dense_share, fused, lexical_scale
from search.lexical_query import to_lexical
from search.matching import TermIndex
from search.query import Query, analyse
from search.results import Repetition, SearchHit, SearchResult
from search.scoring import header_bonus, header_index, nearness, rarity_of, said_of, share
from search.series import series_parts
from search.syntax import Sort

Mode = Literal["hybrid", "lexical", "dense"]
POOL = 100
"""Passages that a side proposes for a list of hits."""
DEEP_POOL = 200
"""Passages that it proposes where an answer is looked for."""
READ = 30
"""Passages of the pool that are read closely; what is below follows in the order of the pool."""

COVERAGE_SHARE = 0.2
"""The weight of how much of the query a passage says, beside the fused score of the sides (at most 1)."""
NEARNESS_SHARE = 0.05
"""The weight of how much of it stands together."""
DOCUMENT_SHARE = 0.1
"""The weight of what the document's own header says of the query (title, type, issuer, period)."""
ENGLISH_READING = 2.0
"""How many times these three count for English, whose terms are guesses: the best translation, and others."""
NUMBER_BONUS = 5.0
"""A passage that cites exactly the number asked for comes before any that does not."""

DATE_POOL_FLOOR = 0.45
"""The share of the best score that a passage needs to be ordered by date."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage with its fused score and how much of the query it says (0 to 1)."""

    passage: Passage
    score: float
    coverage: float


class Searcher:
    """Finds passages in an engine. `embedder` None leaves the dense side out."""

    def __init__(self, engine: Engine, embedder: Embedder | None = None) -> None:
        self.engine = engine
        self.embedder = embedder
        self._comparable = Comparable(engine, embedder.name if embedder else "")

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        mode: Mode = "hybrid",
        filters: Filters | None = None,
        reader: Reader = ANYONE,
        sort: Sort | None = None,
    ) -> SearchResult:
        """At most `k` passages for a query, best first; raises `QueryError`."""
        began = time.perf_counter()
        understood = analyse(query)
        conditions = merge(understood.document_filters, filters or Filters())
        check(conditions)
        order = sort or understood.sort
        limit = max(0, k) if order == "relevance" else max(POOL, k)
        found = self.ranked(understood, reader, mode, conditions, limit)
        documents = self._documents({item.passage.document for item in found}, reader)
        chosen = _by_date(found, documents, order)[: max(0, k)]
        hits = _with_repetitions([_hit(i + 1, item, documents) for i, item in enumerate(chosen)])
        return SearchResult(understood.raw, hits, 1000 * (time.perf_counter() - began))

    def ranked(
        self,
        query: Query,
        reader: Reader = ANYONE,
        mode: Mode = "hybrid",
        filters: Filters | None = None,
        limit: int = DEEP_POOL,
    ) -> list[Scored]:
        """The passages for a query that is understood, best first, at most `limit`."""
        pool = max(limit, POOL)
        conditions = None if is_empty(filters) else filters
        lexical_query = to_lexical(query)
        if _asks_nothing(lexical_query, query):
            return self._first_passages(reader, conditions or Filters(), limit)
        if mode == "dense":
            hits = self._dense(query, reader, conditions, pool)
            if not hits and self.embedder is not None:
                self._comparable.refuse_others(reader)
            return self._with_passages(lexical_scale(hits), reader, limit)
        sides = self._sides(query, lexical_query, reader, conditions, mode, pool)
        return self._reranked(query, sides, self._citing(query, reader), reader, limit)

    def _sides(
        self,
        query: Query,
        asked: LexicalQuery,
        reader: Reader,
        filters: Filters | None,
        mode: Mode,
        pool: int,
    ) -> dict[Key, float]:
        """The fused scores of both sides' pools, 0 to 1."""
        lexical = lexical_scale(self._lexical(query, asked, reader, filters, pool))
        if self.embedder is None or mode == "lexical":
            return lexical
        weight = dense_share(query, self.embedder.weight)
        if weight == 0.0:
            return lexical
        dense = dense_scale(self._dense(query, reader, filters, pool))
        if query.phrases or query.excluded:  # only the lexical side knows what must stand there
            dense = {key: score for key, score in dense.items() if key in lexical}
        return fused(lexical, dense, weight)

    def _lexical(
        self, query: Query, asked: LexicalQuery, reader: Reader, filters: Filters | None, pool: int
    ) -> list[Hit]:
        """The lexical side's pool, and what it has in documents of the places and years that are named."""
        hits = self.engine.lexical(asked, reader, pool, filters)
        if not hits and asked.phrases:
            return self._loosely_phrased(query, asked, reader, filters)
        if len(hits) < pool:
            return hits
        for wish in _wishes(query):
            hits += self.engine.lexical(asked, reader, pool // 2, _both(filters, wish))
        return hits

    def _loosely_phrased(
        self, query: Query, asked: LexicalQuery, reader: Reader, filters: Filters | None
    ) -> list[Hit]:
        """Passages that have the exact phrases with damaged letters; for a question those without, too.

        A phrase that stands nowhere leaves nothing of a query that asks for it; inside a question it is
        a name that its writer put in quotation marks.
        """
        hits = self.engine.lexical(replace(asked, phrases=()), reader, DEEP_POOL, filters)
        passages = self.engine.passages([(hit.document, hit.ordinal) for hit in hits], reader)
        having = {
            (p.document, p.ordinal)
            for p in passages
            if all(TermIndex(folded_terms(p.restored or p.text)).phrase(words) for words in asked.phrases)
        }
        kept = [hit for hit in hits if (hit.document, hit.ordinal) in having]
        return kept or (hits if query.is_question else [])

    def _dense(self, query: Query, reader: Reader, filters: Filters | None, pool: int) -> list[Hit]:
        """The dense side's pool; nothing without an embedder, or for words that it does not know."""
        if self.embedder is None:
            return []
        vector = [float(x) for x in self.embedder.embed([query.text])[0]]
        hits = self.engine.dense(vector, reader, pool, filters) if any(vector) else []
        return self._comparable.only(hits, reader) if hits else []

    def _citing(self, query: Query, reader: Reader) -> list[tuple[str, int, int]]:
        """Places `(document, start, end)` that cite the numbers of a query exactly."""
        places: list[tuple[str, int, int]] = []
        for typed in query.numbers:
            wanted = MentionQuery(number=typed.plain, number_year=typed.number_year)
            for mention in self.engine.mentions(wanted, reader):
                citation = mention.citation
                if typed.series and series_parts(citation.series)[: len(typed.series)] != typed.series:
                    continue
                if typed.type and citation.type and typed.type != citation.type:
                    continue
                places.append((mention.document, citation.start, citation.end))
        return places

    def _reranked(
        self,
        query: Query,
        sides: dict[Key, float],
        cited: Sequence[tuple[str, int, int]],
        reader: Reader,
        limit: int,
    ) -> list[Scored]:
        """The pool in its final order; what is below the first `READ` follows unread."""
        first = dict(sides)
        if query.places or query.years:
            headers = self._headers({document for document, _ in sides}, reader)
            bonus = {id: header_bonus(query, header) for id, header in headers.items()}
            first = {key: score + bonus.get(key[0], 0.0) for key, score in first.items()}
        keys = sorted(first, key=lambda key: (-first[key], key))
        close, rest = keys[:READ], keys[READ:limit]
        scored = self._read(query, {key: first[key] for key in close}, cited, reader)
        scored += [Scored(p, first[p.document, p.ordinal], 0.0) for p in self.engine.passages(rest, reader)]
        return scored[:limit]

    def _read(
        self,
        query: Query,
        first: dict[Key, float],
        cited: Sequence[tuple[str, int, int]],
        reader: Reader,
    ) -> list[Scored]:
        """Passages in the order of what they and their documents say of a query."""
        passages = self.engine.passages(list(first), reader)
        indexes = [passage_index(p.heading, p.restored or p.text) for p in passages]
        said = [said_of(query.content, index) for index in indexes]
        weights = rarity_of(said)
        headers = self._headers({passage.document for passage in passages}, reader)
        about = {id: share(said_of(query.content, header_index(h)), weights) for id, h in headers.items()}
        times = ENGLISH_READING if query.language == "en" else 1.0
        scored = []
        for passage, index, parts in zip(passages, indexes, said, strict=True):
            told = share(parts, weights)
            close = COVERAGE_SHARE * told + NEARNESS_SHARE * nearness(query.content, index, weights)
            close += DOCUMENT_SHARE * about.get(passage.document, 0.0)
            score = first[passage.document, passage.ordinal] + times * close
            score += NUMBER_BONUS if _cites(passage, cited) else 0.0
            scored.append(Scored(passage, score, told))
        scored.sort(key=lambda item: (-item.score, item.passage.document, item.passage.ordinal))
        return scored

    def _headers(self, ids: Iterable[str], reader: Reader) -> dict[str, Header]:
        return {id: document.annotations.header for id, document in self._documents(ids, reader).items()}

    def _with_passages(self, scores: dict[Key, float], reader: Reader, limit: int) -> list[Scored]:
        keys = sorted(scores, key=lambda key: (-scores[key], key))[:limit]
        return [
            Scored(passage, scores[passage.document, passage.ordinal], 0.0)
            for passage in self.engine.passages(keys, reader)
        ]

    def _first_passages(self, reader: Reader, filters: Filters, limit: int) -> list[Scored]:
        """The first passage of every document that matches, newest first: for conditions alone."""
        documents = self.engine.documents(reader, filters)[::-1][:limit]
        passages = self.engine.passages([(document.id, 0) for document in documents], reader)
        return [Scored(passage, 1.0, 1.0) for passage in passages]

    def _documents(self, ids: Iterable[str], reader: Reader) -> dict[str, StoredDocument]:
        wanted = tuple(sorted(ids))
        if not wanted:
            return {}
        return {d.id: d for d in self.engine.documents(reader, Filters(document=wanted))}


@lru_cache(maxsize=4096)
def passage_index(heading: str, text: str) -> TermIndex:
    """The terms of a passage with those of its headings."""
    return TermIndex(folded_terms(f"{heading}\n{text}"))


def _wishes(query: Query) -> list[Filters]:
    """The conditions that a query's words suggest, one by one."""
    names = sorted({name for place in query.places for name in place.names})
    wishes = [Filters(province=tuple(names))] if names else []
    return [*wishes, Filters(year=query.years)] if query.years else wishes


def _asks_nothing(lexical: LexicalQuery, query: Query) -> bool:
    return not (lexical.folded or lexical.numbers or lexical.phrases or query.text.strip())


def _both(filters: Filters | None, wish: Filters) -> Filters:
    """Conditions with a wish on top; a field that is conditioned already keeps its condition."""
    if filters is None:
        return wish
    return replace(
        filters,
        year=filters.year or wish.year,
        quarter=filters.quarter or wish.quarter,
        province=filters.province or wish.province,
    )


def _cites(passage: Passage, places: Sequence[tuple[str, int, int]]) -> bool:
    return any(
        document == passage.document and start < passage.end and passage.start < end
        for document, start, end in places
    )


def _by_date(found: list[Scored], documents: dict[str, StoredDocument], order: Sort) -> list[Scored]:
    """The hits in the order asked for; by date only those that are near enough to the best."""
    if order == "relevance" or not found:
        return found
    floor = DATE_POOL_FLOOR * found[0].score
    kept = [item for item in found if item.score >= floor]

    def date_of(item: Scored) -> str:
        document = documents.get(item.passage.document)
        return (document.annotations.header.date if document else None) or ""

    dated = sorted((item for item in kept if date_of(item)), key=date_of, reverse=order == "date-desc")
    return dated + [item for item in kept if not date_of(item)]


def _hit(rank: int, item: Scored, documents: dict[str, StoredDocument]) -> SearchHit:
    passage = item.passage
    return SearchHit(
        rank=rank,
        score=item.score,
        document=passage.document,
        file=passage.file,
        start=passage.start,
        end=passage.end,
        path=passage.path,
        heading=passage.heading,
        text=passage.text,
        restored=passage.restored,
        header=documents[passage.document].annotations.header,
    )


def _with_repetitions(hits: list[SearchHit]) -> tuple[SearchHit, ...]:
    """The hits, each of the first `READ` with those that say the same in other documents."""
    first = hits[:READ]
    prints = [Fingerprint.of(hit.document, hit.restored or hit.text) for hit in first]
    others = [tuple(map(_repetition, (first[i] for i in same))) for same in repeated(prints)]
    marked = [replace(hit, also_in=also) for hit, also in zip(first, others, strict=True)]
    return (*marked, *hits[READ:])


def _repetition(hit: SearchHit) -> Repetition:
    return Repetition(hit.rank, hit.document, hit.file, hit.start, hit.end)


def search(
    searcher: Searcher,
    query: str,
    *,
    k: int = 10,
    mode: Mode = "hybrid",
    filters: Filters | None = None,
    reader: Reader = ANYONE,
    sort: Sort | None = None,
) -> SearchResult:
    """At most `k` passages for a query; see `Searcher.search`."""
    return searcher.search(query, k=k, mode=mode, filters=filters, reader=reader, sort=sort)
