"""Figures that answer: those whose own words are the words of the question.

Every figure near the topic is weighed by the words that belong to it - those of its clause most, those of
clauses further off less, then what introduces its list, the headings, the document's header.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from indexer.engines.base import Reader
from indexer.facets import years_and_quarters
from search.concepts import Concept
from search.contrasting import contrasts_of, with_other_names
from search.figures import Figure, figures_in
from search.pages import Page, Unit
from search.places_cited import Texts
from search.query import Query
from search.retrieval import Scored
from search.scoring import rarity
from search.slots import Kind, Slot
from search.tables import comma_phrases, named_bodies, stop_phrases

READ = 24
"""Passages whose units are read for figures."""
ROWS_OF = 6
"""Documents of these passages whose report forms are read whole."""

SAME_CLAUSE = 1.0
BEHIND_FIGURE = 0.8
CLAUSE_BEFORE = (0.85, 0.75)
FAR_BEFORE = 0.65
CLAUSE_AFTER = (0.55, 0.45)
LEAD = 0.6
HEADING = 0.5
HEADER = 0.42
"""How much a word counts by where it stands: in the figure's clause, one or two before it, after it,
before another figure; in the paragraph before, the headings, the header."""

COUNTED_SHARE = 0.25
"""How much of a count's score is that the counted thing stands with the figure."""
BODY_WEIGHT = 0.3
SHARED_WEIGHT = 0.6
"""The weight of names of bodies, and of words of the question's other clauses."""
FOREIGN = 0.3
"""What the words around a figure must say of a body that the question names, or it is another body's."""
LEFT_OUT = 0.7
"""What a figure keeps that stands with what the question leaves out (`chưa tính ngành dọc`)."""
OTHER_PERIOD = 0.9
"""What a figure of a document keeps whose period is within the year asked for, but shorter."""

_BREAKS = frozenset(",;:()")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that may answer, with the unit that it stands in; `score` is from 0 to 1.

    `said` is the weighted share of the question that is said with it, `counted` how near the counted
    thing stands (1 right behind the figure, 0 nowhere).
    """

    unit: Unit
    figure: Figure
    score: float
    said: float
    counted: float
    told: dict[Concept, float]


def facts(slot: Slot, query: Query, pool: Sequence[Scored], texts: Texts, reader: Reader) -> list[Fact]:
    """The figures that may fill a slot, the best first."""
    apart = contrasts_of(query)
    slot = replace(slot, own=with_other_names(slot.own), shared=with_other_names(slot.shared))
    units = [
        unit
        for unit in _read(pool, texts)
        if fits_constraints(unit, query) and not any(contrast.excludes(unit.index) for contrast in apart)
    ]
    weights = concept_weights(slot, units)
    found = [fact for unit in units for fact in _facts_of(unit, slot, weights, query)]
    return sorted(found, key=lambda fact: (-fact.score, fact.unit.key, fact.figure.start))


def _read(pool: Sequence[Scored], texts: Texts) -> list[Unit]:
    """The units of the best passages, and all rows of the report forms of their documents."""
    found = {unit.key: unit for unit in units_of(pool[:READ], texts)}
    for document in list(dict.fromkeys(item.passage.document for item in pool[:READ]))[:ROWS_OF]:
        page = texts.page(document)
        for unit in page.rows if page else ():
            found.setdefault(unit.key, unit)
    return list(found.values())


def units_of(pool: Iterable[Scored], texts: Texts) -> list[Unit]:
    """The units of passages, each once."""
    found: dict[tuple[str, int], Unit] = {}
    for item in pool:
        page = texts.page(item.passage.document)
        for unit in page.within(item.passage.start, item.passage.end) if page else ():
            found.setdefault(unit.key, unit)
    return list(found.values())


def fits_constraints(unit: Unit, query: Query) -> bool:
    """Whether a unit is of the province, year and quarter that a question names."""
    header = unit.page.header
    names = {name for place in query.places for name in place.names}
    if names and header.province not in names and not _names(unit, query):
        return False
    years, quarters = years_and_quarters(header)
    spelled = {int(term) for term in unit.index.places if term.isdigit() and len(term) == 4}
    if query.years and years and not set(query.years) & (set(years) | spelled):
        return False
    if query.quarters and not set(query.quarters) & set(quarters):
        return False
    return not (query.quarters and len(quarters) == 4 and not unit.index.phrase(("quy",)))


def _names(unit: Unit, query: Query) -> bool:
    return any(unit.index.phrase(tuple(place.name.lower().split())) for place in query.places)


def concept_weights(slot: Slot, units: Sequence[Unit]) -> dict[Concept, float]:
    """How much each concept tells: by how few of the units have it, less for bodies and other clauses."""
    asked = [*slot.own, *slot.shared]
    weights = rarity(asked, [unit.index for unit in units])
    bodies = stop_phrases("body")
    ceiling = max((weights[c] for c in asked if any(u.index.best(c) > 0.5 for u in units)), default=1.0)
    for concept in asked:
        weights[concept] = min(weights[concept], ceiling)
        weights[concept] *= min(1.0, concept.forms[0].weight)
        if concept.forms[0].phrase.folded in bodies:
            weights[concept] *= BODY_WEIGHT
        if concept in slot.shared:
            weights[concept] *= SHARED_WEIGHT
    return weights


def _facts_of(unit: Unit, slot: Slot, weights: dict[Concept, float], query: Query) -> list[Fact]:
    figures = row_figure(unit, slot.kind) if unit.indicator else figures_in(unit.text, slot.kind)
    total = sum(weights.values())
    if not figures or not total:
        return []
    layout = _layout(unit)
    occurrences = {c: unit.index.where(c) for c in weights}
    if not any(occurrences.values()):
        return []
    others = [*figures, *figures_in(unit.text, "count"), *figures_in(unit.text, "percent")]
    marks = sorted({layout.term_at(figure.start) for figure in others})
    around = {c: _around(unit, c) for c in weights}
    found = []
    for figure in figures:
        at = layout.term_at(figure.start)
        told = {
            c: max(
                [around[c], *(w * layout.factor(first, end, at, marks) for first, end, w in occurrences[c])]
            )
            for c in weights
        }
        if any(told[c] < FOREIGN for c in weights if is_body(c)):
            continue
        said = sum(weights[c] * told[c] for c in weights) / total
        counted = _counted(slot, occurrences, unit, layout, at)
        score = said if slot.counted is None else (1 - COUNTED_SHARE) * said + COUNTED_SHARE * counted
        if any(unit.index.phrase(terms) for terms in query.excluded):
            score *= LEFT_OUT
        found.append(Fact(unit, figure, score * _period(unit.page, query), said, counted, told))
    return found


def row_figure(unit: Unit, kind: Kind) -> list[Figure]:
    """The value of a row of a report form, if it is of the kind."""
    row = unit.indicator
    if row is None or row.value_raw is None or kind not in ("count", "percent"):
        return []
    percent = "%" in row.value_raw or row.unit == "%"
    at = unit.text.rfind(row.value_raw)
    if at < 0 or percent != (kind == "percent"):
        return []
    value = row.value_raw if "%" in row.value_raw or not percent else f"{row.value_raw}%"
    return [Figure(at, at + len(row.value_raw), value)]


def is_body(concept: Concept) -> bool:
    """Whether a concept names one certain body (`Ban Dân tộc`, `Sở Y tế`), not bodies in general."""
    return len(concept.forms[0].phrase.folded) > 2 and any(
        form.phrase.folded in named_bodies() for form in concept.forms
    )


def _around(unit: Unit, concept: Concept) -> float:
    """How well the words around a unit say a concept."""
    best = LEAD * unit.lead.best(concept)
    if best < HEADING:
        best = max(best, HEADING * unit.heading.best(concept))
    if best < HEADER:
        best = max(best, HEADER * unit.page.header_index.best(concept))
    return best


def _counted(
    slot: Slot,
    occurrences: dict[Concept, list[tuple[int, int, float]]],
    unit: Unit,
    layout: _Layout,
    at: int,
) -> float:
    """How near the counted thing stands to the figure."""
    if slot.counted is None:
        return 0.0
    places = unit.index.where(slot.counted)
    if any(0 < first - at <= 3 for first, _, _ in places):
        return 1.0
    if any(
        layout.clauses[first] == layout.clauses[at] for first, _, _ in places if first < len(layout.clauses)
    ):
        return 0.75
    if places:
        return 0.5
    return 0.3 * max(unit.lead.best(slot.counted), unit.heading.best(slot.counted))


def _period(page: Page, query: Query) -> float:
    """Less than 1 for a quarter's document where a whole year is asked for."""
    if not query.years or query.quarters:
        return 1.0
    return 1.0 if len(years_and_quarters(page.header)[1]) in (0, 4) else OTHER_PERIOD


