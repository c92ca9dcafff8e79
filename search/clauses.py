"""The clauses of a sentence or row, and how much a word of one tells of a figure in another.

`đã giải quyết 29.781 hồ sơ, trong đó đúng hạn 29.632 hồ sơ (cấp tỉnh 20, cấp xã 9)`: each figure has its
clause; a clause without figures tells of all that follow; what stands in brackets or behind `trong đó` is
a part of what stands before, and never the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from analyzers.folding import fold
from search.figures import figures_in
from search.pages import Unit
from search.tables import comma_phrases

SAME = 1.0
BEHIND_FIGURE = 0.75
"""A word of the figure's own clause; one that another figure stands between."""
BEFORE = (0.85, 0.8, 0.75)
"""A word one, two, more clauses before that have no figure: what all that follows is of."""
WHOLE = 0.75
"""A word of the clause that the figure is a part of, and the subject of a clause before."""
AFTER = (0.7, 0.5)
"""A word one, two clauses behind that have no figure."""
OF_BARE = 0.9
"""A word of the clause before a figure that has no words of its own (`đã xử lý 7.911 lượt, đạt 99,56%`)."""
OF_ANOTHER = 0.55
"""A word of a clause before that has a figure of its own."""
OF_NEXT = 0.35
"""The same of a clause behind, and of the parts of the figure itself."""

_BREAKS = frozenset(",;:()")
_PARTS = re.compile(r"(?:trong do|bao gom|gom|rieng|of which|including)\b")
_LISTED_PARTS = re.compile(r"\b(?:trong do|bao gom|gom|of which|including)\s*:")
"""What begins a list of parts that goes on to the paragraph's end."""
_AND = ("va", "and")
_FILLERS = frozenset("dat chiem ty ti le tren khoang gan hon tuong duong ung voi binh quan va la tuc".split())
"""Words that only lead to a figure."""
_PREDICATE = 4
"""Terms right before a figure that tell what is counted; what stands before them, of what all is told."""
_SENTENCE, _PARAGRAPH = 1, 2


class Clauses:
    """Which clause each term of a unit stands in, how deep each is, and which of them have figures."""

    def __init__(self, unit: Unit) -> None:
        terms, spans = unit.parsed
        self.starts = [start for start, _ in spans]
        self.of_term = [0] * len(terms)
        marks = [] if unit.is_row else _figure_starts(unit)
        whole = _inside_phrases(terms)
        depth = 0
        part = 0 if unit.is_row else _begins_parts(fold(unit.text[:24]).lstrip(" -+*"))
        listed = bool(_LISTED_PARTS.search(fold(unit.page.before(unit)))) and not unit.is_row
        self.depth = [int(listed or part > 0)]
        for place, ((_, end), (start, _)) in enumerate(pairwise(spans), 1):
            between = unit.text[end:start]
            depth = max(0, depth + between.count("(") - between.count(")"))
            part = 0 if ";" in between and part == _SENTENCE else part
            broken = (
                not unit.is_row and place not in whole and _breaks(between, terms[place], end, start, marks)
            )
            if broken:
                part = part or _begins_parts(fold(unit.text[start : start + 20]))
                self.depth.append(depth + int(listed or part > 0))
            self.of_term[place] = len(self.depth) - 1
        self.bare = _bare(terms, self.of_term, unit)
        self.marked: dict[int, int] = {}
        for at in (self.term_at(start) for start in marks) if terms else ():
            self.marked.setdefault(self.of_term[at], at)

    def term_at(self, offset: int) -> int:
        """The term that begins at or after an offset."""
        return next((i for i, start in enumerate(self.starts) if start >= offset), len(self.starts) - 1)

    def clause_at(self, term: int) -> int:
        """The clause of a term; of the last one where the term is behind the end."""
        return self.of_term[min(term, len(self.of_term) - 1)]

    def factor(self, first: int, end: int, at: int, marks: Sequence[int]) -> float:
        """How much a word at `first:end` counts for the figure at the term `at`."""
        last = min(end, len(self.of_term)) - 1
        own, other = self.of_term[at], self.of_term[max(0, last if last < at else first)]
        while own in self.bare and other < own:
            own -= 1
            if own == other:
                return OF_BARE
        if own == other:
            between = any(min(last, at) < mark < max(first, at) for mark in marks if mark != at)
            return BEHIND_FIGURE if between else SAME
        if other < own:
            if other not in self.marked:
                return BEFORE[min(own - other, len(BEFORE)) - 1]
            subject = last + _PREDICATE < self.marked[other] and self.depth[other] <= self.depth[own]
            return WHOLE if subject or self._is_part(own, other) else OF_ANOTHER
        if other in self.marked or self._is_part(other, own):
            return OF_NEXT
        return AFTER[min(other - own, len(AFTER)) - 1]

    def _is_part(self, inner: int, outer: int) -> bool:
        """Whether a clause is in brackets (or behind `trong đó`) that belong to an earlier one."""
        low, high = min(inner, outer), max(inner, outer)
        if self.depth[inner] <= self.depth[outer]:
            return False
        return all(self.depth[i] > self.depth[outer] for i in range(low + 1, high + 1)) and inner > outer


def _bare(terms: Sequence[str], of_term: Sequence[int], unit: Unit) -> set[int]:
    """The clauses, but the first, that have a figure and no words of their own."""
    if unit.is_row:
        return set()
    wordy = {of_term[i] for i, term in enumerate(terms) if not term[0].isdigit() and term not in _FILLERS}
    return set(of_term) - wordy - {0}


def _begins_parts(folded: str) -> int:
    """How far the parts reach that a clause begins; 0 where it begins none."""
    if _PARTS.match(folded) is None:
        return 0
    return _PARAGRAPH if _LISTED_PARTS.match(folded) else _SENTENCE


def _breaks(between: str, term: str, end: int, start: int, marks: Sequence[int]) -> bool:
    """Whether a clause ends between two terms; at `và` only between two figures."""
    if _BREAKS & set(between) or " - " in between:
        return True
    return term in _AND and any(mark < start for mark in marks) and any(mark > end for mark in marks)


def _figure_starts(unit: Unit) -> list[int]:
    return sorted({f.start for kind in ("count", "percent") for f in figures_in(unit.text, kind)})


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
def clauses_of(unit: Unit) -> Clauses:
    """The clauses of a unit, kept."""
    return Clauses(unit)
