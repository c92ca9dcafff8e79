"""The channel: how likely OCR makes of a syllable what stands on the page.

Three sizes of memory, each backing off to the next: whole words seen in training, onsets and rhymes
seen in training, and single letters. A read word is cut into onset and rhyme wherever that is plausible,
so the costs of 28 onsets and some 900 rhymes give those of all syllables.
All costs are negative natural logarithms.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzers.native import kernel
from analyzers.restore.model import TABLES
from analyzers.restore.syllables import split_onset

Costs = NDArray[np.float32]
Pairs = dict[str, list[tuple[str, int]]]
"""What was read -> the clean forms it was read for, with counts."""

IMPOSSIBLE = np.float32(60.0)
PART_PRIOR = 25.0
"""How many sightings of an onset or rhyme the letter model is worth."""
WORD_PRIOR = 20.0
"""How many sightings of a word the onset and rhyme model is worth."""
_NEVER_SEEN = 1.5
"""The cost of a letter read as two that never was, above the floor."""
_LONGEST_ONSET = 4
_SAME = 4.0
"""The most that a letter read as itself costs."""
_MOST_ROWS, _MOST_ONSETS = 2_000, 20_000
"""How many costs are remembered (20 kB and 0.2 kB each) before they are forgotten all at once."""
WINDOW = 8.0
"""Readings this much worse than the best are not followed."""

CASES: dict[str, Callable[[str], str]] = {"lower": str.lower, "title": str.capitalize, "upper": str.upper}


@dataclass(frozen=True, slots=True)
class ChannelTables:
    """What training learns. `letters[clean, read]` are costs of letter operations: one letter read as one,
    two or none, or two letters read as one; `extra[read]` of letters from nowhere; `floor` of anything
    else. The pairs are counts of what was seen."""

    letters: dict[tuple[str, str], float]
    extra: dict[str, float]
    floor: float
    parts: dict[tuple[str, str], int]
    words: dict[tuple[str, str], int]

    def to_json(self) -> str:
        """As one line of JSON, costs in thousandths."""
        return json.dumps(
            {
                "letters": [[c, r, round(v * 1000)] for (c, r), v in sorted(self.letters.items())],
                "extra": {r: round(v * 1000) for r, v in sorted(self.extra.items())},
                "floor": round(self.floor * 1000),
                "parts": [[c, r, n] for (c, r), n in sorted(self.parts.items())],
                "words": [[c, r, n] for (c, r), n in sorted(self.words.items())],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> ChannelTables:
        """The tables that `to_json` wrote."""
        raw: dict[str, Any] = json.loads(text)
        return cls(
            {(c, r): v / 1000 for c, r, v in raw["letters"]},
            {r: v / 1000 for r, v in raw["extra"].items()},
            raw["floor"] / 1000,
            {(c, r): n for c, r, n in raw["parts"]},
            {(c, r): n for c, r, n in raw["words"]},
        )


class _Forms:
    """A list of strings as a letter matrix, for costing one read string against all of them at once.

    The strings stand right-aligned in `matrix` (row 0 is the last letter), so that the costs of
    `x + rest` need one step from those of `rest`: words share their endings.
    """

    def __init__(self, forms: Sequence[str]) -> None:
        self.place = {form: number for number, form in enumerate(forms)}
        letters = sorted(set("".join(forms)))
        self.letter = {letter: number for number, letter in enumerate(letters, 1)}
        self.size = len(letters) + 1
        width = max(map(len, forms), default=0)
        self.matrix = np.zeros((width, len(forms)), dtype=np.intp)
        for column, form in enumerate(forms):
            for row, letter in enumerate(reversed(form)):
                self.matrix[row, column] = self.letter[letter]
        self.pairs = self.matrix[1:] * self.size + self.matrix[:-1]
        self.codes = self.matrix.astype(np.uint8)
        self.lengths = np.array([len(form) for form in forms], dtype=np.int32)
        self.whole = self.lengths * len(forms) + np.arange(len(forms))


class _Table:
    """Costs of letter operations for one list of forms, looked up once for each read letter.

    `lost[k]` are the costs of the last `k` letters of each form when nothing is read.
    """

    def __init__(self, forms: _Forms, channel: Channel) -> None:
        self.forms, self._channel = forms, channel
        letters = self._vector(channel.one.get("", ()), channel.floor)[forms.matrix]
        nothing = np.zeros((1, len(forms.place)))
        self.lost: Costs = np.cumsum(np.vstack([nothing, letters]), axis=0, dtype=np.float32)
        self._one: dict[str, Costs] = {}
        self._two: dict[str, Costs] = {}
        self._joined: dict[str, Costs | None] = {}
        self._rows: dict[str, Costs] = {"": self.lost}

    def costs(self, read: str) -> Costs:
        """The cheapest way of letter operations from each form to `read`."""
        if kernel is not None and read:
            return self.suffix_costs(read, 0)[0]
        return self._rows_for(read).reshape(-1).take(self.forms.whole)

    def suffix_costs(self, read: str, cuts: int) -> Sequence[Costs]:
        """`costs` of `read` without its first 0, 1 ... `cuts` letters; it has at least so many."""
        if kernel is None:
            return [self.costs(read[cut:]) for cut in range(cuts + 1)]
        found = np.empty((cuts + 1, len(self.forms.place)), dtype=np.float32)
        if cuts == len(read):
            found[-1] = self.costs("")
        ones = [self._one_for(letter) for letter in read]
        twos = [self._two_for(read[at : at + 2]) for at in range(len(read) - 1)]
        joins = [self._joined_for(letter) for letter in read]
        extras = [self._extra(letter) for letter in read]
        kernel.suffix_costs(
            self.forms.codes, self.forms.lengths, self.lost, ones, [*twos, None], joins, extras, found
        )
        return list(found)

    def _vector(self, known: Iterable[tuple[str, float]], otherwise: float) -> Costs:
        costs = np.full(self.forms.size, otherwise, dtype=np.float32)
        costs[0] = IMPOSSIBLE
        for clean, cost in known:
            if clean in self.forms.letter:
                costs[self.forms.letter[clean]] = cost
        return costs

    def _extra(self, letter: str) -> float:
        return self._channel.extra.get(letter, self._channel.floor)

    def _one_for(self, letter: str) -> Costs:
        """The cost of each clean letter read as `letter`."""
        found = self._one.get(letter)
        if found is None:
            found = self._one[letter] = self._vector(self._channel.one.get(letter, ()), self._channel.floor)
            if letter in self.forms.letter:
                place = self.forms.letter[letter]
                found[place] = min(found[place], _SAME)
        return found

    def _two_for(self, letters: str) -> Costs:
        """The cost of each clean letter read as two."""
        found = self._two.get(letters)
        if found is None:
            known = self._channel.two.get(letters, ())
            found = self._two[letters] = self._vector(known, self._channel.floor + _NEVER_SEEN)
        return found

    def _joined_for(self, letter: str) -> Costs | None:
        """The cost of each pair of clean letters (see `_Forms.pairs`) read as one; None if none is."""
        if letter not in self._joined:
            self._joined[letter] = self._joined_costs(letter)
        return self._joined[letter]

    def _joined_costs(self, letter: str) -> Costs | None:
        forms = self.forms
        known = [
            (forms.letter[clean[0]] * forms.size + forms.letter[clean[1]], cost)
            for clean, cost in self._channel.joined.get(letter, ())
            if clean[0] in forms.letter and clean[1] in forms.letter
        ]
        if not known or not len(forms.pairs):
            return None
        table = np.full(forms.size * forms.size, IMPOSSIBLE, dtype=np.float32)
        for place, cost in known:
            table[place] = cost
        return table

    def _rows_for(self, read: str) -> Costs:
        """Row `k`: costs from the last `k` letters of each form to `read`."""
        found = self._rows.get(read)
        if found is None:
            if len(self._rows) > _MOST_ROWS:
                self._rows = {"": self.lost}
            found = self._rows[read] = self._step(read)
        return found

    def _step(self, read: str) -> Costs:
        forms, rest = self.forms, self._rows_for(read[1:])
        new: Costs = rest + np.float32(self._extra(read[0]))
        np.minimum(new[1:], rest[:-1] + self._one_for(read[0])[forms.matrix], out=new[1:])
        if len(read) > 1:
            two = self._two_for(read[:2])[forms.matrix]
            np.minimum(new[1:], self._rows_for(read[2:])[:-1] + two, out=new[1:])
        joined = self._joined_for(read[0])
        if joined is not None:
            np.minimum(new[2:], rest[:-2] + joined[forms.pairs], out=new[2:])
        least: Costs = np.minimum.accumulate(new - self.lost, axis=0) + self.lost
        return least


class _Onsets(NamedTuple):
    """The cost of every onset, and the least of them."""

    costs: Costs
    least: float


class _Case:
    """The syllables of one case pattern, as pairs of an onset and a rhyme."""

    def __init__(self, syllables: Sequence[str], case: str, channel: Channel) -> None:
        self.surface = [CASES[case](syllable) for syllable in syllables]
        cuts = channel.onset_lengths
        parts = [(form[:cut], form[cut:]) for form, cut in zip(self.surface, cuts, strict=True)]
        onsets = _Forms(sorted({onset for onset, _ in parts}))
        rhymes = _Forms(sorted({rhyme for _, rhyme in parts}))
        self.onset_of = np.array([onsets.place[onset] for onset, _ in parts], dtype=np.int64)
        self.rhyme_of = np.array([rhymes.place[rhyme] for _, rhyme in parts], dtype=np.int64)
        self._order = np.argsort(self.onset_of, kind="stable").astype(np.int64)
        self._onset_ends = np.cumsum(np.bincount(self.onset_of, minlength=len(onsets.place)), dtype=np.int64)
        self.place = {surface: number for number, surface in enumerate(self.surface)}
        self.onsets, self.rhymes = _Table(onsets, channel), _Table(rhymes, channel)

    def lower(self, total: Costs, least: float, onsets: Costs, rhymes: Costs) -> float:
        """Lowers the cost of each syllable to that of one cut into onset and rhyme; the new minimum.

        `least` is the old one. Only costs within `WINDOW` of the minimum are exact.
        """
        if kernel is not None:
            found: float = kernel.cheapest_cut(
                onsets, rhymes, self._order, self._onset_ends, self.rhyme_of, WINDOW, least, total
            )
            return found
        np.minimum(total, onsets[self.onset_of] + rhymes[self.rhyme_of], out=total)
        return float(total.min())


class Channel:
    """Costs of all `syllables` (lower case) for what was read.

    `one`, `two`, `joined`: for what was read, the clean letters it can stand for and the cost; one letter
    for one, one letter for two, two letters for one. `extra`: letters that stand for none.
    """

    def __init__(self, tables: ChannelTables, syllables: Sequence[str]) -> None:
        self.syllables = syllables
        self.onset_lengths = [len(split_onset(syllable)[0]) for syllable in syllables]
        self.floor, self.extra = tables.floor, tables.extra
        self.one: dict[str, list[tuple[str, float]]] = {}
        self.two: dict[str, list[tuple[str, float]]] = {}
        self.joined: dict[str, list[tuple[str, float]]] = {}
        for (clean, read), cost in tables.letters.items():
            table = self.joined if len(clean) == 2 else self.two if len(read) == 2 else self.one
            table.setdefault(read, []).append((clean, cost))
        self._parts, self._part_totals = _by_reading(tables.parts)
        self.words, self._word_totals = _by_reading(tables.words)
        self._cases: dict[str, _Case] = {}
        self._cache: dict[tuple[str, str], _Onsets] = {}
        self._impossible = np.full(len(syllables), IMPOSSIBLE, dtype=np.float32)

    def case(self, name: str) -> _Case:
        """The forms of a case pattern, made when it is first met."""
        if name not in self._cases:
            self._cases[name] = _Case(self.syllables, name, self)
        return self._cases[name]

    def costs(self, read: str, case: str) -> Costs:
        """The cost of every syllable, in the order of `syllables`, to be read as `read` (not empty)."""
        forms = self.case(case)
        most = min(len(read), _LONGEST_ONSET)
        onsets = [self._onsets(read[:cut], forms.onsets, case) for cut in range(most + 1)]
        rhymes = forms.rhymes.suffix_costs(read, most)
        total = self._impossible.copy()
        least = float(IMPOSSIBLE)
        for cut in sorted(range(most + 1), key=lambda cut: onsets[cut].least):
            if onsets[cut].least <= least + WINDOW:
                ending = self._seen(read[cut:], forms.rhymes, rhymes[cut])
                least = forms.lower(total, least, onsets[cut].costs, ending)
        return self._remember(read, forms, total)

    def _remember(self, read: str, forms: _Case, costs: Costs) -> Costs:
        for clean, count in self.words.get(read, ()):
            place = forms.place.get(clean)
            if place is not None:
                share = count + WORD_PRIOR * math.exp(-costs[place])
                costs[place] = -math.log(share / (self._word_totals[clean] + WORD_PRIOR))
        return costs

    def _onsets(self, read: str, table: _Table, case: str) -> _Onsets:
        key = (case, read)
        onsets = self._cache.get(key)
        if onsets is None:
            if len(self._cache) > _MOST_ONSETS:
                self._cache.clear()
            costs = self._seen(read, table, table.costs(read))
            onsets = self._cache[key] = _Onsets(costs, float(costs.min()))
        return onsets

    def _seen(self, read: str, table: _Table, costs: Costs) -> Costs:
        """`costs` with what training saw read as `read` mixed in, in place."""
        for clean, count in self._parts.get(read, ()) if read else ():
            place = table.forms.place.get(clean)
            if place is not None:
                share = count + PART_PRIOR * math.exp(-costs[place])
                costs[place] = -math.log(share / (self._part_totals[clean] + PART_PRIOR))
        return costs


def _by_reading(pairs: dict[tuple[str, str], int]) -> tuple[Pairs, dict[str, int]]:
    readings: Pairs = {}
    totals: dict[str, int] = {}
    for (clean, read), count in pairs.items():
        readings.setdefault(read, []).append((clean, count))
        totals[clean] = totals.get(clean, 0) + count
    return readings, totals


@lru_cache(maxsize=1)
def channel_tables() -> ChannelTables:
    """The shipped channel, read at the first call."""
    with np.load(TABLES / "channel.npz") as stored:
        return ChannelTables.from_json(bytes(stored["json"]).decode())
