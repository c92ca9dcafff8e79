"""What the language model counts: words, three classes of figures, the comma and the end of a clause.

The same units are used in training and in decoding.
"""

from __future__ import annotations

import re

UNKNOWN, END, COMMA, NUMBER, DATE, CODE = "<unk>", "</s>", ",", "<n>", "<d>", "<c>"
CLASSES = (UNKNOWN, END, COMMA, NUMBER, DATE, CODE)

TOKEN = re.compile(r"\w*\d\w*(?:[.,:]\d\w*|[/–-]\w+)*|[^\W\d_]+|[,.;:!?…\n]")
"""Finds the units in running text; what it skips (quotes, brackets, dashes) the model does not see."""

_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?")
_NUMBER = re.compile(r"\d[\d.,:–-]*%?")


def figure_class(token: str) -> str:
    """The class of a token that holds a digit: `31/01/2024` DATE, `1.250` NUMBER, `165/QĐ-UBND` CODE."""
    if _DATE.fullmatch(token) and "/" in token:
        return DATE
    return NUMBER if _NUMBER.fullmatch(token) else CODE


def punctuation_class(marks: str) -> str | None:
    """The unit that trailing punctuation stands for, None where the model sees nothing."""
    if any(mark in ".;:!?…" for mark in marks):
        return END
    return COMMA if "," in marks else None
