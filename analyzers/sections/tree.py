"""From the headings in order to the tree: levels, paths, ends.

Level by kind: I, A., Chương, Phần and Phụ lục 1; `1.`, Điều, Mục and a Biểu mẫu 2; `a)` and 2.1 3; 2.2.1 4.
A heading always stands at least one level below the one that it is in, so kinds that usually share a level
move down when one is inside the other: I in a Phụ lục or in A. is 2, the articles of a Mục 3 and their
clauses 4, `a)` in 2.1 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzers.annotations import Part, Section
from analyzers.sections.labels import Kind
from analyzers.sections.sequence import Heading

KIND_LEVELS = {
    Kind.ANNEX: 1,
    Kind.FORM: 2,
    Kind.PART: 1,
    Kind.LETTERED: 1,
    Kind.CHAPTER: 1,
    Kind.ROMAN: 1,
    Kind.DIVISION: 2,
    Kind.SUBDIVISION: 2,
    Kind.ARTICLE: 2,
    Kind.NUMBER: 2,
    Kind.DECIMAL2: 3,
    Kind.DECIMAL3: 4,
    Kind.DECIMAL4: 5,
    Kind.POINT: 3,
}


@dataclass(frozen=True, slots=True)
class _Open:
    kind: Kind
    level: int
    label: str


def build_tree(headings: Sequence[Heading], titles: Sequence[str], length: int) -> list[Section]:
    """The sections that `headings` open in a text of `length` characters."""
    placed: list[tuple[int, tuple[str, ...]]] = []
    stack: list[_Open] = []
    appendix = False
    for heading in headings:
        if heading.in_appendix != appendix:
            stack, appendix = [], heading.in_appendix
        level = _place(stack, heading)
        placed.append((level, tuple(one.label for one in stack)))
    ends = _ends(headings, [level for level, _ in placed], length)
    return [
        Section(
            label=heading.interpretation.label,
            level=level,
            title=title,
            start=heading.candidate.start,
            end=end,
            path=path,
            part=_part(heading),
        )
        for heading, title, (level, path), end in zip(headings, titles, placed, ends, strict=True)
    ]


def _part(heading: Heading) -> Part:
    return "appendix" if heading.in_appendix else "body"


def _place(stack: list[_Open], heading: Heading) -> int:
    """Closes what `heading` closes in `stack`, opens it there, and gives its level."""
    kind = heading.interpretation.kind
    closed = 99
    while stack and stack[-1].kind >= kind:
        closed = stack.pop().level
    level = max(KIND_LEVELS[kind], stack[-1].level + 1 if stack else 1)
    level = min(level, closed)
    stack.append(_Open(kind, level, heading.interpretation.label))
    return level


def _ends(headings: Sequence[Heading], levels: Sequence[int], length: int) -> list[int]:
    ends = [length] * len(headings)
    waiting: list[int] = []
    for index, heading in enumerate(headings):
        changed = index > 0 and heading.in_appendix != headings[index - 1].in_appendix
        while waiting and (changed or levels[waiting[-1]] >= levels[index]):
            ends[waiting.pop()] = heading.candidate.start
        waiting.append(index)
    return ends
