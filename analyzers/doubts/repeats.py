"""An entry that stands twice: under another number, as another task, in two forms with other figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from analyzers.annotations import Citation, Indicator, Task, Warning
from analyzers.bodies.resemblance import likeness
from analyzers.doubts.figures import Node, nodes
from analyzers.doubts.making import doubt, one_apart
from analyzers.folding import fold
from analyzers.reading import Reading

_LEAST_WORDS = 8
"""Words of a subject or task from which on two that are equal are one."""
_SAME_NAME = 0.86
_MOST = 300
"""Groups of rows, and rows of a form, that are compared with each other."""
_SHARED = 3
"""Rows that two forms must have alike before a row that differs is a contradiction."""


def repeat_doubts(
    reading: Reading, citations: Sequence[Citation], tasks: Sequence[Task], indicators: Sequence[Indicator]
) -> Iterator[Warning]:
    """All entries that stand twice."""
    yield from _citations(citations, reading.restored is not None)
    yield from _tasks(tasks)
    yield from _forms(indicators, reading.restored is not None)


def _citations(citations: Sequence[Citation], damaged: bool) -> Iterator[Warning]:
    """Two numbers for what has one type, date, issuer and subject."""
    groups: dict[tuple[str, ...], list[Citation]] = defaultdict(list)
    for citation in citations:
        subject = _words(citation.subject or "")
        if (
            citation.role == "cites"
            and citation.number
            and citation.date
            and len(subject.split()) >= _LEAST_WORDS
        ):
            groups[citation.type or "", citation.date, citation.series or "", subject].append(citation)
    for listed in groups.values():
        numbers = {c.canonical.lstrip("0"): c for c in reversed(listed)}
        for first, other in list(combinations(sorted(numbers.values(), key=lambda c: c.start), 2))[:3]:
            vi = f"{first.canonical} và {other.canonical} có cùng ngày và trích yếu: “{first.subject}”"
            en = f"{first.canonical} and {other.canonical} have the same date and subject: “{first.subject}”"
            ocr = damaged and one_apart(first.number or "", other.number or "")
            places = [(first.start, first.end), (other.start, other.end)]
            yield doubt("repeated-entry", places, vi, en, "doubt", ocr)


def _tasks(tasks: Sequence[Task]) -> Iterator[Warning]:
    """One task under two labels."""
    groups: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        words = _words(task.task)
        if len(words.split()) >= _LEAST_WORDS:
            groups["|".join((words, *sorted(map(_words, task.lead))))].append(task)
    for listed in groups.values():
        if len(listed) > 1:
            labels = ["".join(task.label_path[-1:]) or "-" for task in listed]
            vi = f"Nhiệm vụ được ghi {len(listed)} lần (mục {', '.join(labels)}): “{_short(listed[0].task)}”"
            en = (
                f"The task stands {len(listed)} times (items {', '.join(labels)}): “{_short(listed[0].task)}”"
            )
            yield doubt("repeated-entry", [(t.start, t.end) for t in listed], vi, en, "note")


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:80].rsplit(" ", 1)[0] + " …"


def _forms(indicators: Sequence[Indicator], damaged: bool) -> Iterator[Warning]:
    """Rows that two forms of one document share, with other values, where the rest of them agrees."""
    blocks = [node for node in nodes(indicators) if len(node.children) > 1][:_MOST]
    agreeing = _Agreement(indicators)
    for first, other in combinations(blocks, 2):
        if first.row.form == other.row.form or not _alike(first.row, other.row):
            continue
        shared = [pair for pair in _shared(first, other) if None not in (pair[0].value, pair[1].value)]
        differing = [pair for pair in shared if pair[0].value != pair[1].value]
        alike = agreeing.of(first.row.form, other.row.form) if differing else 0
        if alike >= _SHARED and len(differing) < alike:
            for a, b in differing:
                vi = f"“{a.indicator}” được ghi {a.value_raw} và {b.value_raw} ở hai biểu mẫu"
                en = f"“{a.indicator}” is given as {a.value_raw} and as {b.value_raw} in two forms"
                ocr = damaged and one_apart(a.value_raw or "", b.value_raw or "")
                yield doubt("forms-disagree", [(a.start, a.end), (b.start, b.end)], vi, en, "doubt", ocr)


def _shared(first: Node, other: Node) -> list[tuple[Indicator, Indicator]]:
    return [
        (a.row, b.row)
        for a in first.children
        for b in other.children
        if a.row.unit == b.row.unit and a.row.unit != "%" and _alike(a.row, b.row)
    ]


class _Agreement:
    """How many counts above zero two forms give alike, each pair of forms counted once."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self._rows: dict[str | None, list[Indicator]] = defaultdict(list)
        for row in indicators:
            if row.value and len(self._rows[row.form]) < _MOST:
                self._rows[row.form].append(row)
        self._known: dict[tuple[str | None, str | None], int] = {}

    def of(self, first: str | None, other: str | None) -> int:
        """The number for two forms."""
        if (first, other) not in self._known:
            theirs = self._rows[other]
            self._known[first, other] = sum(
                any(a.value == b.value and a.unit == b.unit and _alike(a, b) for b in theirs)
                for a in self._rows[first]
            )
        return self._known[first, other]


def _alike(first: Indicator, other: Indicator) -> bool:
    """Whether two rows have one name, damage and a remark in parentheses aside."""
    a, b = _name(first), _name(other)
    return bool(a and b) and (a == b or likeness(a, b, _SAME_NAME) >= _SAME_NAME)


def _name(row: Indicator) -> str:
    return re.sub(r"\(.*?\)|\(.*$", "", row.indicator).strip()


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
