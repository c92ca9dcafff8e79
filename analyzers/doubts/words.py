"""The words of a text as they should read, folded, with the way back to where they are printed."""

from __future__ import annotations

from dataclasses import dataclass, field

from analyzers.doubts.making import Place
from analyzers.folding import fold
from analyzers.reading import Alignment, Reading, to_restored


@dataclass(frozen=True, slots=True)
class Words:
    """`folded` is the restored text (where there is one) folded; patterns run on it."""

    folded: str
    damaged: bool
    _printed: str
    _back: Alignment | None = field(default=None, repr=False)

    def place(self, start: int, end: int) -> Place:
        """The span of the original text that a span of `folded` came from."""
        return (start, end) if self._back is None else to_restored(self._back, start, end)

    def find(self, digits: str, start: int, end: int) -> Place | None:
        """Where the original text has `digits` between two of its places."""
        at = self._printed.find(digits, start, end)
        return None if at < 0 else (at, at + len(digits))


def words_of(reading: Reading) -> Words:
    """The words of a reading."""
    if reading.restored is None or reading.alignment is None:
        return Words(reading.folded, False, reading.text)
    # The alignment turned round leads from the restored text to the original.
    back = tuple((row[2], row[3], row[0], row[1]) for row in reading.alignment)
    return Words(fold(reading.restored), True, reading.text, back)
