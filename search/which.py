"""Answers to `which documents ...`: the cited documents whose subject is what the question asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer import CitedDocument
from indexer.engines.base import MentionQuery, Reader
from search import wording
from search.candidates import (
    Candidate,
    Description,
    candidates,
    descriptions,
    in_years,
    of_type,
    topic_of,
)
from search.errors import Lang
from search.places_cited import Texts
from search.query import Query
from search.questions import Question
from search.quoting import of_mention, supported
from search.related import relied_on, speaks_of_number
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
LISTS = 0.75
"""The share of the topic that the words around a list must say for all of it to be about the topic."""
MOST_EVIDENCE = 12


def answer_which(searcher: Searcher, question: Question, reader: Reader, lang: Lang) -> Answer | None:
    """The documents that a question asks for, None where its topic is not what any of them is about."""
    texts = Texts(searcher.engine, reader)
    relied = relied_on(searcher, question, texts, reader) if question.relies else []
    cited = relied or [item.cited for item in chosen_documents(searcher, question, texts, reader)]
    if not cited:
        return None
    answer = _answer(searcher, question.query.raw, cited, texts, reader, lang)
    return replace(answer, values=dates_of(cited)) if question.asks_date else answer


def chosen_documents(searcher: Searcher, question: Question, texts: Texts, reader: Reader) -> list[Candidate]:
    """The cited documents that a question means, the nearest first; none where none is near enough."""
    query = question.query
    topic = topic_of(question)
    pool = searcher.ranked(query, reader, filters=query.filters)
    found = of_type(descriptions(searcher.engine, pool, texts, reader), question.types)
    if any(typed.series for typed in query.numbers):
        found = [item for item in found if speaks_of_number(item, query, texts)]
    found = _of_quarter(_numbered(found, query), query)
    if question.cited_in:
        citing = set(query.types) - set(question.types)
        found = [item for item in found if _type_of(item, texts) in citing] or found
    least = CLEAR / 2 if topic else 0.0
    fitting = candidates(searcher.engine, found, topic, least, question, reader)
    own = [item for item in fitting if in_years(item.cited, query.years)]
    fitting = own if own and own[0].coverage >= fitting[0].coverage else fitting
    chosen = _chosen(fitting, question) if fitting else []
    return chosen if chosen and (not topic or _convince(chosen, fitting)) else []


def _type_of(item: Description, texts: Texts) -> str | None:
    """The type of the document that a mention stands in."""
    page = texts.page(item.mention.document)
    return page.header.doc_type if page is not None else None


def _numbered(found: list[Description], query: Query) -> list[Description]:
    """Those of a number that is typed without its series (`nghị quyết 04`), if any is of it."""
    typed = {number.plain for number in query.numbers if not number.series}
    same = [item for item in found if (item.mention.citation.number or "").lstrip("0") in typed]
    return same or found


def _of_quarter(found: list[Description], query: Query) -> list[Description]:
    """Those of the quarter that a question names, if any is said to be of one."""
    wanted = set(query.quarters)
    return [item for item in found if item.quarters & wanted] or found


def _chosen(fitting: Sequence[Candidate], question: Question) -> list[Candidate]:
    """The documents that are nearly as near to the topic as the nearest.

    Where several are asked for, also those listed with it, if it is the list that is about the topic.
    """
    near = [item for item in fitting if item.coverage >= fitting[0].coverage - BAND]
    if not question.several:
        return near
    lists = {item.description.listed for item in near if item.context >= LISTS}
    return near + [item for item in fitting if item not in near and item.description.listed in lists]


def _convince(chosen: Sequence[Candidate], fitting: Sequence[Candidate]) -> bool:
    """Whether the best document is near enough to the topic, or those chosen clearly nearer than others."""
    best, last = chosen[0].coverage, min(item.coverage for item in chosen)
    next_best = max((item.coverage for item in fitting if item not in chosen), default=0.0)
    return best >= ENOUGH or (best >= CLEAR and last - next_best >= LEAD)


def _answer(
    searcher: Searcher,
    raw: str,
    cited: Sequence[CitedDocument],
    texts: Texts,
    reader: Reader,
    lang: Lang,
) -> Answer:
    statements = tuple(
        told for item in cited if (told := _statement(searcher, item, texts, reader, lang)) is not None
    )
    return Answer(
        query=raw,
        answered=True,
        answer=wording.which_answer(cited, lang),
        documents=tuple(dict.fromkeys(item.canonical for item in cited)),
        statements=statements,
    )


def _statement(
    searcher: Searcher, item: CitedDocument, texts: Texts, reader: Reader, lang: Lang
) -> Statement | None:
    quotes = evidence_of(searcher, item, texts, reader)
    return statement(item, quotes, lang) if quotes else None


def dates_of(found: Sequence[CitedDocument]) -> tuple[str, ...]:
    """The dates of documents as printed; all of them where their mentions contradict each other."""
    dates: list[str] = []
    for cited in found:
        printed = wording.printed_date(cited)
        citations = [listed.mention.citation for listed in cited.mentions]
        all_printed = [
            wording.date_in_figures(c.date, c.date_raw or "") for c in citations if c.date is not None
        ]
        dates += [printed] if printed and len(cited.dates) == 1 else all_printed
    return tuple(dict.fromkeys(dates))


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
