"""Folding: the form of a text in which accents, case and the commonest OCR errors make no difference.

For matching only; what a person sees is never folded. `fold` keeps the length of NFC text, so an
offset into the folded text is an offset into the text.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    lowered = char.lower()
    if len(lowered) != 1:
        lowered = char
    if lowered in "đð":
        return "d"
    base = unicodedata.normalize("NFD", lowered)[0]
    return base if not unicodedata.combining(base) else lowered


class _Folder(dict[int, str]):
    """A translation table that fills itself, so that folding runs at the speed of `str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        self[code] = folded
        return folded


_FOLDER = _Folder()


def fold(text: str) -> str:
    """`text` in lower case without accents, `đ` as `d`; one character for one character."""
    return text.translate(_FOLDER)
