"""What a question of fact wants: a count, a share, a sum, a rank, a date, a person; one slot for each.

`được giao bao nhiêu biên chế, hiện có mặt mấy người` has two slots.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from analyzers.folding import fold
from analyzers.tokens import folded_terms
from search.concepts import Concept
from search.errors import QueryError
from search.query import Query, analyse
from search.tables import Phrase, stop_phrases

Kind = Literal["count", "percent", "money", "rank", "duration", "date", "person"]

_COUNT = r"bao nhieu|how many|how much|(?<!bo )may"
_MAY = re.compile(r"\bm[ấâ]y\b", re.IGNORECASE)
_ASKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "rank",
        re.compile(
            r"\bthu may\b|\b(?:hang|vi tri) (?:may|bao nhieu|nao)\b"
            r"|\b(?:what|which) (?:rank|place|position)\b"
        ),
    ),
    (
        "duration",
        re.compile(r"\bbao lau\b|\b(?:may|bao nhieu) (?:ngay|thang|nam|gio|phut|tuan)\b|\bhow long\b"),
    ),
    (
        "date",
        re.compile(
            r"\b(?:ngay|thang) (?:nao|may|bao nhieu)\b|\bngay thang (?:nam )?nao\b"
            r"|\b(?:khi|luc) nao\b|\bbao gio\b"
            r"|\bwhen\b|\b(?:what|which) (?:date|day)\b|\A\W*ngay (?:ky|ban hanh|cua)\b"
            r"|\bngay (?:ky|ban hanh)\W*\Z"
        ),
    ),
    (
        "money",
        re.compile(
            r"\bbao nhieu (?:tien|dong|ty|trieu)\b|\bhow much money\b|\bhow (?:much|many) (?:\w+ )?dong\b"
            r"|(?<!khong dung )\b(?:kinh phi|so tien|tien|tri gia|chi phi)\b .*(?:bao nhieu|may)"
        ),
    ),
    (
        "percent",
        re.compile(
            r"\bt[yi] le\b.*|\bmuc do hai long\b|\b(?:bao nhieu|may) (?:phan tram|%)"
            r"|\b(?:share|percentage|per cent|percent|rate|proportion)\b"
        ),
    ),
    ("person", re.compile(r"\bai\b|\bwho\b|\bnguoi nao\b|\bnguoi ky\b")),
    (
        "count",
        re.compile(rf"\b(?:{_COUNT})\b|\A\W*(?:tong )?so(?: luong)?\b|\b(?:number of|tong so|so luong)\b"),
    ),
)
_INTERROGATIVE = re.compile(
    r"\b(?:bao nhieu|may|thu may|khi nao|bao gio|how many|how much|when|who|ai|ngay nao|muc nao|gi|nao)\b"
    r"|\A\W*(?:tong so|so luong|ty le|number of)\b"
)
_REAL = re.compile(
    r"\b(?:bao nhieu|may|khi nao|bao gio|how many|how much|when|who|ai|ngay nao|muc nao|gi|nao)\b"
)
"""Words that ask by themselves; `tổng số`, `tỷ lệ` only where one of these follows at once."""
_RIGHT_BEHIND = 3
_ENGLISH_VERB = re.compile(r"\b(?:did|does|do|was|were|is|are|has|have|had)\b")
"""What an English question asks of a thing stands at its end (`how many cases did the centre handle`)."""
_BESIDE = 3
"""Concepts behind the asking word that belong to it, with what is counted."""
_COUNTED = re.compile(r"\b(?:bao nhieu|may|how many|how much|tong so|so luong|number of|so)\s+")
_CUT = re.compile(r"[,;]\s|\s(?:va|con|and)\s|\s(?:tren|trong|of)\s(?=(?:tong|so|a total)\b)")


_RATES = frozenset({("ty", "le"), ("ti", "le"), ("phan", "tram"), ("muc", "do")})
"""That a figure is a share shows in the figure."""
_GENERIC = frozenset({("nguoi",), ("truong", "hop"), ("cai",), ("so",), ("don", "vi")})
"""What is counted only in the words of the clause before (`bao nhiêu biên chế, hiện có mấy người`)."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One value that is asked for.

    `own` are the concepts of the clause that asks for it, `shared` those of the question's other parts;
    `counted` is what follows `bao nhiêu`, `beside` are the others that stand right beside the asking word;
    `text` is that clause.
    """

    kind: Kind
    own: tuple[Concept, ...]
    shared: tuple[Concept, ...] = ()
    counted: Concept | None = None
    beside: tuple[Concept, ...] = ()
    text: str = ""

    @property
    def label(self) -> str:
        """What is asked for, as it is named to a person."""
        return " ".join(concept.label for concept in self.own)


def slots(query: Query) -> tuple[Slot, ...]:
    """The values that a question asks for, in order; empty for one that asks for none."""
    text = query.text[:2000]
    found: list[Slot] = []
    clauses = _clauses(text)
    everything = topic(query)
    for clause in clauses:
        kind = _kind(clause)
        if kind is None or (found and not _distinct(clause)):
            continue
        own = _concepts(clause) if len(clauses) > 1 else everything
        shared = tuple(c for c in everything if _key(c) not in {_key(o) for o in own})
        if kind == "percent":
            own, shared = without_rates(own), without_rates(shared)
        counted = _counted(clause) if kind == "count" else None
        before = found[-1].counted if found else None
        if kind == "count" and before is not None and (counted is None or _key(counted) in _GENERIC):
            own = tuple(c for c in own if counted is None or _key(c) != _key(counted))
            counted = before
        elif counted is not None and _key(counted) in _GENERIC and len(own) > 1:
            own, counted = tuple(c for c in own if _key(c) != _key(counted)), None
        found.append(Slot(kind, own, shared, counted, _beside(clause, counted), clause))
    return tuple(found)


def _distinct(clause: str) -> bool:
    """Whether a clause asks for more than how far apart things are (`lệch nhau bao nhiêu`)."""
    words = [_key(concept) for concept in _concepts(clause)]
    return not words or any(word not in stop_phrases("compare") for word in words)


def without_rates(concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """Concepts without those that only say that a share is asked for."""
    return tuple(concept for concept in concepts if _key(concept) not in _RATES)


def _beside(clause: str, counted: Concept | None) -> tuple[Concept, ...]:
    """The concept right before the asking word and those right behind what is counted."""
    asked = next((m for m in _INTERROGATIVE.finditer(fold(clause)) if _is_asked(clause, m)), None)
    if asked is None:
        return ()
    left, right = _concepts(clause[: asked.start()]), _concepts(clause[asked.end() :])
    if _ENGLISH_VERB.search(clause.lower()):
        right = (*right[:1], *right[-1:])
    known = _key(counted) if counted is not None else None
    return tuple(c for c in (*left[-1:], *right[:_BESIDE]) if _key(c) != known)


def _key(concept: Concept) -> tuple[str, ...]:
    return concept.forms[0].phrase.folded


def topic(query: Query) -> tuple[Concept, ...]:
    """The concepts that evidence must say: without years, quarters, places and what all documents say."""
    frame = stop_phrases("frame")
    places = {term for place in query.places for term in fold(place.name).split()}
    numbers = {str(year) for year in query.years}
    return tuple(
        _without_rate(concept)
        for concept in query.content
        if _key(concept) not in frame
        and _key(concept) not in stop_phrases("empty")
        and not set(_key(concept)) <= places
        and not set(_key(concept)) <= numbers | {"quy", "i", "ii", "iii", "iv", "1", "2", "3", "4", "quarter"}
        and _key(concept) != ("so",)
    )


def _without_rate(concept: Concept) -> Concept:
    """`tỷ lệ hài lòng` as `hài lòng`: that a figure is a rate shows in the figure."""
    if len(_key(concept)) < 3 or _key(concept)[:2] != ("ty", "le"):
        return concept
    forms = tuple(
        replace(form, phrase=Phrase(form.phrase.accented[2:], form.phrase.folded[2:]))
        for form in concept.forms
        if form.phrase.folded[:2] == ("ty", "le") and len(form.phrase.folded) > 2
    )
    return replace(concept, forms=forms)


_LEFT_OUT = re.compile(
    r"[,(]?\s*\b(?:chua (?:tinh|ke)|khong (?:tinh|ke|bao gom|gom)|ngoai tru|tru|"
    r"excluding|not (?:counting|including))\s+([^,;)?]+)\)?"
)


def without_left_out(query: Query) -> Query:
    """A question without what it leaves out (`chưa tính ngành dọc`), which is then excluded."""
    match = _LEFT_OUT.search(fold(query.text[:2000]))
    if match is None:
        return query
    try:
        rest = analyse(query.text[: match.start()] + " " + query.text[match.end() :])
    except QueryError:
        return query
    return replace(rest, raw=query.raw, excluded=(tuple(folded_terms(match[1])),))


def _concepts(clause: str) -> tuple[Concept, ...]:
    try:
        return topic(analyse(clause))
    except QueryError:
        return ()


def _clauses(text: str) -> list[str]:
    """The question cut between two clauses that both ask."""
    folded = fold(text)
    asks = [match.start() for match in _INTERROGATIVE.finditer(folded) if _is_asked(text, match)]
    really = {match.start() for match in _REAL.finditer(folded)}
    cuts = []
    for first, second in pairwise(asks):
        between = list(_CUT.finditer(folded, first, second))
        if between and (first in really or second - between[-1].end() <= _RIGHT_BEHIND):
            cuts.append(between[-1].start())
    parts = []
    at = 0
    for cut in [*cuts, len(text)]:
        parts.append(text[at:cut])
        at = cut
    return [part for part in parts if part.strip(" ,;?")]


def _is_asked(text: str, match: re.Match[str]) -> bool:
    """Whether `may` is `mấy`, where the question is typed with accents."""
    return match[0] != "may" or fold(text) == text.lower() or _MAY.match(text, match.start()) is not None


def _kind(clause: str) -> Kind | None:
    folded = " ".join(re.findall(r"[\w%]+", fold(clause)))
    if fold(clause) != clause.lower() and not _MAY.search(clause):
        folded = re.sub(r"\bmay\b", "", folded)
    return next((kind for kind, pattern in _ASKS if pattern.search(folded)), None)


def _counted(clause: str) -> Concept | None:
    """The thing that is counted: what follows `bao nhiêu`, else what follows `số`."""
    folded = fold(clause)
    matches = [
        m for m in _COUNTED.finditer(folded) if m[0].split()[0] != "so" or not folded[: m.start()].strip()
    ]
    for match in matches:
        if not _is_asked(clause, match) and match[0].strip() == "may":
            continue
        try:
            concepts = analyse(clause[match.end() :]).concepts
        except QueryError:
            continue
        if concepts and concepts[0].content:
            return concepts[0]
    return None
