"""Cited documents that a question may mean, and how much of its subject each is said to be about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzers.annotations import Citation
from analyzers.citations.confidence import DOUBT
from analyzers.folding import fold
from analyzers.tokens import folded_terms
from indexer import CitedDocument
from indexer.engines.base import Engine, Mention, MentionQuery, Reader
from search.concepts import Concept
from search.identities import parts_of, types_of
from search.issuers import issuer_part
from search.kept import kept
from search.lookup import resolved
from search.matching import TermIndex
from search.pages import Page, Unit
from search.periods import printed_quarters
from search.places_cited import Texts
from search.questions import Question
from search.quoting import mention_span
from search.results import LONGEST
from search.retrieval import Scored
from search.scoring import rarity
from search.tables import document_types, stop_phrases

MOST_DOCUMENTS = 40
"""Documents whose mentions are looked at, those of the best passages first."""
AROUND = 0.95
"""How much the words around a mention count beside its subject."""
BEFORE = 0.9
"""How much the words before a mention count, where no subject is told."""
LISTED = 0.75
"""How much the words that introduce a sentence's documents count."""
LED = 0.6
"""How much the paragraph before counts, and what introduces a list."""
HEADED = 0.55
"""How much the headings above count."""
HEADED_BY = 0.45
"""How much the citing document's own header counts."""
SELF = "self"
_QUARTER_REACH = 16
"""Characters before a mention in which a quarter is the mentioned document's own."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPAN_OF_YEARS = re.compile(r"(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d")
_JOINED = re.compile(
    r"[\s)*]*(?:ng\w{1,3}\s+\d[\d\s/.-]*)?(?:th\w{3,4}\s+\d+\s+n\w{2,3}\s+\d{4})?[\s,;*(]*(?:v[a-z]\b)?\s*"
    r"(?:(?:van ban|cong van|quyet dinh|nghi dinh|nghi quyet|ke hoach|thong tu)\s+)?(?:s\S{0,2}\s*)?"
)
_BOUNDARY = re.compile(r"[;:.](?=\s)|\n\s*\n|\n\s*[-+*•]\s|\f")


@dataclass(frozen=True, slots=True)
class Description:
    """What one mention tells of its document: texts, each with how much its words count.

    `listed` tells which mentions stand in one sentence or list with it: `(document, start of the unit)`;
    `quarters` are those named right before it (`quý III (số 605/BC-BDT ...)`).
    """

    mention: Mention
    parts: tuple[tuple[TermIndex, float], ...]
    listed: tuple[str, int]
    quarters: frozenset[int] = frozenset()

    def said(self, concept: Concept) -> float:
        """How well the mention says a concept, each part by how much it counts."""
        best = 0.0
        for index, factor in self.parts:
            if factor > best:
                best = max(best, factor * index.best(concept))
        return best

    def coverage(self, topic: Sequence[Concept], weights: dict[Concept, float]) -> float:
        """The share of a topic that the mention tells, 0 to 1."""
        total = sum(weights[concept] for concept in topic)
        told = sum(weights[concept] * self.said(concept) for concept in topic)
        return told / total if total else 0.0

    def context(self, topic: Sequence[Concept], weights: dict[Concept, float]) -> float:
        """The share of a topic that the words around tell, which are of all that is listed there."""
        total = sum(weights[concept] for concept in topic)
        around = [index for index, factor in self.parts if factor <= LISTED]
        told = sum(weights[c] * max((index.best(c) for index in around), default=0.0) for c in topic)
        return told / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cited document with the best coverage that a mention of it has, and that mention described.

    `context` is what the words around it alone, that speak of others too, say of the topic.
    """

    cited: CitedDocument
    coverage: float
    description: Description
    context: float = 0.0


def topic_of(question: Question) -> tuple[Concept, ...]:
    """What a question's documents are to be about: without their type, frame words, places, years."""
    frame, bodies = stop_phrases("frame"), stop_phrases("body")
    types = {tuple(folded_terms(name)) for name in question.types}
    places = {term for place in question.query.places for term in folded_terms(place.name)}
    topic = []
    for concept in question.query.content:
        terms = concept.forms[0].phrase.folded
        if question.cited_in and (terms in document_types() or terms in stop_phrases("cite")):
            continue
        if terms in frame or terms in types or set(terms) <= places or _is_number(terms):
            continue
        topic.append(concept)
    subject = [concept for concept in topic if concept.forms[0].phrase.folded not in bodies]
    return tuple(subject or topic)


def _is_number(terms: tuple[str, ...]) -> bool:
    return len(terms) == 1 and _YEAR.fullmatch(terms[0]) is not None


