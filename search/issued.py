"""The body that a look-up names beside a number (`quyết định 766 của UBND tỉnh`), and who issued what.

A body of another level or another office of the same seat is another body: the Prime Minister's decision
766 is not the one of a province's committee.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from analyzers.bodies import bodies, same_body
from analyzers.folding import fold
from search.tables import PhraseTable, rows

_LOCAL = frozenset({"huyen", "quan", "xa", "phuong"})
_LOCAL_PAIRS = frozenset({("thi", "xa"), ("thi", "tran"), ("dac", "khu"), ("thanh", "pho")})
_OF = frozenset({"cua", "do", "of", "by", "from"})
_ARTICLES = frozenset({"the", "provincial", "s"})
_FAMILIES = ("qh", "ubtvqh", "vp")
"""Parts of series that go on with a term or a body (`qh15`, `vptu`)."""


@dataclass(frozen=True, slots=True)
class TypedIssuer:
    """A body named beside a number. `part` is what its series bear, `names` what it is called, folded.

    `local` are the folded words of a district or commune behind it; `words` how many words of the text
    it takes, from word `at` on. `certain` tells that it stands right beside the number.
    """

    part: str | None
    names: tuple[str, ...]
    local: str
    at: int
    words: int
    certain: bool


@lru_cache(maxsize=1)
def _table() -> PhraseTable[tuple[str | None, str]]:
    """Bodies by their folded words: the part of a series (None where unknown) and the name."""
    table: PhraseTable[tuple[str | None, str]] = PhraseTable()
    for name, part in rows("issuers.tsv"):
        table.add(_words(name), (fold(part), name))
    for body in bodies():
        for name in (body.name, *body.aliases):
            if body.kind != "local" and len(_words(name)) > 1 and _words(name) not in table:
                table.add(_words(name), (None, body.name))
    return table


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text)))


def issuer_typed(before: str, after: str, *, beside: bool = False) -> TypedIssuer | None:
    """The body that the words before and after a number name as its issuer, None if none.

    It stands right beside the number or behind `của`, `do`, `of`, `by`; with `beside` only right behind
    the number counts. Dates are to be taken out of both texts first.
    """
    first, words = len(_words(before)), (*_words(before), *_words(after))
    for at in range(first if beside else 0, len(words)):
        found = _table().longest(words, at)
        if found is None:
            continue
        behind, ahead = _stepped_back(words, at), at + found[0]
        adjacent = behind == first or (ahead == first and not beside)
        if adjacent or (not beside and _OF & set(words[behind:at])):
            part, name = found[1][0]
            local = _local(words, ahead)
            size = found[0] + len(local)
            names = tuple({fold(each) for each in (*same_body(name), name)})
            return TypedIssuer(part, names, " ".join(local), at, size, adjacent)
        if beside:
            return None
    return None


def _stepped_back(words: Sequence[str], at: int) -> int:
    """Where `của`, `of the` and the like before a body begin."""
    while at and words[at - 1] in _OF | _ARTICLES:
        at -= 1
    return at


def _local(words: Sequence[str], at: int) -> tuple[str, ...]:
    """A district or commune that is named here."""
    if tuple(words[at : at + 2]) in _LOCAL_PAIRS:
        return tuple(words[at : at + 4])
    return tuple(words[at : at + 3]) if words[at : at + 1] and words[at] in _LOCAL else ()


def issued_by(issuer: TypedIssuer, parts: Sequence[str], name: str | None, subject: str) -> bool:
    """Whether a document with these parts of a series, this issuer and subject is of the typed body."""
    told = fold(name or "")
    if issuer.local and issuer.local.split()[:2] != ["thanh", "pho"] and issuer.local not in told:
        return False
    if issuer.part is not None and any(_same_part(issuer.part, part) for part in parts):
        return True
    if any(re.match(rf"(?:bo truong,? |giam doc )?{re.escape(each)}\b", told) for each in issuer.names):
        return issuer.part is None or len(parts) < 2
    return not issuer.certain and any(each in fold(subject) for each in issuer.names)


def _same_part(typed: str, part: str) -> bool:
    return part == typed or (typed in _FAMILIES and part.startswith(typed))
