"""Whether a text says what a concept asks for, also where the text's letters are damaged.

Works on folded terms. A damaged syllable counts only beside an intact one of the same word, so that
`klern tra` is `kiểm tra` while a lone `tro` is not `tra`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from search.concepts import SYNONYM, Concept
from search.tables import compounds

_SKELETON = str.maketrans({"l": "i", "1": "i", "|": "i", "t": "i", "0": "o", "6": "o", "c": "e", "y": "i"})
"""Letters that OCR takes for each other, as one of them."""

DAMAGED = 0.8
"""How much a damaged syllable counts beside intact ones."""

APART = 0.8
"""How much a long phrase counts whose parts stand apart (`hồ sơ nộp trực tuyến`)."""


@lru_cache(maxsize=65536)
def alike(wanted: str, printed: str) -> bool:
    """Whether `printed` could be a damaged `wanted` (both folded)."""
    if wanted == printed:
        return True
    if wanted.isdigit() or printed.isdigit() or abs(len(wanted) - len(printed)) > 1:
        return len(wanted) > 2 and _skeleton(wanted) == _skeleton(printed)
    if len(wanted) < 3:
        return False
    return _skeleton(wanted) == _skeleton(printed) or (len(wanted) > 3 and _one_edit(wanted, printed))


def _skeleton(term: str) -> str:
    return term.replace("rn", "m").translate(_SKELETON)


def _one_edit(a: str, b: str) -> bool:
    """Whether one letter put in, left out or changed makes one of the other."""
    if len(a) > len(b):
        a, b = b, a
    start = 0
    while start < len(a) and a[start] == b[start]:
        start += 1
    if len(a) == len(b):
        return a[start + 1 :] == b[start + 1 :]
    return a[start:] == b[start + 1 :]


ANOTHER = 0.85
"""How much another word for what was asked counts."""


APART_WHERE = 0.5
"""How much a part of a long phrase counts at the place where it stands alone."""


PART = 0.5
"""How much a single syllable counts that is part of a longer word."""


class TermIndex:
    """The folded terms of a text with the places at which each stands."""

    __slots__ = ("places", "terms")

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = terms
        self.places: dict[str, list[int]] = {}
        for place, term in enumerate(terms):
            self.places.setdefault(term, []).append(place)

    def best(self, concept: Concept) -> float:
        """How well the text says the concept, 0 to 1, by the best of its forms."""
        best = 0.0
        for form in concept.forms:
            worth = ANOTHER if form.weight <= SYNONYM else 1.0
            if worth > best:
                best = max(best, worth * self.phrase(form.phrase.folded))
            if best == 1.0:
                return best
        if best >= APART:
            return best
        long = [form.phrase.folded for form in concept.forms if len(form.phrase.folded) > 2]
        return max([best, *(APART * self._pairs(wanted) for wanted in long)])

    def where(self, concept: Concept) -> list[tuple[int, int, float]]:
        """`(first, end, worth)` of every place at which the text says a concept, by any of its forms."""
        found: list[tuple[int, int, float]] = []
        for form in concept.forms:
            worth = ANOTHER if form.weight <= SYNONYM else 1.0
            found += self._occurrences(form.phrase.folded, worth)
        if not found:
            for form in concept.forms[:1]:
                parts = list(pairwise(form.phrase.folded)) if len(form.phrase.folded) > 2 else []
                for pair in parts:
                    found += self._occurrences(pair, APART_WHERE)
        return found

    def _occurrences(self, wanted: Sequence[str], worth: float) -> list[tuple[int, int, float]]:
        starts: set[int] = set()
        for offset, term in enumerate(wanted):
            starts |= {place - offset for place in self.places.get(term, ())}
        found = []
        for start in sorted(starts):
            said = self._alone(start) if len(wanted) == 1 else self._aligned(wanted, start)
            if said:
                found.append((start, start + len(wanted), worth * said))
        return found

    def _alone(self, place: int) -> float:
        """1 for a syllable that is a word, less for one that is part of another (`tin` of `tin nhắn`)."""
        for first in (place - 1, place):
            pair = tuple(self.terms[max(0, first) : first + 2])
            if len(pair) == 2 and pair in compounds():
                return PART
        return 1.0

    def _pairs(self, wanted: Sequence[str]) -> float:
        """The share of neighbouring pairs of a long phrase that the text has."""
        pairs = list(pairwise(wanted))
        if len(pairs) < 2:
            return 0.0
        return sum(self.phrase(pair) for pair in pairs) / len(pairs)

    def phrase(self, wanted: Sequence[str]) -> float:
        """How well the text has a sequence of terms: 1 as it stands, less where it is damaged."""
        if len(wanted) == 1:
            return 1.0 if wanted[0] in self.places else 0.0
        if 2 * sum(term in self.places for term in wanted) < len(wanted):
            return 0.0
        best = 0.0
        for offset, term in enumerate(wanted):
            for place in self.places.get(term, ()):
                best = max(best, self._aligned(wanted, place - offset))
                if best == 1.0:
                    return best
        return best

    def _aligned(self, wanted: Sequence[str], start: int) -> float:
        """The share of a sequence found at a place; 0 where less than half is intact."""
        intact = damaged = 0
        for offset, term in enumerate(wanted):
            place = start + offset
            printed = self.terms[place] if 0 <= place < len(self.terms) else ""
            if printed == term:
                intact += 1
            elif printed and alike(term, printed):
                damaged += 1
        if 2 * intact < len(wanted) or intact + damaged < len(wanted):
            return 0.0
        return (intact + DAMAGED * damaged) / len(wanted)


def coverage(concepts: Iterable[Concept], index: TermIndex, weights: Mapping[Concept, float]) -> float:
    """The weighted share of the content concepts that a text says, 0 to 1."""
    total = said = 0.0
    for concept in concepts:
        if concept.content:
            weight = weights.get(concept, 1.0)
            total += weight
            said += weight * index.best(concept)
    return said / total if total else 0.0
