"""How a stretch of a document is shown to people: as it should read, without what formats leave behind."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RESIDUE = re.compile(r"</?(?:i|b|u|em|strong)>|\*\*|(?<=\()\*(?=\w)|(?<=\w)\*(?=\))")
"""Marks of italics and bold that converters leave in plain text: `<i>...</i>`, `**...**`, `(*...*)`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """`text` is what is shown; `printed` the printed form where that is another, else None."""

    text: str
    printed: str | None


def readable(text: str) -> str:
    """A text without the marks of italics and bold."""
    return _RESIDUE.sub("", text)


def shown(printed: str, restored: str | None, as_printed: bool = False) -> Shown:
    """The restored form of a stretch where there is one, and the printed form beside it."""
    if restored is None or as_printed or restored.split() == printed.split():
        return Shown(readable(printed), None)
    return Shown(readable(restored), readable(printed))
