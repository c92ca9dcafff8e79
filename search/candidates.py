"""Cited documents that a question may mean, and how much of its subject each is said to be about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzers.tokens import folded_terms
from indexer import CitedDocument
from indexer.engines.base import Engine, Filters, Mention, MentionQuery, Reader
from search.concepts import Concept
from search.identities import parts_of, types_of
from search.issuers import issuer_part
from search.lookup import resolved
from search.matching import TermIndex, coverage
from search.places_cited import Texts
from search.questions import Question
from search.quoting import LONGEST, mention_span
from search.retrieval import Scored
from search.scoring import rarity
from search.tables import stop_phrases

MOST_DOCUMENTS = 40
"""Documents whose mentions are looked at, those of the best passages first."""
CERTAIN = 0.5
AROUND = 0.92
"""How much the words around a mention count beside its subject."""
BEFORE = 0.85
"""How much the words before a mention count, where no subject is told."""
SELF = "self"

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPAN_OF_YEARS = re.compile(r"(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d")
_BOUNDARY = re.compile(r"[;:.](?=\s)|\n\s*\n|\n\s*[-+*•]\s|\f")


@dataclass(frozen=True, slots=True)
class Description:
    """What one mention tells of its document: texts, each with how much it counts."""

    mention: Mention
    subject: str
    indexes: tuple[tuple[TermIndex, float], ...]

    def coverage(self, topic: Sequence[Concept], weights: dict[Concept, float]) -> float:
        """The share of a topic that the mention tells, 0 to 1."""
        return max((factor * coverage(topic, index, weights) for index, factor in self.indexes), default=0.0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cited document with the best coverage that a mention of it has."""

    cited: CitedDocument
    coverage: float


def topic_of(question: Question) -> tuple[Concept, ...]:
    """What a question's documents are to be about: without their type, frame words, places, years."""
    frame, bodies = stop_phrases("frame"), stop_phrases("body")
    types = {tuple(folded_terms(name)) for name in question.types}
    places = {term for place in question.query.places for term in folded_terms(place.name)}
    topic = []
    for concept in question.query.content:
        terms = concept.forms[0].phrase.folded
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
    headers = {
        d.id: d.annotations.header for d in engine.documents(reader, Filters(document=tuple(documents)))
    }
    found = []
    for document in documents:
        spans = [(i.passage.start, i.passage.end) for i in pool if i.passage.document == document]
        mentions = engine.mentions(MentionQuery(document=document), reader)
        told = headers[document].title or "" if document in headers else ""
        found += [
            _described(mention, texts, told)
            for mention in mentions
            if mention.citation.confidence >= CERTAIN and _inside(mention, spans)
        ]
    return found


def _inside(mention: Mention, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= mention.citation.start < end for start, end in spans)


def _described(mention: Mention, texts: Texts, title: str) -> Description:
    """A mention's texts: its subject, the clause it stands in, and what stands before it."""
    citation = mention.citation
    text = texts.text(mention.document)
    own = citation.role == SELF
    subject = (title if own else None) or citation.subject or ""
    about = " ".join(filter(None, (citation.issuer, mention.citing_issuer, mention.citing_province)))
    indexes = [(_index(subject, about), 1.0)] if subject else []
    if not own:
        start, end = mention_span(texts, mention)
        indexes.append((_index(_read(texts, mention, start, end), about), AROUND))
        if not subject:
            first = max(texts.previous(mention), citation.start - LONGEST)
            bounds = [match.end() for match in _BOUNDARY.finditer(text, first, citation.start)]
            first = bounds[-1] if bounds else first
            indexes.append((_index(_read(texts, mention, first, end), about), BEFORE))
    return Description(mention, subject, tuple(indexes))


def _read(texts: Texts, mention: Mention, start: int, end: int) -> str:
    return texts.restored(mention.document, start, end) or texts.text(mention.document)[start:end]


def _index(text: str, about: str) -> TermIndex:
    return TermIndex([*folded_terms(text), "", *folded_terms(about)])


def of_type(found: Sequence[Description], types: Sequence[str]) -> list[Description]:
    """The descriptions of documents of the types asked for; all where any type will do."""
    if not types:
        return list(found)
    wanted = set(types)
    return [item for item in found if wanted & _types(item.mention)]


def _types(mention: Mention) -> set[str]:
    citation = mention.citation
    stand_in = CitedDocument(citation.canonical, citation.type, None, None, (), None, None, None, (), ())
    return types_of(stand_in)


def candidates(
    engine: Engine,
    found: Sequence[Description],
    topic: Sequence[Concept],
    least: float,
    reader: Reader,
) -> list[Candidate]:
    """The documents that descriptions of at least `least` coverage speak of, the best first."""
    weights = _weights(topic, found)
    scores = [(item, item.coverage(topic, weights)) for item in found]
    best: dict[str, Candidate] = {}
    by_number: dict[tuple[str | None, str], list[CitedDocument]] = {}
    for item, score in sorted(scores, key=lambda pair: -pair[1]):
        if score < least:
            break
        for cited in _identified(engine, item.mention, by_number, reader):
            key = f"{cited.canonical} {cited.date} {cited.province}"
            best.setdefault(key, Candidate(cited, score))
    return list(best.values())


def _weights(topic: Sequence[Concept], found: Sequence[Description]) -> dict[Concept, float]:
    """Rarity among the descriptions; what none has counts as much as the others do on average.

    A word that no description has may be another word for what one has, so it must not outweigh all
    that agrees; words that the glossary does not know count for less still.
    """
    indexes = [index for item in found for index, _ in item.indexes[:1]]
    weights = rarity(topic, indexes)
    known = [weights[c] for c in topic if any(index.best(c) > 0.5 for index in indexes)]
    average = sum(known) / len(known) if known else 1.0
    for concept in topic:
        if not any(index.best(concept) > 0.5 for index in indexes):
            weights[concept] = average
        weights[concept] *= concept.forms[0].weight
    return weights


def _identified(
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
        known[key] = resolved(engine, query, reader)
    return [cited for cited in known[key] if _speaks_of(mention, cited)]


def _speaks_of(mention: Mention, cited: CitedDocument) -> bool:
    if mention.citation.role == SELF:
        return cited.document == mention.document
    place = (mention.document, mention.citation.start)
    return any((m.mention.document, m.mention.citation.start) == place for m in cited.mentions)


def in_time_and_place(candidate: CitedDocument, question: Question) -> bool:
    """Whether a document is of a year, between the dates and of a province that a question names."""
    query = question.query
    part = issuer_part(query.text[:2000])
    if part is not None and part not in parts_of(candidate):
        return False
    return (
        _in_years(candidate, query.years)
        and _in_range(candidate, question)
        and _in_place(candidate, question)
    )


def _in_years(candidate: CitedDocument, years: Sequence[int]) -> bool:
    """By the years of the subject where it names any, else by the date or the year in the number."""
    if not years:
        return True
    subject = {int(year) for year in _YEAR.findall(_SPAN_OF_YEARS.sub(" ", candidate.subject or ""))}
    dated = {int(d.date[:4]) for d in candidate.dates if d.date[:4].isdigit()}
    dated |= {int(year) for year in re.findall(r"/((?:19|20)\d\d)/", candidate.canonical)}
    if len(years) == 2 and _SPAN_OF_YEARS.search(candidate.subject or ""):
        subject |= {int(year) for year in _YEAR.findall(candidate.subject or "")}
    return bool((subject or dated) & set(years))


def _in_range(candidate: CitedDocument, question: Question) -> bool:
    between = question.query.between
    if between is None:
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
