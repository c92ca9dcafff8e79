"""Answers to questions of fact: each slot's figure with the sentence that says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyzers.folding import fold
from indexer.engines.base import Reader
from search import wording
from search.concepts import Concept
from search.errors import Lang, QueryError
from search.facts import Fact, facts
from search.places_cited import Texts
from search.query import Query, analyse
from search.quoting import evidence, supported
from search.results import Answer, Evidence, Statement
from search.retrieval import Scored
from search.slots import Slot, topic

ENOUGH = 0.45
"""The score that a figure needs to answer."""
ENOUGH_UNCOUNTED = 0.55
"""The same for a count that does not say what is counted, where any number would do."""
SAID_ALONE = 0.8
"""How much of a question must be said with a count whose counted thing is not."""
LEAST_NEAR = 0.2
"""The score from which a figure that does not answer is still worth showing as the nearest thing."""
_JOINED = re.compile(r"\s(?:va|and|hay|hoac)\s|,\s")


@dataclass(frozen=True, slots=True)
class Found:
    """The fact that fills a slot, None where none does, with what is nearest."""

    slot: Slot
    fact: Fact | None
    nearest: Fact | None


def fill(
    slots: Sequence[Slot], query: Query, pool: Sequence[Scored], texts: Texts, reader: Reader
) -> list[Found]:
    """The facts that fill the slots of a question."""
    found: list[Found] = []
    taken: set[tuple[str, int, int]] = set()
    for slot in slots:
        for part in _parts(slot, query, pool, texts, reader):
            ranked = facts(part, query, pool, texts, reader)
            free = [fact for fact in ranked if _place(fact) not in taken]
            best = free[0] if free else None
            fits = best is not None and answers(best, part)
            if best is not None and fits:
                taken.add(_place(best))
            found.append(Found(part, best if fits else None, best))
    return found


def _place(fact: Fact) -> tuple[str, int, int]:
    return (*fact.unit.key, fact.figure.start)


def answers(fact: Fact, slot: Slot) -> bool:
    """Whether a figure is near enough to what is asked."""
    if slot.kind == "count" and slot.counted is None:
        return fact.score >= ENOUGH_UNCOUNTED
    if slot.kind == "count" and fact.counted < 0.3:
        return fact.said >= SAID_ALONE
    return fact.score >= ENOUGH


def _parts(slot: Slot, query: Query, pool: Sequence[Scored], texts: Texts, reader: Reader) -> list[Slot]:
    """A slot, or several where it asks for several things (`video và ảnh`) that no figure has all of."""
    joined = _joined(query, slot)
    ranked = facts(slot, query, pool, texts, reader) if joined else []
    if not joined or not ranked:
        return [slot]
    if min(ranked[0].told.get(concept, 0.0) for concept in joined) >= 0.8:
        return [slot]
    parts = [_only(slot, kept, joined) for kept in joined]
    best = [next(iter(facts(part, query, pool, texts, reader)), None) for part in parts]
    found = [fact for fact in best if fact is not None]
    if len(found) < len(parts) or len({_place(fact) for fact in found}) < len(found):
        return [slot]
    told = all(fact.told.get(kept, 0.0) >= 0.7 for fact, kept in zip(found, joined, strict=True))
    near = all(fact.unit.page is found[0].unit.page for fact in found)
    good = all(answers(fact, part) for fact, part in zip(found, parts, strict=True))
    return parts if told and near and good else [slot]


def _only(slot: Slot, kept: Concept, joined: Sequence[Concept]) -> Slot:
    """The slot that asks for one of the joined things alone."""
    others = [concept for concept in joined if concept is not kept]
    own = tuple(c for c in slot.own if all(c is not other for other in others))
    same = slot.counted is not None and any(_key(slot.counted) == _key(other) for other in others)
    return replace(slot, own=own, counted=kept if same else slot.counted)


def _key(concept: Concept) -> tuple[str, ...]:
    return concept.forms[0].phrase.folded


def _joined(query: Query, slot: Slot) -> tuple[Concept, ...]:
    """The concepts of a slot that `và` joins (commas, too, if they begin alike or `và` follows)."""
    text = query.text[:600]
    chain: list[Concept] = []
    has_and = False
    for match in _JOINED.finditer(fold(text)):
        left, right = _content(text[: match.start()]), _content(text[match.end() :])
        first = _own(slot, left[-1]) if left else None
        seconds = [_own(slot, concept) for concept in right[:2]]
        second = next((c for c in seconds if c is not None and c is not first), None)
        if first is None or second is None:
            continue
        alike = _key(first)[0] == _key(second)[0]
        has_and = has_and or "," not in match[0] or alike
        chain += [c for c in (first, second) if all(c is not known for known in chain)]
    return tuple(chain) if has_and and len(chain) > 1 else ()


def _own(slot: Slot, concept: Concept) -> Concept | None:
    return next((c for c in slot.own if _key(c) == _key(concept)), None)


def _content(text: str) -> tuple[Concept, ...]:
    try:
        return topic(analyse(text))
    except QueryError:
        return ()


def nearest_fact(found: Sequence[Found]) -> str | None:
    """The sentence nearest to what no figure answers."""
    near = [item.nearest for item in found if item.fact is None and item.nearest is not None]
    best = max(near, key=lambda fact: fact.score, default=None)
    return f"“{best.unit.text}”" if best is not None and best.score > LEAST_NEAR else None


def fact_answer(query: Query, found: Sequence[Found], texts: Texts, lang: Lang) -> Answer | None:
    """The answer that filled slots give; None where a slot is empty or its figure is not in its quotation."""
    statements: list[Statement] = []
    values: list[str] = []
    for item in found:
        if item.fact is None:
            return None
        told = fact_statement(item.fact, texts, lang)
        if told is None:
            return None
        statements.append(told)
        values.append(item.fact.figure.value)
    merged = _merged(statements)
    text = wording.values_answer(values, [s.text for s in merged], lang)
    told_of = {item.fact.unit.page.header.province for item in found if item.fact is not None}
    missing = [place.name for place in query.places if not place.names & told_of]
    if len(query.places) > 1 and missing:
        text = f"{text}\n{wording.no_figure(missing, lang)}"
    return Answer(query.raw, True, text, (), tuple(values), tuple(merged))


def fact_statement(fact: Fact, texts: Texts, lang: Lang) -> Statement | None:
    """What a fact says, with its quotation; None if its figures are not in it."""
    quotes = [quote_of(fact, texts)]
    text = wording.fact(fact.figure.value, fact.unit.text, lang)
    return Statement(text, tuple(quotes)) if supported(text, quotes) else None


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
            value = told.text.split(" — ", 1)[0]
            found[told.evidence] = replace(same, text=f"{value}; {same.text}")
    return list(found.values())
