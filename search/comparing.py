"""Comparisons: one figure on each side (provinces, years, a quarter and its year) and the difference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from analyzers.folding import fold
from analyzers.tokens import folded_terms
from indexer.engines.base import Filters, Reader
from search import periods, wording
from search.errors import Lang, QueryError
from search.fact_answers import fact_statement, quote_of
from search.facts import Fact, facts
from search.filters import merge
from search.places import places
from search.places_cited import Texts
from search.query import Query, analyse
from search.results import Answer, Statement
from search.retrieval import Searcher
from search.slots import Kind, Slot, slots, topic, without_rates
from search.tables import stop_phrases
from search.values import number_of

LEAST = 0.5
"""The score that each side's figure needs."""
NEAR = 0.25
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
_RATE = re.compile(
    r"\bt[yi] le\b|\bmuc do\b|\bphan tram\b|\b(?:cao|thap) hon\b"
    r"|\brate\b|\bshare\b|\bpercent|\bhigher\b|\blower\b"
)
_APART = re.compile(
    r"\b(?:bao nhieu|may)\s+(?:lan|diem phan tram|diem|phan tram)\b"
    r"|\b(?:chenh|lech|hon|kem|khac)(?: lech| nhau)?\s+(?:bao nhieu|may)\b"
)
"""What asks how far apart two figures are, not for another one."""
_BOTH_TIMES = re.compile(
    r"\bca nam\b|\b(?:whole|full) year\b|\bqu[yi] .*\b(?:va|voi|so voi|and)\b (?:ca )?(?:nam |year )?20\d\d"
)


def comparison(searcher: Searcher, query: Query, texts: Texts, reader: Reader, lang: Lang) -> Answer | None:
    """The figures of both sides and their difference; None where the question compares nothing."""
    folded = " ".join(re.findall(r"\w+", fold(query.text[:2000])))
    compares = _COMPARES.search(folded) is not None or len(query.places) > 1
    compares = compares or (bool(query.quarters) and _BOTH_TIMES.search(folded) is not None)
    sides = _sides(query, folded) if compares else []
    if len(sides) < 2:
        return None
    slot = _slot(query, folded)
    kinds: tuple[Kind, ...] = (slot.kind, "count" if slot.kind == "percent" else "percent")
    for kind in kinds:
        ranked = [_ranked(searcher, replace(slot, kind=kind), side, texts, reader) for side in sides]
        found = _alike(ranked) or _distinct(ranked)
        if len(found) == len(sides) and all(fact.score >= LEAST for fact in found):
            return _told(query, found, texts, lang)
    return None


def _sides(query: Query, folded: str) -> list[Query]:
    """The question once for each province, year or period that it compares."""
    if len(query.places) > 1:
        return _by_place(query)
    if len(query.quarters) > 1:
        return [replace(query, quarters=(quarter,)) for quarter in query.quarters]
    if query.quarters and re.search(r"\b(?:ca nam|nam|whole year|full year)\b", folded):
        years = query.years[:1] if len(set(query.years)) == 1 else query.years
        return [replace(query, years=years), replace(query, quarters=(), years=query.years[-1:])]
    if len(query.years) > 1:
        return [replace(query, years=(year,)) for year in query.years]
    return []


def _by_place(query: Query) -> list[Query]:
    """The question for each province, with the years and quarters that stand beside its name.

    `Quảng Ngãi năm 2024 ... Đồng Nai quý I/2023` binds each to the name before it; where times stand
    before the first name (`Năm 2024 Quảng Ngãi ..., quý I/2023 Đồng Nai`), to the name behind it. What
    only one side has both have.
    """
    named = sorted(places(query.text), key=lambda place: place.start)
    if len(named) != len(query.places):
        return [replace(query, places=(place,)) for place in query.places]
    starts = [place.start for place in named]
    ends = [place.start + len(place.name) for place in named]
    behind = [query.text[a:b] for a, b in zip(starts, [*starts[1:], len(query.text)], strict=True)]
    before = [query.text[a:b] for a, b in zip([0, *ends[:-1]], starts, strict=True)]
    parts = before if _times(before[0]) != ((), ()) and _times(behind[-1]) == ((), ()) else behind
    sides = []
    for place, part in zip(named, parts, strict=True):
        years, quarters = _times(part)
        own = bool(years or quarters)
        sides.append(
            replace(
                query,
                places=(place,),
                years=years if own else _unbound(query.years, parts, 0),
                quarters=quarters if own else _unbound(query.quarters, parts, 1),
            )
        )
    return sides


def _times(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return periods.years(text), periods.quarters(text)


def _unbound(times: tuple[int, ...], parts: Sequence[str], which: int) -> tuple[int, ...]:
    """The times of a question that are of no other side; all where only one side has any."""
    bound = [part for part in parts if _times(part) != ((), ())]
    taken = {time for part in bound for time in _times(part)[which]}
    return times if len(bound) < 2 else tuple(time for time in times if time not in taken)


def _slot(query: Query, folded: str) -> Slot:
    """What is compared: the first figure that is asked for, a rate where the words are of rates."""
    text = query.text[:2000]
    with suppress(QueryError):
        query = replace(analyse(_without(text, _APART)), places=query.places)
    asked = tuple(c for c in topic(query) if c.forms[0].phrase.folded not in stop_phrases("compare"))
    found = [slot for slot in slots(query) if slot.kind in ("count", "percent", "money")]
    kind: Kind = "percent" if _RATE.search(folded) else "count"
    counted = None
    if found:
        kind = "percent" if kind == "percent" and found[0].kind != "money" else found[0].kind
        counted = found[0].counted
    asked = without_rates(asked) if kind == "percent" else asked
    return Slot(kind, asked, (), counted if counted in asked else None, text=text)


def _without(text: str, pattern: re.Pattern[str]) -> str:
    """A text without what a pattern finds in its folded form."""
    for match in reversed(list(pattern.finditer(fold(text)))):
        text = f"{text[: match.start()]} {text[match.end() :]}"
    return text


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


def _distinct(ranked: Sequence[Sequence[Fact]]) -> list[Fact]:
    """The best figure of each side that is not the one of a side before."""
    found: list[Fact] = []
    for side in ranked:
        taken = {fact.place for fact in found}
        best = next((fact for fact in side if fact.place not in taken), None)
        found += [best] if best is not None else []
    return found


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
