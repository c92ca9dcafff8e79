"""Mentions of documents: found with the exact canonical number, and with the right date, type and role.

A found mention is right if its span overlaps a gold one and its canonical form is that one's (or one of its
`canonical_alt`); each may be used once. An optional gold mention counts neither as found nor as missed.
Dates, types, roles and exact spans are counted on the mentions that are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from analyzers.annotations import Citation
from eval.evalset import GoldCitation
from eval.metrics.counts import Counts


@dataclass(slots=True)
class CitationScore:
    """The figures of one document; `wrong` lists `(fault, canonical, start, what was found)`."""

    counts: Counts = field(default_factory=Counts)
    dates: int = 0
    types: int = 0
    roles: int = 0
    spans: int = 0
    wrong: list[tuple[str, str, int, str]] = field(default_factory=list)

    def share(self, right: int) -> float:
        """`right` as a share of the mentions found; 1 where there are none."""
        return right / self.counts.right if self.counts.right else 1.0


def score_citations(gold: Sequence[GoldCitation], found: Sequence[Citation]) -> CitationScore:
    """Compare the mentions of one document."""
    score = CitationScore()
    used: set[int] = set()
    right = missed = 0
    for wanted in gold:
        at = next((i for i, c in enumerate(found) if i not in used and _same(wanted, c)), None)
        if at is None:
            if not wanted.optional:
                missed += 1
                score.wrong.append(("missed", wanted.canonical, wanted.start, _read_as(wanted, found)))
            continue
        used.add(at)
        if not wanted.optional:
            right += 1
            _details(score, wanted, found[at])
    extra = [citation for i, citation in enumerate(found) if i not in used]
    score.wrong += [
        ("false", c.canonical, c.start, f"{c.raw!r} confidence {c.confidence:.2f}") for c in extra
    ]
    score.counts = Counts(right, len(extra), missed)
    return score


def _same(wanted: GoldCitation, citation: Citation) -> bool:
    overlaps = citation.start < wanted.end and wanted.start < citation.end
    return overlaps and citation.canonical in (wanted.canonical, *wanted.canonical_alt)


def _read_as(wanted: GoldCitation, found: Sequence[Citation]) -> str:
    near = [c.canonical for c in found if c.start < wanted.end and wanted.start < c.end]
    return f"read as {', '.join(near)}" if near else ""


def _details(score: CitationScore, wanted: GoldCitation, citation: Citation) -> None:
    def check(fault: str, right: bool, what: object) -> int:
        if not right:
            score.wrong.append((fault, wanted.canonical, wanted.start, str(what)))
        return int(right)

    score.dates += check("date", citation.date in (wanted.date, *wanted.date_alt), citation.date)
    score.types += check("type", citation.type in (wanted.type, *wanted.type_alt), citation.type)
    score.roles += check("role", citation.role in (wanted.role, *wanted.role_alt), citation.role)
    exact = (citation.start, citation.end) == (wanted.start, wanted.end)
    score.spans += check("span", exact, repr(citation.raw))
