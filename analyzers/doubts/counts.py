"""Counts and percentages as sentences print them, and the two doubts about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzers.annotations import Warning
from analyzers.doubts.figures import share_fits
from analyzers.doubts.making import Place, doubt, in_english, number, one_apart
from analyzers.doubts.words import Words

COUNT = r"(?<![\d.,/%])(?:\d{1,3}(?:\.\d{3})+|\d{1,15})(?![\d/%]|[.,]\d)"
COUNTS = re.compile(COUNT)
SHARE = r"\d{1,3}(?:,\d{1,3})?\s?%"


@dataclass(frozen=True, slots=True)
class Figure:
    """A count where it stands."""

    value: int
    place: Place


def figure(words: Words, match: re.Match[str], group: str | int = 0) -> Figure:
    """The count of a group of a match on `words.folded`."""
    return Figure(int(match[group].replace(".", "")), words.place(*match.span(group)))


def wrong_share(words: Words, printed: str, at: Place, part: Figure, whole: Figure) -> Iterator[Warning]:
    """A percentage, printed at a place of `words.folded`, that is not that of two counts."""
    printed = printed.replace(" ", "")
    if not whole.value or share_fits(printed, part.value, whole.value):
        return
    right = 100 * part.value / whole.value
    shown = printed.rstrip("%")
    told = f"{number(part.value)}/{number(whole.value)} = {number(right)}%"
    vi = f"Tỷ lệ ghi {shown}% không khớp với số liệu: {told}"
    en = (
        f"The share is given as {shown}%, but "
        f"{in_english(part.value)}/{in_english(whole.value)} = {in_english(right)}%"
    )
    yield doubt("wrong-share", [words.place(*at), part.place, whole.place], vi, en, ocr=words.damaged)


def wrong_sum(words: Words, total: Figure, parts: Sequence[Figure]) -> Iterator[Warning]:
    """A total that is not the sum of its parts."""
    found = sum(part.value for part in parts)
    if found == total.value:
        return
    listed = " + ".join(number(part.value) for part in parts)
    vi = f"Tổng ghi {number(total.value)} không bằng các phần cộng lại: {listed} = {number(found)}"
    en = f"The total is given as {in_english(total.value)}, but its parts add up to {in_english(found)}"
    ocr = words.damaged and _explained(total, parts)
    yield doubt("wrong-total", [total.place, *(part.place for part in parts)], vi, en, ocr=ocr)


def _explained(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether one misread character of one figure would make the sum right."""
    found = sum(part.value for part in parts)
    wanted = [(total.value, found), *((p.value, total.value - found + p.value) for p in parts)]
    return any(right >= 0 and one_apart(str(printed), str(right)) for printed, right in wanted)
