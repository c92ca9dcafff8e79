"""Whether a text speaks of another thing than a question does: of `cấp huyện` where `cấp xã` is asked for.

The names of rows differ in one word that is as common as the others, so that the words they share outweigh
the one that tells them apart. What names another member of a group (`contrasts.tsv`) and not the one asked
for is of something else, however much it says of the question besides. Where a sentence names several,
each figure is of the one that stands nearest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from analyzers.tokens import folded_terms
from search.clauses import Clauses
from search.concepts import TYPED, Concept, Form, concepts
from search.matching import TermIndex
from search.pages import Unit
from search.query import Query
from search.tables import Phrase, Terms, contrasts

OF_OTHER = 0.6
"""What a figure keeps that stands with another member of the group."""
OF_BOTH = 0.9
"""The same where its clause names both, or what is asked for is only a part of what it counts."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """The ways to write what a question asks for, and those to write what it does not ask for."""

    wanted: tuple[Terms, ...]
    others: tuple[Terms, ...]

    def excludes(self, index: TermIndex) -> bool:
        """Whether a text names one of the others and nothing of what is asked for."""
        return not self.names(index) and any(index.phrase(way) > 0 for way in self.others)

    def names(self, index: TermIndex) -> bool:
        """Whether a text names what is asked for."""
        return any(index.phrase(way) > 0 for way in self.wanted)

    def share(self, unit: Unit, clauses: Clauses, at: int) -> float:
        """What a figure at the term `at` keeps of its score: all if it is of what is asked for."""
        wanted, others = _places(unit.index, self.wanted), _places(unit.index, self.others)
        others -= {place for place in others if place in wanted}
        if not others:
            return self._around(unit) if not wanted else 1.0
        own = clauses.clause_at(at)
        here = {place for place in wanted | others if clauses.clause_at(place) == own}
        if here:
            both = here & wanted and here & others
            return OF_BOTH if both else 1.0 if here & wanted else OF_OTHER
        depth = clauses.depth[own]
        before = [
            place
            for place in wanted | others
            if place < at and clauses.depth[clauses.clause_at(place)] <= depth
        ]
        if before:
            return 1.0 if max(before) in wanted else OF_OTHER
        return OF_BOTH

    def _around(self, unit: Unit) -> float:
        """The same where the unit itself names none of the group: what its paragraph or parent row does."""
        return OF_OTHER if self.excludes(unit.lead) else 1.0


def _places(index: TermIndex, ways: Iterable[Terms]) -> set[int]:
    return {
        start
        for way in ways
        for start in index.places.get(way[0], ())
        if tuple(index.terms[start : start + len(way)]) == way
    }


def contrasts_of(query: Query, clause: str = "") -> tuple[Contrast, ...]:
    """What a question tells apart: one for each group of which it names some members, but not all.

    The clause that asks for a figure decides where it names a member, else the whole question.
    """
    indexes = [TermIndex(_terms(query, query.text[:2000]))]
    if clause:
        indexes.insert(0, TermIndex(_terms(query, clause)))
    found = []
    for group in contrasts():
        each = ([any(_as_typed(index, way) for way in member) for member in group] for index in indexes)
        named = next(filter(any, each), [])
        if named and not all(named):
            pairs = list(zip(group, named, strict=True))
            wanted = tuple(way for member, asked in pairs if asked for way in member)
            others = tuple(way for member, asked in pairs if not asked for way in member)
            found.append(Contrast(wanted, others))
    return tuple(found)


def _terms(query: Query, text: str) -> list[str]:
    """The terms of a part of a question; of an English one those of its translation."""
    if query.language != "en":
        return folded_terms(text)
    found = concepts(text, "en")
    return [term for concept in found for term in ("", *concept.forms[0].phrase.folded)]


def with_other_names(concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """Concepts with the other ways to write what they name: `cấp tỉnh` is `sở, ngành` in report forms."""
    return tuple(_with_other_names(concept) for concept in concepts)


def _with_other_names(concept: Concept) -> Concept:
    known = {form.phrase.folded for form in concept.forms}
    ways = [member for group in contrasts() for member in group if concept.forms[0].phrase.folded in member]
    added = [way for member in ways for way in member if way not in known]
    return replace(concept, forms=concept.forms + tuple(Form(Phrase(way, way), TYPED) for way in added))


def _as_typed(index: TermIndex, way: Terms) -> bool:
    return index.phrase(way) == 1.0
