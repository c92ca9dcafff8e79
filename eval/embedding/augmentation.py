"""What questions and passages look like in practice: misread, abbreviated, half in English."""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from analyzers.restore.channel import ChannelTables
from analyzers.restore.syllables import split_onset

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+")
_SEEN_OFTEN = 8
"""A word seen so often in channel training is damaged as it was seen; a rarer one part by part."""


class Damage:
    """Misreads words as an OCR engine with the wrong language does: samples from the trained channel."""

    def __init__(self, tables: ChannelTables) -> None:
        self._words = _Choices(tables.words, _SEEN_OFTEN)
        self._parts = _Choices(tables.parts, 1)

    def __call__(self, text: str, chance: random.Random, share: float) -> str:
        """`text` with each word put through the channel with probability `share`."""
        return _WORD.sub(lambda found: self._word(found[0], chance, share), text)

    def _word(self, word: str, chance: random.Random, share: float) -> str:
        if chance.random() >= share:
            return word
        read = self._words.one(word, chance)
        if read is not None:
            return read
        onset, rhyme = split_onset(word)
        return (self._parts.one(onset, chance) or onset) + (self._parts.one(rhyme, chance) or rhyme)


class _Choices:
    """What each clean form was read as, drawn by how often."""

    def __init__(self, counts: Mapping[tuple[str, str], int], least: int) -> None:
        readings: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for (clean, read), often in counts.items():
            readings[clean].append((read, often))
        self._readings: dict[str, tuple[list[str], list[int]]] = {}
        for clean, found in readings.items():
            reached = list(accumulate(often for _, often in found))
            if reached[-1] >= least:
                self._readings[clean] = [read for read, _ in found], reached

    def one(self, clean: str, chance: random.Random) -> str | None:
        found = self._readings.get(clean)
        if found is None:
            return None
        reads, reached = found
        return reads[bisect(reached, chance.random() * reached[-1])]


class Abbreviations:
    """Abbreviations put for what they stand for. `lines` are pairs of abbreviation and meaning."""

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for abbreviation, meaning in lines:
            words = _words(meaning)
            if len(words) > 1:
                self._by_first[words[0]].append((words, abbreviation))
        for found in self._by_first.values():
            found.sort(key=lambda phrase: -len(phrase[0]))

    def shortened(self, text: str, chance: random.Random, share: float) -> str:
        """Each spelled-out form replaced with probability `share`; punctuation inside does not matter."""
        spans = [found.span() for found in _TOKEN.finditer(text)]
        words = [text[start:end].lower() for start, end in spans]
        output, written, place = [], 0, 0
        while place < len(words):
            length, abbreviation = self._longest(words, place)
            if length and chance.random() < share:
                output += [text[written : spans[place][0]], abbreviation]
                written = spans[place + length - 1][1]
            place += length or 1
        return "".join([*output, text[written:]])

    def _longest(self, words: list[str], place: int) -> tuple[int, str]:
        for phrase, abbreviation in self._by_first.get(words[place], ()):
            if words[place : place + len(phrase)] == phrase:
                return len(phrase), abbreviation
        return 0, ""


def _words(text: str) -> list[str]:
    return [word.lower() for word in _TOKEN.findall(text)]


class Glosser:
    """Turns Vietnamese into a heap of English words; the model does not see their order anyway.

    `sure` gives the English for lower-case Vietnamese words, best first; `found` what was found by a model,
    which is taken where there is nothing else and, so that more words are met, sometimes where there is.
    `joining` are words that English puts between all others.
    """

    _LONGEST = 5
    _FOUND, _JOINED = 0.4, 0.25

    def __init__(
        self,
        sure: Mapping[str, Sequence[str]],
        found: Mapping[str, Sequence[str]],
        joining: Sequence[str] = (),
    ) -> None:
        self._sure, self._found, self._joining = sure, found, joining

    def __call__(self, text: str, chance: random.Random) -> str | None:
        """`text` word by word in English, longest words first; None where half of it has no English."""
        syllables = _TOKEN.findall(text)
        output: list[str] = []
        place = known = 0
        while place < len(syllables):
            taken, word = self._longest(syllables, place, chance)
            known += taken if word else not syllables[place].islower()
            if self._joining and chance.random() < self._JOINED:
                output.append(chance.choice(self._joining))
            output.append(word or syllables[place])
            place += taken
        return " ".join(output) if syllables and known * 2 >= len(syllables) else None

    def _longest(self, syllables: list[str], place: int, chance: random.Random) -> tuple[int, str | None]:
        for length in range(min(self._LONGEST, len(syllables) - place), 0, -1):
            word = self._english(" ".join(syllables[place : place + length]).lower(), chance)
            if word:
                return length, word
        return 1, None

    def _english(self, vietnamese: str, chance: random.Random) -> str | None:
        sure, found = self._sure.get(vietnamese), self._found.get(vietnamese)
        words = found if found and (not sure or chance.random() < self._FOUND) else sure
        return words[int(len(words) * chance.random() ** 2)] if words else None


def read_table(path: Path) -> list[tuple[str, str]]:
    """The first two columns of a table of tab-separated values; lines with # are comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(row[0], row[1]) for row in rows if len(row) > 1]
