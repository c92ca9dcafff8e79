"""Questions answered from evidence, or the plain word that the collection does not answer them.

`which documents ...` and `what is document N, who cites it` get an answer; any other kind gets the best
passages, quoted, and is told so.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from analyzers.annotations import Header
from analyzers.tokens import folded_terms
from indexer.engines.base import ANYONE, Filters, Reader
from search import wording
from search.about import answer_about
from search.concepts import Concept
from search.errors import Lang
from search.lookup import cited_as
from search.matching import TermIndex
from search.places_cited import Texts
from search.query import Query, analyse
from search.questions import Question, understand
from search.quoting import LONGEST, evidence, trimmed
from search.results import Answer, Statement
from search.retrieval import Scored, Searcher
from search.tables import stop_phrases
from search.which import answer_which

ENOUGH = 0.62
"""The share of a question's content that its best passage (with its document's header) must say."""
MOST_QUOTES = 3
NEARLY = 0.85
"""The share of the best passage's score that a further one needs to be quoted too."""


def ask(searcher: Searcher, question: str, reader: Reader = ANYONE, lang: Lang | None = None) -> Answer:
    """The answer to a question, in its language unless `lang` says another; raises `QueryError`."""
    began = time.perf_counter()
    query = analyse(question)
    spoken: Lang = lang or ("en" if query.language == "en" else "vi")
    understood = understand(query)
    answer = None
    if understood.kind == "about":
        answer = answer_about(searcher, understood, reader, spoken)
    elif understood.kind == "which":
        answer = answer_which(searcher, understood, reader, spoken)
    if answer is None:
        answer = _from_passages(searcher, understood, reader, spoken)
    return replace(answer, took_ms=1000 * (time.perf_counter() - began))


def _from_passages(searcher: Searcher, question: Question, reader: Reader, lang: Lang) -> Answer:
    """The best passages, quoted; not answered where they say too little of the question."""
    query = question.query
    found = searcher.ranked(query, reader, filters=query.document_filters)[:10]
    texts = Texts(searcher.engine, reader)
    headers = _headers(searcher, found, reader)
    missing = _unknown(searcher, query, reader) or _missing(query, found, headers)
    nearest = _quote(found[0], query, texts)[0] if found else None
    if not found or missing:
        return Answer(query.raw, False, wording.not_found(missing, nearest, lang))
    chosen = [item for item in found if item.score >= NEARLY * found[0].score][:MOST_QUOTES]
    quoted = [_quote(item, query, texts) for item in chosen]
    if question.kind == "which":
        return Answer(query.raw, False, wording.not_found((), nearest, lang))
    statements = tuple(statement for _, statement in quoted)
    return Answer(
        query.raw, True, wording.passages_answer([q for q, _ in quoted], lang), statements=statements
    )


def _headers(searcher: Searcher, found: Sequence[Scored], reader: Reader) -> dict[str, Header]:
    ids = tuple({item.passage.document for item in found})
    documents = searcher.engine.documents(reader, Filters(document=ids)) if ids else []
    return {document.id: document.annotations.header for document in documents}


def _unknown(searcher: Searcher, query: Query, reader: Reader) -> list[str]:
    """Document numbers and provinces that a question names and the collection does not have."""
    unknown = [
        query.text[typed.start : typed.end]
        for typed in query.numbers
        if typed.series and not cited_as(searcher.engine, typed, query.text, reader, frame=True)
    ]
    for place in query.places:
        here = Filters(province=tuple(sorted(place.names)))
        if not searcher.engine.documents(reader, here):
            unknown.append(place.name)
    return unknown


def _missing(query: Query, found: Sequence[Scored], headers: dict[str, Header]) -> list[str]:
    """What a question names that its evidence lacks; empty where the evidence is enough."""
    if not found:
        return [concept.label for concept in query.content]
    indexes = [_with_header(item, headers.get(item.passage.document)) for item in found]
    absent = [str(year) for year in query.years if not any(str(year) in i.places for i in indexes)]
    asked = [c for c in query.content if c.forms[0].phrase.folded not in stop_phrases("frame")]
    said = max((_share(asked, index) for index in indexes), default=0.0)
    if said < ENOUGH:
        absent += [concept.label for concept in asked if max(i.best(concept) for i in indexes) < 0.5]
        return absent or [concept.label for concept in asked if indexes[0].best(concept) < 0.5]
    return absent


def _share(asked: Sequence[Concept], index: TermIndex) -> float:
    return sum(index.best(concept) for concept in asked) / len(asked) if asked else 1.0


def _with_header(item: Scored, header: Header | None) -> TermIndex:
    """The terms of a passage with those of its headings and its document's header."""
    passage = item.passage
    told = [passage.heading, passage.restored or passage.text]
    if header is not None:
        told += filter(None, (header.title, header.issuer, header.province, header.period, header.date))
    return TermIndex(folded_terms(" \n ".join(told)))


def _quote(item: Scored, query: Query, texts: Texts) -> tuple[str, Statement]:
    """The part of a passage that says most of a question, as text to show and as a statement."""
    passage = item.passage
    start, end = _best_window(passage.text, query)
    start, end = trimmed(texts.text(passage.document), passage.start + start, passage.start + end)
    quote = evidence(texts, passage.document, passage.file, start, end)
    shown = " ".join((quote.restored or quote.quote).split())
    return shown, Statement(f"“{shown}”", (quote,))


def _best_window(text: str, query: Query) -> tuple[int, int]:
    """The window of a passage, at most a quotation long and begun at a line, that says most."""
    if len(text) <= LONGEST:
        return 0, len(text)
    starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]
    starts = [start for start in starts if start <= len(text) - LONGEST // 2]
    best = max(starts, key=lambda s: (_share(query.content, _terms(text, s)), -s))
    return best, min(len(text), best + LONGEST)


def _terms(text: str, start: int) -> TermIndex:
    return TermIndex(folded_terms(text[start : start + LONGEST]))
