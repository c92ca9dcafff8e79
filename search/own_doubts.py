"""What a document of the collection contradicts in itself, as conflicts of its look-up."""

from __future__ import annotations

from collections import defaultdict

from analyzers.annotations import Warning
from analyzers.doubts import KINDS
from indexer import CitedDocument
from indexer.engines.base import StoredDocument
from search.errors import Lang
from search.places_cited import CONTEXT, Texts, context_span
from search.results import CitedPlace, FoundConflict

BETWEEN_MENTIONS = frozenset({"number-year", "registry-date", "effect-date", "two-dates"})
"""Kinds about a cited document that are found again where its mentions are compared."""
_AT_MENTION = frozenset({"later-than-document", "plan-year", "repeated-entry", "own-number"})
"""Kinds about a cited document that its mentions do not disagree on."""
_OF_CITED = BETWEEN_MENTIONS | (_AT_MENTION - {"own-number"}) | {"impossible-date"}
"""Kinds that are shown with the document that is cited, not with the citing one."""


def own_conflicts(texts: Texts, document: str, lang: Lang) -> tuple[FoundConflict, ...]:
    """The contradictions inside one document, notes left out; none where the reader may not see it."""
    stored = texts.document(document)
    if stored is None:
        return ()
    return tuple(
        _conflict(texts, stored, warning, lang)
        for warning in stored.annotations.warnings
        if warning.kind in KINDS and warning.kind not in _OF_CITED and warning.severity != "note"
    )


def conflicts_at(texts: Texts, cited: CitedDocument, lang: Lang) -> tuple[FoundConflict, ...]:
    """What the citing documents contradict where they mention a document, besides what mentions differ in."""
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for item in cited.mentions:
        spans[item.mention.document].add((item.mention.citation.start, item.mention.citation.end))
    documents = [(stored, held) for id, held in spans.items() if (stored := texts.document(id)) is not None]
    return tuple(
        _conflict(texts, stored, warning, lang)
        for stored, held in documents
        for warning in stored.annotations.warnings
        if warning.kind in _AT_MENTION and held & set(warning.places)
    )


def _conflict(texts: Texts, stored: StoredDocument, warning: Warning, lang: Lang) -> FoundConflict:
    places = tuple(_place(texts, stored, *span) for span in warning.places)
    return FoundConflict(warning.kind, said(warning, lang), places)


def said(warning: Warning, lang: Lang) -> str:
    """A warning's explanation in one language; Vietnamese where there is no other."""
    return warning.english or warning.message if lang == "en" else warning.message


def _place(texts: Texts, stored: StoredDocument, start: int, end: int) -> CitedPlace:
    text = stored.text
    first, last = context_span(text, start, end, CONTEXT)
    return CitedPlace(
        file=stored.file,
        document=stored.id,
        start=start,
        end=end,
        raw=text[start:end],
        context=text[first:last],
        restored=texts.restored(stored.id, first, last),
        relation="self",
    )
