"""Figures that answer: those whose own words are the words of the question.

Every figure near the topic is weighed by the words that belong to it - those of its clause most, those of
clauses further off less (`search.clauses`), then what introduces its list, the headings, the document's
header. A row of a report form is its own clause, and says less where its name says what is not asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indexer.engines.base import Reader
from search.clauses import clauses_of
from search.concepts import Concept
from search.contrasting import Contrast, contrasts_of, with_other_names
from search.figures import Figure, figures_in
from search.fitting import fits_constraints, period_share
from search.pages import Unit
from search.places_cited import Texts
from search.query import Query
from search.retrieval import Scored
from search.scoring import rarity, rarity_among
from search.slots import Kind, Slot
from search.tables import named_bodies, stop_phrases

READ = 24
"""Passages whose units are read for figures."""
ROWS_OF = 6
"""Documents of these passages whose report forms are read whole."""

LEAD = 0.65
ROW_LEAD = 0.75
OPENING = 0.6
HEADING = 0.5
HEADER = 0.42
"""How much a word counts that stands in the paragraph before, in the row that a row is a part of, at the
beginning of the paragraph that introduces its list, in the headings, in the header."""
OF_SIBLING = 0.35
"""How much a word of the row above counts that another row of the same says itself."""
ANYWHERE = 0.85
"""How much a word of the question's other clauses counts, wherever in the unit it stands."""

COUNTED_SHARE = 0.25
"""How much of a count's score is that the counted thing stands with the figure."""
NAMED_SHARE = 0.12
"""How much of a row's score is the share of its name that the question says."""
BODY_WEIGHT = 0.3
SHARED_WEIGHT = 0.6
"""The weight of names of bodies, and of words of the question's other clauses."""
FOREIGN = 0.3
"""What the words around a figure must say of a body that the question names, or it is another body's."""
OF_PART = 0.96
"""What a figure keeps that is of a part (`trong đó`): the whole answers where nothing tells them apart."""
LEFT_OUT = 0.7
"""What a figure keeps that stands with what the question leaves out (`chưa tính ngành dọc`)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that may answer, with the unit that it stands in; `score` is from 0 to 1.

    `said` is the weighted share of the question that is said with it, `counted` how near the counted
    thing stands (1 right behind the figure, 0 nowhere), `missing` what the clause that asks says and
    is not said with it, each with its share of the question.
    """

    unit: Unit
    figure: Figure
    score: float
    said: float
    counted: float
    told: dict[Concept, float]
    missing: tuple[tuple[Concept, float], ...]

    def tells(self, concept: Concept) -> float:
        """How well a concept of the question is told with the figure, 0 to 1."""
        key = concept.forms[0].phrase.folded
        return next((worth for c, worth in self.told.items() if c.forms[0].phrase.folded == key), 0.0)

    @property
    def place(self) -> tuple[str, int, int]:
        """What tells the figure from all others."""
        return (*self.unit.key, self.figure.start)


def facts(slot: Slot, query: Query, pool: Sequence[Scored], texts: Texts, reader: Reader) -> list[Fact]:
    """The figures that may fill a slot, the best first."""
    apart = contrasts_of(query, slot.text)
    own = with_other_names(slot.own)
    slot = replace(slot, own=own, shared=with_other_names(slot.shared))
    units = [
        unit
        for unit in _read(pool, texts)
        if fits_constraints(unit, query) and not any(contrast.excludes(unit.index) for contrast in apart)
    ]
    weights = concept_weights(slot, units)
    if not sum(weights.values()):
        return []
    rows = _NameShare([unit for unit in units if unit.indicator is not None])
    found: list[Fact] = []
    for unit in units:
        reading = _Reading.of(unit, slot, weights)
        if reading is not None:
            share = rows.of(unit, reading.own_said)
            found += reading.facts(query, share, apart)
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


def concept_weights(slot: Slot, units: Sequence[Unit]) -> dict[Concept, float]:
    """How much each concept tells: by how few of the units have it, less for bodies and other clauses.

    The words right beside the asking one tell at least as much as the others do on average: they are
    what is asked of the thing, however common they are (`đang giải quyết bao nhiêu hồ sơ`).
    """
    asked = [*slot.own, *slot.shared]
    weights = rarity(asked, [unit.index for unit in units])
    bodies = stop_phrases("body")
    ceiling = max((weights[c] for c in asked if any(u.index.best(c) > 0.5 for u in units)), default=1.0)
    for concept in asked:
        weights[concept] = min(weights[concept], ceiling)
        weights[concept] *= min(1.0, concept.forms[0].weight)
    average = sum(weights.values()) / len(weights) if weights else 0.0
    beside = {c.forms[0].phrase.folded for c in slot.beside}
    for concept in asked:
        terms = concept.forms[0].phrase.folded
        if terms in beside and terms not in bodies:
            weights[concept] = max(weights[concept], average * min(1.0, concept.forms[0].weight))
        if terms in bodies:
            weights[concept] *= BODY_WEIGHT
        if concept in slot.shared:
            weights[concept] *= SHARED_WEIGHT
    return weights


