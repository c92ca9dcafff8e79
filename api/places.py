"""Where a span of a document's text stands on the pictures of its pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.readers import page_store
from corpus.readers.word_boxes import WordBox, boxes_of


def line_boxes(pages: Path, sha256: str, start: int, end: int) -> list[dict[str, Any]]:
    """A box for every line that the span touches: `page` from 1, the sides in fractions of the page."""
    kept = page_store.places(pages, sha256)
    if kept is None or end <= start:
        return []
    lines: list[WordBox] = []
    for box in boxes_of(kept[0], start, end):
        if lines and _is_beside(lines[-1], box):
            lines[-1] = _joined(lines[-1], box)
        else:
            lines.append(box)
    return [
        {"page": box.page + 1, "left": box.left, "top": box.top, "right": box.right, "bottom": box.bottom}
        for box in lines
    ]


def _is_beside(line: WordBox, box: WordBox) -> bool:
    """Whether a word goes on where a line ends."""
    middle = (box.top + box.bottom) / 2
    return box.page == line.page and line.top < middle < line.bottom and box.left >= line.left


def _joined(line: WordBox, box: WordBox) -> WordBox:
    return replace(
        line,
        end=box.end,
        top=min(line.top, box.top),
        right=max(line.right, box.right),
        bottom=max(line.bottom, box.bottom),
    )
