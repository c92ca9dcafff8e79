"""What recognition does to letters: a weighted edit distance for series and a fast one for words.

`series_cost` compares an abbreviation as printed with one as it should read; look-alikes are cheap
(`0D`, `Qb`, `QP` for QĐ; `HPND` for HĐND). `prefix_distance` finds the phrase that a text begins with,
letting a share of its letters be wrong (Myers, "A fast bit-vector algorithm for approximate string
matching", J. ACM 46(3), 1999, with the start of the text fixed).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from analyzers.folding import fold

SAME = 0.05
"""An accent that is not printed: `QD` for `QĐ`."""
LOOKALIKE = 0.3
"""A letter printed as one that looks like it, or an Đ that came apart into two signs."""

_ALIKE: dict[str, str] = {
    "Đ": "PB0OĐ6",
    "D": "PB0O",
    "Q": "0OG9@",
    "O": "0QĐD",
    "N": "HMK",
    "H": "NMI",
    "I": "1L|JT!",
    "L": "1I|",
    "S": "58$§",
    "B": "8ER6Đ",
    "G": "6CQ",
    "C": "G(E",
    "U": "VO",
    "V": "UY",
    "T": "1I7",
    "K": "RXH",
    "P": "FBRĐ",
    "E": "FB",
    "R": "KB",
    "X": "K",
    "Y": "V",
    "W": "VU",
    "M": "N",
    "A": "4R",
    "g": "q9",
}
_SPLINTERS = frozenset("B0OPD6'`,.")
"""What is left over when Đ, Q or N is read as two signs (`QPb`, `NDb`, `0OD`)."""

_SHAPES = str.maketrans("014895§6$¢&@|!jw", "oiaogssoseeaiiiu")


def shapes(folded: str) -> str:
    """Folded text with signs and digits as the letters they stand for in words (`b6` -> `bo`)."""
    return folded.translate(_SHAPES)


def skeleton(text: str) -> str:
    """`text` folded, then `shapes`; as long as NFC text."""
    return shapes(fold(text))


def plain(text: str) -> str:
    """Upper case without accents, `Đ` as `D`: two abbreviations that differ in accents become equal."""
    return fold(text).upper().replace("Ð", "D")


def _substitution(printed: str, wanted: str) -> float:
    if printed == wanted:
        return 0.0
    if plain(printed) == plain(wanted):
        return SAME
    return LOOKALIKE if printed in _ALIKE.get(wanted, "") else 1.0


@lru_cache(maxsize=65536)
def series_cost(printed: str, wanted: str) -> float:
    """Weighted edit distance from an abbreviation as printed to one as it should read."""
    first, second = printed.upper().replace("Ð", "Đ"), wanted.upper()
    if abs(len(first) - len(second)) > 2:
        return 9.0
    row = [float(j) for j in range(len(second) + 1)]
    for i, char in enumerate(first, 1):
        extra = LOOKALIKE if char in _SPLINTERS and i > 1 else 1.0
        previous, row[0] = row[0], row[0] + extra
        for j, target in enumerate(second, 1):
            best = min(
                previous + _substitution(char, target),
                row[j] + extra,
                row[j - 1] + 1.0,
            )
            previous, row[j] = row[j], best
    return row[-1]


def nearest(printed: str, candidates: Iterable[str], limit: float) -> tuple[str | None, float, float]:
    """The candidate that is cheapest to reach, its cost, and the cost of the runner-up."""
    best, cost, second = None, limit, 9.0
    for candidate in candidates:
        found = series_cost(printed, candidate)
        if found < cost or (found == cost and best is None):
            best, cost, second = candidate, found, min(second, cost if best else 9.0)
        else:
            second = min(second, found)
    return best, (cost if best is not None else 9.0), second


class Phrase:
    """A phrase prepared for `prefix_distance`: `letters` maps a sign to the bits where it stands.

    `pieces` are the phrase cut so that a text which has it with an error in four letters or fewer holds
    at least one of them unharmed.
    """

    __slots__ = ("bits", "length", "letters", "pieces", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.length = len(text)
        parts = self.length // 4 + 1
        cuts = [self.length * part // parts for part in range(parts + 1)]
        self.pieces = [text[start:end] for start, end in pairwise(cuts)]
        self.bits = 1 << (self.length - 1)
        self.letters: dict[str, int] = {}
        for i, char in enumerate(text):
            self.letters[char] = self.letters.get(char, 0) | 1 << i


def prefix_distance(phrase: Phrase, text: str, limit: int) -> tuple[int, int]:
    """The least edit distance of the phrase to a prefix of `text`, and that prefix's length.

    Gives up (distance `limit + 1`) where no prefix is within `limit`.
    """
    text = text[: phrase.length + limit]
    if limit < len(phrase.pieces) and not _holds_one(text, phrase.pieces):
        return limit + 1, 0
    mask = (phrase.bits << 1) - 1
    plus, minus, score = mask, 0, phrase.length
    best, at = limit + 1, 0
    for j, char in enumerate(text, 1):
        equal = phrase.letters.get(char, 0)
        across = (((equal & plus) + plus) ^ plus) | equal | minus
        rise, fall = minus | ~(across | plus), plus & across
        if rise & phrase.bits:
            score += 1
        elif fall & phrase.bits:
            score -= 1
        rise, fall = ((rise << 1) | 1) & mask, (fall << 1) & mask
        vertical = equal | minus
        plus, minus = (fall | ~(vertical | rise)) & mask, rise & vertical
        if score < best:
            best, at = score, j
    return best, at


def _holds_one(text: str, pieces: Sequence[str]) -> bool:
    for piece in pieces:  # noqa: SIM110 - any() with a generator takes twice as long
        if piece in text:
            return True
    return False
