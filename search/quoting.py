"""Quotations: the span of a text that shows what a statement says, at most 400 characters."""

from __future__ import annotations

import re

from indexer.engines.base import Mention
from search.places_cited import Texts
from search.results import LONGEST, Evidence

_CLAUSE_END = re.compile(r";|\.(?=\s)|\.\Z|\n\s*\n|\n\s*[-+*•]\s|\f")
_JOINT = re.compile(r"[\s,(]*(?:\s(?:và|va|hoặc|and))?[\s,(]*\Z")
"""What joins a clause to the next citation."""
_COMMA = re.compile(r",(?=\s)")
_DATE_BEHIND = re.compile(
    r"[\s)*]*(?:\w{3,5}\s+)?\d{1,2}\s*(?:[/.-]|\w{4,6})\s*\d{1,2}\s*(?:[/.-]|\w{3,4})\s*\d{4}"
)
_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")


def mention_span(texts: Texts, mention: Mention) -> tuple[int, int]:
    """The clause that a mention stands in: from its start, or from the clause's where it is in brackets.

    It ends where the next citation starts: what is told after that belongs to that one.
    """
    text, following = texts.text(mention.document), texts.following(mention)
    citation = mention.citation
    start, end = citation.start, citation.end
    first = max(0, start - LONGEST // 2)
    opened = text.rfind("(", first, start)
    if opened >= 0 and not text[opened + 1 : start].strip(" *_\n") and ")" not in text[opened:start]:
        start = _clause_start(text, first, opened)
    limit = min(len(text), start + LONGEST, following if following is not None else len(text))
    closing = _CLAUSE_END.search(text, end, limit)
    last = closing.start() if closing else limit
    joint = _JOINT.search(text[:last], end)
    if last == following and citation.subject is None:
        # Without a subject of its own, what follows the next comma leads to the next citation.
        comma = _COMMA.search(text, _after_date(text, end, last), last)
        last = comma.start() if comma else last
    last = joint.start() if joint and last == following else last
    return trimmed(text, start, max(end, last))


def _after_date(text: str, end: int, last: int) -> int:
    """Where the date right behind a number ends."""
    date = _DATE_BEHIND.match(text, end, last)
    return date.end() if date else end


def _clause_start(text: str, first: int, at: int) -> int:
    ends = [match.end() for match in _CLAUSE_END.finditer(text, first, at)]
    return ends[-1] if ends else first


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without space at its ends, cut to the longest quotation at a space."""
    if end - start > LONGEST:
        end = start + LONGEST
        space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
        end = space if space > start + LONGEST // 2 else end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def evidence(texts: Texts, document: str, file: str, start: int, end: int) -> Evidence:
    """A quotation of a document."""
    return Evidence(
        file=file,
        document=document,
        start=start,
        end=end,
        quote=texts.text(document)[start:end],
        restored=texts.restored(document, start, end),
    )


def of_mention(texts: Texts, mention: Mention) -> Evidence:
    """The quotation that shows a mention with its date and subject."""
    span = mention_span(texts, mention)
    return evidence(texts, mention.document, mention.file, *span)


def figures(text: str) -> set[str]:
    """The figures in a text, parts of dates and numbers apart, without leading zeros."""
    return {
        part.lstrip("0") or "0"
        for match in _FIGURE.findall(text)
        for part in re.split(r"[.,/]", match)
        if part
    }


def supported(text: str, quotes: list[Evidence]) -> bool:
    """Whether every figure of a statement occurs in the quotations."""
    quoted: set[str] = set()
    for quote in quotes:
        quoted |= figures(quote.quote)
        quoted |= figures(quote.restored or "")
    return figures(text) <= quoted
