"""How much of a Vietnamese text's diacritics is lost.

Clean Vietnamese has 0.15 to 0.25 letters of the kind that no other language has (the block Latin
Extended Additional, U+1EA0-U+1EF9, and ă đ ơ ư) per letter; text that went through an OCR model
without Vietnamese has none. Damage is what is missing of that share, so it needs no dictionary.
"""

from __future__ import annotations

import re
import unicodedata

from analyzers.folding import fold

CLEAN_SHARE = 0.13
"""Share of only-Vietnamese letters from which on a paragraph counts as whole (95% of clean paragraphs
of some length reach it; the mean is 0.20)."""

_FEWEST_LETTERS = 40
"""A shorter paragraph says too little by itself and takes the value of the text around it."""

_LONGEST = 2000
"""A block without blank lines is judged in pieces of about this many characters."""

_SAMPLE = 400
"""Characters of a paragraph that tell its language."""

ONLY_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")
"""A letter that no other language has."""
_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|\f\s*")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|qu|[bcdghklmnprstvx])?[aeiouyw0146]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|for|with|is|are|by|on|from|this|that|be|or|as)\b")


def damage(text: str) -> float:
    """0 for clean Vietnamese (and for text in no Vietnamese at all), 1 where every diacritic is lost.

    The mean over paragraphs, weighted with their letters; paragraphs of numbers or in another
    language do not count.
    """
    total = 0
    weighted = 0.0
    for start, end, value in _measured(text):
        if value is None:
            continue
        letters = _letters(text[start:end])
        total += letters
        weighted += value * letters
    return round(weighted / total, 4) if total else 0.0


def paragraph_damage(text: str) -> list[tuple[int, int, float]]:
    """`(start, end, damage)` of each paragraph, in order; blank lines between them are left out.

    What is too short to be judged alone takes the value of the whole text, what is not Vietnamese 0.
    """
    whole = damage(text)
    found = []
    for start, end, value in _measured(text):
        short = _letters(text[start:end]) < _FEWEST_LETTERS
        alone = value if value is not None else 0.0
        found.append((start, end, _short_value(text[start:end], whole) if short else alone))
    return found


def _short_value(paragraph: str, whole: float) -> float:
    """One only-Vietnamese letter proves that the OCR knew them; without one the text decides."""
    if ONLY_VIETNAMESE.search(paragraph) or not _letters(paragraph):
        return 0.0
    return whole if whole > 0.5 else 0.0


def _measured(text: str) -> list[tuple[int, int, float | None]]:
    """Each paragraph with its damage; None where it says nothing (short, numbers, another language)."""
    return [(start, end, _damage_of(text[start:end])) for start, end in _paragraphs(text)]


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _damage_of(paragraph: str) -> float | None:
    composed = unicodedata.normalize("NFC", paragraph)
    letters = _letters(composed)
    if letters < _FEWEST_LETTERS:
        return None
    share = len(ONLY_VIETNAMESE.findall(composed)) / letters
    if share == 0 and not _looks_vietnamese(composed):
        return None
    return round(max(0.0, 1 - share / CLEAN_SHARE), 4)


def _looks_vietnamese(paragraph: str) -> bool:
    """Whether most words have the shape of a Vietnamese syllable once accents are off."""
    folded = fold(paragraph[:_SAMPLE])
    words = [word for word in _WORD.findall(folded) if not word.isdigit()]
    if not words:
        return False
    shaped = sum(_SYLLABLE.fullmatch(word) is not None for word in words)
    english = len(_ENGLISH.findall(folded))
    return shaped / len(words) >= 0.55 and english / len(words) < 0.08


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        spans.extend(_pieces(text, start, end))
        start = match.end() if match else end
    return spans


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """`start:end` cut at line ends into pieces of about `_LONGEST`, without empty ones."""
    pieces = []
    while end - start > _LONGEST:
        cut = text.find("\n", start + _LONGEST, end)
        if cut < 0:
            break
        pieces.append((start, cut))
        start = cut + 1
    if text[start:end].strip():
        pieces.append((start, end))
    return pieces
