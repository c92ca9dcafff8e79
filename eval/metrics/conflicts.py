"""Contradictions between mentions: how many of those that a reader finds the program shows, too.

A gold conflict is found if one conflict of the cited document involves its places: at least two of them,
or the only one that it has.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.evalset import GoldConflict, Judged

Place = tuple[str, int, int]
"""Document, start, end."""


def conflict_found(gold: GoldConflict, conflicts: Sequence[Sequence[Place]]) -> bool:
    """Whether one of `conflicts` (the places of each) is the gold one."""
    needed = min(2, len(gold.places))
    return any(
        sum(any(_overlaps(place, other) for other in places) for place in gold.places) >= needed
        for places in conflicts
    )


def _overlaps(place: Judged, other: Place) -> bool:
    document, start, end = other
    return document == place.document and start < place.end and place.start < end
