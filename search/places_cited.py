"""Mentions as they are shown: the words around, how they should read, and what the citing text does."""

from __future__ import annotations

import re
from functools import lru_cache

from analyzers.folding import fold
from analyzers.reading import Reading
from analyzers.tokens import folded_terms
from indexer.cited import CitedMention
from indexer.engines.base import Engine, Mention, Reader, StoredDocument
from search.matching import alike
from search.pages import Page, page
from search.results import CitedPlace
from search.tables import Terms, rows

CONTEXT = 100
"""Characters of context on either side of a mention."""
_CUE_REACH = 90
"""Characters before a mention in which the words are that tell its relation."""
_SPACED_DATE = re.compile(r"(?<![\d/])(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(\d{4})(?!\d)")
_QUARTER = re.compile(r"\b[Qq]u[yýỳỹỷ]\s+([1Il]{1,3})\s?/\s?(\d{4})(?!\d)")
_ROMAN = ("I", "II", "III")
_SENTENCE_END = re.compile(r"[.;:!?]\s|\n\s*[-+*•]\s|\n\s*\n|[;:]")


class Texts:
    """Whole documents of one call, each fetched once."""

    def __init__(self, engine: Engine, reader: Reader) -> None:
        self._engine = engine
        self._reader = reader
        self._documents: dict[str, StoredDocument | None] = {}
        self._readings: dict[str, Reading] = {}
        self._pages: dict[str, Page | None] = {}

    def document(self, id: str) -> StoredDocument | None:
        """A document with its text; None if the reader may not see it."""
        if id not in self._documents:
            found = self.page(id)
            self._documents[id] = found.document if found is not None else None
            if found is not None:
                self._readings[id] = found.reading
        return self._documents[id]

    def text(self, id: str) -> str:
        """A document's text, empty if there is none."""
        document = self.document(id)
        return document.text if document else ""

    def following(self, mention: Mention) -> int | None:
        """Where the next citation of the same document starts."""
        document = self.document(mention.document)
        starts = [c.start for c in document.annotations.citations] if document else []
        return min((start for start in starts if start >= mention.citation.end), default=None)

    def previous(self, mention: Mention) -> int:
        """Where the citation before ends; 0 for the first."""
        document = self.document(mention.document)
        ends = [c.end for c in document.annotations.citations] if document else []
        return max((end for end in ends if end <= mention.citation.start), default=0)

    def page(self, id: str) -> Page | None:
        """A document taken apart; None if the reader may not see it."""
        if id not in self._pages:
            self._pages[id] = page(self._engine, id, self._reader)
        return self._pages[id]

    def restored(self, id: str, start: int, end: int) -> str | None:
        """How a span should read, None where nothing was restored."""
        document = self.document(id)
        if document is None or document.annotations.restored is None:
            return None
        return _with_whole_dates(self.reading(document).best(start, end))

    def reading(self, document: StoredDocument) -> Reading:
        """The reading of a document's text."""
        if document.id not in self._readings:
            found = document.annotations
            self._readings[document.id] = Reading(document.text, found.restored, found.alignment)
        return self._readings[document.id]

    def place(self, cited: CitedMention) -> CitedPlace:
        """A mention with its context, restored where the text was, and its relation."""
        mention = cited.mention
        citation = mention.citation
        text = self.text(mention.document)
        start, end = context_span(text, citation.start, citation.end, CONTEXT)
        return CitedPlace(
            file=mention.file,
            document=mention.document,
            start=citation.start,
            end=citation.end,
            raw=citation.raw,
            context=text[start:end],
            restored=self.restored(mention.document, start, end),
            relation=_relation(cited, text),
        )


def _with_whole_dates(text: str) -> str:
    """A restored text with its dates and quarters as they should read: `30/ 11/2023`, `Quy 1/2023`."""
    text = _SPACED_DATE.sub(r"\1/\2/\3", text)
    return _QUARTER.sub(lambda match: f"Quý {_ROMAN[len(match[1]) - 1]}/{match[2]}", text)


def _relation(cited: CitedMention, text: str) -> str:
    if cited.doubtful:
        return "doubtful"
    citation = cited.mention.citation
    return "self" if citation.role == "self" else relation(text, citation.start)


def context_span(text: str, start: int, end: int, reach: int) -> tuple[int, int]:
    """A span around `start:end` that reaches `reach` characters on, cut at spaces."""
    first, last = max(0, start - reach), min(len(text), end + reach)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while last < len(text) and last > end and not text[last].isspace():
        last -= 1
    return first, last


def relation(text: str, start: int) -> str:
    """What the citing text does with what it cites at `start`: `based-on`, `implements`, `cites` ..."""
    before = text[max(0, start - _CUE_REACH) : start]
    clause = _SENTENCE_END.split(before)[-1]
    terms = folded_terms(fold(clause))
    nearest, found = -1, "cites"
    for cue, name in _cues():
        place = _last_place(terms, cue)
        if place > nearest:
            nearest, found = place, name
    return found


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[Terms, str], ...]:
    table = [(tuple(folded_terms(words)), name) for name, words in rows("relations.tsv")]
    return tuple(sorted(table, key=lambda cue: -len(cue[0])))


def _last_place(terms: list[str], cue: Terms) -> int:
    """Where a cue ends last in the terms, -1 if nowhere; damaged letters are allowed in long cues."""
    for start in range(len(terms) - len(cue), -1, -1):
        window = terms[start : start + len(cue)]
        if tuple(window) == cue or (len(cue) > 1 and all(map(alike, cue, window))):
            return start + len(cue) - 1
    return -1
