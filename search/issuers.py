"""The body that a question says must have issued what it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analyzers.folding import fold
from search.tables import PhraseTable, document_types, rows

_ISSUES = ("ban hanh", "ky ban hanh", "phe duyet", "issued", "issue", "issues", "promulgated", "adopted")
_FAR = 4
"""Words (a province's name among them) between an issuer and what tells that it issued."""


@lru_cache(maxsize=1)
def _issuers() -> PhraseTable[str]:
    table: PhraseTable[str] = PhraseTable()
    for name, part in rows("issuers.tsv"):
        table.add(tuple(re.findall(r"\w+", fold(name))), fold(part))
    return table


def issuer_part(text: str) -> str | None:
    """The folded part of a series that an issuer named in a question gives, None if none is named.

    An issuer counts where the question says that it issued: `do X ban hành`, `X ban hành ... nào`,
    `quyết định nào của X`, `X's decision`, `decision of X`. Elsewhere it may be the subject.
    """
    words = re.findall(r"\w+", fold(text))
    at = 0
    while at < len(words):
        found = _issuers().longest(words, at)
        if found is None:
            at += 1
            continue
        if _issues(words, at, at + found[0]):
            return found[1][0]
        at += found[0]
    return None


def _issues(words: Sequence[str], first: int, end: int) -> bool:
    before = words[first - 1] if first else ""
    behind = " ".join(words[end : end + _FAR + 2])
    soon = any(re.search(rf"^(?:(?!duoc )\w+ ){{0,{_FAR}}}{verb}\b", behind) for verb in _ISSUES)
    if before == "do":
        return True
    if (
        before == "cua"
        and first > 1
        and (words[first - 2] in ("nao", "gi") or _is_type_end(words, first - 1))
    ):
        return True
    if before in ("of", "by", "the") and _type_before(words, first):
        return True
    if soon and before not in ("cua", "tai", "of", "in", "at"):
        return True
    return (
        document_types().longest(list(words), end) is not None
        if _is_english(words) and end < len(words)
        else False
    )


def _is_type_end(words: Sequence[str], end: int) -> bool:
    """Whether a type asked for ends right here: `những kế hoạch của UBND tỉnh`."""
    for length in (1, 2, 3):
        found = document_types().longest(list(words[:end]), end - length) if end >= length else None
        if found is not None and found[0] == length and length > 1:
            return end - length == 0 or words[end - length - 1] in ("cac", "nhung")
    return False


def _type_before(words: Sequence[str], first: int) -> bool:
    """Whether an English type stands right before `of (the)` or `issued by (the)`."""
    place = first - 1
    while place >= 0 and words[place] in ("of", "by", "the", "issued"):
        place -= 1
    singular = words[place].removesuffix("s") if place >= 0 else ""
    return document_types().longest([singular], 0) is not None if singular else False


def _is_english(words: Sequence[str]) -> bool:
    return words[0] in ("which", "what", "list", "find", "show") if words else False
