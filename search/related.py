"""Documents found by what another document does with them: relies on, amends, replaces, implements."""

from __future__ import annotations

from analyzers.annotations import Header
from analyzers.citations.confidence import DOUBT
from analyzers.tokens import folded_terms
from indexer import CitedDocument
from indexer.engines.base import MentionQuery, Reader
from indexer.facets import years_and_quarters
from search.candidates import Description, identified, of_type_mention
from search.concepts import Concept
from search.pages import Page, headers, page
from search.places import speaks_for
from search.places_cited import Texts
from search.query import Query
from search.questions import Question
from search.retrieval import Searcher
from search.scoring import rarity
from search.tables import stop_phrases

DESCRIBED = 0.8
"""The share of a topic that a document's header must say for the question to mean that document."""
_ASKED_OF_HEADERS = frozenset(
    tuple(words.split())
    for words in ("noi nhan", "ky", "so", "so may", "ngay ky", "nguoi ky", "luu vt", "ngay", "mấy")
)
"""Words that ask for a header's fields, not words of its title."""
NEAR_NUMBER = 220
"""Characters around a mention within which another number belongs to what is said of it."""


def relied_on(searcher: Searcher, question: Question, texts: Texts, reader: Reader) -> list[CitedDocument]:
    """What the document that a question describes cites in its opening, before its first section."""
    document = described_document(searcher, question, reader)
    if document is None:
        return []
    opening = _opening(document)
    mentions = searcher.engine.mentions(MentionQuery(document=document.document.id), reader)
    known: dict[tuple[str | None, str], list[CitedDocument]] = {}
    found: dict[str, CitedDocument] = {}
    for mention in mentions:
        citation = mention.citation
        if citation.role == "self" or not citation.start < opening or citation.confidence < DOUBT:
            continue
        if of_type_mention(mention, question.types):
            for cited in identified(searcher.engine, mention, known, reader):
                found.setdefault(f"{cited.canonical} {cited.date}", cited)
    return list(found.values())


def described_document(
    searcher: Searcher, question: Question, reader: Reader, least: float = DESCRIBED
) -> Page | None:
    """The document of the collection whose header says nearly all of a question's topic, if any does."""
    query = question.query
    asked = [c for c in query.content if not _is_frame(c, question)]
    types = set(query.types) - set(question.types)
    if not asked:
        return None
    known = headers(searcher.engine, reader)
    pages = [found for id in known if (found := _possible(searcher, id, query, known[id], reader))]
    weights = rarity(asked, [found.header_index for found in pages])
    total = sum(weights.values())
    scored = []
    for found in pages:
        said = sum(weights[c] * found.header_index.best(c) for c in asked) / total if total else 0.0
        typed = found.header.doc_type in types
        scored.append((said + 0.1 * typed + 0.05 * _same_period(found.header, query), typed, found))
    best = max(scored, key=lambda item: item[0], default=None)
    return best[2] if best is not None and best[0] >= least and (best[1] or not types) else None


def _is_frame(concept: Concept, question: Question) -> bool:
    terms = concept.forms[0].phrase.folded
    if any(terms == tuple(folded_terms(name)) for name in question.types):
        return True
    if terms in _ASKED_OF_HEADERS or (concept.forms and concept.forms[0].weight < 0.6):
        return True
    return (
        terms in stop_phrases("frame")
        or terms in stop_phrases("body")
        or (len(terms) == 1 and terms[0].isdigit())
    )


def _possible(searcher: Searcher, id: str, query: Query, header: Header, reader: Reader) -> Page | None:
    """A document that is of the province and the year that a question names."""
    if query.places and not any(speaks_for(header, place) for place in query.places):
        return None
    if query.years and not set(query.years) & set(years_and_quarters(header)[0]):
        return None
    return page(searcher.engine, id, reader)


def _same_period(header: Header, query: Query) -> bool:
    """Whether a document is of the very period: a year's report where no quarter is named."""
    quarters = years_and_quarters(header)[1]
    return set(quarters) == set(query.quarters)


def _opening(found: Page) -> int:
    """Where the first section of a document begins."""
    starts = [section.start for section in found.document.annotations.sections]
    return min(starts, default=min(len(found.document.text), 4000))


def speaks_of_number(item: Description, query: Query, texts: Texts) -> bool:
    """Whether a mention's clause names the document number that a question names, being another one."""
    citation = item.mention.citation
    document = texts.document(item.mention.document)
    if document is None:
        return False
    for typed in query.numbers:
        if typed.series and citation.number is not None and citation.number.lstrip("0") == typed.plain:
            return False
    near = [
        c
        for c in document.annotations.citations
        if c is not citation and citation.end <= c.start <= citation.end + NEAR_NUMBER
    ]
    return any(
        c.number is not None and c.number.lstrip("0") == typed.plain
        for c in near
        for typed in query.numbers
        if typed.series
    )
