"""Answers to questions of fact: each slot's figure with the sentences that say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search import wording
from search.errors import Lang
from search.facts import Fact
from search.filling import Found
from search.places_cited import Texts
from search.query import Query
from search.quoting import evidence, supported
from search.results import Answer, Evidence, Statement
from search.values import same_value

AS_GOOD = 0.85
"""The share of the best score that another place needs to say the same."""
MOST_PLACES = 3
"""Places that are quoted for one figure."""


def fact_answer(query: Query, found: Sequence[Found], texts: Texts, lang: Lang) -> Answer | None:
    """The answer that filled slots give; None where none is filled, or one asked alone is not.

    A figure that does not stand in its quotation is left out, too.
    """
    told = [_told(item, texts, lang) for item in found]
    statements = [statement for _, statement in filter(None, told)]
    if not statements:
        return None
    values = [value for value, _ in filter(None, told)]
    merged = _merged(statements)
    text = wording.values_answer(values, [s.text for s in merged], lang)
    missing = [item.slot.label for item, given in zip(found, told, strict=True) if given is None]
    missing += _without_figure(query, found)
    if missing:
        text = f"{text}\n{wording.no_figure(missing, lang)}"
    return Answer(query.raw, True, text, (), tuple(values), tuple(merged))


def _told(item: Found, texts: Texts, lang: Lang) -> tuple[str, Statement] | None:
    """The value of a slot, and the statement that says it with all its places."""
    if item.fact is None:
        return None
    fact = item.fact
    statement = fact_statement(fact, texts, lang)
    if statement is None:
        return None
    others = [
        other
        for other in item.ranked
        if other.place != fact.place and other.score >= AS_GOOD * fact.score and same_value(fact, other)
    ]
    quotes = [*statement.evidence, *(quote_of(other, texts) for other in others)]
    kept = tuple(dict.fromkeys(quotes))[:MOST_PLACES]
    return fact.figure.value, replace(statement, evidence=kept)


def _without_figure(query: Query, found: Sequence[Found]) -> list[str]:
    """The provinces of a question that names several of which no figure is."""
    told_of = {item.fact.unit.page.header.province for item in found if item.fact is not None}
    missing = [place.name for place in query.places if not place.names & told_of]
    return missing if len(query.places) > 1 else []


def fact_statement(fact: Fact, texts: Texts, lang: Lang) -> Statement | None:
    """What a fact says, with its quotation; None if its figures are not in it.

    The code of a row, which OCR often breaks, is left out where it is not in the quotation.
    """
    quotes = [quote_of(fact, texts)]
    row = fact.unit.indicator
    sentences = [fact.unit.text]
    if row is not None:
        sentences.append(fact.unit.text.removeprefix(f"{row.code}. "))
    for sentence in sentences:
        text = wording.fact(fact.figure.value, sentence, lang)
        if supported(text, quotes):
            return Statement(text, tuple(quotes))
    return None


def quote_of(fact: Fact, texts: Texts) -> Evidence:
    """The quotation of a fact: the unit that it stands in."""
    unit = fact.unit
    document = unit.page.document
    return evidence(texts, document.id, document.file, unit.start, unit.end)


def _merged(statements: Sequence[Statement]) -> list[Statement]:
    """Statements whose quotations are the same as one."""
    found: dict[tuple[Evidence, ...], Statement] = {}
    for told in statements:
        same = found.get(told.evidence)
        if same is None:
            found[told.evidence] = told
        elif told.text != same.text:
            first, _, sentence = same.text.partition(" — ")
            value = told.text.split(" — ", 1)[0]
            found[told.evidence] = replace(same, text=f"{first}; {value} — {sentence}")
    return list(found.values())
