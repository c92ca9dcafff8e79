"""Comparisons: one figure on each side (provinces, years, a quarter and its year) and the difference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from analyzers.folding import fold
from analyzers.tokens import folded_terms
from indexer.engines.base import Filters, Reader
from search import wording
from search.errors import Lang
from search.fact_answers import fact_statement, quote_of
from search.facts import Fact, facts
from search.filters import merge
from search.places_cited import Texts
from search.query import Query
from search.results import Answer, Statement
from search.retrieval import Searcher
from search.slots import Kind, Slot, slots, topic
from search.tables import stop_phrases

LEAST = 0.5
"""The score that each side's figure needs."""
NEAR = 0.2
"""How much less than the best of its side a row may score that has the same name on the other side."""
SAME_NAME = 0.7
SAME_CODE = 0.55
"""The share of their words that two rows of the same name have in common; OCR damages some. Rows of the
same code need less."""
CONSIDERED = 20
_COMPARES = re.compile(
    r"\bso sanh\b|\bso voi\b|\bchenh\b|\b(?:cao|thap|nhieu|it|lon|nho|tang|giam) hon\b"
    r"|\bnhieu hay it\b|\bkhac nhau\b"
    r"|\bgap may\b|\bcompare|\bversus\b|\bvs\b|\bdifference\b"
    r"|\b(?:more|higher|lower|fewer|less) (?:than|in)\b"
)
_RATE = re.compile(r"\bt[yi] le\b|\b(?:cao|thap) hon\b|\brate\b|\bshare\b|\bpercent|\bhigher\b|\blower\b")


def comparison(searcher: Searcher, query: Query, texts: Texts, reader: Reader, lang: Lang) -> Answer | None:
    """The figures of both sides and their difference; None where the question compares nothing."""
    folded = " ".join(re.findall(r"\w+", fold(query.text[:2000])))
    compares = _COMPARES.search(folded) is not None or len(query.places) > 1
    sides = _sides(query, folded) if compares else []
    if len(sides) < 2:
        return None
    slot = _slot(query, folded)
    kinds: tuple[Kind, ...] = (slot.kind, "count" if slot.kind == "percent" else "percent")
    for kind in kinds:
        ranked = [_ranked(searcher, replace(slot, kind=kind), side, texts, reader) for side in sides]
        found = _alike(ranked) or [side[0] for side in ranked if side]
        if len(found) == len(sides) and all(fact.score >= LEAST for fact in found):
            return _told(query, found, texts, lang)
    return None


def _sides(query: Query, folded: str) -> list[Query]:
    """The question once for each province, year or period that it compares."""
    if len(query.places) > 1:
        return [replace(query, places=(place,)) for place in query.places]
    if len(query.quarters) > 1:
        return [replace(query, quarters=(quarter,)) for quarter in query.quarters]
    if query.quarters and re.search(r"\b(?:ca nam|nam|whole year|full year)\b", folded):
        years = query.years[:1] if len(set(query.years)) == 1 else query.years
        return [replace(query, years=years), replace(query, quarters=(), years=query.years[-1:])]
    if len(query.years) > 1:
        return [replace(query, years=(year,)) for year in query.years]
    return []


def _slot(query: Query, folded: str) -> Slot:
    """What is compared: the first figure that is asked for, a rate where the words are of rates."""
    asked = tuple(c for c in topic(query) if c.forms[0].phrase.folded not in stop_phrases("compare"))
    found = [slot for slot in slots(query) if slot.kind in ("count", "percent", "money")]
    if found:
        counted = found[0].counted
        kind: Kind = "percent" if _RATE.search(folded) and found[0].kind != "money" else found[0].kind
        return Slot(kind, asked, (), counted if counted in asked else None)
    return Slot("percent" if _RATE.search(folded) else "count", asked, (), None)


def _ranked(searcher: Searcher, slot: Slot, side: Query, texts: Texts, reader: Reader) -> list[Fact]:
    """The figures of one side, searched for by itself, the best first."""
    names = sorted({name for place in side.places for name in place.names})
    wish = Filters(province=tuple(names), year=side.years, quarter=side.quarters)
    pool = searcher.ranked(side, reader, filters=merge(side.document_filters, wish))
    return facts(slot, side, pool, texts, reader)[:CONSIDERED]


def _alike(ranked: Sequence[Sequence[Fact]]) -> list[Fact]:
    """The rows of one name in the report forms of both sides, if they are nearly the best of each."""
    if len(ranked) != 2 or not all(ranked):
        return []
    pairs = [
        (first.score + second.score, first, second)
        for first in ranked[0]
        for second in ranked[1]
        if min(first.score - ranked[0][0].score, second.score - ranked[1][0].score) >= -NEAR
        and _same_row(first, second)
    ]
    best = max(pairs, key=lambda pair: pair[0], default=None)
    return [best[1], best[2]] if best is not None else []


def _same_row(first: Fact, second: Fact) -> bool:
    rows = first.unit.indicator, second.unit.indicator
    if rows[0] is None or rows[1] is None:
        return False
    terms = [set(folded_terms(row.indicator)) for row in rows if row is not None]
    least = SAME_CODE if rows[0].code == rows[1].code else SAME_NAME
    return len(terms[0] & terms[1]) >= least * len(terms[0] | terms[1])


def _told(query: Query, found: Sequence[Fact], texts: Texts, lang: Lang) -> Answer | None:
    """Both figures with their sentences, and the difference as a computed statement."""
    told = [fact_statement(fact, texts, lang) for fact in found]
    statements = [item for item in told if item is not None]
    if len(statements) != len(found):
        return None
    difference = _difference(found, texts, lang)
    statements += [difference] if difference is not None else []
    values = tuple(fact.figure.value for fact in found)
    text = wording.values_answer(values, [item.text for item in statements], lang)
    return Answer(query.raw, True, text, (), values, tuple(statements))


def _difference(found: Sequence[Fact], texts: Texts, lang: Lang) -> Statement | None:
    """The difference of two figures of the same kind, its arithmetic shown."""
    numbers = [number_of(fact) for fact in found]
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
        return None
    first, second = numbers[0], numbers[1]
    percent = all(fact.figure.value.endswith("%") for fact in found)
    high, low = max(first, second), min(first, second)
    labels = [found[0].figure.value, found[1].figure.value]
    if first < second:
        labels.reverse()
    text = wording.difference(labels[0], labels[1], wording.number(high - low, lang), percent, lang)
    return Statement(text, tuple(quote_of(fact, texts) for fact in found), computed=True)


def number_of(fact: Fact) -> Decimal | None:
    """The number that a figure is, its separators undone; None for what is none (`01/63`)."""
    row = fact.unit.indicator
    if row is not None and row.value is not None:
        return Decimal(str(row.value))
    raw = fact.figure.value.rstrip("%").strip()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", raw):
        raw = raw.replace(".", "")
    try:
        return Decimal(raw.replace(",", "."))
    except InvalidOperation:
        return None
