"""Words with places on a page into text in reading order.

An official document sets its head and foot in two columns (issuer and number at the left; motto, place
and date at the right: Decree 30/2020/NĐ-CP, Appendix I). Reading straight across would mix them, so where
a white gutter divides neighbouring rows, the left block is read before the right one, band by band.
Rows of three cells and more, or with bare figures at the right, are rows of a table: cells separated by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

_LABEL = re.compile(r"[-+*•–]|\(?\w{1,4}(\.\w{1,3}){0,3}[.):/]|[IVX]{1,5}[.)]?")
_WIDE = 1.2
"""Gap, in line heights, that may part two columns."""
_WIDER = 2.2
"""The same gap against the row's ordinary word gap: justified lines have wide gaps throughout."""


_INTERLEAVED = 0.95
"""Pitch, in line heights, below which two rows cannot be lines of one column."""
_BETWEEN = 0.5
"""The gap that parts columns where the source itself keeps the two sides as lines of their own."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in any unit, y downwards; `confidence` 0 to 1, None where nothing was guessed."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the x of its vertical and the y of its horizontal lines, in ascending order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def holds(self, word: Word) -> bool:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stand next to each other on one line."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        return median(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return median(word.bottom for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Row:
    """Segments on one line across the page, from left to right."""

    segments: list[Segment]

    @property
    def top(self) -> float:
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        return max(segment.bottom for segment in self.segments)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return max(median(segment.bottom - segment.top for segment in self.segments), 1e-6)


@dataclass(slots=True)
class PageText:
    """Text under construction; `spans` are `(start, end, word)` in it."""

    parts: list[str] = field(default_factory=list)
    spans: list[tuple[int, int, Word]] = field(default_factory=list)
    length: int = 0

    def line(self, cells: Sequence[Sequence[Word]]) -> None:
        """One line: cells separated by tabs, words by spaces."""
        for number, cell in enumerate(cells):
            if number:
                self._add("\t")
            for position, word in enumerate(cell):
                if position:
                    self._add(" ")
                self.spans.append((self.length, self.length + len(word.text), word))
                self._add(word.text)
        self._add("\n")

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        return "".join(self.parts)


def page_text(lines: Iterable[Sequence[Word]], grids: Sequence[Grid] = ()) -> PageText:
    """The text of a page from its lines of words (in any order) and its ruled tables."""
    out = PageText()
    free: list[Sequence[Word]] = []
    lines = list(lines)
    grids = [grid for grid in (_checked(grid, lines) for grid in grids) if grid is not None]
    inside: list[list[Word]] = [[] for _ in grids]
    for line in lines:
        rest = []
        for word in line:
            index = next((i for i, grid in enumerate(grids) if grid.holds(word)), None)
            if index is None:
                rest.append(word)
            else:
                inside[index].append(word)
        if rest:
            free.append(rest)
    blocks: list[tuple[float, Callable[[], None]]] = [
        (grid.ys[0], lambda grid=grid, words=words: _table(out, grid, words))  # type: ignore[misc]
        for grid, words in zip(grids, inside, strict=True)
        if words
    ]
    rows = rows_of(free)
    starts = sorted(top for top, _ in blocks)
    pieces: list[list[Row]] = [[] for _ in range(len(starts) + 1)]
    for row in rows:
        pieces[sum(1 for top in starts if top < row.middle)].append(row)
    ordered = sorted(blocks, key=lambda block: block[0])
    for index, piece in enumerate(pieces):
        _flow(out, piece)
        if index < len(ordered):
            ordered[index][1]()
    return out


def _checked(grid: Grid, lines: Sequence[Sequence[Word]]) -> Grid | None:
    """The grid without the verticals that run through words; None where it parts no columns then."""
    words = [word for line in lines for word in line if grid.holds(word)]
    xs = [grid.xs[0]]
    for x in grid.xs[1:-1]:
        crossed = sum(1 for word in words if word.left + 0.2 * (word.right - word.left) < x < word.right - 2)
        if crossed <= max(1, len(words) // 50):
            xs.append(x)
    return Grid((*xs, grid.xs[-1]), grid.ys) if len(xs) > 1 and words else None


def rows_of(lines: Iterable[Sequence[Word]]) -> list[Row]:
    """Rows from the top down; each has its segments from left to right, parted at wide gaps."""
    segments = sorted(
        (Segment(tuple(sorted(line, key=lambda word: word.left))) for line in lines if line),
        key=lambda segment: segment.top + segment.bottom,
    )
    rows: list[list[Segment]] = []
    for segment in segments:
        if rows and any(_level(other, segment) for other in rows[-1][-3:]):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [Row(_parted(row)) for row in rows]


def _level(first: Segment, second: Segment) -> bool:
    """Whether two segments stand on one line: each one's middle lies within the other."""
    margin = 0.1 * min(first.bottom - first.top, second.bottom - second.top)
    one, two = (first.top + first.bottom) / 2, (second.top + second.bottom) / 2
    return (
        first.top + margin < two < first.bottom - margin
        and second.top + margin < one < second.bottom - margin
    )