class _Layout:
    """Which clause each term of a unit stands in."""

    def __init__(self, unit: Unit) -> None:
        terms, spans = unit.parsed
        self.starts = [start for start, _ in spans]
        self.clauses = [0] * len(terms)
        whole = _inside_phrases(terms)
        clause = 0
        for place, ((_, end), (start, _)) in enumerate(pairwise(spans), 1):
            between = unit.text[end:start]
            broken = not unit.is_row and bool(_BREAKS & set(between) or " - " in between)
            clause += broken and place not in whole
            self.clauses[place] = clause

    def term_at(self, offset: int) -> int:
        """The term that begins at or after an offset."""
        return next((i for i, start in enumerate(self.starts) if start >= offset), len(self.starts) - 1)

    def factor(self, first: int, end: int, at: int, marks: Sequence[int]) -> float:
        """How much a word at `first:end` counts for the figure at a term."""
        last = min(end, len(self.clauses)) - 1
        between = any(min(last, at) < mark < max(first, at) for mark in marks if mark != at)
        apart = self.clauses[at] - self.clauses[max(0, last if last < at else first)]
        if apart == 0:
            return BEHIND_FIGURE if between else SAME_CLAUSE
        if apart > 0:
            near = CLAUSE_BEFORE[apart - 1] if apart <= len(CLAUSE_BEFORE) else FAR_BEFORE
            return near if not between else min(near, CLAUSE_BEFORE[-1])
        return CLAUSE_AFTER[-apart - 1] if -apart <= len(CLAUSE_AFTER) else CLAUSE_AFTER[-1]


def _inside_phrases(terms: Sequence[str]) -> set[int]:
    """The places inside phrases that are written with commas (`phản ánh, kiến nghị`)."""
    table = comma_phrases()
    inside: set[int] = set()
    for at in range(len(terms)):
        found = table.longest(terms, at)
        if found is not None:
            inside |= set(range(at + 1, at + found[0]))
    return inside


@lru_cache(maxsize=4096)
def _layout(unit: Unit) -> _Layout:
    return _Layout(unit)
