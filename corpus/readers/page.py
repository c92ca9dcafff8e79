"""One page that has been read, and pages put together into a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Document, FileSignature, FilledIn
from corpus.readers import limits
from corpus.readers.word_boxes import WordBox, pack

Place = tuple[float, float, float, float]
"""Left, top, right, bottom in fractions of the page as shown."""

Box = tuple[int, int, Place, float | None]
"""Start and end in the page's text, the place, and the confidence."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text, its words' places and where the text comes from: `text`, `scan`, `blank`, or `unread`
    (a picture, and no Tesseract to read it). `filled_in` count in the page's text."""

    text: str
    boxes: list[Box]
    source: str
    filled_in: tuple[FilledIn, ...] = ()


def assemble(
    path: Path, sha256: str, media_type: str, pages: Sequence[Page], signed: tuple[FileSignature, ...] = ()
) -> Document:
    """Pages joined with form feeds; raises `UnreadableFile` where none has any text."""
    spans: list[tuple[int, int]] = []
    boxes: list[WordBox] = []
    filled: list[FilledIn] = []
    start = 0
    for number, page in enumerate(pages):
        spans.append((start, start + len(page.text)))
        boxes += [
            WordBox(start + first, start + last, number, *place, confidence)
            for first, last, place, confidence in page.boxes
        ]
        filled += [
            replace(each, start=start + each.start, end=start + each.end, page=number)
            for each in page.filled_in
        ]
        start += len(page.text) + 1
    text = limits.check_text(path, "\f".join(page.text for page in pages))
    sources = tuple(page.source for page in pages)
    return Document(
        path, text, tuple(spans), sha256, media_type, None, signed, sources, pack(boxes), tuple(filled)
    )


def shown(place: Place, quarter: int) -> Place:
    """A place on upright text, on the page that is shown turned anticlockwise by `quarter` right angles."""
    left, top, right, bottom = place
    for _ in range(quarter % 4):
        left, top, right, bottom = top, 1 - right, bottom, 1 - left
    return _inside(left), _inside(top), _inside(right), _inside(bottom)


def _inside(value: float) -> float:
    return min(1.0, max(0.0, value))
