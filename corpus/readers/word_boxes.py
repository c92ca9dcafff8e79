"""The places of words on their pages, packed small enough to be kept with the document.

Eight 32-bit numbers a word (start, length, page, left, top, right, bottom, confidence), each the difference
to the word before, deflated: about 8 bytes a word.
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

_SCALE = 10_000
_FIELDS = 8
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class WordBox:
    """A word `text[start:end]` on page `page` (from 0); its box in fractions of the page's width and
    height as shown, y downwards; `confidence` 0 to 1, None for text that was not guessed."""

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None


def pack(boxes: Iterable[WordBox]) -> bytes:
    """Boxes in order of `start` as bytes; places are kept to a ten-thousandth of the page."""
    before = [0] * _FIELDS
    numbers: list[int] = []
    for box in boxes:
        confidence = _UNKNOWN if box.confidence is None else round(box.confidence * 100)
        places = [round(value * _SCALE) for value in (box.left, box.top, box.right, box.bottom)]
        row = [box.start, box.end - box.start, box.page, *places, confidence]
        numbers += [now - then for now, then in zip(row, before, strict=True)]
        before = row
    return zlib.compress(struct.pack(f"<{len(numbers)}i", *numbers), 9)


def unpack(packed: bytes) -> list[WordBox]:
    """What `pack` was given."""
    raw = zlib.decompress(packed)
    numbers = struct.unpack(f"<{len(raw) // 4}i", raw)
    boxes: list[WordBox] = []
    row = [0] * _FIELDS
    for at in range(0, len(numbers), _FIELDS):
        row = [value + change for value, change in zip(row, numbers[at : at + _FIELDS], strict=True)]
        start, length, page, left, top, right, bottom, confidence = row
        boxes.append(
            WordBox(
                start, start + length, page, left / _SCALE, top / _SCALE, right / _SCALE, bottom / _SCALE,
                None if confidence == _UNKNOWN else confidence / 100,
            )
        )  # fmt: skip
    return boxes


def boxes_of(packed: bytes, start: int, end: int) -> list[WordBox]:
    """The boxes of the words that a span touches."""
    boxes = unpack(packed)
    first = bisect_left(boxes, start + 1, key=lambda box: box.end)
    last = bisect_left(boxes, end, key=lambda box: box.start)
    return boxes[first:last]
