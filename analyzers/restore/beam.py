"""Beam search for the cheapest path through channel and language model, in Python.

`analyzers.restore.compiled` does the same in C, several times faster; this is what runs where that could
not be built, and what it is tested against.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple, Protocol

from analyzers.restore.candidates import Candidate, Readings, Wide
from analyzers.restore.model import LanguageModel, State

BEAM = 10
MARGIN = 9.0
"""Paths this much worse than the best are given up."""
UNJUDGED = 0.5
"""The confidence of a word that OCR tore apart or ran together."""
_MOST_STEPS = 100_000
"""How many continuations of a state are remembered before they are forgotten all at once."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """The readings of a paragraph. All three have one entry a unit.

    `joined`: readings of the unit and the next one as one word. `marks`: the word that the language model
    sees for the punctuation behind the unit, or -1. `begin`: the word before the first unit.
    """

    readings: Sequence[Readings]
    joined: Sequence[Sequence[Candidate]]
    marks: Sequence[int]
    begin: int


class Pick(NamedTuple):
    """The reading chosen for `width` units from `first` on, and how sure it is (0 to 1)."""

    first: int
    width: int
    reading: Candidate | Wide
    confidence: float


class Search(Protocol):
    """Finds the cheapest path."""

    def best(self, lattice: Lattice) -> list[Pick]:
        """The best reading of every unit, in order. `lattice` has at least one."""


class _Path(NamedTuple):
    cost: float
    state: State
    before: _Path | None
    unit: int
    width: int
    reading: Candidate | Wide | None


_Step = tuple[float, _Path, int, int, int, Candidate | Wide, int]
"""A step not yet taken: cost, path before, unit, width, word, reading, word before."""
_Reading = tuple[float, int, Candidate]
"""A reading in a state: cost in channel and model, word, reading."""
_Pending = dict[int, _Step]
"""The cheapest step to each pair of last words."""

_cost = itemgetter(0)


class BeamSearch:
    """Beam search, with what followed each state remembered from one paragraph to the next."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._known_steps: dict[tuple[State, Readings], tuple[float, list[_Reading]]] = {}

    def best(self, lattice: Lattice) -> list[Pick]:
        """The best reading of every unit, in order."""
        units = len(lattice.readings)
        pending: list[_Pending] = [{} for _ in range(units + 1)]
        live = [_Path(0.0, self._model.start(lattice.begin), None, 0, 0, None)]
        for at, readings in enumerate(lattice.readings):
            if at:
                live = self._survivors(pending[at], lattice.marks[at - 1])
            self._extend(live, at, readings, pending[at + 1])
            for candidate in lattice.joined[at]:
                self._join(live, at, candidate, pending[at + 2])
        last = min(self._survivors(pending[-1], lattice.marks[-1]), key=_cost)
        return self._picks(last, lattice)

    def _survivors(self, pending: _Pending, mark: int) -> list[_Path]:
        """The best of the pending steps as paths, with the punctuation that stands behind them."""
        model = self._model
        ranked = sorted(pending.values(), key=_cost)[:BEAM]
        limit = ranked[0][0] + MARGIN
        found: dict[int, _Path] = {}
        for cost, before, at, width, word, reading, last in ranked:
            if cost > limit:
                break
            state = model.after(last, word)
            if mark >= 0:
                cost += model.cost(state, mark)
                state = model.after(word, mark)
            known = found.get(id(state))
            if known is None or cost < known.cost:
                found[id(state)] = _Path(cost, state, before, at, width, reading)
        return list(found.values())

    def _extend(self, live: Sequence[_Path], at: int, readings: Readings, pending: _Pending) -> None:
        """Adds every reading of a unit to every live path; the cheapest path to a pair of words stays."""
        limit = math.inf
        cheapest = readings.single[0].cost
        for path in live:
            spent, last = path.cost, path.state.word
            if spent + cheapest > limit:
                continue
            high = last << 16
            for extra, word, reading in self._steps(path.state, readings, limit - spent):
                cost = spent + extra
                if cost > limit:
                    break  # the steps are sorted by cost
                if cost + MARGIN < limit:
                    limit = cost + MARGIN
                known = pending.get(high | word)
                if known is None or cost < known[0]:
                    pending[high | word] = (cost, path, at, 1, word, reading, last)
        for wide in readings.double:
            self._extend_twice(live, at, wide, pending)

    def _steps(self, state: State, readings: Readings, room: float) -> list[_Reading]:
        """The cheapest readings of a unit in a state, all that cost up to `room`; remembered."""
        key = (state, readings)
        known = self._known_steps.get(key)
        if known is None or known[0] < room:
            if len(self._known_steps) > _MOST_STEPS:
                self._known_steps.clear()
            known = (room, self._make_steps(state, readings, room))
            self._known_steps[key] = known
        return known[1]

    def _make_steps(self, state: State, readings: Readings, room: float) -> list[_Reading]:
        unigram, seen, follows = self._model.unigram, state.seen, state.row.seen
        back, both = state.back, state.back + state.row.back
        steps = []
        for candidate in readings.single:
            word, extra = candidate.word, candidate.cost
            if extra > room:
                break  # the readings are sorted by cost
            cost = seen.get(word)
            if cost is None:
                cost = follows.get(word)
                cost = both + unigram[word] if cost is None else back + cost
            cost += extra
            if cost <= room:
                steps.append((cost, word, candidate))
                if cost + MARGIN < room:
                    room = cost + MARGIN
        steps.sort(key=_cost)
        return steps[:BEAM]

    def _extend_twice(self, live: Sequence[_Path], at: int, wide: Wide, pending: _Pending) -> None:
        model = self._model
        first, second = wide.words
        for path in live:
            cost = path.cost + wide.cost + model.cost(path.state, first)
            cost += model.cost(model.after(path.state.word, first), second)
            _keep(pending, (cost, path, at, 1, second, wide, first))

    def _join(self, live: Sequence[_Path], at: int, joined: Candidate, pending: _Pending) -> None:
        for path in live:
            cost = path.cost + joined.cost + self._model.cost(path.state, joined.word)
            _keep(pending, (cost, path, at, 2, joined.word, joined, path.state.word))

    def _picks(self, last: _Path, lattice: Lattice) -> list[Pick]:
        path: _Path | None = last
        following = -1
        found = []
        while path is not None and path.reading is not None:
            mark = lattice.marks[path.unit + path.width - 1]
            following = mark if mark >= 0 else following
            sure = self._confidence(path, lattice.readings[path.unit], following)
            found.append(Pick(path.unit, path.width, path.reading, sure))
            following = path.reading.words[0] if isinstance(path.reading, Wide) else path.reading.word
            path = path.before
        return found[::-1]

    def _confidence(self, path: _Path, readings: Readings, following: int) -> float:
        """The share of the chosen reading among all, with the words around it as they are."""
        if path.before is None or path.reading is None or path.width != 1 or readings.double:
            return UNJUDGED
        if len(readings.single) == 1:
            return 1.0
        cost_of, start = self._model.cost, self._model.start
        chosen = total = 0.0
        for word, cost, surface in readings.single:
            cost += cost_of(path.before.state, word)
            if following >= 0:
                cost += cost_of(start(word), following)
            weight = math.exp(-cost)
            total += weight
            if surface == path.reading.surface:
                chosen += weight
        return chosen / total if total else UNJUDGED


def _keep(pending: _Pending, step: _Step) -> None:
    key = step[6] << 16 | step[4]
    known = pending.get(key)
    if known is None or step[0] < known[0]:
        pending[key] = step
