"""What is suggested while somebody types: documents, cited documents, units, indicators, headings.

Typed words are compared folded (accents or not) with the beginnings of words.
"""

from __future__ import annotations

import re
import weakref
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from analyzers.folding import fold
from api.desk import Desk
from api.pages.fresh import Fresh
from api.pages.known import known
from indexer.engines.base import Engine, StoredDocument

Kind = Literal["document", "cited", "unit", "indicator", "heading"]
MOST = 8
"""Suggestions for one input."""
_MOST_OF_A_KIND = 3
LONGEST = 100
"""Characters of an input that are looked at."""
_MOST_READ = 2_000
"""Documents, the newest first, whose headings and units are suggested."""
_LONGEST_HEADING = 120
_WORD = re.compile(r"[^\W_]+")
_ORDER: dict[Kind, int] = {"document": 0, "cited": 1, "unit": 2, "indicator": 3, "heading": 4}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that the typed words begin. `weight` orders those of a kind.

    `document` with `start` and `end` is a place, for a `cited` document one of its mentions.
    """

    kind: Kind
    text: str
    detail: str
    weight: int
    document: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    words: str
    suggestion: Suggestion


def suggest(desk: Desk, typed: str) -> list[Suggestion]:
    """At most `MOST` suggestions, the best of each kind first."""
    words = _WORD.findall(fold(typed[:LONGEST]))
    if not words:
        return []
    wanted = [f" {word}" for word in words]
    fitting = [entry for entry in _FRESH.get(desk, now=False) if all(each in entry.words for each in wanted)]
    fitting.sort(key=lambda entry: _rank(entry, words))
    return _mixed([entry.suggestion for entry in fitting])


def _entries(desk: Desk) -> list[_Entry]:
    return [_entry(each) for each in _all(desk)]


_FRESH = Fresh(_entries)


def _all(desk: Desk) -> Iterator[Suggestion]:
    documents = desk.engine.documents(desk.reader)
    for document in documents:
        yield _of_document(document)
    for cited in known(desk, now=False).cited:
        first = next((each.mention for each in cited.mentions if not each.doubtful), None)
        if first is not None and cited.document is None:
            detail = " ".join(filter(None, (cited.type, cited.subject)))
            place = (first.document, first.citation.start, first.citation.end)
            yield Suggestion("cited", cited.canonical, detail, len(cited.mentions), *place)
    named: Counter[tuple[Kind, str]] = Counter()
    for document in documents[-_MOST_READ:]:
        for each in _read(desk, document):
            if each.kind == "heading":
                yield each
            else:
                named[each.kind, each.text] += 1
    for (kind, name), count in named.items():
        yield Suggestion(kind, name, "", count)


_READ: weakref.WeakKeyDictionary[Engine, dict[tuple[str, str], tuple[Suggestion, ...]]] = (
    weakref.WeakKeyDictionary()
)
"""What was read of each document, by id and content: it stays the same as long as the content does."""


def _read(desk: Desk, document: StoredDocument) -> tuple[Suggestion, ...]:
    kept = _READ.setdefault(desk.engine, {})
    key = (document.id, document.sha256)
    if key not in kept:
        if len(kept) >= 2 * _MOST_READ:
            kept.clear()
        whole = desk.engine.document(document.id, desk.reader)
        kept[key] = () if whole is None else tuple(_inside(whole))
    return kept[key]


def _of_document(document: StoredDocument) -> Suggestion:
    header = document.annotations.header
    name = " ".join(filter(None, (header.doc_type, header.number)))
    title = header.title or document.file.rsplit("/", 1)[-1]
    return Suggestion("document", name or title, title if name else "", 0, document.id)


def _inside(document: StoredDocument) -> Iterator[Suggestion]:
    """The headings, units and indicators of one document."""
    found = document.annotations
    about = found.header.number or document.file.rsplit("/", 1)[-1]
    for section in found.sections:
        if section.title and len(section.title) <= _LONGEST_HEADING:
            end = section.start + len(section.label)
            yield Suggestion("heading", section.title, about, -section.level, document.id, section.start, end)
    units = [unit for task in found.tasks for unit in (*task.lead, *task.coordinate)]
    for unit in (*units, *filter(None, (found.header.issuer,))):
        yield Suggestion("unit", unit, "", 1)
    for row in found.indicators:
        if row.value is not None and row.indicator:
            yield Suggestion("indicator", row.indicator, "", 1)


def _entry(suggestion: Suggestion) -> _Entry:
    words = _WORD.findall(fold(f"{suggestion.text} {suggestion.detail}"))
    return _Entry(" " + " ".join(words), suggestion)


def _rank(entry: _Entry, words: list[str]) -> tuple[bool, int, int, int]:
    """Those that begin with what was typed first, then by kind, weight and length."""
    begins = entry.words.startswith(" " + " ".join(words))
    found = entry.suggestion
    return (not begins, _ORDER[found.kind], -found.weight, len(found.text))


def _mixed(ranked: list[Suggestion]) -> list[Suggestion]:
    """The first of the list, not too many of one kind, each text once; kinds stay together."""
    counts: dict[Kind, int] = {}
    seen: set[tuple[Kind, str]] = set()
    chosen: list[Suggestion] = []
    for each in ranked:
        key = (each.kind, fold(each.text))
        if key in seen or counts.get(each.kind, 0) >= _MOST_OF_A_KIND:
            continue
        seen.add(key)
        counts[each.kind] = counts.get(each.kind, 0) + 1
        chosen.append(each)
        if len(chosen) == MOST:
            break
    return sorted(chosen, key=lambda each: _ORDER[each.kind])
