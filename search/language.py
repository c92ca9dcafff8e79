"""Which language a query is typed in: Vietnamese, Vietnamese without accents, or English."""

from __future__ import annotations

import re
from typing import Literal

from analyzers.folding import fold
from analyzers.repair import is_syllable
from search.tables import english_words, singular

Language = Literal["vi", "vi-plain", "en"]

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH_ONLY_AT_LEAST = 0.5
"""The share of words that the English tables must know for a query without accents to be English."""


def language_of(text: str) -> Language:
    """The language of a query, by its letters and by the words that only one language has.

    A word with Vietnamese letters counts for Vietnamese, one that the English tables know and that is
    no Vietnamese syllable for English; a word that could be either counts for neither side alone.
    Acronyms and numbers say nothing.
    """
    words = [word for word in _WORD.findall(text) if not (word.isupper() and len(word) > 1)]
    accented = sum(1 for word in words if fold(word) != word.lower())
    plain = [word.lower() for word in words if fold(word) == word.lower()]
    known = english_words()
    english = [word for word in plain if singular(word) in known]
    sure = [word for word in english if not is_syllable(word)]
    if accented:
        return "en" if len(sure) > accented and len(english) > len(plain) / 2 else "vi"
    if sure and len(english) >= _ENGLISH_ONLY_AT_LEAST * len(plain):
        return "en"
    if plain and all(singular(word) in known for word in plain):
        return "en"
    return "vi-plain" if words else "vi"
