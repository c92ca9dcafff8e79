"""What a unit may have been on the page: readings with their channel costs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from analyzers.damage import ONLY_VIETNAMESE
from analyzers.native import kernel
from analyzers.restore.channel import CASES, WINDOW, Channel, Costs, channel_tables
from analyzers.restore.figures import (
    FIGURE,
    is_code,
    restore_abbreviation,
    restore_code,
    restore_figure,
    roman,
)
from analyzers.restore.model import TABLES, LanguageModel, language_model
from analyzers.restore.syllables import bare, is_syllable, normal_tone
from analyzers.restore.tokens import CODE, UNKNOWN, figure_class

MOST, MOST_STRANGE = 32, 60
"""Readings of one word that are followed; more where none explains it well."""
_STRANGE = 4.0
"""Cost of the best reading from which on a unit counts as strange."""
_LEAST_COUNT = 40
"""Syllables rarer than this in the training texts are never proposed."""
_IDENTITY, _IDENTITY_PER_LETTER = 7.0, 1.0
"""Cost of a word that no syllable explains: a name, a foreign word."""
_FOREIGN, _FRAGMENT = 0.3, 3.5
"""Cost of a word that is no syllable but in the vocabulary; more for one or two consonants, which are
more often what is left of a syllable."""
_ABBREVIATION = 1.0
_NUMBER_AS_WORD = 3.0
"""Surcharge for reading a number of one or two digits as a word: `13 soát` is rà soát."""
_MOST_CACHED = 60_000
"""How many units are remembered before they are forgotten all at once."""
_SPLIT, _JOIN = 6.0, 5.5
_TORN = 3.0
"""Two units are joined only where one of them costs more than this by itself."""
_LOST_SPACE = 2.0
_CHANGE = 5.0
"""Cost of adding accents to a word between words that have theirs."""
_SLIP, _MISPRINT = 7.0, 3.0
"""Cost of other accents for a word that is one as printed, and for one that is none."""
_LONGEST_SYLLABLE = 7
"""Letters of nghiêng, the longest syllable."""
_LONGEST = 20
"""A longer unit is no word, nor two: an address, a rule of dots."""
_GLUED = re.compile(r"([^\W\d_]{3,})(\d{1,4})")
_VOWELS = re.compile("[AEIOUY]", re.IGNORECASE)
_VOWEL_RUN = re.compile("[AEIOUY]+", re.IGNORECASE)
"""A syllable has one."""


class Candidate(NamedTuple):
    """A reading: id in the language model, channel cost, how it is written."""

    word: int
    cost: float
    surface: str


class Wide(NamedTuple):
    """A reading of one unit as two words."""

    words: tuple[int, int]
    cost: float
    surface: str


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """All that is followed for a unit. One object stands for one unit, so it can be a key by itself."""

    single: Sequence[Candidate]
    double: Sequence[Wide]


def case_of(text: str) -> str:
    """The case pattern: `upper` for mostly capitals, `title` for a first capital, else `lower`."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) >= 2 and capitals >= 0.6 * len(letters):
        return "upper"
    return "title" if text[0].isupper() else "lower"


