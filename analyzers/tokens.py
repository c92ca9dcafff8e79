"""Tokens: syllables and numbers for matching, words for Vietnamese word segmentation.

A text and a query go through the same functions, so that they meet. Every token knows its span.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analyzers.folding import fold
from analyzers.normalisation import normalise
from analyzers.repair import repair

_NUMBER = r"\d+(?:[.,]\d+)*(?![^\W\d_])"
_SYLLABLE = r"[^\W_]+(?:[&¢€£|][^\W_]+)*[&¢]?"
"""Letters and digits; `&` and `¢` count inside a word, where OCR puts them for a letter (`S&`, `K&`)."""

_TOKEN = re.compile(rf"{_NUMBER}|{_SYLLABLE}")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Token(NamedTuple):
    """A piece of text: `text[start:end]`."""

    start: int
    end: int
    text: str


def syllables(text: str) -> list[Token]:
    """The syllables, acronyms and numbers of a text, in order; punctuation is left out."""
    return [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]


@lru_cache(maxsize=65536)
def accented_form(token: str) -> str:
    """A token as it is matched with accents: lower case, one tone placement, digits ungrouped."""
    if token[0].isdigit() and _GROUPED.fullmatch(token):
        return token.replace(".", "").replace(",", "")
    return normalise(_SURROGATE.sub("\ufffd", token)).lower()


@lru_cache(maxsize=65536)
def folded_form(token: str) -> str:
    """A token as it is matched without accents: folded, with OCR's damage to letters undone."""
    folded = fold(accented_form(token))
    if token.isupper() and token.isalpha():
        return folded
    return repair(folded)


def accented_terms(text: str) -> list[str]:
    """The accented form of every token of a text."""
    return [accented_form(token) for token in _TOKEN.findall(text)]


def folded_terms(text: str) -> list[str]:
    """The folded form of every token of a text; as many as `accented_terms`, at the same places."""
    return [folded_form(token) for token in _TOKEN.findall(text)]


def words(text: str) -> list[Token]:
    """The words of a text by underthesea's segmentation, punctuation included, spans exact.

    underthesea rewrites what it reads (tone placement, odd characters), so each of its syllables is
    looked for in the text from where the last one ended; one that is not found is skipped, and what
    stands between two words belongs to none.
    """
    from underthesea import word_tokenize

    readable = _SURROGATE.sub("\ufffd", text)
    found: list[Token] = []
    at = 0
    for word in word_tokenize(readable, use_token_normalize=False):
        start = end = -1
        for part in word.split():
            place = readable.find(part, at, at + len(part) + _GAP)
            if place < 0:
                continue
            start = place if start < 0 else start
            at = end = place + len(part)
        if start >= 0:
            found.append(Token(start, end, text[start:end]))
    return found


_GAP = 10_000
"""How far ahead a syllable is looked for; longer runs of nothing but space are not found, only slow."""


def word_terms(text: str) -> list[str]:
    """The words of two and more syllables of a text as index terms: `thủ_tục`, `kiểm_soát`."""
    return [
        "_".join(accented_form(part) for part in _TOKEN.findall(word.text))
        for word in words(text)
        if len(word.text.split()) > 1
    ]
