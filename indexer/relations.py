"""What a text says of the document that it mentions: that it is amended, replaced, implemented ...

Only what the words right before the mention say; everything else is `cites`. The relation is that of the
mentioned document: `amended` means that this place speaks of the mentioned document being amended.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from analyzers.annotations import Citation
from analyzers.tokens import folded_terms

Relation = Literal["cites", "amended", "replaced", "repealed", "implemented", "based-on", "attached-to"]

_REACH = 260
"""Characters before a mention that are looked at."""

_WHAT = r"(?: (?:noi dung|cac|mot so|dieu|khoan|diem|chuong|quy dinh|\d+[a-z]?|tai|cua|theo|tot|nghiem|tuc))*"

_AMEND = r"sua d\w{1,3}(?: b\w{1,2} s\w{1,3}g)?"
"""`sửa đổi, bổ sung`, also as OCR prints it (`sua dbi, bd sung`)."""

_RULES: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("attached-to", re.compile(r"\bkem(?: theo)?$")),
    ("replaced", re.compile(rf"\bthay the(?: cho)?{_WHAT}$")),
    ("repealed", re.compile(rf"\b(?:bai bo|huy bo)(?: toan bo| mot phan)?{_WHAT}$")),
    # "sửa đổi, bổ sung một số điều của Quy định ... ban hành kèm theo" is caught by `attached-to`.
    ("amended", re.compile(rf"\b{_AMEND}(?: \w+){{0,14}}? c\w{{1,3}}$|\b{_AMEND}$")),
    ("based-on", re.compile(r"\bcan cu(?: vao)?$")),
    (
        "implemented",
        re.compile(
            rf"\b(?:th[uy]\w?c hi\w{{1,2}}n|tri\w{{1,2}}n khai|thi hanh|chap hanh|quan triet){_WHAT}$"
        ),
    ),
)
"""Patterns on the folded syllables before a mention, the nearest word deciding."""

_STOP = re.compile(r"[.;!?](?=\s)|\n\s*\n")


def relations(text: str, citations: Sequence[Citation]) -> list[Relation]:
    """The relation of each citation, in their order."""
    ends = sorted(citation.end for citation in citations)
    found: list[Relation] = []
    for citation in citations:
        at = bisect_right(ends, citation.start)
        earlier = ends[at - 1] if at else 0
        found.append(_relation(text, max(earlier, citation.start - _REACH), citation.start))
    return found


def _relation(text: str, start: int, end: int) -> Relation:
    """The relation that the words in `start:end`, up to a mention, give it."""
    before = _STOP.split(text[start:end])[-1]
    terms = " ".join(folded_terms(before))
    return next((name for name, pattern in _RULES if pattern.search(terms)), "cites")