class Candidates:
    """Readings of units, remembered from one text to the next."""

    def __init__(self, model: LanguageModel, channel: Channel, ids: Sequence[int], known: Mapping[str, int]):
        self._model, self._channel, self._known = model, channel, known
        self._ids = ids
        self._foreign: dict[str, list[int]] = {}
        for number, word in enumerate(model.words):
            if word.isalpha() and not is_syllable(word):
                self._foreign.setdefault(bare(word), []).append(number)
        self._typed: dict[str, list[int]] = {}
        for number in ids:
            self._typed.setdefault(bare(model.words[number]), []).append(number)
        self._rare = np.array([model.unigram[number] for number in ids], dtype=np.float32)
        self._cache: dict[tuple[str, str], Readings] = {}
        self._ranks: dict[tuple[str, str], list[Candidate]] = {}

    def damaged(self, text: str, company: str) -> Readings:
        """Readings of a unit of damaged OCR. `company` is `capitals` in a run of capitals, else `text`."""
        key = (company, text)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) > _MOST_CACHED:
                self._cache.clear()
            found = self._cache[key] = self._damaged(text, company == "capitals")
        return found

    def typed(self, text: str, accented: bool = False) -> Readings:
        """Readings of a word typed without accents; one typed with accents stays as it is.

        In `accented` text, where accents are typed, a word without any is changed only if it must be.
        """
        key = ("accented" if accented else "typed", text)
        found = self._cache.get(key)
        if found is None:
            readings = self._typed_readings(text)
            if accented:
                readings = [c if c.surface == text else c._replace(cost=_CHANGE) for c in readings]
            found = self._cache[key] = Readings(sorted(readings, key=lambda c: c.cost), ())
        return found

    def printed(self, text: str) -> Readings:
        """Readings of a word of text that was read with its accents: itself, and what differs in accents.

        A name or an abbreviation, a number and whatever has no such neighbour are only themselves.
        """
        key = ("printed", text)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = Readings(self._printed(text), ())
        return found

    def _printed(self, text: str) -> list[Candidate]:
        word = normal_tone(text.lower())
        if not text.isalpha():
            token = self._model.ids[figure_class(text) if any(map(str.isdigit, text)) else UNKNOWN]
            return [Candidate(token, 0.0, text)]
        place = self._model.ids.get(word, self._model.ids[UNKNOWN])
        known = word in self._model.ids and self._model.counts[place] >= _LEAST_COUNT
        pattern = case_of(text)
        if pattern == "upper" or (pattern == "title" and known):
            return [Candidate(place, 0.0, text)]
        others = [n for n in self._typed.get(bare(word), ()) if n != place]
        cost, case = (_SLIP if known else _MISPRINT), CASES[pattern]
        found = [Candidate(n, cost, _spell(self._model.words[n], text, case)) for n in others]
        return [Candidate(place, 0.0, text), *found]

    def can_be_typed(self, word: str) -> bool:
        """Whether a lower-case word is a syllable or a known word without its accents."""
        return word in self._typed or word in self._foreign

    def joined(self, first: str, second: str) -> Sequence[Candidate]:
        """Readings of two neighbouring units as one word that OCR tore apart."""
        if len(first) + len(second) > _LONGEST_SYLLABLE or not first[0].isalpha():
            return ()
        key = ("joined", f"{first} {second}")
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = Readings(self._joined(first, second), ())
        return found.single

    def _joined(self, first: str, second: str) -> list[Candidate]:
        text = first + second
        if FIGURE.fullmatch(second) or "/" in text or len(_VOWEL_RUN.findall(bare(text))) > 1:
            return []
        if not (self._is_strange(first) or self._is_strange(second)):
            return []
        return [c._replace(cost=c.cost + _JOIN) for c in self._syllables(text)[:4] if c.cost < 6]

    def _is_strange(self, text: str) -> bool:
        """Whether no reading explains a unit well."""
        return min((c.cost for c in self.damaged(text, "text").single), default=0.0) > _TORN

    def _damaged(self, text: str, capitals: bool) -> Readings:
        if "/" in text or any(c.isdigit() for c in text):
            fixed = self._figure(text)
            if fixed is not None:
                return Readings(fixed, ())
            if glued := _GLUED.fullmatch(text):
                return Readings([self._identity(text)], self._word_and_number(*glued.groups()))
        if ONLY_VIETNAMESE.search(text) or len(text) > _LONGEST:
            return Readings([Candidate(self._model.ids.get(text.lower(), 0), 0.0, text)], ())
        fixed = self._numeral(text)
        if case_of(text) == "upper" and text.isalpha() and len(text) >= 2:
            fixed += self._abbreviation(text, capitals)
            if not _VOWELS.search(bare(text)) or (not capitals and (text in self._known or len(text) > 4)):
                return Readings(fixed, ())
        syllables = self._syllables(text, capitals)
        single = [*syllables, *self._foreign_words(text), *fixed, self._identity(text)]
        best = min(c.cost for c in single)
        double = self._split(text, best) if best > _STRANGE and len(text) >= 5 else []
        single = sorted((c for c in single if c.cost < best + WINDOW), key=lambda c: c.cost)
        return Readings(single, double)

    def _figure(self, text: str) -> list[Candidate] | None:
        if text[0] in "Il|" and roman(text):
            return None  # `I11` is III
        figure = restore_figure(text)
        if figure is not None:
            number = Candidate(self._model.ids[figure_class(figure)], 0.0, figure)
            if len(text) > 2 or not text.isdigit():
                return [number]
            seen = {clean for clean, times in self._channel.words.get(text, ()) if times >= 2}
            words = [c for c in self._syllables(text) if c.surface in seen and c.cost < 7]
            return [number, *(c._replace(cost=c.cost + _NUMBER_AS_WORD) for c in words)]
        if is_code(text):
            return [Candidate(self._model.ids[CODE], 0.0, restore_code(text, self._known))]
        return None

    def _word_and_number(self, word: str, number: str) -> list[Wide]:
        """`ngay03` as ngày 03."""
        figure = self._model.ids[figure_class(number)]
        return [
            Wide((c.word, figure), c.cost + _LOST_SPACE, f"{c.surface} {number}")
            for c in self._syllables(word)[:MOST]
        ]

    def _numeral(self, text: str) -> list[Candidate]:
        numeral = roman(text)
        if numeral is None:
            return []
        cost = 0.1 if numeral == text else 2.0
        return [Candidate(self._model.ids.get(numeral.lower(), 0), cost, numeral)]

    def _abbreviation(self, text: str, capitals: bool) -> list[Candidate]:
        form = restore_abbreviation(text, self._known)
        certain = form in self._known or not _VOWELS.search(text)
        word = self._model.ids.get(form.lower(), 0)
        if not certain and capitals:
            return []
        return [Candidate(word, _ABBREVIATION, form)]

    def _identity(self, text: str) -> Candidate:
        strange = 0.0 if text.isalpha() else 3.0
        return Candidate(0, _IDENTITY + strange + _IDENTITY_PER_LETTER * len(text), text)

    def _foreign_words(self, text: str) -> list[Candidate]:
        found = self._foreign.get(text.lower(), ()) if text.isascii() else ()
        case = CASES[case_of(text)]
        cost = _FRAGMENT if len(text) <= 2 and not _VOWELS.search(text) else _FOREIGN
        return [Candidate(n, cost, _spell(self._model.words[n], text, case)) for n in found]

    def _syllables(self, text: str, capitals: bool = False) -> list[Candidate]:
        case = case_of(text)
        if capitals and sum(c.isalpha() for c in text) < 2 and not any(map(str.islower, text)):
            case = "upper"
        found = self._ranked(text, case)
        if text[0] == "I" and text[1:].islower():
            found = sorted([*found, *self._ranked(text, "lower")], key=lambda c: c.cost)[:MOST_STRANGE]
        return found

    def _ranked(self, text: str, case: str) -> list[Candidate]:
        key = (case, text)
        found = self._ranks.get(key)
        if found is None:
            if len(self._ranks) > _MOST_CACHED:
                self._ranks.clear()
            found = self._ranks[key] = self._rank(text, case)
        return found

    def _rank(self, text: str, case: str) -> list[Candidate]:
        costs = self._channel.costs(text, case)
        if kernel is not None:
            places, near = kernel.nearest(costs, self._rare, WINDOW, MOST, MOST_STRANGE, _STRANGE)
        else:
            places, near = self._nearest(costs)
        surface = self._channel.case(case).surface
        words, written = map(self._ids.__getitem__, places), map(surface.__getitem__, places)
        return list(map(Candidate, words, near, written))

    def _nearest(self, costs: Costs) -> tuple[list[int], list[float]]:
        """The places and costs of the best readings, by rising cost."""
        best = costs.min()
        most = MOST if best < _STRANGE else MOST_STRANGE
        near = np.flatnonzero(costs < best + WINDOW)
        if len(near) > most:
            near = np.sort(near[np.argpartition(costs[near] + self._rare[near], most)[:most]])
        near = near[np.argsort(costs[near], kind="stable")]
        return near.tolist(), costs[near].tolist()

    def _split(self, text: str, best: float) -> list[Wide]:
        found = []
        for cut in range(1, len(text)):
            first, second = text[:cut], text[cut:]
            if not (any(map(str.isalnum, first)) and any(map(str.isalnum, second))):
                continue
            if len(_VOWEL_RUN.findall(bare(first))) > 1 or len(_VOWEL_RUN.findall(bare(second))) > 1:
                continue
            left = self._syllables(first)[:8]
            if left[0].cost + _SPLIT > best + 4:
                continue
            for a in left:
                for b in self._syllables(second)[:8]:
                    cost = a.cost + b.cost + _SPLIT
                    if cost < best + 4:
                        found.append(Wide((a.word, b.word), cost, f"{a.surface} {b.surface}"))
        return sorted(found, key=lambda wide: wide.cost)[:MOST_STRANGE]

    def _typed_readings(self, text: str) -> list[Candidate]:
        if "/" in text or any(c.isdigit() for c in text):
            if FIGURE.fullmatch(text):
                return [Candidate(self._model.ids[figure_class(text)], 0.0, text)]
            return [Candidate(self._model.ids[CODE], 0.0, restore_code(text, self._known))]
        if not text.isascii():
            return [Candidate(self._model.ids.get(text.lower(), 0), 0.0, text)]
        case = CASES[case_of(text)]
        found = [*self._typed.get(text.lower(), ()), *self._foreign.get(text.lower(), ())]
        readings = [Candidate(n, 0.0, _spell(self._model.words[n], text, case)) for n in found]
        if case_of(text) == "upper" and len(text) >= 2:
            readings.append(
                Candidate(self._model.ids.get(text.lower(), 0), 2.0, restore_abbreviation(text, self._known))
            )
        return readings or [Candidate(self._model.ids[UNKNOWN], 0.0, text)]


