"""The word before a number that says what kind of document it is, in print or damaged.

The word is looked for backwards from where the number (with its `số`) begins: `Quyet\\ndinh`,
`K&\\nhoach`, `Bdo cdo`, `Kef\\nhoach`, `Nghj dinh`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analyzers.citations.ocr import Phrase, prefix_distance, skeleton
from analyzers.citations.tables import squeezed_names
from analyzers.reading import Reading

_WINDOW = 48
_FILLER = frozenset(" \t\n\r\f\xa0*_\"“”'‘’")
_WORD_CHAR = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class TypeWord:
    """The name of a type, where it starts in the text, its edit distance as printed, whether exact.

    `exact` means that the text prints it with its very accents: the words here are not damaged.
    """

    name: str
    start: int
    distance: int
    exact: bool


@lru_cache(maxsize=1)
def _phrases() -> list[tuple[str, Phrase]]:
    return [(name, Phrase(skeleton(squeezed)[::-1])) for squeezed, name in squeezed_names().items()]


@lru_cache(maxsize=1)
def _exact_pattern() -> re.Pattern[str]:
    names = sorted(squeezed_names(), key=len, reverse=True)
    return re.compile("(?:" + "|".join(names) + r")\Z")


def type_before(reading: Reading, end: int, floor: int) -> TypeWord | None:
    """The type word that ends right before `end` (white space and asterisks aside), not before `floor`."""
    letters, places = _squeezed_before(reading.folded, end, floor)
    if not letters:
        return None
    match = _exact_pattern().search(letters)
    if match is not None and _starts_word(reading.text, places[match.start()]):
        name = squeezed_names()[match[0]]
        start = places[match.start()]
        printed = " ".join(reading.text[start : places[-1] + 1].replace("*", " ").split())
        return TypeWord(name, start, 0, printed.lower() == name.lower())
    return _damaged(reading, skeleton(letters)[::-1], places)


def _damaged(reading: Reading, backwards: str, places: list[int]) -> TypeWord | None:
    for distance, name, length in _nearest_names(backwards):
        begin = _word_start(reading.text, places[len(places) - length])
        if begin is not None:
            return TypeWord(name, begin, distance, False)
    return None


@lru_cache(maxsize=8192)
def _nearest_names(backwards: str) -> tuple[tuple[int, str, int], ...]:
    """`(distance, name, length)` of the names that reversed letters begin with, the nearest first."""
    found = []
    for order, (name, phrase) in enumerate(_phrases()):
        limit = phrase.length // 3
        distance, length = prefix_distance(phrase, backwards, limit)
        if distance <= limit:
            found.append((distance, order, name, length))
    return tuple((distance, name, length) for distance, _, name, length in sorted(found))


def _squeezed_before(folded: str, end: int, floor: int) -> tuple[str, list[int]]:
    """The letters before `end` without white space, and where each stands."""
    letters: list[str] = []
    places: list[int] = []
    for at in range(end - 1, max(floor, end - _WINDOW) - 1, -1):
        char = folded[at]
        if char in _FILLER:
            continue
        if char in ".;:,()[]/" and not letters:
            break
        if char in ";()[]\n":
            break
        letters.append(char)
        places.append(at)
    return "".join(reversed(letters)), places[::-1]


def _starts_word(text: str, at: int) -> bool:
    return at == 0 or (_WORD_CHAR.match(text[at - 1]) is None and text[at - 1] not in "&¢$")


def _word_start(text: str, at: int) -> int | None:
    """The start of the word that `at` is in, signs included, if that is at most three characters back."""
    for back in (1, 2, 3):
        if at - back < 0 or text[at - back].isspace() or text[at - back] in "(*":
            return at - back + 1
    return None
