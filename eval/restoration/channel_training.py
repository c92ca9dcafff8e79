"""Learning the channel from pairs of clean and read words: hard EM over letter operations."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from analyzers.restore.channel import ChannelTables
from analyzers.restore.syllables import bare, is_syllable, normal_tone, split_onset
from analyzers.restore.units import cores
from eval.restoration.pages import Line

WordPairs = Counter[tuple[str, str]]
Operation = tuple[str, str]
"""Clean letters and read letters, at most two to one or one to two; one side may be empty."""

FLOOR = 8.5
"""Cost of an operation that was not seen, while learning."""
SHIPPED_FLOOR = 7.5
"""The same in reading: real scans hold more surprises than synthetic ones."""
_MOST = 200
"""A pair counts at most this often in the letter model, or the commonest words would be all of it."""
_BASE_PRIOR = 25.0
"""Sightings that the behaviour of all letters with the same base and markedness is worth."""


def word_pairs(lines: Iterable[Line]) -> WordPairs:
    """Clean and read words that stand one for one, without punctuation."""
    pairs: WordPairs = Counter()
    for line in lines:
        for clean, read in line.groups:
            if len(clean) == 1 and len(read) == 1:
                first, second = _core(normal_tone(clean[0])), _core(read[0])
                if first and second and first.isalpha():
                    pairs[normal_tone(first), second] += 1
    return pairs


def _core(word: str) -> str:
    spans = cores(word)
    return word[spans[0][0] : spans[0][1]] if len(spans) == 1 else ""


def _first_guess(clean: str, read: str) -> float:
    if clean == read:
        return 0.05
    if len(clean) == 1 and len(read) == 1:
        if bare(clean) == read:
            return 0.3
        return 1.5 if bare(clean).lower() == bare(read).lower() else 4.0
    if not clean or not read:
        return 5.0
    if len(read) == 2:
        return 3.5 if bare(clean).lower() in "uomnhwd" else 4.2
    return 6.0


@dataclass(slots=True)
class LetterModel:
    """Costs of letter operations; before the first fit, a guess from the look of the letters."""

    letters: dict[Operation, float] = field(default_factory=dict)
    extra: dict[str, float] = field(default_factory=dict)
    fitted: bool = False

    def cost(self, clean: str, read: str) -> float:
        if not self.fitted:
            return _first_guess(clean, read)
        if not clean:
            return self.extra.get(read, FLOOR)
        surcharge = 3.0 if len(clean) == 2 else 1.5 if len(read) == 2 else 0.0
        return self.letters.get((clean, read), FLOOR + surcharge)

    def align(self, clean: str, read: str) -> tuple[list[Operation], float]:
        """The cheapest operations that make `read` of `clean`, in order, and their cost."""
        best: dict[tuple[int, int], tuple[float, tuple[int, int], Operation]] = {
            (0, 0): (0.0, (0, 0), ("", ""))
        }
        for i in range(len(clean) + 1):
            for j in range(len(read) + 1):
                if (i, j) not in best:
                    continue
                cost = best[i, j][0]
                for di, dj in ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1)):
                    k, m = i + di, j + dj
                    if k > len(clean) or m > len(read):
                        continue
                    operation = (clean[i:k], read[j:m])
                    total = cost + self.cost(*operation)
                    if (k, m) not in best or total < best[k, m][0]:
                        best[k, m] = (total, (i, j), operation)
        place, operations = (len(clean), len(read)), []
        while place != (0, 0):
            _, place, operation = best[place]
            operations.append(operation)
        return operations[::-1], best[len(clean), len(read)][0]

    def fit(self, pairs: WordPairs) -> None:
        """One round: align every pair, count the operations, smooth."""
        counts: Counter[Operation] = Counter()
        letters: Counter[str] = Counter()
        extra: Counter[str] = Counter()
        size = 0
        for (clean, read), times in pairs.items():
            operations, cost = self.align(clean, read)
            if cost / max(len(clean), len(read)) > (3.0 if self.fitted else 6.0):
                continue
            times = min(times, _MOST)
            size += times * (len(clean) + 1)
            for operation in operations:
                if operation[0]:
                    counts[operation] += times
                    letters.update(dict.fromkeys(operation[0], times))
                else:
                    extra[operation[1]] += times
        self.letters = _smooth(counts, letters)
        self.extra = {read: -math.log(times / size) for read, times in extra.items()}
        self.fitted = True


def _kind(letter: str) -> tuple[str, bool]:
    """Letters that OCR treats alike until more is known: same base, with or without a mark."""
    return bare(letter), bare(letter) != letter


def _smooth(counts: Counter[Operation], letters: Counter[str]) -> dict[Operation, float]:
    kinds: dict[tuple[str, bool], Counter[str]] = {}
    for (clean, read), times in counts.items():
        if len(clean) == 1:
            kinds.setdefault(_kind(clean), Counter())[read] += times
    costs = {}
    for letter in {clean for clean, _ in counts if len(clean) == 1}:
        alike = kinds[_kind(letter)]
        total = sum(alike.values())
        for read, times in alike.items():
            share = (counts[letter, read] + _BASE_PRIOR * times / total) / (letters[letter] + _BASE_PRIOR + 4)
            if share > 2e-4:
                costs[letter, read] = -math.log(share)
    for (clean, read), times in counts.items():
        if len(clean) == 2:
            costs[clean, read] = -math.log(times / (letters[clean[0]] + 8))
    return costs


def _part_pairs(model: LetterModel, pairs: WordPairs) -> Counter[tuple[str, str]]:
    """Onsets and rhymes with what was read for them, where no operation crosses their border."""
    parts: Counter[tuple[str, str]] = Counter()
    for (clean, read), times in pairs.items():
        if not is_syllable(clean.lower()):
            continue
        onset, _ = split_onset(clean.lower())
        operations, cost = model.align(clean, read)
        if cost / max(len(clean), len(read)) > 3.0:
            continue
        at = length = 0
        for first, second in operations:
            if at >= len(onset):
                break
            at, length = at + len(first), length + len(second)
        if at == len(onset):
            parts[clean[:at], read[:length]] += times
            parts[clean[at:], read[length:]] += times
    return parts


def fit_channel(pairs: WordPairs, rounds: int = 4, least_word: int = 1) -> ChannelTables:
    """The channel that explains the pairs. Pairs that no operations explain stay as whole words only."""
    model = LetterModel()
    for _ in range(rounds):
        model.fit(pairs)
    words = {
        pair: times
        for pair, times in pairs.items()
        if is_syllable(pair[0].lower()) and (times >= least_word or pair[0] == pair[1])
    }
    return ChannelTables(model.letters, model.extra, SHIPPED_FLOOR, dict(_part_pairs(model, pairs)), words)
