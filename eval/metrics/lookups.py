"""Look-ups: the status, the cited documents found, and above all how many of them are wrong.

A match is wrong if its canonical number is none of those that were meant; every match is where the
document is not in the collection.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.evalset import LookupCase


def score_lookup(case: LookupCase, status: str, canonicals: Sequence[str]) -> dict[str, float]:
    """The figures of one look-up."""
    wanted, found = set(case.canonicals), set(canonicals)
    return {
        "status right": float(status == case.status),
        "canonical right": float(wanted == found),
        "wrong links": float(len(found - wanted)),
    }
