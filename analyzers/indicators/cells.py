"""Lines of tables whose cells are set apart by tabs or bars, empty cells included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analyzers.annotations import Span
from analyzers.reading import Reading
from analyzers.sections.lines import Line

_TAGS = re.compile(r"</?[a-zA-Z]{1,6}/?>|\*{1,3}")
_RULE = re.compile(r"[\s|:+=_-]*")


@dataclass(frozen=True, slots=True)
class Row:
    """A line at `start:end` with the spans of its cells; an empty cell is an empty span."""

    start: int
    end: int
    cells: tuple[Span, ...]

    @property
    def filled(self) -> int:
        """How many cells have something in them."""
        return sum(cell.start < cell.end for cell in self.cells)


def rows(text: str, lines: Sequence[Line]) -> list[Row | None]:
    """For each line its cells, None where it has no more than one."""
    return [_row(text, line) for line in lines]


def _row(text: str, line: Line) -> Row | None:
    begin = text.rfind("\n", 0, line.start) + 1
    end = text.find("\n", line.end)
    end = len(text) if end < 0 else end
    if "\t" in text[begin:end]:
        return Row(line.start, line.end, _cells(text, begin, end, "\t"))
    if text.count("|", line.start, line.end) < 2 or _RULE.fullmatch(text, line.start, line.end):
        return None
    first = line.start + (text[line.start] == "|")
    last = line.end - (text[line.end - 1] == "|" and line.end > first)
    return Row(line.start, line.end, _cells(text, first, last, "|"))


def _cells(text: str, start: int, end: int, mark: str) -> tuple[Span, ...]:
    found: list[Span] = []
    at = start
    while at <= end:
        stop = text.find(mark, at, end)
        stop = end if stop < 0 else stop
        piece = text[at:stop]
        left = at + len(piece) - len(piece.lstrip())
        found.append(Span(min(left, stop), max(min(left, stop), at + len(piece.rstrip()))))
        at = stop + 1
    return tuple(found)


def words(reading: Reading, cell: Span) -> str:
    """What stands in a cell, as it should read, without the marks of formatting."""
    if cell.start >= cell.end:
        return ""
    return plain(reading.best(cell.start, cell.end))


def plain(printed: str) -> str:
    """Printed words on one line without the marks of formatting."""
    return " ".join(_TAGS.sub("", printed).split())
