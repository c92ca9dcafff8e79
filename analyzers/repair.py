"""Undo, for matching only, what an OCR engine without Vietnamese did to the letters of a syllable.

`s6` (số), `x4y` (xây), `dwgc` (được), `chtrc` (chức), `S&` (Sở): where a folded token is no syllable
that Vietnamese can have, the commonest confusions are undone one after the other until it is one.
A token that already is a syllable, a number or an acronym is never touched, so clean text stays as it
is. What the page really says is the work of `analyzers.restore`; this only brings more of it together.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:uye|uya|uyu|ieu|yeu|uoi|uou|oai|oay|oeo|uay|uao|"
    r"ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
"""A folded Vietnamese syllable: onset, nucleus, coda."""

_CONFUSIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("0", ("o",)),
    ("6", ("o",)),
    ("4", ("a",)),
    ("1", ("l", "i")),
    ("|", ("l", "i")),
    ("5", ("s",)),
    ("8", ("o",)),
    ("3", ("a",)),
    ("9", ("g",)),
    ("&", ("e", "o")),
    ("¢", ("c", "o")),
    ("€", ("e",)),
    ("£", ("e",)),
    ("w", ("u",)),
    ("tr", ("u",)),
    ("ir", ("u",)),
    ("it", ("u",)),
)
"""What the print shows and the base letters that it stands for, likeliest first.

`tr`, `ir`, `it` inside a syllable are the horn of ư read as a letter (`chtrc`, `nhirng`, `nhitng`).
"""

_MOST_READINGS = 64


def is_syllable(folded: str) -> bool:
    """Whether a folded token is a syllable that Vietnamese can have."""
    return SYLLABLE.fullmatch(folded) is not None


@lru_cache(maxsize=65536)
def repair(folded: str) -> str:
    """The likeliest syllable that a folded token was printed as; the token itself if there is none."""
    if folded.isdigit() or len(folded) < 2 or len(folded) > 9 or is_syllable(folded):
        return folded
    for reading in _readings(folded):
        if is_syllable(reading):
            return reading
    return folded


def _readings(folded: str) -> list[str]:
    """Readings of a token with its confused parts replaced, likeliest first, at most `_MOST_READINGS`."""
    slots: list[tuple[str, ...]] = []
    at = 0
    while at < len(folded):
        for printed, letters in _CONFUSIONS:
            # A consonant cluster that begins a syllable is that cluster, not a broken ư.
            if folded.startswith(printed, at) and (at > 0 or len(printed) == 1):
                slots.append(letters if not printed.isalpha() or printed == "w" else (*letters, printed))
                at += len(printed)
                break
        else:
            slots.append((folded[at],))
            at += 1
    return ["".join(parts) for parts, _ in zip(product(*slots), range(_MOST_READINGS), strict=False)]
