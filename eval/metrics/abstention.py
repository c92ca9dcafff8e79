"""Saying that the collection does not answer: when it should be said, and when it should not.

Precision is the share of refusals that are right, recall the share of unanswerable questions that were
refused, false abstention the share of answerable ones that were.
"""

from __future__ import annotations

from collections.abc import Iterable


def score_abstention(pairs: Iterable[tuple[bool, bool]]) -> dict[str, float]:
    """The figures over `(answerable, answered)` of many questions; empty without questions."""
    seen = list(pairs)
    if not seen:
        return {}
    refused = [answerable for answerable, answered in seen if not answered]
    unanswerable = [answered for answerable, answered in seen if not answerable]
    answerable = [answered for answerable, answered in seen if answerable]
    return {
        "abstention P": refused.count(False) / len(refused) if refused else 1.0,
        "abstention R": unanswerable.count(False) / len(unanswerable) if unanswerable else 1.0,
        "false abstention": answerable.count(False) / len(answerable) if answerable else 0.0,
    }
