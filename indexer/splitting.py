"""Long text cut where a reader would pause: between rows, paragraphs, list items, sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

LIMIT = 1200
"""Characters that a passage has at most (a single table row may have more)."""

Spans = Sequence[tuple[int, int]]

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\f")
_ITEM = re.compile(r"\n(?=[^\S\n]*(?:[-–—+*•▪●]|[(]?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})[.)])\s)")
_SENTENCE = re.compile(r"[.!?…;:](?=\s*\n)|(?<![.\s][A-ZĐ])[.!?…](?=\s+[^\W\da-z_])|;(?=\s)")
"""The end of a sentence or clause: not after an initial (`Đ. V. Minh`), not inside a number."""
_LINE = re.compile(r"\n")
_SPACE = re.compile(r"\s")

_BREAKS = ((_PARAGRAPH, 0), (_ITEM, 120), (_SENTENCE, 200), (_LINE, 450), (_SPACE, 700))
"""Kinds of places to cut at, with how many characters away from the ideal place each is worth."""

_ROW_BREAK = 0
_LEAST = LIMIT // 4
"""No passage is cut shorter than this unless a table row begins there."""


def split(text: str, start: int, end: int, rows: Spans, unbroken: Spans) -> list[tuple[int, int]]:
    """Spans of at most `LIMIT` characters that cover `text[start:end]`, trimmed of space.

    `rows` (in order) are never cut; one that is longer than `LIMIT` is a span of its own. `unbroken`
    are spans (citations) that are cut only where nothing else helps.
    """
    start, end = _trim(text, start, end)
    inside = _clipped(rows, start, end)
    if end - start <= LIMIT:
        return [(start, end)] if start < end else []
    places = _places(text, start, end, inside, sorted(unbroken))
    spans: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = _next_cut(at, end, places, inside)
        first, last = _trim(text, at, stop)
        if first < last:
            spans.append((first, last))
        at = _trim(text, stop, end)[0]
    return spans


def _next_cut(at: int, end: int, places: list[tuple[int, int]], rows: list[tuple[int, int]]) -> int:
    """Where the passage that begins at `at` ends: the cheapest place within the limit."""
    if end - at <= LIMIT:
        return end
    parts = -(-(end - at) // LIMIT)
    ideal = at + (end - at) // parts
    first, last = bisect_right(places, (at, LIMIT)), bisect_right(places, (at + LIMIT, LIMIT))
    window = places[first:last]
    roomy = [place for place in window if place[0] >= at + _LEAST] or window
    if roomy:
        return min(roomy, key=lambda place: (place[1] + abs(place[0] - ideal), place[0]))[0]
    row_end = _end_of_row(at, rows)
    return row_end if row_end is not None else at + LIMIT


def _places(
    text: str, start: int, end: int, rows: list[tuple[int, int]], unbroken: Spans
) -> list[tuple[int, int]]:
    """Where the text may be cut, each `(offset, cost)`, in order of offset."""
    cost: dict[int, int] = {}
    for pattern, price in _BREAKS:
        for match in pattern.finditer(text, start, end):
            cost.setdefault(match.end(), price)
    for row in rows:
        for border in row:
            cost[border] = _ROW_BREAK
    starts = [row[0] for row in rows]
    allowed = [at for at in cost if start < at < end and not _inside(at, rows, starts)]
    citation_starts = [span[0] for span in unbroken]
    return sorted((at, cost[at] + LIMIT * _inside(at, unbroken, citation_starts)) for at in allowed)


def _inside(at: int, spans: Spans, starts: list[int]) -> bool:
    index = bisect_left(starts, at) - 1
    return index >= 0 and spans[index][0] < at < spans[index][1]


def _end_of_row(at: int, rows: list[tuple[int, int]]) -> int | None:
    """The end of the row that `at` stands in, None outside of rows."""
    index = bisect_right(rows, (at, 1 << 62)) - 1
    return rows[index][1] if index >= 0 and rows[index][0] <= at < rows[index][1] else None


def _clipped(rows: Spans, start: int, end: int) -> list[tuple[int, int]]:
    """The rows' parts inside a span, in order, none reaching into the next."""
    clipped: list[tuple[int, int]] = []
    for first, last in sorted(rows):
        low = max(first, start, clipped[-1][1] if clipped else start)
        high = min(last, end)
        if low < high:
            clipped.append((low, high))
    return clipped


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
