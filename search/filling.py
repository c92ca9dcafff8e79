"""Which figure fills which slot of a question: together, for the answers to one question stand together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyzers.folding import fold
from indexer.engines.base import Reader
from search.concepts import Concept
from search.errors import QueryError
from search.facts import Fact, facts
from search.places_cited import Texts
from search.query import Query, analyse
from search.retrieval import Scored, passage_index
from search.slots import Slot, topic

ENOUGH = 0.45
"""The score that a figure needs to answer."""
ENOUGH_UNCOUNTED = 0.55
"""The same for a count that does not say what is counted, where any number would do."""
SAID_ALONE = 0.8
"""How much of a question must be said with a count whose counted thing is not."""
MOST_LACKING = 0.38
MOST_LACKING_UNCOUNTED = 0.25
"""The share of the question that may be said elsewhere in the collection, but not with the figure; less
where the figure counts something else than is asked for."""
TOGETHER = 0.06
"""What two neighbouring slots gain whose figures stand in one sentence, or in rows of one row."""
CONSIDERED = 6
"""Figures of a slot that are considered."""
COVERS = 0.8
"""How much of each joined thing a figure must say to be of all of them."""
TOLD = 0.7
"""How much of its own thing the figure of one of the joined things must say."""
_NOT_COUNTED = 0.5
_JOINED = re.compile(r"\s(?:va|and|hay|hoac)\s|,\s")


@dataclass(frozen=True, slots=True)
class Found:
    """The fact that fills a slot, None where none does, with what is nearest; `ranked` are the best."""

    slot: Slot
    fact: Fact | None
    nearest: Fact | None
    ranked: tuple[Fact, ...] = ()


def fill(
    slots: Sequence[Slot], query: Query, pool: Sequence[Scored], texts: Texts, reader: Reader
) -> list[Found]:
    """The facts that fill the slots of a question."""
    parts = [
        (part, facts(part, query, pool, texts, reader))
        for slot in slots
        for part in _parts(slot, query, pool, texts, reader)
    ]
    spoken = _Spoken(pool)
    fitting = [
        [f for f in ranked[:CONSIDERED] if answers(f, part) and spoken.elsewhere(f) <= _most_lacking(f, part)]
        for part, ranked in parts
    ]
    chosen = _together(fitting)
    return [
        Found(part, fact, ranked[0] if ranked else None, tuple(ranked[:CONSIDERED]))
        for (part, ranked), fact in zip(parts, chosen, strict=True)
    ]


class _Spoken:
    """What the collection speaks of at all, by the passages of a pool."""

    def __init__(self, pool: Sequence[Scored]) -> None:
        self._pool = pool
        self._known: dict[Concept, bool] = {}

    def elsewhere(self, fact: Fact) -> float:
        """The share of a question that is spoken of, but not with a figure: it is of something else."""
        return sum(share for concept, share in fact.missing if self._speaks(concept))

    def _speaks(self, concept: Concept) -> bool:
        if concept not in self._known:
            passages = (item.passage for item in self._pool)
            indexes = (passage_index(p.heading, p.restored or p.text) for p in passages)
            self._known[concept] = any(index.best(concept) > 0.5 for index in indexes)
        return self._known[concept]


def _together(fitting: Sequence[Sequence[Fact]]) -> list[Fact | None]:
    """One fact for each slot, none twice, that are the best together."""
    best: list[tuple[float, list[Fact | None]]] = [(0.0, [])]
    for candidates in fitting:
        options: list[Fact | None] = [*candidates, None]
        grown = []
        for score, taken in best:
            used = {fact.place for fact in taken if fact is not None}
            for fact in options:
                if fact is None:
                    grown.append((score, [*taken, None]))
                elif fact.place not in used:
                    near = TOGETHER if taken and _stand_together(taken[-1], fact) else 0.0
                    grown.append((score + fact.score + near, [*taken, fact]))
        best = sorted(grown, key=lambda item: -item[0])[:CONSIDERED]
    return best[0][1]


def _stand_together(first: Fact | None, second: Fact) -> bool:
    if first is None or first.unit.page is not second.unit.page:
        return False
    if first.unit.key == second.unit.key:
        return True
    rows = first.unit.indicator, second.unit.indicator
    if rows[0] is None or rows[1] is None:
        return first.unit.paragraph == second.unit.paragraph and rows[0] is rows[1]
    return rows[0].form == rows[1].form and _parent(rows[0].code) == _parent(rows[1].code)


def _parent(code: str) -> str:
    return code.rpartition(".")[0]


def answers(fact: Fact, slot: Slot) -> bool:
    """Whether a figure is near enough to what is asked."""
    if slot.kind == "count" and slot.counted is None:
        return fact.score >= ENOUGH_UNCOUNTED
    if slot.kind == "count" and fact.counted < 0.3:
        return fact.said >= SAID_ALONE
    return fact.score >= ENOUGH


def _most_lacking(fact: Fact, slot: Slot) -> float:
    other = slot.counted is not None and fact.counted <= _NOT_COUNTED
    return MOST_LACKING_UNCOUNTED if other else MOST_LACKING


def _parts(slot: Slot, query: Query, pool: Sequence[Scored], texts: Texts, reader: Reader) -> list[Slot]:
    """A slot, or several where it asks for several things (`video và ảnh`) that no figure has all of."""
    joined = _joined(query, slot)
    ranked = facts(slot, query, pool, texts, reader) if joined else []
    if not joined or not ranked:
        return [slot]
    if min(ranked[0].tells(concept) for concept in joined) >= COVERS:
        return [slot]
    parts = [_only(slot, kept, joined) for kept in joined]
    best = [next(iter(facts(part, query, pool, texts, reader)), None) for part in parts]
    found = [fact for fact in best if fact is not None]
    if len(found) < len(parts) or len({fact.place for fact in found}) < len(found):
        return [slot]
    told = all(fact.tells(kept) >= TOLD for fact, kept in zip(found, joined, strict=True))
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
        second = next((c for c in seconds if c is not None and first is not None and _other(c, first)), None)
        if first is None or second is None:
            continue
        alike = _key(first)[0] == _key(second)[0]
        has_and = has_and or "," not in match[0] or alike
        chain += [c for c in (first, second) if all(c is not known for known in chain)]
    return tuple(chain) if has_and and len(chain) > 1 else ()


def _other(concept: Concept, first: Concept) -> bool:
    """Whether a concept is more than a repeated word of another (`giải quyết xong và xong đúng hạn`)."""
    return concept is not first and not set(_key(concept)) <= set(_key(first))


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


LEAST_NEAR = 0.2
"""The score from which a figure that does not answer is still worth showing as the nearest thing."""
