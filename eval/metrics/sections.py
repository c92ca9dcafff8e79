"""Headings: found with the right label, the right level, and a label that begins where it should.

`exact` asks for the very start, `near` allows `NEAR` characters of difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzers.annotations import Section
from eval.evalset import GoldSection
from eval.metrics.counts import Counts

NEAR = 3


@dataclass(frozen=True, slots=True)
class SectionScore:
    """The figures of one document; `wrong` lists `(fault, label, start, what was found)`, as for `near`."""

    exact: Counts
    near: Counts
    wrong: tuple[tuple[str, str, int, str], ...]


def score_sections(gold: Sequence[GoldSection], found: Sequence[Section]) -> SectionScore:
    """Compare the headings of one document."""
    exact, _ = _counted(gold, found, 0)
    near, wrong = _counted(gold, found, NEAR)
    return SectionScore(exact, near, tuple(wrong))


def _counted(
    gold: Sequence[GoldSection], found: Sequence[Section], slack: int
) -> tuple[Counts, list[tuple[str, str, int, str]]]:
    used: set[int] = set()
    wrong = []
    for wanted in gold:
        at = next((i for i, s in enumerate(found) if i not in used and _same(wanted, s, slack)), None)
        if at is None:
            wrong.append(("missed", _named(wanted), wanted.start, _nearby(wanted, found)))
        else:
            used.add(at)
    extra = [section for i, section in enumerate(found) if i not in used]
    wrong += [("false", _named(section), section.start, repr(section.title[:60])) for section in extra]
    return Counts(len(used), len(extra), len(gold) - len(used)), wrong


def _same(wanted: GoldSection, section: Section, slack: int) -> bool:
    return (
        section.label in (wanted.label, *wanted.label_alt)
        and section.level in (wanted.level, *wanted.level_alt)
        and abs(section.start - wanted.start) <= slack
    )


def _named(section: Section | GoldSection) -> str:
    return f"{section.label} (level {section.level})"


def _nearby(wanted: GoldSection, found: Sequence[Section]) -> str:
    near = [f"{_named(s)} at {s.start - wanted.start:+d}" for s in found if abs(s.start - wanted.start) <= 15]
    return f"found {', '.join(near)}" if near else ""