def _spell(word: str, text: str, case: object) -> str:
    """`word` in the case of `text`, letter for letter where both are as long."""
    if len(word) == len(text):
        return "".join(a.upper() if b.isupper() else a for a, b in zip(word, text, strict=True))
    return word.upper() if text.isupper() else word


@lru_cache(maxsize=1)
def candidates() -> Candidates:
    """The shipped channel over the shipped vocabulary."""
    with np.load(TABLES / "channel.npz") as stored:
        names = bytes(stored["abbreviations"]).decode().split("\n")
        times = stored["abbreviation_counts"].tolist()
    model = language_model()
    return make_candidates(
        model, Channel(channel_tables(), syllables_of(model)[1]), dict(zip(names, times, strict=True))
    )


def syllables_of(model: LanguageModel) -> tuple[list[int], list[str]]:
    """Ids and forms of the syllables that the channel proposes."""
    ids = [
        number
        for number, word in enumerate(model.words)
        if is_syllable(word) and model.counts[number] >= _LEAST_COUNT
    ]
    return ids, [model.words[number] for number in ids]


def make_candidates(model: LanguageModel, channel: Channel, known: Mapping[str, int]) -> Candidates:
    """Candidates over any model and channel; training uses it with unfinished tables."""
    return Candidates(model, channel, syllables_of(model)[0], known)
