"""The lines of a text and what their surroundings say about them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_SENTENCE_END = ".;:?!/”\"'…)"
_WIDEST = 125
"""Longer lines are whole paragraphs: a line of A4 in 14 pt holds about 80 characters."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank. `start`/`end` leave out the white space around it.

    `fresh` is False where the line reads like the middle of a paragraph: the line before it stands right
    above, is full and does not end a sentence. `after_gap` is True after a blank line or a page break.
    """

    start: int
    end: int
    after_gap: bool
    fresh: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a text that are not blank, and the width at which the text wraps, in characters.

    In a `flowing` text a line is a whole paragraph.
    """

    lines: tuple[Line, ...]
    width: int
    flowing: bool

    def is_full(self, line: Line) -> bool:
        """Whether `line` reaches the right margin, so that the next one may continue it."""
        return line.end - line.start >= 0.8 * self.width


def lay_out(text: str) -> Layout:
    """Splits `text` into lines."""
    spans = [_trim(text, match.start(), match.end()) for match in _LINE.finditer(text)]
    spans = [(start, end) for start, end in spans if start < end]
    lengths = sorted(end - start for start, end in spans)
    widest = lengths[int(len(lengths) * 0.9)] if lengths else 0
    flowing, width = widest > _WIDEST, min(widest, _WIDEST)
    lines: list[Line] = []
    for start, end in spans:
        before = lines[-1] if lines else None
        after_gap = (
            before is None or text.count("\n", before.end, start) > 1 or "\f" in text[before.end : start]
        )
        fresh = (
            before is None
            or after_gap
            or flowing
            or text[before.end - 1] in _SENTENCE_END
            or before.end - before.start < 0.8 * width
        )
        lines.append(Line(start, end, after_gap, fresh))
    return Layout(tuple(lines), width, flowing)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
