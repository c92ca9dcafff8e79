"""Choosing among the readings: beam search for the cheapest path through channel and language model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import itemgetter
from typing import Literal, NamedTuple

from analyzers.restore.candidates import Candidates, Readings, Wide, case_of
from analyzers.restore.model import LanguageModel, State
from analyzers.restore.syllables import bare, is_syllable
from analyzers.restore.tokens import COMMA, END
from analyzers.restore.units import Unit

BEAM = 10
MARGIN = 9.0
"""Paths this much worse than the best are given up."""


_RIVALRY = 4.0
"""Readings that cost no more than this are reckoned with for the confidence, whatever the search needed."""
_MOST_STEPS = 100_000
"""How many continuations of a state are remembered before they are forgotten all at once."""

Mode = Literal["damaged", "typed", "accented"]

_UNJUDGED = 0.5
"""The confidence of a word that OCR tore apart or ran together."""


class Choice(NamedTuple):
    """The reading chosen for `width` units from `first` on, and how sure it is (0 to 1)."""

    first: int
    width: int
    surface: str
    confidence: float


class _Path(NamedTuple):
    cost: float
    state: State
    before: _Path | None
    unit: int
    width: int
    word: int
    surface: str


_Step = tuple[float, _Path, int, int, int, str, int]
"""A step not yet taken: cost, path before, unit, width, word, surface, word before."""
_Reading = tuple[float, int, str]
"""A reading in a state: cost in channel and model, word, surface."""
_Pending = dict[int, _Step]
"""The cheapest step to each pair of last words."""

_cost = itemgetter(0)


class Decoder:
    """Beam search over one paragraph."""

    def __init__(self, model: LanguageModel, candidates: Candidates) -> None:
        self._model, self._candidates = model, candidates
        self._known_steps: dict[tuple[State, Readings], tuple[float, list[_Reading]]] = {}
        self._marks = {END: model.ids[END], COMMA: model.ids[COMMA]}

    def decode(self, units: Sequence[Unit], mode: Mode = "damaged") -> list[Choice]:
        """The best reading of each unit, in order; two units that were one word share a choice.

        `mode` says what the text is: `damaged` by OCR, `typed` without accents, or `accented` where
        accents are typed but some may be missing.
        """
        if not units:
            return []
        readings = self._readings(units, mode)
        end = self._model.ids[END]
        pending: list[_Pending] = [{} for _ in range(len(units) + 1)]
        live = [_Path(0.0, self._model.start(end), None, 0, 0, end, "")]
        for at, unit in enumerate(units):
            if at:
                live = self._survivors(pending[at], units[at - 1].after)
            self._extend(live, at, readings[at], pending[at + 1])
            if mode == "damaged" and at + 1 < len(units) and unit.spaced:
                self._join(live, at, units, pending[at + 2])
        last = min(self._survivors(pending[-1], units[-1].after), key=_cost)
        return self._choices(last, units, readings)

    def can_be_typed(self, word: str) -> bool:
        """Whether a lower-case word is a syllable or a known word without its accents."""
        return self._candidates.can_be_typed(word)

    def _readings(self, units: Sequence[Unit], mode: Mode) -> list[Readings]:
        if mode != "damaged":
            return [self._candidates.typed(unit.text, mode == "accented") for unit in units]
        capitals = [_is_capital_word(unit.text) for unit in units]
        found = []
        for at, unit in enumerate(units):
            run = (at > 0 and capitals[at - 1]) or (at + 1 < len(units) and capitals[at + 1])
            found.append(self._candidates.damaged(unit.text, "capitals" if run else "text"))
        return found

    def _survivors(self, pending: _Pending, mark: str | None) -> list[_Path]:
        """The best of the pending steps as paths, with the punctuation that stands behind them."""
        model = self._model
        number = -1 if mark is None else self._marks[mark]
        ranked = sorted(pending.values(), key=_cost)[:BEAM]
        limit = ranked[0][0] + MARGIN
        found: dict[int, _Path] = {}
        for cost, before, at, width, word, surface, last in ranked:
            if cost > limit:
                break
            state = model.after(last, word)
            if mark is not None:
                cost += model.cost(state, number)
                state = model.after(word, number)
            known = found.get(id(state))
            if known is None or cost < known.cost:
                found[id(state)] = _Path(cost, state, before, at, width, word, surface)
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
            for extra, word, surface in self._steps(path.state, readings, limit - spent):
                cost = spent + extra
                if cost > limit:
                    break  # the steps are sorted by cost
                if cost + MARGIN < limit:
                    limit = cost + MARGIN
                known = pending.get(high | word)
                if known is None or cost < known[0]:
                    pending[high | word] = (cost, path, at, 1, word, surface, last)
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
        for word, extra, surface in readings.single:
            if extra > room:
                break  # the readings are sorted by cost
            cost = seen.get(word)
            if cost is None:
                cost = follows.get(word)
                cost = both + unigram[word] if cost is None else back + cost
            cost += extra
            if cost <= room:
                steps.append((cost, word, surface))
                if cost + MARGIN < room:
                    room = cost + MARGIN
        steps.sort()
        return steps[:BEAM]

    def _extend_twice(self, live: Sequence[_Path], at: int, wide: Wide, pending: _Pending) -> None:
        model = self._model
        first, second = wide.words
        for path in live:
            cost = path.cost + wide.cost + model.cost(path.state, first)
            cost += model.cost(model.after(path.state.word, first), second)
            _keep(pending, (cost, path, at, 1, second, wide.surface, first))

    def _join(self, live: Sequence[_Path], at: int, units: Sequence[Unit], pending: _Pending) -> None:
        first, second = units[at], units[at + 1]
        for word, extra, surface in self._candidates.joined(first.text, second.text):
            for path in live:
                cost = path.cost + extra + self._model.cost(path.state, word)
                _keep(pending, (cost, path, at, 2, word, surface, path.state.word))

    def _choices(self, last: _Path, units: Sequence[Unit], readings: Sequence[Readings]) -> list[Choice]:
        path: _Path | None = last
        following: int | None = None
        found = []
        while path is not None and path.width:
            mark = units[path.unit + path.width - 1].after
            following = following if mark is None else self._marks[mark]
            sure = self._confidence(path, readings[path.unit], following)
            found.append(Choice(path.unit, path.width, path.surface, sure))
            following = path.word
            path = path.before
        return found[::-1]

    def _confidence(self, path: _Path, readings: Readings, following: int | None) -> float:
        """The share of the chosen reading among all, with the words around it as they are."""
        if path.before is None or path.width != 1 or readings.double:
            return _UNJUDGED
        steps = self._steps(path.before.state, readings, _RIVALRY)
        if len(steps) == 1:
            return 1.0
        cost_of, start = self._model.cost, self._model.start
        chosen = total = 0.0
        for cost, word, surface in steps:
            if following is not None:
                cost += cost_of(start(word), following)
            weight = math.exp(-cost)
            total += weight
            if surface == path.surface:
                chosen += weight
        return chosen / total if total else _UNJUDGED


def _is_capital_word(text: str) -> bool:
    """A syllable in capitals: an abbreviation beside a word does not make it part of a heading."""
    return len(text) >= 2 and case_of(text) == "upper" and is_syllable(bare(text).lower())


def _keep(pending: _Pending, step: _Step) -> None:
    key = step[6] << 16 | step[4]
    known = pending.get(key)
    if known is None or step[0] < known[0]:
        pending[key] = step
