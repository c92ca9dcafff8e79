"""The shape of a Vietnamese syllable: onset, rhyme, tone, and where the tone mark is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS = "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x".split()
_SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?[aăâeêioôơuưy]{1,3}(ch|ng|nh|[cmnpt])?"
)
_OPEN_PAIR = re.compile(r"(?:^|[^q])(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])$")


def split_tone(text: str) -> tuple[str, str]:
    """`text` without its tone marks (vowel marks and đ stay), and the last tone mark found or ''."""
    tone = ""
    kept = []
    for char in unicodedata.normalize("NFD", text):
        if char in _TONES:
            tone = char
        else:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def is_syllable(word: str) -> bool:
    """Whether a lower-case word has the shape of a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word.translate(_TONELESS)) is not None


@lru_cache(maxsize=20_000)
def normal_tone(word: str) -> str:
    """The word with the tone on the first vowel of an open oa, oe, uy: `hoà` -> `hòa`, `uỷ` -> `ủy`.

    Both placements are in use; the language model counts them as one word.
    """
    found = _OPEN_PAIR.search(word.lower())
    if not found:
        return word
    at = found.start(1)
    bare, tone = split_tone(word[at + 1])
    return word[:at] + unicodedata.normalize("NFC", word[at] + tone) + bare


def split_onset(word: str) -> tuple[str, str]:
    """A lower-case syllable as (onset, rhyme): `quyết` -> (`qu`, `yết`), `gìn` -> (`g`, `ìn`)."""
    for onset in _ONSETS:
        if word.startswith(onset) and len(word) > len(onset):
            if onset == "gi" and word[2].translate(_TONELESS) not in "aăâeêioôơuưy":
                continue
            return onset, word[len(onset) :]
    return "", word


class _Bare(dict[int, str]):
    """A translation table to letters without marks, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        letter = {"đ": "d", "Đ": "D"}.get(chr(code)) or _unmarked(chr(code))
        self[code] = letter
        return letter


class _Toneless(dict[int, str]):
    """A translation table to letters without tone, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = split_tone(chr(code))[0]
        return letter


def _unmarked(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))


_BARE, _TONELESS = _Bare(), _Toneless()


def bare(text: str) -> str:
    """`text` (NFC) without any diacritics, case kept: `Đồng` -> `Dong`."""
    return text.translate(_BARE)
