"""Cutting a paragraph into the units that are decoded: words, numbers and codes without their punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from analyzers.restore.tokens import END, punctuation_class

_CHUNK = re.compile(r"\S+")
_LEADING = "([{\"“”‘«<*_~|'-–—•+=/"
_TRAILING = ".,;:!?)]}\"”’»>…*_|'-–—=/"
_INNER = re.compile(
    r"[;()\[\]\"“”…]+"
    r"|(?<=[^\W\d_]),(?=\w)"
    r"|(?<=[^\W\d_]{2})[.:](?=[^\W\d_]{2})"
    r"|(?<=[^\W\d_])[-–—](?=[^\W\d_])"
    r"|(?<=[^\W\d_]{2})/(?=[^\W\d_]{2})"
)
"""Punctuation inside a chunk that parts two words: `đồng,thời`, `Độc-lập`, `và/hoặc`."""

_CODE = re.compile(r"(?=\D*\d)[^\s()\[\];]*\w[/–-][^\s()\[\];]*\w")
_ROMAN_BAR = re.compile(r"\|+[.)]")
_LABEL = re.compile(r"\(?[a-zđ]\)|[a-h]\.")
"""The label of a point, `b)` or `b.`, which is no word."""
_BULLET = re.compile(r"\n\s*[-+*•]\s")


class Unit(NamedTuple):
    """A word, number or code at `start:end`.

    `after` is the mark that the model sees behind it; `spaced` where only a space parts it from the next.
    """

    start: int
    end: int
    text: str
    after: str | None
    spaced: bool


@lru_cache(maxsize=50_000)
def cores(chunk: str) -> tuple[tuple[int, int], ...]:
    """The spans of the words in one chunk without white space: `(Kế` -> ((1, 3),)."""
    if _ROMAN_BAR.fullmatch(chunk):
        return ((0, len(chunk) - 1),)
    if _LABEL.fullmatch(chunk):
        return ()
    start, end = _strip(chunk, 0, len(chunk))
    if start >= end:
        return ()
    if _CODE.fullmatch(chunk, start, end):
        return ((start, end),)
    found = []
    for separator in [*_INNER.finditer(chunk, start, end), None]:
        stop = separator.start() if separator else end
        i, j = _strip(chunk, start, stop)
        if i < j:
            found.append((i, j))
        if separator:
            start = separator.end()
    return tuple(found)


def _strip(chunk: str, start: int, end: int) -> tuple[int, int]:
    while start < end and chunk[start] in _LEADING:
        start += 1
    while end > start and chunk[end - 1] in _TRAILING:
        end -= 1
    return start, end


def units(text: str, start: int, end: int) -> list[Unit]:
    """The units of `text[start:end]`, in order, their texts in NFC whatever `text` is in."""
    composed = unicodedata.is_normalized("NFC", text[start:end])
    spans: list[tuple[int, int]] = []
    for chunk in _CHUNK.finditer(text, start, end):
        offset = chunk.start()
        spans.extend((offset + i, offset + j) for i, j in cores(chunk.group()))
    spans.append((end, end))
    found = []
    for (first, last), (following, _) in pairwise(spans):
        after, gap = None, text[last:following]
        if gap != " ":
            after = punctuation_class(gap.replace("\n", " ")) or (END if _BULLET.match(gap) else None)
        word = text[first:last] if composed else unicodedata.normalize("NFC", text[first:last])
        found.append(Unit(first, last, word, after, gap == " "))
    return found
