"""Restoring what people type into a search box without accents."""

from __future__ import annotations

from analyzers.restore.restoration import decoder
from analyzers.restore.units import units

_ACCENTED_SHARE = 0.3
"""Share of words with accents from which on a query counts as typed with them; clean text has 0.7."""


def restore_query(text: str) -> str:
    """The most likely accented reading of a query; words typed with accents, numbers and case stay."""
    found = units(text, 0, len(text))
    pieces: list[str] = []
    done = 0
    words = [unit.text for unit in found if unit.text.isalpha()]
    accented = sum(not word.isascii() for word in words) >= _ACCENTED_SHARE * max(1, len(words))
    for choice in decoder().decode(found, "accented" if accented else "typed"):
        unit = found[choice.first]
        pieces += [text[done : unit.start], choice.surface]
        done = unit.end
    return "".join([*pieces, text[done:]])
