"""The figures, dates or names that an answer gives: exactly those asked for, nothing else.

Values are compared without regard to case and spaces; each may be written as in `values_alt`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from eval.evalset import Question
from eval.metrics.counts import Counts


def score_values(question: Question, given: Sequence[str]) -> dict[str, float]:
    """The figures of a question that asks for values; empty for one that does not."""
    if not question.values:
        return {}
    left = [_plain(value) for value in given]
    right = 0
    for value in question.values:
        writings = {_plain(value), *map(_plain, question.values_alt.get(value, ()))}
        match = next((item for item in left if item in writings), None)
        if match is not None:
            left.remove(match)
            right += 1
    counts = Counts(right, len(left), len(question.values) - right)
    return {"values exact": float(not counts.false and not counts.missed), "values F1": counts.f1}


def _plain(value: str) -> str:
    return " ".join(unicodedata.normalize("NFC", value).split()).casefold()
