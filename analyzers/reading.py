"""The text that an analyzer looks at, and how to quote from it.

Analyzers find things in `Reading.text`, which is as long as the original, and give spans of it.
Words that they give out (titles, subjects, names) come from `Reading.best`, which reads the same span
in restored text where there is one.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from analyzers.folding import fold

Alignment = tuple[tuple[int, int, int, int], ...]
"""Rows `(start, end, restored_start, restored_end)`, in order, covering both texts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` in NFC; `folded` is `fold(text)`, of the same length, so patterns can run on it."""

    text: str
    restored: str | None = None
    alignment: Alignment | None = None
    folded: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold(self.text))

    def best(self, start: int, end: int) -> str:
        """The words of a span as they should read, on one line, single-spaced."""
        if self.restored is None or self.alignment is None:
            return " ".join(self.text[start:end].split())
        first, last = to_restored(self.alignment, start, end)
        return " ".join(self.restored[first:last].split())


def to_restored(alignment: Alignment, start: int, end: int) -> tuple[int, int]:
    """The span of the restored text that `start:end` of the original became.

    Inside a row that was changed the whole row is taken; inside one of equal length the same offset.
    """
    if start >= end:
        return (0, 0)
    first = alignment[max(0, bisect_right(alignment, start, key=lambda row: row[0]) - 1)]
    last = alignment[max(0, bisect_right(alignment, end - 1, key=lambda row: row[0]) - 1)]
    same_first = first[1] - first[0] == first[3] - first[2]
    same_last = last[1] - last[0] == last[3] - last[2]
    return (
        first[2] + (start - first[0] if same_first else 0),
        last[2] + (end - last[0]) if same_last else last[3],
    )
