"""Answers of quoted sentences: for how, what, why, yes or no, and for what no other way answers.

A sentence is chosen by the weighted words of the question that it says (rare words weigh more, words that
stand together as in the question count again), by its passage, and by whether it has what kind of thing is
asked (a figure, a date, a name).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyzers.folding import fold
from search import wording
from search.concepts import Concept
from search.errors import Lang
from search.facts import units_of
from search.fitting import fits_constraints
from search.pages import Unit
from search.places_cited import Texts
from search.query import Query
from search.quoting import evidence
from search.results import LONGEST, Answer, Evidence, Statement
from search.retrieval import Scored
from search.scoring import rarity

READ = 12
"""Passages whose sentences are read."""
IN_LEAD = 0.3
IN_HEADING = 0.3
"""How much a word counts that only the paragraph before or the headings and the header say."""
TOGETHER = 0.3
"""What words are worth that stand together as in the question."""
PASSAGE = 0.6
"""What the passage's own rank is worth."""
TYPED = 0.12
"""What a sentence gains for having the kind of thing that is asked for."""
ENOUGH = 0.5
"""The share of a question that its best sentence, with what stands around, must say."""
HEAD = 6
"""Units at a document's beginning that may be of its head."""
CAPITALS = 0.35
"""The share of capitals from which a line of the head is no sentence."""
WINDOW = 350
"""Characters of the first quotation, with neighbouring sentences, unless one alone is longer."""
MOST = 490
"""Characters of all quotations of an answer."""

