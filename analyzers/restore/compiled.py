"""The beam search of `analyzers.restore.beam` in C, over readings packed into flat arrays.

Cython was chosen over numba (which alone would double the time to start) and Rust (a second tool chain to
keep): it needs a C compiler when the package is installed and nothing afterwards.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from analyzers import _kernel
from analyzers.restore.beam import BEAM, MARGIN, UNJUDGED, Lattice, Pick
from analyzers.restore.candidates import Candidate, Readings, Wide
from analyzers.restore.model import LanguageModel

_SINGLE, _JOINED = -1, -2
_MOST_PACKED = 60_000
"""How many units are remembered in packed form before they are forgotten all at once."""


class _Packed:
    """Options of a unit as `_kernel.best_path` takes them."""

    __slots__ = ("costs", "options", "seconds", "surfaces", "words")

    def __init__(self, single: Sequence[Candidate], double: Sequence[Wide]) -> None:
        self.options: list[Candidate | Wide] = [*single, *double]
        self.words = array("i", [c.word for c in single] + [w.words[0] for w in double])
        self.seconds = array("i", [_SINGLE] * len(single) + [w.words[1] for w in double])
        self.costs = array("d", [option.cost for option in self.options])
        places: dict[str, int] = {}
        self.surfaces = array(
            "i", [places.setdefault(option.surface, len(places)) for option in self.options]
        )


class CompiledSearch:
    """Beam search in C."""

    def __init__(self, model: LanguageModel) -> None:
        self._scorer = _kernel.Scorer(**model.flat())
        self._packed: dict[Readings, _Packed] = {}

    def best(self, lattice: Lattice) -> list[Pick]:
        """The best reading of every unit, in order."""
        starts, words, seconds = array("i", [0]), array("i"), array("i")
        costs, surfaces = array("d"), array("i")
        options: list[Candidate | Wide] = []
        for readings, joined in zip(lattice.readings, lattice.joined, strict=True):
            packed = self._pack(readings)
            options += packed.options
            words += packed.words
            seconds += packed.seconds
            costs += packed.costs
            surfaces += packed.surfaces
            for candidate in joined:
                options.append(candidate)
                words.append(candidate.word)
                seconds.append(_JOINED)
                costs.append(candidate.cost)
                surfaces.append(-1)
            starts.append(len(options))
        marks = array("i", lattice.marks)
        found = _kernel.best_path(
            self._scorer, starts, words, seconds, costs, surfaces, marks, lattice.begin, BEAM, MARGIN
        )
        return [
            Pick(unit, 2 if seconds[o] == _JOINED else 1, options[o], sure if sure >= 0 else UNJUDGED)
            for unit, o, sure in found
        ]

    def _pack(self, readings: Readings) -> _Packed:
        packed = self._packed.get(readings)
        if packed is None:
            if len(self._packed) > _MOST_PACKED:
                self._packed.clear()
            packed = self._packed[readings] = _Packed(readings.single, readings.double)
        return packed
