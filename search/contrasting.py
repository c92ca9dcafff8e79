"""Whether a text speaks of another thing than a question does: of `cấp huyện` where `cấp xã` is asked for.

The names of rows differ in one word that is as common as the others, so that the words they share outweigh
the one that tells them apart. What names another member of a group (`contrasts.tsv`) and not the one asked
for is of something else, however much it says of the question besides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.concepts import TYPED, Concept, Form
from search.matching import TermIndex
from search.query import Query
from search.tables import Phrase, Terms, contrasts


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


def contrasts_of(query: Query) -> tuple[Contrast, ...]:
    """What a question tells apart: one for each group of which it names some members, but not all."""
    terms: list[str] = []
    for concept in query.content:
        for form in concept.forms[:1]:
            terms += form.phrase.folded
    index = TermIndex(terms)
    found = []
    for group in contrasts():
        named = [any(_as_typed(index, way) for way in member) for member in group]
        if any(named) and not all(named):
            pairs = list(zip(group, named, strict=True))
            wanted = tuple(way for member, asked in pairs if asked for way in member)
            others = tuple(way for member, asked in pairs if not asked for way in member)
            found.append(Contrast(wanted, others))
    return tuple(found)


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
