"""Choosing among the readings: the units of a paragraph as a lattice, and the cheapest path through it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from analyzers.native import kernel
from analyzers.restore.beam import BeamSearch, Lattice, Search
from analyzers.restore.candidates import Candidate, Candidates, Readings, case_of
from analyzers.restore.model import LanguageModel
from analyzers.restore.syllables import bare, is_syllable
from analyzers.restore.tokens import COMMA, END
from analyzers.restore.units import Unit

Mode = Literal["damaged", "typed", "accented", "printed"]


class Choice(NamedTuple):
    """The reading chosen for `width` units from `first` on, and how sure it is (0 to 1)."""

    first: int
    width: int
    surface: str
    confidence: float


class Decoder:
    """Finds the best reading of one paragraph."""

    def __init__(self, model: LanguageModel, candidates: Candidates, search: Search | None = None) -> None:
        self._candidates = candidates
        self._search = search or fastest_search(model)
        self._end = model.ids[END]
        self._marks = {None: -1, END: model.ids[END], COMMA: model.ids[COMMA]}

    def decode(self, units: Sequence[Unit], mode: Mode = "damaged") -> list[Choice]:
        """The best reading of each unit, in order; two units that were one word share a choice.

        `mode` says what the text is: `damaged` by OCR, `typed` without accents, `accented` where accents
        are typed but some may be missing, or `printed` where all are there and few are wrong.
        """
        if not units:
            return []
        marks = [self._marks[unit.after] for unit in units]
        lattice = Lattice(self._readings(units, mode), self._joined(units, mode), marks, self._end)
        found = self._search.best(lattice)
        return [Choice(pick.first, pick.width, pick.reading.surface, pick.confidence) for pick in found]

    def can_be_typed(self, word: str) -> bool:
        """Whether a lower-case word is a syllable or a known word without its accents."""
        return self._candidates.can_be_typed(word)

    def _readings(self, units: Sequence[Unit], mode: Mode) -> list[Readings]:
        if mode == "printed":
            return [self._candidates.printed(unit.text) for unit in units]
        if mode != "damaged":
            return [self._candidates.typed(unit.text, mode == "accented") for unit in units]
        capitals = [_is_capital_word(unit.text) for unit in units]
        found = []
        for at, unit in enumerate(units):
            run = (at > 0 and capitals[at - 1]) or (at + 1 < len(units) and capitals[at + 1])
            found.append(self._candidates.damaged(unit.text, "capitals" if run else "text"))
        return found

    def _joined(self, units: Sequence[Unit], mode: Mode) -> list[Sequence[Candidate]]:
        """For each unit, what it and the next may be as one word."""
        if mode != "damaged":
            return [()] * len(units)
        found = [
            self._candidates.joined(unit.text, following.text) if unit.spaced else ()
            for unit, following in pairwise(units)
        ]
        return [*found, ()]


def fastest_search(model: LanguageModel) -> Search:
    """The compiled search where it could be built, else the one in Python."""
    if kernel is None:
        return BeamSearch(model)
    from analyzers.restore.compiled import CompiledSearch

    return CompiledSearch(model)


def _is_capital_word(text: str) -> bool:
    """A syllable in capitals: an abbreviation beside a word does not make it part of a heading."""
    return len(text) >= 2 and case_of(text) == "upper" and is_syllable(bare(text).lower())
