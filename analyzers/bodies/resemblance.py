"""How alike a damaged word is to a correct one, by what OCR confuses.

An English OCR model prints a Vietnamese letter that it does not know as some letter or digit that
looks like it (`Đ` as `P`, `ả` as `d`, `Ộ` as `Q`, `ồ` as `é` or `6`). Comparing folded texts with cheap
substitutions for such pairs finds a name in a fixed list again (`PONGNAI` is `Đồng Nai`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from analyzers.folding import fold
from analyzers.native import kernel

_NOT_LETTERS = re.compile(r"[^0-9a-z&@]+")
_LOOKS = str.maketrans({"0": "o", "1": "i", "l": "i", "&": "o", "@": "a", "w": "u", "y": "i", "j": "i"})
_CLASSES = ("aeou4db6qi5", "oq0dcg", "dpb", "nhmr", "ceo", "rti", "gq9", "s58", "vu", "fpt", "tr")
_CHEAP = frozenset((a, b) for letters in _CLASSES for a in letters for b in letters if a != b)
_SUBSTITUTION = 0.35
_LONGEST_COMPILED = 256
_INSERTION = 0.6
"""Of a vowel or a stroke: `phúc` is printed `phiic`."""


@lru_cache(maxsize=8192)
def skeleton(text: str) -> str:
    """`text` folded, without spaces and signs, with letters of the same look made one."""
    return _NOT_LETTERS.sub("", fold(text)).translate(_LOOKS)


def likeness(printed: str, name: str, least: float = 0.0) -> float:
    """1 where two texts have the same skeleton, down to 0 where they share nothing.

    What is surely below `least` may be given as 0 (faster).
    """
    return _likeness(skeleton(printed), skeleton(name), least)


@lru_cache(maxsize=16384)
def _likeness(printed: str, name: str, least: float) -> float:
    if printed == name:
        return 1.0 if name else 0.0
    longest = max(len(printed), len(name))
    allowed = (1 - least) * longest
    apart = abs(len(printed) - len(name)) * _INSERTION
    if not printed or not name or apart > min(allowed, 0.4 * longest):
        return 0.0
    shared = sum(
        min(count, _letters(name)[letter])
        for letter, count in _letters(printed).items()
        if letter in _letters(name)
    )
    if _SUBSTITUTION * (min(len(printed), len(name)) - shared) > allowed:
        return 0.0
    if kernel is not None and len(name) < _LONGEST_COMPILED:
        apart = kernel.weighted_distance(printed, name, allowed, _cheap_table(), _SUBSTITUTION, _INSERTION)
    else:
        apart = _distance(printed, name, allowed)
    return max(0.0, 1 - apart / longest)


@cache
def _cheap_table() -> memoryview:
    """`_CHEAP` as a table of 128 by 128 flags for the compiled loop."""
    table = bytearray(128 * 128)
    for first, second in _CHEAP:
        table[ord(first) * 128 + ord(second)] = 1
    return memoryview(table).cast("B", (128, 128))


@lru_cache(maxsize=8192)
def _letters(text: str) -> dict[str, int]:
    """How often each character stands in `text`."""
    return {char: text.count(char) for char in set(text)}


def _distance(printed: str, name: str, allowed: float) -> float:
    """Weighted Levenshtein distance of two skeletons; anything above `allowed` once that is sure.

    Only cells within the band that insertions can pay for are computed.
    """
    width = len(name)
    band = int(allowed / _INSERTION) + 1
    far = float(len(printed) + width)
    row = [_INSERTION * column for column in range(width + 1)]
    for at, letter in enumerate(printed, start=1):
        low, high = max(1, at - band), min(width, at + band)
        diagonal = row[low - 1]
        row[low - 1] = _INSERTION * at if low == 1 else far
        if high > at - 1 + band:
            row[high] = far
        missing = _INSERTION if letter in "aeoui" else 0.9
        nearest = row[low - 1]
        for column in range(low, high + 1):
            wanted = name[column - 1]
            above = row[column]
            best = diagonal
            if letter != wanted:
                best += _SUBSTITUTION if (letter, wanted) in _CHEAP else 1.0
            if above + missing < best:
                best = above + missing
            extra = row[column - 1] + (_INSERTION if wanted in "aeoui" else 0.9)
            if extra < best:
                best = extra
            diagonal = above
            row[column] = best
            if best < nearest:
                nearest = best
        if nearest > allowed:
            return far
    return row[-1]


def closest(printed: str, names: Iterable[str], least: float = 0.8, margin: float = 0.04) -> str | None:
    """The one of `names` that `printed` must be, None if none is near or two are about as near.

    `least` is the likeness it must reach; a second name must be `margin` further away.
    """
    form = skeleton(printed)
    names = list(names)
    for name in names:
        if form and skeleton(name) == form:
            return name
    best: tuple[float, str] | None = None
    second = 0.0
    for name in names:
        score = _likeness(form, skeleton(name), least - margin)
        if best is None or score > best[0]:
            second = best[0] if best and skeleton(best[1]) != skeleton(name) else second
            best = (score, name)
        elif score > second and skeleton(name) != skeleton(best[1]):
            second = score
    if best is None or best[0] < least or best[0] - second < margin:
        return None
    return best[1]