class _Reading:
    """One unit read for one slot."""

    def __init__(self, unit: Unit, slot: Slot, weights: dict[Concept, float], figures: list[Figure]) -> None:
        self.unit = unit
        self.slot = slot
        self.weights = weights
        self.figures = figures
        self.clauses = clauses_of(unit)
        self.where = {c: unit.index.where(c) for c in weights}
        self.around = {c: _around(unit, c) for c in weights}
        self.shared = set(slot.shared)

    @classmethod
    def of(cls, unit: Unit, slot: Slot, weights: dict[Concept, float]) -> _Reading | None:
        """The reading of a unit that has figures of the kind and says anything of the question."""
        figures = row_figure(unit, slot.kind) if unit.indicator else figures_in(unit.text, slot.kind)
        if not figures:
            return None
        found = cls(unit, slot, weights, figures)
        return found if any(found.where.values()) else None

    @property
    def own_said(self) -> list[tuple[int, int]]:
        """Where the unit's own words are words of the question: `(first, end)`."""
        return [(first, end) for places in self.where.values() for first, end, _ in places]

    def facts(self, query: Query, name_share: float, apart: Sequence[Contrast]) -> Iterable[Fact]:
        """The figures of the unit, each with its score; `name_share` of a row's name is asked for."""
        total = sum(self.weights.values())
        others = [*self.figures, *figures_in(self.unit.text, "count"), *figures_in(self.unit.text, "percent")]
        marks = sorted({self.clauses.term_at(figure.start) for figure in others})
        for figure in self.figures:
            at = self.clauses.term_at(figure.start)
            told = {c: self._told(c, at, marks) for c in self.weights}
            if any(told[c] < FOREIGN for c in self.weights if is_body(c)):
                continue
            said = sum(self.weights[c] * told[c] for c in self.weights) / total
            counted = self._counted(at)
            score = said
            if self.slot.counted is not None:
                score = (1 - COUNTED_SHARE) * said + COUNTED_SHARE * counted
            if self.unit.indicator is not None:
                score = (1 - NAMED_SHARE) * score + NAMED_SHARE * name_share
            if any(self.unit.index.phrase(terms) for terms in query.excluded):
                score *= LEFT_OUT
            if self.clauses.depth[self.clauses.clause_at(at)]:
                score *= OF_PART
            for contrast in apart:
                score *= contrast.share(self.unit, self.clauses, at)
            score *= period_share(self.unit, query)
            missing = tuple((c, self.weights[c] / total) for c in self.slot.own if told[c] < FOREIGN)
            yield Fact(self.unit, figure, score, said, counted, told, missing)

    def _told(self, concept: Concept, at: int, marks: Sequence[int]) -> float:
        places = self.where[concept]
        if concept in self.shared:
            return max([self.around[concept], *(ANYWHERE * worth for _, _, worth in places)])
        return max([self.around[concept], *(w * self.clauses.factor(a, b, at, marks) for a, b, w in places)])

    def _counted(self, at: int) -> float:
        """How near the counted thing stands to the figure; in a row whether the row counts it."""
        counted = self.slot.counted
        if counted is None:
            return 0.0
        places = self.unit.index.where(counted)
        row = self.unit.indicator
        if row is not None:
            return _counted_by_row(self.unit, counted, places)
        if any(0 < first - at <= 3 for first, _, _ in places):
            return 1.0
        if any(self.clauses.clause_at(first) == self.clauses.clause_at(at) for first, _, _ in places):
            return 0.75
        if places:
            return 0.5
        return 0.3 * max(self.unit.lead.best(counted), self.unit.heading.best(counted))


_NAME_BEGINS = 6
"""Terms at the beginning of a row (`3.1.2. Tổng số`) in which the thing stands that it counts."""


def _counted_by_row(unit: Unit, counted: Concept, places: Sequence[tuple[int, int, float]]) -> float:
    """1 for what a row counts by its first words or its unit of measure, less for what it only names."""
    if any(first < _NAME_BEGINS for first, _, _ in places):
        return 1.0
    measured = unit.measured
    if measured is not None and measured.best(counted) > 0.5:
        return 1.0
    if places:
        return 0.5
    return 0.3 * max(unit.lead.best(counted), unit.heading.best(counted))


class _NameShare:
    """How much of a row's name a question says, its words weighed by how few rows have them."""

    def __init__(self, rows: Sequence[Unit]) -> None:
        having = Counter(term for unit in rows for term in unit.index.places)
        self._weights = {term: rarity_among(count, len(rows)) for term, count in having.items()}

    def of(self, unit: Unit, said: Iterable[tuple[int, int]]) -> float:
        """The share of a row's name that stands at the places `said`; 1 for what is no row."""
        if unit.indicator is None:
            return 1.0
        covered = {place for first, end in said for place in range(first, end)}
        weights = [(at, self._weights.get(term, 0.0)) for at, term in enumerate(unit.parsed[0])]
        named = [(at, w) for at, w in weights if not unit.parsed[0][at].isdigit()]
        total = sum(w for _, w in named)
        return sum(w for at, w in named if at in covered) / total if total else 0.0


def row_figure(unit: Unit, kind: Kind) -> list[Figure]:
    """The value of a row of a report form, if it is of the kind; `Có = 1; Không = 0` counts nothing."""
    row = unit.indicator
    if row is None or row.value_raw is None or kind not in ("count", "percent") or "=" in (row.unit or ""):
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
    best = (ROW_LEAD if unit.indicator is not None else LEAD) * unit.lead.best(concept)
    if best < OPENING:
        best = max(best, OPENING * unit.opening.best(concept))
    if best > OF_SIBLING and any(row.index.best(concept) > 0.5 for row in unit.siblings):
        best = OF_SIBLING
    if best < HEADING:
        best = max(best, HEADING * unit.heading.best(concept))
    if best < HEADER:
        best = max(best, HEADER * unit.page.header_index.best(concept))
    return best
