"""The abbreviations of the training texts: what capitals inside running text stand for themselves."""

from __future__ import annotations

import re
from collections import Counter

_IN_TEXT = re.compile(r"(?:(?<=[a-zà-ỹ] )|(?<=[(/–-]))[A-ZĐƯĂÂÊÔƠ]{2,9}(?=[\s),.;/–-])(?!\s[A-ZĐ]{2})")
LEAST = 15


class AbbreviationCounter:
    """Counts abbreviations between lower-case words, in brackets or in a code."""

    def __init__(self) -> None:
        self._found: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """Counts those of one text."""
        self._found.update(_IN_TEXT.findall(text))

    def known(self, least: int = LEAST) -> dict[str, int]:
        """Those seen `least` times or more, in alphabetical order."""
        return {name: times for name, times in sorted(self._found.items()) if times >= least}
