"""Numbers as recognition or a keyboard spoils them: full-width signs, letters for digits, `0P-VP` for QĐ-VP.

Letters are taken for digits only where all the rest is a complete number, as the analyzers do; whatever
else stands in a number stays unread, and then the number names no document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from analyzers.citations.ocr import plain
from analyzers.citations.series import read_series

_DIGITS = str.maketrans("OoIl|SsBZz", "0011155822")
_DIGIT = r"[\dOoIl|SsBZz]"
_SPOILED = re.compile(
    rf"(?<![\w|])(?![Ss][Oo]\d)(?=[OoIl|SsBZz]*\d)(?P<number>{_DIGIT}{{1,6}})"
    rf"(?:\s*[/.-]\s*(?P<year>{_DIGIT}{{4}}))?(?=\s*[/-]\s*[^\W\d_])"
)
"""A number with or without its year, in front of a series (`11OO/`, `69/Z024/`, `l492-`, `|53/`)."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SERIES = re.compile(r"\s*[/-]\s*(?P<series>[^\W_|]+(?:[/-][^\W_]+)+)(?!\w)")


def narrowed(text: str) -> str:
    """`text` with full-width signs and the digits of other scripts as plain ones, of the same length."""
    return text if text.isascii() else "".join(map(_narrow, text))


def _narrow(char: str) -> str:
    if char.isascii():
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if 0xFF01 <= ord(char) <= 0xFF5E:
        return unicodedata.normalize("NFKC", char)
    return char


def with_digits(text: str, has_series: Callable[[int], bool]) -> str:
    """`text` with the letters that stand for digits in complete numbers as digits, of the same length.

    `has_series(at)` tells whether a whole series follows a place. A `B` that ends the number stays: it
    may be the letter of a number (`36B/KH-VP`).
    """

    def mended(match: re.Match[str]) -> str:
        number = match["number"]
        kept = number[-1] if number[-1] == "B" else ""
        digits = number[: len(number) - len(kept)].translate(_DIGITS) + kept
        year = (match["year"] or "").translate(_DIGITS)
        if (year and not _YEAR.fullmatch(year)) or not has_series(match.end()):
            return match[0]
        between = match[0][len(number) : len(match[0]) - len(year)]
        return f"{digits}{between}{year}"

    return _SPOILED.sub(mended, text)


def misprinted_series(text: str, at: int) -> tuple[str, int] | None:
    """The series that follows a number at `at` in misprinted letters (`/0P-VP` is QĐ-VP), and its end.

    Only what print does to Đ and digits for letters are mended; other letters make another series.
    """
    match = _SERIES.match(text, at)
    if match is None:
        return None
    printed = match["series"].upper()
    series = read_series(printed, None, False, False)
    if series is None or not series.known or series.type is None or series.body is None:
        return None
    read = re.split("[-/]", series.text)
    pieces = re.split("[-/]", printed)
    if len(read) != len(pieces) or not all(map(_is_misprint, pieces, read)):
        return None
    return series.text, match.end()


def _is_misprint(printed: str, read: str) -> bool:
    if plain(printed) == plain(read):
        return True
    if len(printed) != len(read):
        return "Đ" in read
    pairs = zip(printed, read, strict=True)
    return all(plain(a) == plain(b) or b == "Đ" or not a.isalpha() for a, b in pairs)
