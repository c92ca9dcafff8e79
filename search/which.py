"""Answers to `which documents ...`: the cited documents whose subject is what the question asks for."""

from __future__ import annotations

from collections.abc import Sequence

from indexer import CitedDocument
from indexer.engines.base import MentionQuery, Reader
from search import wording
from search.candidates import (
    Candidate,
    candidates,
    descriptions,
    in_time_and_place,
    of_type,
    topic_of,
)
from search.errors import Lang
from search.places_cited import Texts
from search.questions import Question
from search.quoting import of_mention, supported
from search.results import Answer, Evidence, Statement
from search.retrieval import Searcher

ENOUGH = 0.6
"""The share of its topic that a document must be said to be about for a question to be answered."""
CLEAR = 0.38
"""The share that is enough for a document that is clearly nearer to the topic than any other."""
LEAD = 0.1
"""How much more a document must have than the next one to be clearly nearer."""
BAND = 0.12
"""How much less than the best document another may be about the topic and still be named."""
MOST_EVIDENCE = 12


def answer_which(searcher: Searcher, question: Question, reader: Reader, lang: Lang) -> Answer | None:
    """The documents that a question asks for, None where its topic is not what any of them is about."""
    query = question.query
    topic = topic_of(question)
    pool = searcher.ranked(query, reader, filters=query.filters)
    texts = Texts(searcher.engine, reader)
    found = of_type(descriptions(searcher.engine, pool, texts, reader), question.types)
    near = candidates(searcher.engine, found, topic, CLEAR / 2 if topic else 0.0, reader)
    fitting = [item for item in near if in_time_and_place(item.cited, question)]
    if not fitting or (topic and not _convinces(fitting)):
        return None
    best = fitting[0].coverage
    chosen = [item for item in fitting if item.coverage >= best - BAND]
    return _answer(searcher, query.raw, chosen, texts, reader, lang)


def _convinces(fitting: Sequence[Candidate]) -> bool:
    """Whether the best document is near enough to the topic, or clearly nearer than any other."""
    best = fitting[0].coverage
    next_best = next((item.coverage for item in fitting if item.coverage < best), 0.0)
    return best >= ENOUGH or (best >= CLEAR and best - next_best >= LEAD)


def _answer(
    searcher: Searcher,
    raw: str,
    chosen: Sequence[Candidate],
    texts: Texts,
    reader: Reader,
    lang: Lang,
) -> Answer:
    statements = tuple(
        told for item in chosen if (told := _statement(searcher, item, texts, reader, lang)) is not None
    )
    cited = [item.cited for item in chosen]
    return Answer(
        query=raw,
        answered=True,
        answer=wording.which_answer(cited, lang),
        documents=tuple(dict.fromkeys(item.canonical for item in cited)),
        statements=statements,
    )


def _statement(
    searcher: Searcher, item: Candidate, texts: Texts, reader: Reader, lang: Lang
) -> Statement | None:
    quotes = evidence_of(searcher, item.cited, texts, reader)
    return statement(item.cited, quotes, lang) if quotes else None


def evidence_of(searcher: Searcher, cited: CitedDocument, texts: Texts, reader: Reader) -> list[Evidence]:
    """A quotation of every place that cites a document (or of its own number on its own page)."""
    mentions = [listed.mention for listed in cited.mentions if not listed.doubtful]
    if not mentions and cited.document is not None:
        own = searcher.engine.mentions(MentionQuery(document=cited.document), reader)
        mentions = [mention for mention in own if mention.citation.role == "self"]
    return [of_mention(texts, mention) for mention in mentions[:MOST_EVIDENCE]]


def statement(cited: CitedDocument, quotes: list[Evidence], lang: Lang) -> Statement:
    """What a document is, as far as the quotations bear it out."""
    for dated, about in ((True, True), (True, False), (False, True), (False, False)):
        text = wording.named(cited, lang, dated=dated, about=about) + "."
        if supported(text, quotes):
            break
    return Statement(text, tuple(quotes))
