"""Which words of a passage a query asked for: what is shown in bold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analyzers.folding import fold

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 40
"""Words of a query that are marked; a pasted page would mark everything."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it is one that was asked for."""

    text: str
    marked: bool


def marked_pieces(text: str, query: str) -> list[Piece]:
    """`text` cut into pieces, what `query` asks for marked; joined, the pieces are `text`.

    Marked are the words of the query's concepts however they are written (an abbreviation spelled out, an
    English term in Vietnamese); accents and case make no difference.
    """
    phrases = _phrases(query)
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(fold(text))]
    pieces: list[Piece] = []
    at = 0
    index = 0
    while index < len(words):
        length = _longest(phrases, [word for word, _, _ in words[index : index + 8]])
        if length:
            start, end = words[index][1], words[index + length - 1][2]
            _append(pieces, text[at:start], text[start:end])
            at = end
        index += length or 1
    if at < len(text):
        pieces.append(Piece(text[at:], False))
    return pieces


def _append(pieces: list[Piece], before: str, found: str) -> None:
    """Add what stands before a find and the find; finds with only a space between become one."""
    if pieces and pieces[-1].marked and not before.strip():
        pieces[-1] = Piece(pieces[-1].text + before + found, True)
        return
    if before:
        pieces.append(Piece(before, False))
    pieces.append(Piece(found, True))


def _longest(phrases: frozenset[tuple[str, ...]], words: list[str]) -> int:
    return next((n for n in range(len(words), 0, -1) if tuple(words[:n]) in phrases), 0)


@lru_cache(maxsize=64)
def _phrases(query: str) -> frozenset[tuple[str, ...]]:
    """The folded words of everything that a query asks for."""
    from search.errors import QueryError
    from search.query import analyse

    try:
        understood = analyse(query)
    except QueryError:
        return frozenset()
    forms = [form.phrase.folded for concept in understood.content[:_MOST_WORDS] for form in concept.forms]
    typed = [tuple(_WORD.findall(fold(query[each.start : each.end]))) for each in understood.numbers]
    parts = [tuple(_WORD.findall(fold(each.canonical or each.number))) for each in understood.numbers]
    return frozenset(filter(None, [*forms, *understood.phrases, *typed, *parts]))
