"""Figures that a pen wrote into a line of print, as two more readers see them.

The second reader reads the line in several croppings and widths: what it is sure of stays the same. The
shapes that hang together in the place are read one by one by a network of their own. The two err differently,
so a string counts where it is by far the likeliest for both together, or for one while the other does not
object; else there are only its readings for a person to look at.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.readers import figures, second_reader
from corpus.readers.layout import Word

_FRAMES = {
    "number": re.compile(r"S\S{0,2} ?[:;.,]?(?P<hand>[^/]*?)[/]"),
    "day": re.compile(r"ng.y?(?P<hand>[^,]*?) ?th.ng"),
}
"""What is printed around the place, as the second reader spells it."""
_LONGEST = {"number": 5, "day": 2}
_PADS = (0.0, 0.1, 0.2)
_WIDTHS = (0.93, 1.07)
_ALONE = 0.98
"""Share that the likeliest string has among those of its length where the second reader alone decides. The
pen's 1 and 4, 2 and 8, 0 and 6 are mistaken up to .967; of 140 pictures of 20 places, degraded in 7 ways,
nothing above .97 was wrong."""
_TOGETHER = 0.97
"""Share among all strings where both readers decide."""
_LEAST = (0.03, 0.15)
"""What each of the two must give a string on which they decide together."""
_OBJECTS = 0.3
"""Probability of another string at which the reader of shapes objects to the second reader."""
_FLOOR = 0.002
"""What a reader gives to a string that it did not think of: it may be wrong altogether."""
_CUT = 0.05
"""Share of shorter strings, and for a lone figure of longer ones, at which a figure may have been missed."""
_SLASH = 0.3
"""Share of longer strings: the frame's slash is sometimes taken for one more figure."""
_VOTES = 0.75
_SHOWN = 3
_WORTH_SHOWING = 0.03
_INK = 150
"""Grey below which a point is ink."""
_TALL = 0.35
"""Height of a figure against its line's."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The readings of a place, the likeliest first, and whether the first is sure."""

    readings: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a crop of a line gives: strings with probabilities, and from where to where the place is."""

    crop: Any
    strings: dict[str, float]
    left: float
    right: float


def read(grey: Any, line: list[Word], field: str, last_day: int = 31) -> Figures:
    """What stands in the `field` of the head's line made of these words; `grey` is the page. A day is at
    most `last_day`."""
    seen = [each for crop in _crops(grey, line) if (each := _seen(crop, field, last_day)) is not None]
    by_line: defaultdict[str, float] = defaultdict(float)
    for each in seen:
        for text, likely in each.strings.items():
            by_line[text] += likely
    if not by_line:
        return Figures((), False)
    whole = sum(by_line.values())
    shares = {text: likely / whole for text, likely in by_line.items()}
    by_shape = _by_shape(seen[len(seen) // 2], field, last_day)
    both = {
        text: (shares.get(text, 0.0) + _FLOOR) * (by_shape.get(text, 0.0) + _FLOOR)
        for text in shares.keys() | by_shape.keys()
    }
    ranked = sorted(both, key=lambda text: (-both[text], text))
    shown = [text for text in ranked[:_SHOWN] if both[text] > _WORTH_SHOWING * both[ranked[0]]]
    best = ranked[0]
    whole_day = field != "day" or len(best) == 2  # days below ten have a 0 before them (Appendix I, II.4)
    sure = whole_day and _is_read(best, both, shares, by_shape, seen)
    return Figures(tuple(shown), sure)


def _is_read(
    best: str, both: dict[str, float], shares: dict[str, float], by_shape: dict[str, float],
    seen: list[_Seen],
) -> bool:  # fmt: skip
    """Whether the readers agree on a string, or one is sure of it and the other does not object."""
    return _agreed(best, both, shares, by_shape) or (
        _is_steady(best, seen) and _is_alone(best, shares) and not _objects(best, by_shape)
    )


def _agreed(best: str, both: dict[str, float], shares: dict[str, float], by_shape: dict[str, float]) -> bool:
    """Whether both readers together leave no other string."""
    if shares.get(best, 0.0) < _LEAST[0] or by_shape.get(best, 0.0) < _LEAST[1]:
        return False
    return both[best] >= _TOGETHER * sum(both.values())


def _is_steady(best: str, seen: list[_Seen]) -> bool:
    """Whether nearly every crop of the line gives the string."""
    votes = Counter(max(each.strings, key=lambda text: each.strings[text]) for each in seen)
    return votes[best] >= _VOTES * len(_PADS) * len(_WIDTHS)


def _is_alone(best: str, shares: dict[str, float]) -> bool:
    """Whether for the second reader no other string is a rival."""
    same = sum(likely for text, likely in shares.items() if len(text) == len(best))
    shorter = sum(likely for text, likely in shares.items() if len(text) < len(best))
    spare = _CUT if len(best) == 1 else _SLASH
    return shares.get(best, 0.0) >= _ALONE * same and shorter <= _CUT and 1 - same - shorter <= spare


def _objects(best: str, by_shape: dict[str, float]) -> bool:
    """Whether the shapes are rather those of another string."""
    other = max((likely for text, likely in by_shape.items() if text != best), default=0.0)
    return other > max(_OBJECTS, by_shape.get(best, 0.0))


def _crops(grey: Any, line: list[Word]) -> Iterator[Any]:
    import cv2

    left, right = min(word.left for word in line), max(word.right for word in line)
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    for pad in _PADS:
        first, last = round(top - pad * (bottom - top)), round(bottom + pad * (bottom - top))
        crop = grey[max(0, first) : last, max(0, round(left) - 8) : round(right) + 8]
        if crop.size:
            for width in _WIDTHS:
                yield cv2.resize(crop, None, fx=width, fy=1.0, interpolation=cv2.INTER_CUBIC)


def _seen(crop: Any, field: str, last_day: int) -> _Seen | None:
    """Strings of figures between the printed neighbours, with their probabilities."""
    steps = second_reader.posteriors(crop)
    path = second_reader.best_path(steps)
    frame = _FRAMES[field].search("".join(letter for letter, _ in path))
    if frame is None:
        return None
    first, last = path[frame.start("hand") - 1][1], path[frame.end("hand")][1]
    found = second_reader.digit_strings(steps[first + 1 : last], _LONGEST[field])
    strings = {text: likely for text, likely in found.items() if _possible(text, field, last_day)}
    if not strings:
        return None
    pixels = crop.shape[1] / len(steps)
    return _Seen(crop, strings, first * pixels, last * pixels)


def _possible(text: str, field: str, last_day: int) -> bool:
    return field != "day" or (len(text) <= 2 and 1 <= int(text) <= last_day)


def _by_shape(seen: _Seen, field: str, last_day: int) -> dict[str, float]:
    """What the shapes in the place are, one by one; nothing where there are none or too many."""
    import cv2
    import numpy as np

    ink = (seen.crop < _INK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height = seen.crop.shape[0]
    shapes = []
    for index in range(1, len(stats)):
        x, y, wide, high = (int(value) for value in stats[index][:4])
        inside = seen.left - 4 <= x and x + wide / 2 < seen.right
        if inside and high > _TALL * height and wide < 1.6 * height:
            shapes.append((x, labels[y : y + high, x : x + wide] == index))
    if not 0 < len(shapes) <= _LONGEST[field]:
        return {}
    ordered = [shape for _, shape in sorted(shapes, key=lambda item: item[0])]
    found = figures.strings(ordered)
    return {text: likely for text, likely in found.items() if _possible(text, field, last_day)}
