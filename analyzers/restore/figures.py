"""Numbers, dates, document codes, abbreviations and roman numerals: read by rule, not by the channel.

No digit is ever changed. A letter that stands where only a digit can (`I5/01/2024`) becomes the digit,
and the series of a code gets back the Đ that OCR took: `QD`, `QPb`, `0D` -> `QĐ`, `HPND` -> `HĐND`.
Abbreviations are judged by the counts of the training texts (Decree 30/2020/NĐ-CP, Phụ lục III lists
those of documents).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

FIGURE = re.compile(r"(?=.*\d)[\d.,:/%–-]+")
_CONFUSED_FIGURE = re.compile(r"(?=.*\d)[\dIlO|]+(?:[.,:/–-][\dIlO|]+)*%?")
_DIGITS = str.maketrans("Il|O", "1110")
_SEPARATOR = re.compile(r"([/.–-])")
_LETTER_RUN = re.compile(r"[^\W\d_]+")
_ZERO_AS_Q = re.compile(r"^(?:0O|O0|0|O)(?=[DPBÐĐb])")
_STRAY_B = re.compile(r"(?<=[DPBÐĐ])b$")
_ROMAN = re.compile(r"(?:X{1,3})?(?:IX|IV|V?I{0,3})")
_ROMAN_LIKE = re.compile(r"(?=.*[IVXLl|])[IVXLl|!1i]{1,6}")
_LONGEST_ABBREVIATION = 9
_CERTAIN = 15
"""How many times more frequent a form must be than the one read, where OCR took Đ for another letter than
D, which is only its accent lost."""


def is_code(text: str) -> bool:
    """Whether a unit with a digit is a document code rather than a damaged word."""
    digits = sum(c.isdigit() for c in text)
    if "/" in text or digits >= 3 or len(text) > 14:
        return True
    if "-" in text or "–" in text:
        return any(c.isupper() for c in text)
    return digits >= max(2, len(text) / 2) and not (len(text) <= 5 and digits <= 2 and text[-1].islower())


def restore_figure(text: str) -> str | None:
    """The number or date that a unit is, None when it is none: `I5/01/2024` -> `15/01/2024`."""
    if FIGURE.fullmatch(text):
        return text
    if _CONFUSED_FIGURE.fullmatch(text) and sum(c.isdigit() for c in text) * 2 >= len(text.strip("%")):
        return text.translate(_DIGITS)
    return None


def restore_code(text: str, known: Mapping[str, int]) -> str:
    """A document code with its series set right: `48/2021/QP-UBND` -> `48/2021/QĐ-UBND`."""
    pieces = _SEPARATOR.split(text)
    return "".join(_restore_piece(piece, number, known) for number, piece in enumerate(pieces))


def _restore_piece(piece: str, number: int, known: Mapping[str, int]) -> str:
    if number % 2:
        return piece
    if (figure := restore_figure(piece)) is not None:
        return figure
    if number == 0 and piece[0].isdigit():
        return piece[: _digits(piece)] + restore_abbreviation(piece[_digits(piece) :], known)
    return restore_abbreviation(piece, known, in_code=True)


def _digits(piece: str) -> int:
    return len(piece) - len(piece.lstrip("0123456789"))


def restore_abbreviation(text: str, known: Mapping[str, int], in_code: bool = False) -> str:
    """The abbreviation with its Đ: `HDND` -> `HĐND`. Unknown ones stay as they are.

    Inside a code OCR's other readings of Đ (P, B, b) and of Q (0, O) are undone too.
    """
    if not text or (not in_code and not _LETTER_RUN.fullmatch(text)):
        return text
    best, count = text, known.get(text, 0)
    for form in _spellings(text, "DÐ"):
        if known.get(form, 0) > count:
            best, count = form, known[form]
    if in_code and best == text:
        count *= _CERTAIN
        for form in _spellings(_STRAY_B.sub("", _ZERO_AS_Q.sub("Q", text)), "DPBÐb"):
            if known.get(form, 0) > count:
                best, count = form, known[form]
    return best


def _spellings(text: str, taken: str) -> Iterator[str]:
    """`text` with Đ in the place of any of the letters that it may have been taken for."""
    choices = [(c, "Đ") if c in taken else (c,) for c in text[:_LONGEST_ABBREVIATION]]
    return map("".join, product(*choices)) if len(text) <= _LONGEST_ABBREVIATION else iter(())


def roman(text: str) -> str | None:
    """The roman numeral that a unit can be read as, up to XXXIX: `I1`, `Il`, `IL` -> `II`; else None."""
    if not _ROMAN_LIKE.fullmatch(text):
        return None
    form = re.sub(r"[Ll|!1i]", "I", text)
    return form if form and _ROMAN.fullmatch(form) else None