_WANTS_FIGURE = re.compile(r"\bbao nhieu\b|\bmay\b|\bty le\b|\bhow (?:many|much|long|far)\b|\bthu may\b")
_WANTS_DATE = re.compile(
    r"\b(?:khi nao|bao gio|nam nao|ngay nao|thang nao|nam may|luc nao|the ky nao)\b|\bwhen\b"
)
_WANTS_NAME = re.compile(
    r"\bai\b|\bo dau\b|\bnoi nao\b|\bten\b|\b(?:nuoc|nguoi|thanh pho|to chuc|cong ty) nao\b|\bwho\b|\bwhere\b"
)
_NAME = re.compile(r"(?<!^)(?<![.!?:\"“] )\b[^\W\d_a-zà-ỹ][\wà-ỹ]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit with its score and the share of the question said in it (`said`) or around it (`around`)."""

    unit: Unit
    score: float
    said: float
    around: float
    fits: bool = True
    typed: bool = True


def sentences(query: Query, pool: Sequence[Scored], texts: Texts) -> list[Sentence]:
    """The sentences of the best passages, the best first."""
    chosen = pool[:READ]
    asked = query.content
    units = [unit for unit in units_of(chosen, texts) if not _is_heading(unit)]
    if not units or not asked:
        return []
    weights = _weights(asked, units)
    total = sum(weights.values()) or 1.0
    ranks = _ranks(chosen, units)
    wanted = _wanted(fold(query.text[:1000]))
    pairs = [(a, b) for a, b in pairwise(query.content) if b.at - a.at <= len(a.forms[0].phrase.folded)]
    found = []
    for unit in units:
        own = {c: unit.index.best(c) for c in weights}
        said = sum(weights[c] * own[c] for c in weights) / total
        around = (
            sum(weights[c] * max(own[c], _near(unit, c) if own[c] < IN_LEAD else 0.0) for c in weights)
            / total
        )
        score = 0.5 * said + 0.5 * around + TOGETHER * _together(unit, pairs)
        typed, fits = _has(unit, wanted), fits_constraints(unit, query)
        score += PASSAGE * ranks[unit.key] + (TYPED if typed else 0.0)
        score *= 1.0 if fits else 0.3
        found.append(Sentence(unit, score, said, around, fits, typed or wanted is None))
    return sorted(found, key=lambda item: (-item.score, item.unit.key))


def _is_heading(unit: Unit) -> bool:
    """Whether a unit has too few words to say anything, or is of the document's printed head."""
    return (len(unit.parsed[0]) < 4 and not unit.is_row) or _is_head(unit)


def _is_head(unit: Unit) -> bool:
    """Whether a unit is of the head: issuer, motto, number and date, mostly in capitals."""
    page = unit.page
    if not page.is_official or unit not in page.units[:HEAD]:
        return False
    letters = [char for char in unit.text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    number = page.header.number
    return capitals >= CAPITALS * len(letters) or (number is not None and number in unit.text)


def _weights(asked: Sequence[Concept], units: Sequence[Unit]) -> dict[Concept, float]:
    """Rarity among the sentences; what none says counts as much as the rarest that some say."""
    weights = rarity(asked, [unit.index for unit in units])
    known = [weights[c] for c in asked if any(unit.index.best(c) > 0.5 for unit in units)]
    ceiling = max(known, default=1.0)
    return {c: min(weights[c], ceiling) * min(1.0, c.forms[0].weight) for c in weights}


def _ranks(pool: Sequence[Scored], units: Sequence[Unit]) -> dict[tuple[str, int], float]:
    """The score of each unit's passage beside the best one, 0 to 1."""
    top = pool[0].score or 1.0
    ranks: dict[tuple[str, int], float] = {}
    for unit in units:
        document = unit.page.document.id
        inside = (
            item.score / top
            for item in pool
            if item.passage.document == document and item.passage.start <= unit.start < item.passage.end
        )
        ranks[unit.key] = max(inside, default=0.0)
    return ranks


def _near(unit: Unit, concept: Concept) -> float:
    near = max(unit.heading.best(concept), unit.page.header_index.best(concept))
    return max(IN_LEAD * unit.lead.best(concept), IN_HEADING * near)


def _together(unit: Unit, pairs: Sequence[tuple[Concept, Concept]]) -> float:
    """The share of the question's neighbouring words that stand together in a unit, too."""
    if not pairs:
        return 0.0
    said = 0.0
    for first, second in pairs:
        ends = {end for _, end, _ in unit.index.where(first)}
        said += any(start - end in (0, 1) for start, _, _ in unit.index.where(second) for end in ends)
    return said / len(pairs)


def _wanted(folded: str) -> str | None:
    if _WANTS_DATE.search(folded):
        return "date"
    if _WANTS_FIGURE.search(folded):
        return "figure"
    return "name" if _WANTS_NAME.search(folded) else None


def _has(unit: Unit, wanted: str | None) -> bool:
    """Whether a unit has the kind of thing that is asked for."""
    if wanted is None:
        return False
    if wanted == "name":
        return _NAME.search(unit.text) is not None
    digits = any(char.isdigit() for char in unit.text)
    return digits and (
        wanted == "figure" or re.search(r"\d{3,4}|ng\w{1,3}y|th\w{2,3}ng|k[yỷ]", unit.text) is not None
    )


def sentence_answer(query: Query, found: Sequence[Sentence], texts: Texts, lang: Lang) -> Answer | None:
    """The best sentences, quoted; None where the best says too little of the question."""
    if not found:
        return None
    first = _window(found[0], found)
    quotes = [quote(first[0], first[-1], texts)]
    length = len(quotes[0].quote)
    for item in found[1:]:
        room = MOST - length
        outside = all(item.unit.key != unit.key for unit in first)
        if outside and item.unit.end - item.unit.start <= room and item.score >= 0.6 * found[0].score:
            quotes.append(quote(item.unit, item.unit, texts))
            length += len(quotes[-1].quote)
    statements = tuple(Statement(f"“{_shown(told)}”", (told,)) for told in quotes)
    return Answer(
        query.raw,
        True,
        wording.passages_answer([_shown(told) for told in quotes], lang),
        statements=statements,
    )


def _shown(told: Evidence) -> str:
    return " ".join((told.restored or told.quote).split())


def _window(best: Sentence, found: Sequence[Sentence]) -> list[Unit]:
    """The best sentence with neighbours of its paragraph, as far as a quotation reaches."""
    scores = {item.unit.key: item.score for item in found}
    units = best.unit.page.units
    at = units.index(best.unit)
    first = last = at
    while True:
        options = [
            (scores.get(units[i].key, 0.0), i)
            for i in (first - 1, last + 1)
            if 0 <= i < len(units) and units[i].paragraph == best.unit.paragraph and not units[i].is_row
        ]
        fitting = [o for o in options if _length(units, min(first, o[1]), max(last, o[1])) <= WINDOW]
        if not fitting:
            return list(units[first : last + 1])
        _, chosen = max(fitting)
        first, last = min(first, chosen), max(last, chosen)


def _length(units: Sequence[Unit], first: int, last: int) -> int:
    return units[last].end - units[first].start


def quote(first: Unit, last: Unit, texts: Texts) -> Evidence:
    """The quotation from one unit to another of the same document."""
    document = first.page.document
    return evidence(texts, document.id, document.file, first.start, min(last.end, first.start + LONGEST))
