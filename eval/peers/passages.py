"""What a peer indexes: whole documents where these are judged, else windows of plain text.

A peer knows no headings: it gets windows of `WINDOW` characters that end at a line's end where there is
one, as a plain text splitter makes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eval.evalset import EvalSet

WINDOW = 1_000


@dataclass(frozen=True, slots=True)
class PeerPassage:
    """A span of a document and its text."""

    document: str
    start: int
    end: int
    text: str


def passages(judged: EvalSet) -> list[PeerPassage]:
    """The passages of all documents of a set, in order."""
    made = []
    for document in judged.documents:
        text = document.text
        spans = [(0, len(text))] if judged.unit == "document" else _windows(text)
        made += [PeerPassage(document.key, start, end, text[start:end]) for start, end in spans]
    return made


def _windows(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = min(len(text), start + WINDOW)
        if end < len(text):
            line = text.rfind("\n", start + WINDOW // 2, end)
            end = line + 1 if line > 0 else end
        yield start, end
        start = end
