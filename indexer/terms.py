"""The tokens that a passage is found by."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from analyzers.tokens import Token, accented_form, accented_terms, folded_terms, syllables, words

BORDER = ""
"""An empty token: no phrase reaches across it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A passage's tokens, field by field."""

    accented: tuple[str, ...]
    folded: tuple[str, ...]
    words: tuple[str, ...]


class Words:
    """The words of several syllables of one text, segmented once and then asked for by span."""

    def __init__(self, text: str) -> None:
        self._words = [word for word in words(text) if len(word.text.split()) > 1]
        self._starts = [word.start for word in self._words]

    def within(self, start: int, end: int) -> list[str]:
        """The words that lie in a span, as index terms (`thủ_tục`)."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [_word_term(word) for word in self._words[first:last] if word.end <= end]


def terms(heading: str, passage: str, passage_words: list[str]) -> Terms:
    """The tokens of a passage with those of its headings before them."""
    return Terms(
        accented=_bordered(accented_terms(heading), accented_terms(passage)),
        folded=_bordered(folded_terms(heading), folded_terms(passage)),
        words=_bordered(_heading_words(heading), passage_words),
    )


def _bordered(heading: list[str], passage: list[str]) -> tuple[str, ...]:
    return (*heading, BORDER, *passage) if heading else tuple(passage)


@lru_cache(maxsize=512)
def _cached_heading_words(heading: str) -> tuple[str, ...]:
    return tuple(Words(heading).within(0, len(heading)))


def _heading_words(heading: str) -> list[str]:
    return list(_cached_heading_words(heading)) if heading else []


def _word_term(word: Token) -> str:
    return "_".join(accented_form(part.text) for part in syllables(word.text))