def descriptions(engine: Engine, pool: Sequence[Scored], texts: Texts, reader: Reader) -> list[Description]:
    """The certain mentions that stand in the best passages, described."""
    documents = list(dict.fromkeys(item.passage.document for item in pool))[:MOST_DOCUMENTS]
    found: list[Description] = []
    for document in documents:
        spans = [(i.passage.start, i.passage.end) for i in pool if i.passage.document == document]
        described = _all_described(engine, document, texts, reader)
        found += [item for item in described if _inside(item.mention, spans)]
    return found


def _all_described(engine: Engine, document: str, texts: Texts, reader: Reader) -> tuple[Description, ...]:
    """The certain mentions of a document, described; kept while the store does not change."""

    def make() -> tuple[Description, ...]:
        page = texts.page(document)
        mentions = engine.mentions(MentionQuery(document=document), reader) if page else []
        certain = (m for m in mentions if m.citation.confidence >= DOUBT)
        return tuple(_described(mention, texts, page) for mention in certain if page is not None)

    return kept(engine).get(engine.generation(), ("described", document, reader), make)


def _inside(mention: Mention, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= mention.citation.start < end for start, end in spans)


def _described(mention: Mention, texts: Texts, page: Page) -> Description:
    """A mention's texts: its subject, its clause, what stands before it, what introduces its list."""
    citation = mention.citation
    text = page.document.text
    about = _issuer_of(mention)
    if citation.role == SELF:
        subject = page.header.title or citation.subject or ""
        return Description(mention, ((_index(subject, about), 1.0),), (mention.document, citation.start))
    subject = citation.subject or ""
    parts = [(_index(subject, about), 1.0)]
    start, end = mention_span(texts, mention)
    parts.append((_index(page.best(start, end), about), AROUND))
    if not subject or _in_brackets(text, citation.start):
        first = max(_first_joined(texts, mention), citation.start - LONGEST)
        bounds = [match.end() for match in _BOUNDARY.finditer(text, first, citation.start)]
        first = bounds[-1] if bounds else first
        parts.append((_index(page.best(first, citation.end), about), BEFORE))
    unit = page.unit_at(citation.start)
    if unit is not None:
        opening = _opening(page, unit, citation)
        parts += [(opening, LISTED), (unit.lead, LED), (unit.heading, HEADED), (page.header_index, HEADED_BY)]
    listed = (mention.document, unit.start if unit else citation.start)
    before = max(texts.previous(mention), citation.start - _QUARTER_REACH)
    return Description(mention, tuple(parts), listed, printed_quarters(page.best(before, citation.start)))


def _issuer_of(mention: Mention) -> str:
    citation = mention.citation
    return " ".join(filter(None, (citation.issuer, mention.citing_issuer, mention.citing_province)))


def _in_brackets(text: str, start: int) -> bool:
    """Whether a mention stands in brackets behind what it is about: `Đề án ... (Quyết định số ...)`."""
    opened = text.rfind("(", max(0, start - LONGEST), start)
    return opened >= 0 and ")" not in text[opened:start]


def _first_joined(texts: Texts, mention: Mention) -> int:
    """Where the citation before ends, or the one before that, if nothing but a joint is between.

    `tại Văn bản số 254/VP-HCC ngày 10/02/2023, số 384/VP-HCC` says the same of both.
    """
    text = texts.text(mention.document)
    first, start = texts.previous(mention), mention.citation.start
    document = texts.document(mention.document)
    citations = document.annotations.citations if document else ()
    while first > 0 and _JOINED.fullmatch(fold(text[first:start])):
        joined = next((c for c in citations if c.end == first), None)
        if joined is None:
            break
        start = joined.start
        first = max((c.end for c in citations if c.end <= start), default=0)
    return first


def _opening(page: Page, unit: Unit, citation: Citation) -> TermIndex:
    """The words of a sentence up to the first document that it cites: what its list is of."""
    inside = [c.start for c in page.document.annotations.citations if unit.start <= c.start < unit.end]
    end = min(inside, default=citation.start)
    return TermIndex(folded_terms(page.best(unit.start, end)) if end > unit.start else [])


def _index(text: str, about: str) -> TermIndex:
    return TermIndex([*folded_terms(text), "", *folded_terms(about)])


def of_type(found: Sequence[Description], types: Sequence[str]) -> list[Description]:
    """The descriptions of documents of the types asked for; all where any type will do."""
    if not types:
        return list(found)
    return [item for item in found if of_type_mention(item.mention, types)]


def of_type_mention(mention: Mention, types: Sequence[str]) -> bool:
    """Whether a mention is of one of the types; any will do where none is given."""
    return not types or bool(set(types) & _types(mention))


def _types(mention: Mention) -> set[str]:
    citation = mention.citation
    stand_in = CitedDocument(citation.canonical, citation.type, None, None, (), None, None, None, (), ())
    return types_of(stand_in)


