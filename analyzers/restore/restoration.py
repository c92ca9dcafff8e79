"""Restoring a text: which paragraphs are damaged, what they should read, and where each word came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from analyzers.damage import ONLY_VIETNAMESE, paragraph_damage
from analyzers.reading import Alignment
from analyzers.restore.units import units

if TYPE_CHECKING:
    from analyzers.restore.decoding import Decoder, Mode

DAMAGED = 0.5
"""Damage (see `analyzers.damage`) from which a paragraph is restored."""

_ACCENTED, _FEWEST_LETTERS = 0.08, 40
"""Share of letters that only Vietnamese has, and letters, from which on misprints are looked for."""
_FEWEST_TYPED = 4
_TYPED_SHARE = 0.96
_WORD = re.compile(r"[^\W_]+")


class Confidence(NamedTuple):
    """How sure the reading of the word at `start:end` of the original is, 0 to 1."""

    start: int
    end: int
    value: float


@dataclass(frozen=True, slots=True)
class Restoration:
    """A text as it should read.

    `alignment` has rows `(start, end, restored_start, restored_end)` in order, covering both texts: one
    for each changed word and one for each stretch between them. `confidence` has one row for each word
    of the damaged paragraphs, in order.
    """

    text: str
    alignment: Alignment
    confidence: tuple[Confidence, ...]
    changed: bool


@lru_cache(maxsize=1)
def decoder() -> Decoder:
    """The decoder over the shipped tables, made at the first call (about a tenth of a second)."""
    from analyzers.restore.candidates import candidates
    from analyzers.restore.decoding import Decoder
    from analyzers.restore.model import language_model

    return Decoder(language_model(), candidates())


def restore(text: str) -> Restoration:
    """The restored text. In paragraphs that are not damaged only sure misprints change."""
    spans = [
        (start, end, damage > DAMAGED)
        for start, end, damage in paragraph_damage(text)
        if damage > DAMAGED or _is_accented(text[start:end])
    ]
    if not spans:
        return Restoration(text, ((0, len(text), 0, len(text)),) if text else (), (), False)
    return restore_paragraphs(text, spans, decoder())


def damaged_spans(text: str) -> list[tuple[int, int]]:
    """The spans of the damaged paragraphs."""
    return [(start, end) for start, end, damage in paragraph_damage(text) if damage > DAMAGED]


def restore_spans(text: str, spans: Sequence[tuple[int, int]], with_decoder: Decoder) -> Restoration:
    """Restores the given paragraphs as damaged ones, apart from each other, and copies the rest."""
    return restore_paragraphs(text, [(start, end, True) for start, end in spans], with_decoder)


def restore_paragraphs(
    text: str, spans: Sequence[tuple[int, int, bool]], with_decoder: Decoder
) -> Restoration:
    """Restores paragraphs, each with whether it is damaged; `confidence` tells of the damaged ones."""
    writer = _Writer(text)
    sure: list[Confidence] = []
    for start, end, damaged in spans:
        found = units(text, start, end)
        for choice in with_decoder.decode(found, _mode(text[start:end], damaged, with_decoder)):
            first, last = found[choice.first].start, found[choice.first + choice.width - 1].end
            if damaged:
                sure.append(Confidence(first, last, choice.confidence))
            if text[first:last] != choice.surface:
                writer.put(first, last, choice.surface)
    restored, rows = writer.finish()
    return Restoration(restored, rows, tuple(sure), restored != text)


def _mode(paragraph: str, damaged: bool, with_decoder: Decoder) -> Mode:
    if not damaged:
        return "printed"
    return "typed" if is_typed(paragraph, with_decoder) else "damaged"


def _is_accented(paragraph: str) -> bool:
    """Whether a paragraph is Vietnamese with its accents, and long enough to judge a word by its others."""
    letters = sum(map(str.isalpha, paragraph))
    return letters >= _FEWEST_LETTERS and len(ONLY_VIETNAMESE.findall(paragraph)) >= _ACCENTED * letters


class _Writer:
    """Puts the restored text together and notes where each piece came from."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[str] = []
        self._rows: list[tuple[int, int, int, int]] = []
        self._done = self._written = 0

    def put(self, start: int, end: int, surface: str) -> None:
        """Writes `surface` for `start:end`, after a copy of what stands before it."""
        self._add(start, self._text[self._done : start])
        self._add(end, surface)

    def finish(self) -> tuple[str, Alignment]:
        """Copies what is left; the restored text and its rows."""
        self._add(len(self._text), self._text[self._done :])
        return "".join(self._pieces), tuple(self._rows)

    def _add(self, end: int, piece: str) -> None:
        if end > self._done:
            self._pieces.append(piece)
            self._rows.append((self._done, end, self._written, self._written + len(piece)))
            self._done, self._written = end, self._written + len(piece)


def is_typed(paragraph: str, with_decoder: Decoder) -> bool:
    """Whether a damaged paragraph was typed without accents: OCR leaves accents and words that are none."""
    if not paragraph.isascii():
        return False
    words = [word for word in _WORD.findall(paragraph) if word.islower()]
    known = sum(map(with_decoder.can_be_typed, words))
    return len(words) >= _FEWEST_TYPED and known >= _TYPED_SHARE * len(words)