def _parted(segments: list[Segment]) -> list[Segment]:
    words = sorted((word for segment in segments for word in segment.words), key=lambda word: word.left)
    height = median(segment.bottom - segment.top for segment in segments)
    begins = {id(segment.words[0]) for segment in segments}
    gaps = [after.left - before.right for before, after in pairwise(words)]
    ordinary = median(gaps) if len(gaps) > 2 else 0.0
    parts: list[list[Word]] = [[words[0]]]
    for gap, word in zip(gaps, words[1:], strict=True):
        only_label = len(parts[-1]) == 1 and bool(_LABEL.fullmatch(parts[-1][0].text))
        wide = gap > _WIDE * height and gap > _WIDER * ordinary
        between = (
            gap > _BETWEEN * height and gap > 1.5 * ordinary and id(word) in begins and len(segments) == 2
        )
        if (wide or between) and not only_label:
            parts.append([word])
        else:
            parts[-1].append(word)
    return [Segment(tuple(part)) for part in parts]


def _flow(out: PageText, rows: list[Row]) -> None:
    """Rows that stand in no ruled table."""
    _part_upwards(rows)
    index = 0
    while index < len(rows):
        row = rows[index]
        gutter = _gutter(rows, index)
        if gutter is None:
            out.line([segment.words for segment in row.segments])
            index += 1
            continue
        count, middle = _region(rows, index, *gutter)
        region = rows[index : index + count]
        if _is_table(region):
            for row in region:
                out.line([segment.words for segment in row.segments])
        else:
            for band in _bands(region):
                _columns(out, band, middle)
        index += count


def _part_upwards(rows: list[Row]) -> None:
    """Parts a row above a two-sided one at the same gutter: long names nearly close the gutter."""
    for before, row in reversed(list(pairwise(rows))):
        if len(row.segments) == 2 and len(before.segments) == 1 and row.top - before.bottom < row.height:
            before.segments = _split_at(before, row.segments[0].right, row.segments[1].left)


def _gutter(rows: list[Row], index: int) -> tuple[float, float] | None:
    """The white between two columns that begin at a row: within it, or between it and the next row where
    the two interleave, since columns set in different sizes are seldom level."""
    row = rows[index]
    if len(row.segments) == 2:
        return row.segments[0].right, row.segments[1].left
    if len(row.segments) == 1 and index + 1 < len(rows) and len(rows[index + 1].segments) == 1:
        after = rows[index + 1]
        one, two = sorted((row.segments[0], after.segments[0]), key=lambda segment: segment.left)
        close = after.middle - row.middle < _INTERLEAVED * min(row.height, after.height)
        if close and two.left - one.right > _WIDE * row.height:
            return one.right, two.left
    return None


def _region(rows: list[Row], first: int, low: float, high: float) -> tuple[int, float]:
    """How many rows from `first` share the gutter from `low` to `high`, and the x of its middle."""
    count = 1
    for before, row in zip(rows[first:], rows[first + 1 :], strict=False):
        if row.top - before.bottom > 4 * before.height:
            break
        least = 0.5 * row.height
        split = row.segments if len(row.segments) > 1 else _split_at(row, low, high)
        left = [segment for segment in split if segment.right <= high - least]
        right = [segment for segment in split if segment.left >= low + least and segment not in left]
        if len(left) + len(right) < len(split) or len(split) > 2 or len(left) > 1 or len(right) > 1:
            break
        new_low = max([low, *(segment.right for segment in left)])
        new_high = min([high, *(segment.left for segment in right)])
        if new_high - new_low < least:
            break
        low, high = new_low, new_high
        row.segments = list(split)
        count += 1
    return count, (low + high) / 2


