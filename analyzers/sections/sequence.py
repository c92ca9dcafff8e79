"""Which candidates are headings, and which label each carries: the cheapest consistent sequence.

A beam search over the candidates in order. A state is the chain of open headings; each candidate is either
skipped or taken under one of its interpretations, and a step that does not continue the count (3 after 1,
1 after 4) costs. Costs are roughly negative log probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from analyzers.sections.labels import Candidate, Interpretation, Kind


class Mode(Enum):
    """Where in a document we are: what comes after the signature are annexes, or another document."""

    BODY = "body"
    SIGNED = "signed"
    ANNEX = "annex"
    FORM = "form"


Stack = tuple[Interpretation, ...]

_BEAM = 12
_BACKWARDS = 9.0
_RESTART = 5.0
_FRAGMENT = 2.0
"""For a count that does not begin at 1 where no heading is open: the text may be part of a document."""
_UNCOUNTED = (Kind.ARTICLE, Kind.CHAPTER, Kind.PART)
"""Kinds whose count may run on across the kinds outside them: articles are counted through a whole law."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A candidate that was taken, under one interpretation. `in_appendix` is true from an annex on."""

    candidate: Candidate
    interpretation: Interpretation
    in_appendix: bool


@dataclass(slots=True)
class _State:
    cost: float
    stack: Stack
    mode: Mode
    before: _State | None = None
    taken: Heading | None = None


def resolve(candidates: Sequence[Candidate], signatures: Sequence[int]) -> list[Heading]:
    """The headings among `candidates`. `signatures` are the offsets where lists of recipients begin."""
    beam = [_State(0.0, (), Mode.BODY)]
    pending = sorted(signatures)
    for candidate in candidates:
        while pending and pending[0] <= candidate.start:
            pending.pop(0)
            for state in beam:
                state.mode = Mode.SIGNED
        beam = _advance(beam, candidate)
    return _trace(beam[0])


def _advance(beam: list[_State], candidate: Candidate) -> list[_State]:
    best: dict[tuple[tuple[tuple[int, tuple[int, ...]], ...], Mode], _State] = {}
    for state in beam:
        for follower in _followers(state, candidate):
            key = (tuple((one.kind, one.ordinal) for one in follower.stack), follower.mode)
            known = best.get(key)
            if known is None or follower.cost < known.cost:
                best[key] = follower
    return sorted(best.values(), key=lambda state: state.cost)[:_BEAM]


def _followers(state: _State, candidate: Candidate) -> list[_State]:
    blocked = True
    followers: list[_State] = []
    for interpretation in candidate.interpretations:
        step = _take(state, interpretation)
        if step is None:
            continue
        blocked = False
        cost, stack, mode = step
        taken = Heading(candidate, interpretation, mode in (Mode.ANNEX, Mode.FORM))
        total = state.cost + cost + candidate.take + interpretation.cost
        followers.append(_State(total, stack, mode, state, taken))
    skip = 0.0 if blocked else candidate.skip
    followers.append(_State(state.cost + skip, state.stack, state.mode, state))
    return followers


def _trace(state: _State | None) -> list[Heading]:
    headings: list[Heading] = []
    while state is not None:
        if state.taken is not None:
            headings.append(state.taken)
        state = state.before
    return headings[::-1]


def _take(state: _State, new: Interpretation) -> tuple[float, Stack, Mode] | None:
    """What taking `new` costs in `state`, and what is open and where we are after it."""
    if new.kind is Kind.ANNEX:
        return 0.0, (new,), Mode.ANNEX
    if new.kind is Kind.FORM:
        outer = tuple(one for one in state.stack if one.kind is Kind.ANNEX)
        return (1.0 if state.mode is Mode.BODY else 0.0), (*outer, new), Mode.FORM
    if state.mode is Mode.FORM:
        return None
    if state.mode is Mode.SIGNED:
        opens = new.kind <= Kind.ARTICLE and new.ordinal == (1,) and new.cost < 1
        return (1.5, (new,), Mode.BODY) if opens else None
    depth = 0
    while depth < len(state.stack) and state.stack[depth].kind < new.kind:
        depth += 1
    sibling = state.stack[depth] if depth < len(state.stack) and state.stack[depth].kind is new.kind else None
    outer = state.stack[:depth]
    return _count(outer, sibling, new), (*outer, new), state.mode


def _count(outer: Stack, sibling: Interpretation | None, new: Interpretation) -> float:
    if Kind.DECIMAL2 <= new.kind <= Kind.DECIMAL4:
        prefix = new.ordinal[:-1]
        parent = outer[-1].ordinal if outer and outer[-1].kind == new.kind - 1 else None
        strange = 0.0 if parent == prefix else (2.5 if parent is None else 6.0)
        known = sibling is not None and sibling.ordinal[:-1] == prefix
        return strange + _step(sibling.ordinal[-1] if sibling and known else 0, new, not outer)
    return _step(sibling.ordinal[0] if sibling else 0, new, not outer)


def _step(before: int, new: Interpretation, first: bool) -> float:
    """The cost of counting from `before` (0: nothing yet) to `new`; `first` where nothing is open."""
    count = new.ordinal[-1]
    step = count - before
    if step == 1:
        return 0.0
    if before == 0:
        if new.kind in _UNCOUNTED:
            return 0.0
        return _FRAGMENT if first else min(3.0 + (count - 2), 7.0)
    if step == 0 and new.label[-1].isalpha() and new.kind is Kind.ARTICLE:  # Điều 28a after Điều 28
        return 0.0
    if step > 1:
        return min(2.5 + (step - 2), 8.0)
    return _RESTART if count == 1 else _BACKWARDS
