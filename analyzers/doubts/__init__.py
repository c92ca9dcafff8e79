"""Contradictions and doubts: what in a text cannot be right, or may not be, each with its places.

    dates      days that are none, the year in a number, the registry of national documents, deadlines
    sisters    a cited plan for another year than those beside it, forms that name another document
    figures    shares and totals of report forms that do not follow from their rows
    prose      the same in sentences and in the last row of a table that is only text
    notation   figures of one document in both notations
    repeats    an entry that stands twice under different numbers, and forms that disagree

`find_doubts` gives them all as warnings whose spans count in the reading's text. `ocr` is said where the
text is damaged and one misread character would explain what is found.
"""

from __future__ import annotations

from collections.abc import Sequence

from analyzers.annotations import Citation, Header, Indicator, Task, Warning
from analyzers.doubts.dates import date_doubts
from analyzers.doubts.figures import figure_doubts
from analyzers.doubts.notation import notation_doubts
from analyzers.doubts.prose import prose_doubts
from analyzers.doubts.repeats import repeat_doubts
from analyzers.doubts.sisters import sister_doubts
from analyzers.doubts.words import words_of
from analyzers.reading import Reading

__all__ = ["KINDS", "find_doubts"]

KINDS = (
    "impossible-date",
    "number-year",
    "registry-date",
    "effect-date",
    "two-dates",
    "later-than-document",
    "early-deadline",
    "own-number",
    "plan-year",
    "wrong-share",
    "wrong-total",
    "impossible-count",
    "forms-disagree",
    "mixed-notation",
    "repeated-entry",
)
"""Every kind that `find_doubts` gives."""


def find_doubts(
    reading: Reading,
    header: Header,
    citations: Sequence[Citation],
    tasks: Sequence[Task],
    indicators: Sequence[Indicator],
) -> list[Warning]:
    """The contradictions of one text, in order of place."""
    words = words_of(reading)
    found = [
        *date_doubts(reading, words, header, citations, tasks),
        *sister_doubts(words, header, citations, indicators),
        *figure_doubts(reading, indicators),
        *prose_doubts(words, indicators),
        *notation_doubts(indicators),
        *repeat_doubts(reading, citations, tasks, indicators),
    ]
    return sorted(found, key=lambda warning: (warning.start, warning.end, warning.kind))
