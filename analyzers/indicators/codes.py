"""The codes of a form's rows (`3`, `3.1`, `3.1.1`) restored from their sequence.

OCR reads `1.1` as `L.L`, `3.1.1` as `gl`, `2.3` as `53` and drops the points of `2.2.1`. A code follows the
one before it as its first child, its next sibling or the next of one of its parents; among what may follow,
the one nearest to the print wins, looking at the whole form at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

Code = tuple[int, ...]

_LOOKS = str.maketrans(
    {"I": "1", "l": "1", "L": "1", "|": "1", "i": "1", "!": "1", "S": "5", "s": "5", "O": "0", "o": "0"}
)
# 1.2.   L.L   L4.   32s   24,   not: s   gl   -
_CODE_LIKE = re.compile(r"(?=.*[\d.,]|[IlL|!]+$)[\dIlL|!SsO.,\s]*[\dIlL|!][\dIlL|!SsO.,\s]*")
_BEAM = 12
_JUMP = 3.0
_SKIP = 0.8
_LOST = 1.0
_DOUBT = 1.5


@dataclass(frozen=True, slots=True)
class Restored:
    """A code as it should read; `sure` is False where the print says little of it."""

    code: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    codes: tuple[Code, ...]
    emissions: tuple[float, ...]


@lru_cache(maxsize=4096)
def literal(printed: str) -> Code | None:
    """The code that a print is, letters that stand for digits read as digits."""
    if not _CODE_LIKE.fullmatch(printed.strip()):
        return None
    digits = re.findall(r"\d+", re.sub(r"(?<=\d)\s+(?=\d)", ".", printed.translate(_LOOKS)))
    if not digits or any(one.startswith("0") or len(one) > 2 for one in digits):
        return None
    return tuple(int(one) for one in digits[:5])


def restore(printed: Sequence[str]) -> list[Restored]:
    """The codes of the rows of one form, in order; an empty string is a code that was lost."""
    beam = [_State(0.0, (), ())]
    for mark in printed:
        reached: dict[Code, _State] = {}
        for state in beam:
            before = state.codes[-1] if state.codes else None
            for code, move in _following(before, mark).items():
                emission = _emission(mark, code)
                found = _State(
                    state.cost + move + emission, (*state.codes, code), (*state.emissions, emission)
                )
                known = reached.get(code)
                if known is None or found.cost < known.cost:
                    reached[code] = found
        beam = sorted(reached.values(), key=lambda state: (state.cost, state.codes[-1]))[:_BEAM]
    best = beam[0]
    return [
        Restored(
            ".".join(map(str, code)), emission < _DOUBT and _CODE_LIKE.fullmatch(mark.strip()) is not None
        )
        for code, emission, mark in zip(best.codes, best.emissions, printed, strict=True)
    ]


def _following(before: Code | None, mark: str) -> dict[Code, float]:
    """What may follow a code, with the cost of each step."""
    found: dict[Code, float] = {}
    if before is None:
        found[(1,)] = 0.0
        found[(1, 1)] = 1.0
    else:
        if len(before) < 4:
            found[(*before, 1)] = 0.0
            found[(*before, 2)] = _SKIP
        for depth in range(len(before), 0, -1):
            for skipped in range(3):
                code = (*before[: depth - 1], before[depth - 1] + 1 + skipped)
                found.setdefault(code, skipped * _SKIP + 0.1 * (len(before) - depth))
    printed = literal(mark)
    if printed is not None:
        found.setdefault(printed, 0.5 if before is None else _JUMP)
    return found


@lru_cache(maxsize=16384)
def _emission(mark: str, code: Code) -> float:
    """How unlike a print and a code are, in digits."""
    if not _CODE_LIKE.fullmatch(mark.strip()):
        return _LOST
    if literal(mark) == code:
        return 0.0
    return 0.2 + _distance(re.sub(r"\W", "", mark.translate(_LOOKS)), "".join(map(str, code)))


def _distance(printed: str, digits: str) -> float:
    row = [float(i) for i in range(len(digits) + 1)]
    for at, char in enumerate(printed[:8], start=1):
        previous, row[0] = row[0], float(at)
        for column, digit in enumerate(digits, start=1):
            cost = min(row[column] + 1, row[column - 1] + 1, previous + (char != digit))
            previous, row[column] = row[column], cost
    return row[-1]
