"""What a query says: its concepts, conditions, and the documents, places and times that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzers.folding import fold
from analyzers.tokens import accented_terms, folded_terms
from indexer.engines.base import Filters
from search import periods, syntax
from search.concepts import Concept, concepts
from search.errors import EmptyQuery, QueryTooLong
from search.filters import is_empty, merge
from search.language import Language, language_of
from search.numbers import TypedNumber, find_numbers
from search.places import Place, places
from search.tables import Terms, document_types, singular, stop_phrases

LIMIT = 60_000
"""Characters that a query may have at most."""

_STRUCTURE_LIMIT = 4_000
"""Characters at a query's beginning in which numbers, places and operators are looked for."""

_MOST_CONCEPTS = 200
"""Distinct concepts that a query may ask for; a pasted page has more, and they add nothing."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Query:
    """A query, understood.

    `text` is the free text without operators. `filters` were typed as fields; `between` is a range of
    dates asked for in words. `numbers`, `places`, `years`, `quarters` and `types` are what the free
    text names: a search prefers them, an answer must keep to them. `asks` tells of question words.
    """

    raw: str
    text: str
    language: Language
    concepts: tuple[Concept, ...]
    phrases: tuple[Terms, ...]
    excluded: tuple[Terms, ...]
    filters: Filters
    sort: syntax.Sort
    between: periods.DateRange | None
    numbers: tuple[TypedNumber, ...]
    places: tuple[Place, ...]
    years: tuple[int, ...]
    quarters: tuple[int, ...]
    types: tuple[str, ...]
    asks: bool = False

    @property
    def content(self) -> tuple[Concept, ...]:
        """The concepts that carry meaning."""
        return tuple(concept for concept in self.concepts if concept.content)

    @property
    def document_filters(self) -> Filters:
        """The conditions on documents: the fields and the range of dates."""
        if self.between is None:
            return self.filters
        return merge(self.filters, Filters(date_from=self.between.first, date_to=self.between.last))

    @property
    def is_question(self) -> bool:
        """Whether it asks in words (`bao nhiêu`, `which`) or with a question mark, outside quotations."""
        return self.asks

    @property
    def is_number(self) -> bool:
        """Whether the query is a document number and nothing else."""
        typed = " ".join(self.text.split())
        return any(typed == self.text[n.start : n.end].strip() for n in self.numbers)


def readable(raw: str) -> str:
    """A query that can be printed: lone surrogates replaced, other text unchanged."""
    return _SURROGATE.sub("\ufffd", raw)


def analyse(raw: str) -> Query:
    """Understand a query; raises `QueryError` where nothing can be searched for."""
    raw = readable(raw)
    if len(raw) > LIMIT:
        raise QueryTooLong(
            f"Câu hỏi có {len(raw)} ký tự, tối đa {LIMIT}; hãy rút ngắn.",
            f"The query has {len(raw)} characters, at most {LIMIT} are allowed; please shorten it.",
        )
    head, tail = raw[:_STRUCTURE_LIMIT], raw[_STRUCTURE_LIMIT:]
    parsed = syntax.parse(head)
    numbers = find_numbers(parsed.text)
    words = _without(parsed.text, numbers)
    language = language_of(words)
    found = _distinct(concepts(f"{words} {tail}", language))
    query = Query(
        raw=raw,
        text=parsed.text + tail,
        language=language,
        concepts=found,
        phrases=parsed.phrases,
        excluded=parsed.excluded,
        filters=parsed.filters,
        sort=parsed.sort,
        between=parsed.between,
        numbers=numbers,
        places=places(words),
        years=periods.years(words),
        quarters=periods.quarters(words),
        types=_types(found),
        asks=_asks(parsed.outside, language),
    )
    _refuse_empty(query)
    return query


def _without(text: str, numbers: tuple[TypedNumber, ...]) -> str:
    """The text without its document numbers, so that their years and letters are not read twice.

    One without a series (`Đề án 06`) stays: nothing but its words may tell it.
    """
    for number in reversed(numbers):
        if number.series:
            text = text[: number.start] + " " + text[number.end :]
    return text


def _distinct(found: tuple[Concept, ...]) -> tuple[Concept, ...]:
    by_words: dict[Terms, Concept] = {}
    for concept in found:
        by_words.setdefault(concept.forms[0].phrase.folded, concept)
        if len(by_words) >= _MOST_CONCEPTS:
            break
    return tuple(by_words.values())


def _types(found: tuple[Concept, ...]) -> tuple[str, ...]:
    """The document types that a query's concepts are, in order."""
    names: list[str] = []
    for concept in found:
        terms = concept.forms[0].phrase.folded
        match = document_types().longest(terms, 0)
        if match is not None and match[0] == len(terms) and len(terms[0]) > 1:
            names.append(match[1][0])
    return tuple(dict.fromkeys(names))


def _asks(text: str, language: Language) -> bool:
    """Whether a text has a question mark or words that only ask."""
    if "?" in text:
        return True
    terms = [singular(term) for term in folded_terms(text)] if language == "en" else folded_terms(text)
    table = stop_phrases("asks" if language == "en" else "question")
    if language == "vi":
        terms, table = accented_terms(text), stop_phrases("question", accents=True)
    return any(table.longest(terms, at) for at in range(len(terms)))


def _refuse_empty(query: Query) -> None:
    if query.content or query.numbers or query.phrases or query.years or not is_empty(query.filters):
        return
    if query.between is not None or (query.concepts and _one_word(query)):
        return
    raise EmptyQuery(
        "Chưa có gì để tìm: hãy gõ số, ký hiệu văn bản hoặc vài từ về nội dung cần tìm.",
        "There is nothing to search for: type a document number or a few words on the subject.",
    )


def _one_word(query: Query) -> bool:
    """Whether a single word was typed: then it is meant, however common it is."""
    return len(query.concepts) == 1 and fold(query.text.strip()).isalnum()
