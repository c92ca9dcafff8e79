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
"""The share of words that only English can have for a query with a surely English word to be English."""
_FOREIGN_AT_LEAST = 0.6
"""The share of words that are no Vietnamese syllables from which on a query is English anyway."""


def language_of(text: str) -> Language:
    """The language of a query, by its letters and by the words that only one language has.

    A syllable with Vietnamese letters counts for Vietnamese; a word that the English tables know or that
    is no Vietnamese syllable for English; one that could be either counts for neither side alone.
    Acronyms, single letters and numbers say nothing.
    """
    words = [word for word in _WORD.findall(text) if not (word.isupper() and len(word) > 1)]
    accented = [word for word in words if fold(word) != word.lower()]
    plain = [word.lower() for word in words if fold(word) == word.lower()]
    known = english_words()
    english = [word for word in plain if singular(word) in known]
    foreign = [word for word in plain if len(word) > 1 and not is_syllable(word)]
    sure = [word for word in english if not is_syllable(word)]
    likely = max(len(english), len(foreign)) >= _ENGLISH_ONLY_AT_LEAST * len(plain)
    if accented:
        native = [word for word in accented if is_syllable(fold(word))]
        return "en" if len(sure) > len(native) and likely else "vi"
    if sure and likely:
        return "en"
    if plain and all(singular(word) in known for word in plain):
        return "en"
    if len(foreign) > 1 and len(foreign) >= _FOREIGN_AT_LEAST * len(plain):
        return "en"
    return "vi-plain" if words else "vi"
