"""Paragraphs of a text and the list bullets that they begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzers.sections.lines import Layout, Line

# "- ", "+ ", "~ -Dbonvi", "-’Sén", "• "
_BULLET = re.compile(r"[\s~_'’‘\"“”°.,«`^]{0,6}(?P<mark>[-–—+*•●○▪·])[\s'’‘\"“”.~_]*")
_DASHES = {"–": "-", "—": "-"}
_LABEL = re.compile(
    r"[^\w\n(]{0,6}(?:\w\s(?=\S\)))?"
    r"(?:(?:điều|mục|chương|phần|nhiệm vụ)\s+\w{1,5}\s*[.:]|[\w.]{1,9}[.):]+(?!\d)"
    r"|(?:\d+[.,])+\d+(?=\s)|\))\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph at `start:end`; `text_start` is behind its bullet, `bullet` one of `-+*•` or empty."""

    start: int
    end: int
    text_start: int
    bullet: str


def bullet_at(text: str, start: int, end: int) -> tuple[str, int]:
    """The bullet that a line begins with ("" if none), and where its words begin."""
    match = _BULLET.match(text, start, end)
    if match is None:
        return "", start
    return _DASHES.get(match["mark"], match["mark"]), match.end()


def after_label(text: str, start: int, end: int) -> int:
    """Where the words of a heading begin, behind its label (`a)`, `2.1.`, `Điều 3.`)."""
    match = _LABEL.match(text, start, end)
    return match.end() if match is not None and match.end() < end else start


def continues(text: str, before: Line, line: Line) -> bool:
    """Whether a line goes on with the sentence of the line `before`, over a page break too."""
    bullet, _ = bullet_at(text, line.start, line.end)
    if bullet:
        return False
    if not line.fresh:
        return True
    ended = text[before.end - 1] in ".;:!?"
    return not ended and text[line.start].islower()


def paragraphs(text: str, layout: Layout, borders: frozenset[int]) -> list[Paragraph]:
    """The paragraphs of a text; one begins at every offset of `borders` that is a line's."""
    found: list[Paragraph] = []
    before: Line | None = None
    for line in layout.lines:
        cut = next((at for at in range(line.start, min(line.start + 8, line.end)) if at in borders), None)
        if before is not None and cut is None and continues(text, before, line):
            last = found[-1]
            found[-1] = Paragraph(last.start, line.end, last.text_start, last.bullet)
        else:
            start = line.start if cut is None else cut
            bullet, words = bullet_at(text, start, line.end)
            found.append(Paragraph(start, line.end, words, bullet))
        before = line
    return found
