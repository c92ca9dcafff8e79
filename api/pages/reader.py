"""A document's text cut into blocks for the reader: headings, citations and warnings at their places.

A block is a heading or a paragraph; its pieces, joined, are the text of its span, as printed or as it
should read. All places are code points of the document's text, whichever form is shown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyzers.annotations import Citation, Section, Warning
from indexer.engines.base import StoredDocument

PART = 40_000
"""Characters that one page of the reader shows; a longer text is read part by part."""
SURE = 0.5
"""Confidence below which a citation is shown as doubtful and leads nowhere."""
_LONGEST_HEADING = 200
_BLANK = re.compile(r"\n[ \t\r\f\v]*(?:\n[ \t\r\f\v]*)+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one kind. `start` is its place, `citation` what it cites, `place` the marked place."""

    start: int
    text: str
    citation: Citation | None = None
    warned: bool = False
    place: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether it cites something that could not be read with confidence."""
        return self.citation is not None and self.citation.confidence < SURE


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 1 to 4) or a paragraph (0). `notes` are the warnings that begin in it."""

    start: int
    end: int
    level: int
    pieces: tuple[Piece, ...]
    notes: tuple[Warning, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one page of the reader shows of a text: the `number`-th of the parts that begin at `starts`."""

    number: int
    starts: tuple[int, ...]
    blocks: tuple[Block, ...]

    @property
    def total(self) -> int:
        """How many parts the text has."""
        return len(self.starts)

    def holding(self, place: int) -> int:
        """The number of the part that a place is in."""
        return max(1, bisect_right(self.starts, place))


def read(document: StoredDocument, start: int, end: int, restored: bool, part: int | None = None) -> Part:
    """The part with the span `start:end` (marked, if it is not empty), or the `part`-th, from 1."""
    text = document.text
    borders = _borders(text, document.annotations.sections)
    parts = _parts([at for at, _ in borders], len(text))
    starts = tuple(first for first, _ in parts)
    number = part if part is not None else bisect_right(starts, start)
    number = min(max(1, number), len(parts))
    first, last = parts[number - 1]
    shown = _Shown(document, restored)
    spans = [(at, level) for at, level in borders if first <= at < last]
    ends = [at for at, _ in spans[1:]] + [last]
    place = (start, end) if end > start else None
    blocks = tuple(
        _block(document, shown, at, until, level, place)
        for (at, level), until in zip(spans, ends, strict=True)
    )
    return Part(number, starts, blocks)


class _Shown:
    """The text as printed or as it should read; spans that follow each other stay so."""

    def __init__(self, document: StoredDocument, restored: bool) -> None:
        self._text = document.text
        self._restored = document.annotations.restored if restored else None
        self._rows = document.annotations.alignment or ()
        self._starts = [row[0] for row in self._rows]

    def span(self, start: int, end: int) -> str:
        """The words of a span."""
        if self._restored is None or not self._rows:
            return self._text[start:end]
        return self._restored[self._to(start) : self._to(end)]

    def _to(self, place: int) -> int:
        """Where a place came to; inside words that were changed in length, their end."""
        row = self._rows[max(0, bisect_right(self._starts, place) - 1)]
        if place <= row[0]:
            return row[2]
        same = row[1] - row[0] == row[3] - row[2]
        return row[2] + place - row[0] if same and place < row[1] else row[3]


def _borders(text: str, sections: Iterable[Section]) -> list[tuple[int, int]]:
    """Where blocks begin, with their level (0: a paragraph), in order."""
    found = {0: 0}
    for match in _BLANK.finditer(text):
        found.setdefault(match.end(), 0)
    for section in sections:
        until = text.find("\n", min(section.start + len(section.label) + len(section.title) + 1, len(text)))
        until = len(text) if until < 0 else until + 1
        found[section.start] = section.level if until - section.start <= _LONGEST_HEADING else 0
        if found[section.start] and until < len(text):
            found.setdefault(until, 0)
    found.pop(len(text), None)
    return sorted(found.items())


def _parts(borders: Sequence[int], length: int) -> list[tuple[int, int]]:
    """The spans of the parts: as many blocks each as fit."""
    starts = [0]
    before = 0
    for border in (*borders[1:], length):
        if border - starts[-1] > PART and before > starts[-1]:
            starts.append(before)
        before = border
    return list(zip(starts, [*starts[1:], length], strict=True))


def _block(
    document: StoredDocument, shown: _Shown, start: int, end: int, level: int, place: tuple[int, int] | None
) -> Block:
    citations = [c for c in document.annotations.citations if c.start < end and c.end > start]
    warnings = [w for w in document.annotations.warnings if w.start < end and w.end > start]
    spans = [(c.start, c.end) for c in citations] + [(w.start, w.end) for w in warnings]
    spans += [place] if place else []
    cuts = {start, end, *(cut for span in spans for cut in span if start < cut < end)}
    pieces = (
        Piece(
            start=a,
            text=shown.span(a, b),
            citation=next((c for c in citations if c.start <= a < c.end), None),
            warned=any(w.start <= a < w.end for w in warnings),
            place=place is not None and place[0] <= a < place[1],
        )
        for a, b in pairwise(sorted(cuts))
    )
    notes = tuple(w for w in warnings if start <= w.start < end)
    return Block(start, end, level, tuple(piece for piece in pieces if piece.text), notes)