def _split_at(row: Row, low: float, high: float) -> list[Segment]:
    """A row's only segment parted at a gap inside the gutter that is narrow, yet no ordinary word gap."""
    words = row.segments[0].words
    gaps = [after.left - before.right for before, after in pairwise(words)]
    ordinary = median(gaps) if len(gaps) > 2 else row.height
    for index, gap in enumerate(gaps):
        inside = min(high, words[index + 1].left) - max(low, words[index].right)
        if inside > 0.5 * row.height and gap > 1.8 * ordinary:
            return [Segment(words[: index + 1]), Segment(words[index + 1 :])]
    return row.segments


def _is_table(region: list[Row]) -> bool:
    """Whether the right side carries figures only: then its rows belong together."""
    right = [row.segments[1].text for row in region if len(row.segments) == 2]
    return bool(right) and all(not any(char.isalpha() for char in text) for text in right)


def _bands(region: list[Row]) -> list[list[Row]]:
    """The region cut above each row that stands clearly apart from all above it."""
    pitches = [after.middle - before.middle for before, after in pairwise(region)]
    if not pitches:
        return [region]
    usual = min(pitches)
    bands: list[list[Row]] = [[region[0]]]
    for pitch, before, row in zip(pitches, region, region[1:], strict=False):
        apart = row.top - before.bottom > 0.5 * row.height
        if pitch > 1.35 * usual and apart:
            bands.append([])
        bands[-1].append(row)
    return bands


def _columns(out: PageText, band: list[Row], gutter: float) -> None:
    """The left lines, then the right lines."""
    for side in (False, True):
        for row in band:
            words = [
                word for segment in row.segments if (segment.left > gutter) == side for word in segment.words
            ]
            if words:
                out.line([words])


def _table(out: PageText, grid: Grid, words: list[Word]) -> None:
    """A line for each row of the grid; several lines in a cell become one."""
    columns = len(grid.xs) - 1
    if len(grid.ys) == 2 and columns <= 3:  # one row of boxes: blocks side by side, no table
        for column in range(columns):
            block = [word for word in words if _slot(grid.xs, (word.left + word.right) / 2) == column]
            for row in rows_of([word] for word in block):
                out.line([[word for segment in row.segments for word in segment.words]])
        return
    cells: dict[int, list[list[Word]]] = {}
    for word in words:
        slot = _slot(grid.ys, (word.top + word.bottom) / 2)
        column = _slot(grid.xs, (word.left + word.right) / 2)
        cells.setdefault(slot, [[] for _ in range(columns)])[column].append(word)
    for slot in sorted(cells):
        out.line(_trimmed(_merged([_in_order(cell) for cell in cells[slot]])))


def _merged(cells: list[list[Word]]) -> list[list[Word]]:
    """A text that runs on over a border (the cells are merged there) as one cell, the next one empty."""
    for index in range(len(cells) - 1, 0, -1):
        left, right = cells[index - 1], cells[index]
        if left and right and left[-1].top < (right[0].top + right[0].bottom) / 2 < left[-1].bottom:
            gap = right[0].left - left[-1].right
            if gap < 0.35 * (left[-1].bottom - left[-1].top):
                cells[index - 1], cells[index] = left + right, []
    return cells


def _trimmed(cells: list[list[Word]]) -> list[list[Word]]:
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells


def _slot(lines: tuple[float, ...], value: float) -> int:
    return max(0, min(sum(1 for line in lines if line <= value) - 1, len(lines) - 2))


def _in_order(words: list[Word]) -> list[Word]:
    """The words of a cell, line by line."""
    rows = rows_of([word] for word in words)
    return [word for row in rows for segment in row.segments for word in segment.words]