def candidates(
    engine: Engine,
    found: Sequence[Description],
    topic: Sequence[Concept],
    least: float,
    question: Question,
    reader: Reader,
) -> list[Candidate]:
    """The documents that descriptions of at least `least` coverage speak of, the best first.

    Only those of the time and place that the question names.
    """
    weights = _weights(topic, found)
    scores = [(item, item.coverage(topic, weights)) for item in found]
    best: dict[str, Candidate] = {}
    by_number: dict[tuple[str | None, str], list[CitedDocument]] = {}
    for item, score in sorted(scores, key=lambda pair: -pair[1]):
        if score < least:
            break
        for cited in identified(engine, item.mention, by_number, reader):
            key = f"{cited.canonical} {cited.date} {cited.province}"
            if key in best:
                continue
            candidate = Candidate(cited, score, item, item.context(topic, weights))
            if in_time_and_place(candidate, question):
                best[key] = candidate
    return list(best.values())


def _weights(topic: Sequence[Concept], found: Sequence[Description]) -> dict[Concept, float]:
    """Rarity among the descriptions; what none has counts as much as the others do on average.

    A word that no description has may be another word for what one has, so it must not outweigh all
    that agrees; words that the glossary does not know count for less still.
    """
    indexes = [item.parts[0][0] for item in found]
    weights = rarity(topic, indexes)
    known = [weights[c] for c in topic if any(index.best(c) > 0.5 for index in indexes)]
    average = sum(known) / len(known) if known else 1.0
    for concept in topic:
        if not any(index.best(concept) > 0.5 for index in indexes):
            weights[concept] = average
        weights[concept] *= concept.forms[0].weight
    return weights


def identified(
    engine: Engine,
    mention: Mention,
    known: dict[tuple[str | None, str], list[CitedDocument]],
    reader: Reader,
) -> list[CitedDocument]:
    """The cited document that a mention was resolved to, with all its other mentions."""
    citation = mention.citation
    name = citation.canonical if citation.number is None else ""
    key = (citation.number, name)
    if key not in known:
        query = MentionQuery(name=name) if citation.number is None else MentionQuery(number=citation.number)
        known[key] = kept(engine).get(
            engine.generation(), ("resolved", key, reader), lambda: resolved(engine, query, reader)
        )
    return [cited for cited in known[key] if _speaks_of(mention, cited)]


def _speaks_of(mention: Mention, cited: CitedDocument) -> bool:
    if mention.citation.role == SELF:
        return cited.document == mention.document
    place = (mention.document, mention.citation.start)
    return any((m.mention.document, m.mention.citation.start) == place for m in cited.mentions)


def in_time_and_place(candidate: Candidate, question: Question) -> bool:
    """Whether a document is of a year, between the dates and of a province that a question names.

    Where the question names another document beside those that it asks for (`được nêu trong kế hoạch
    năm 2023`), the year may be that one's.
    """
    query, cited = question.query, candidate.cited
    part = issuer_part(query.text[:2000])
    if part is not None and part not in parts_of(cited):
        return False
    if not (_in_range(cited, question) and _in_place(cited, question)):
        return False
    if in_years(cited, query.years):
        return True
    return question.names_other and _cited_in_years(candidate, query.years)


def _cited_in_years(candidate: Candidate, years: Sequence[int]) -> bool:
    """Whether the document that cites, its heading or the sentence is of one of the years."""
    wanted = [str(year) for year in years]
    around = [index for index, factor in candidate.description.parts if factor <= LISTED]
    return any(year in index.places for year in wanted for index in around)


def in_years(candidate: CitedDocument, years: Sequence[int]) -> bool:
    """By the years of the subject where it names any, else by the date or the year in the number."""
    if not years:
        return True
    subject = {int(year) for year in _YEAR.findall(_SPAN_OF_YEARS.sub(" ", candidate.subject or ""))}
    dated = {int(d.date[:4]) for d in candidate.dates if d.date[:4].isdigit()}
    dated |= {int(year) for year in re.findall(r"/((?:19|20)\d\d)/", candidate.canonical)}
    if _SPAN_OF_YEARS.search(candidate.subject or ""):
        span = [int(year) for year in _YEAR.findall(candidate.subject or "")]
        subject |= set(range(min(span), max(span) + 1)) if len(years) == 2 else set()
    return bool((subject or dated) & set(years))


def _in_range(candidate: CitedDocument, question: Question) -> bool:
    between = question.query.between
    if between is None or _SPAN_OF_YEARS.search(candidate.subject or ""):
        return True
    return any(
        (between.first is None or dated.date >= between.first)
        and (between.last is None or dated.date <= between.last)
        for dated in candidate.dates
    )


def _in_place(candidate: CitedDocument, question: Question) -> bool:
    """Its own province, or for a document of the state that of one who cites it."""
    if not question.query.places:
        return True
    names = {name for place in question.query.places for name in place.names}
    if candidate.province is not None:
        return candidate.province in names
    return any(m.mention.citing_province in names for m in candidate.mentions)
