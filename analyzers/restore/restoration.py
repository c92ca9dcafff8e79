"""Restoring a text: which paragraphs are damaged, what they should read, and where each word came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from analyzers.damage import paragraph_damage
from analyzers.reading import Alignment
from analyzers.restore.units import units

if TYPE_CHECKING:
    from analyzers.restore.decoding import Decoder, Mode

DAMAGED = 0.5
"""Damage (see `analyzers.damage`) from which a paragraph is restored."""

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
    """The restored text. Paragraphs that are not damaged stay as they are, character for character."""
    damaged = damaged_spans(text)
    if not damaged:
        return Restoration(text, ((0, len(text), 0, len(text)),) if text else (), (), False)
    return restore_spans(text, damaged, decoder())


def damaged_spans(text: str) -> list[tuple[int, int]]:
    """The spans of the damaged paragraphs."""
    return [(start, end) for start, end, damage in paragraph_damage(text) if damage > DAMAGED]


def restore_spans(text: str, spans: Sequence[tuple[int, int]], with_decoder: Decoder) -> Restoration:
    """Restores the given paragraphs, in order and apart from each other, and copies the rest."""
    writer = _Writer(text)
    sure: list[Confidence] = []
    for start, end in spans:
        found = units(text, start, end)
        mode: Mode = "typed" if is_typed(text[start:end], with_decoder) else "damaged"
        for choice in with_decoder.decode(found, mode):
            first, last = found[choice.first].start, found[choice.first + choice.width - 1].end
            sure.append(Confidence(first, last, choice.confidence))
            if text[first:last] != choice.surface:
                writer.put(first, last, choice.surface)
    restored, rows = writer.finish()
    return Restoration(restored, rows, tuple(sure), restored != text)


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
