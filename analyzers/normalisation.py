"""One way to write each Vietnamese letter: composed characters (NFC) and one placement of the tone.

The tone of an open syllable in `oa`, `oe`, `uy` is written on the first vowel (`hòa`, `khỏe`, `thủy`),
as most official documents do; `hoà`, `khoẻ`, `thuỷ` are the same words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TONES = ("\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
"""Huyền, sắc, hỏi, ngã, nặng as combining marks."""


def _moved_tones() -> dict[str, str]:
    moved = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            for a, b in ((first, second), (first.upper(), second), (first.upper(), second.upper())):
                late = unicodedata.normalize("NFC", a + b + tone)
                moved[late] = unicodedata.normalize("NFC", a + tone + b)
    return moved


_LONE_RETURN = re.compile(r"\r(?!\n)")
_EARLY = _moved_tones()
_LATE_TONE = re.compile(rf"(?<![qQ])(?:{'|'.join(_EARLY)})(?!\w)")


def place_tones(text: str) -> str:
    """`text` (NFC) with every tone in its one place; the length does not change."""
    return _LATE_TONE.sub(lambda match: _EARLY[match.group()], text)


def normalise(text: str) -> str:
    """`text` in NFC with one placement of tones; the length may change where it was not NFC."""
    return place_tones(unicodedata.normalize("NFC", text))


@dataclass(frozen=True, slots=True)
class NfcView:
    """A text in NFC and the way back from its offsets to those of the text it was made from.

    `origins` gives, for each offset of `text` and its end, the offset in the original; None where the
    original is NFC already and offsets are the same. `converted` says that paragraphs in a legacy font
    were converted (see `analyzers.mojibake`).
    """

    text: str
    origins: tuple[int, ...] | None
    converted: bool = False

    def original(self, offset: int) -> int:
        """The offset in the original text of an offset in the view."""
        return offset if self.origins is None else self.origins[offset]


def nfc_view(text: str) -> NfcView:
    """A view of `text` in NFC, so that analyzers see one character for one letter.

    A carriage return alone, as old Macintosh files end their lines, is seen as the newline that it is.
    """
    text = _LONE_RETURN.sub("\n", text)
    if unicodedata.is_normalized("NFC", text):
        return NfcView(text, None)
    parts: list[str] = []
    origins: list[int] = []
    start = 0
    for end in [*_starters(text), len(text)]:
        composed = unicodedata.normalize("NFC", text[start:end])
        parts.append(composed)
        # Where a cluster stays longer than one character, the later ones point at its end: a span
        # that ends there then takes the whole cluster.
        origins.extend(start + min(i, end - start) for i in range(len(composed)))
        start = end
    origins.append(len(text))
    return NfcView("".join(parts), tuple(origins))


def _starters(text: str) -> list[int]:
    """Offsets (but the first) at which a combining sequence begins: NFC never reaches across them."""
    return [
        i
        for i, char in enumerate(text)
        if i and not unicodedata.combining(char) and unicodedata.is_normalized("NFC", text[i - 1] + char)
    ]
