"""What the finders of tasks look at: a reading, its lines, its sections and how damaged it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from analyzers.annotations import Section
from analyzers.damage import damage
from analyzers.reading import Reading
from analyzers.sections.lines import Layout, lay_out
from analyzers.tasks.paragraphs import Paragraph, paragraphs

_DAMAGED = 0.35
"""From this damage on the accents of a text say nothing."""

_ENDS = " \t.;,:•*_|~'\"“”‘’"

# 39/2021/QĐ-\nUBND
_BROKEN_CODE = re.compile(r"(?<=[A-ZĐ0-9][-/]) (?=[A-ZĐ]{2})")


@dataclass(frozen=True)
class Page:
    """A text laid out, with its sections in order of their start."""

    reading: Reading
    layout: Layout
    sections: tuple[Section, ...]

    @classmethod
    def of(cls, reading: Reading, sections: Sequence[Section]) -> Page:
        """Lay out `reading`."""
        ordered = tuple(sorted(sections, key=lambda one: (one.start, one.level)))
        return cls(reading, lay_out(reading.text), ordered)

    @cached_property
    def damaged(self) -> bool:
        """Whether the text lost its accents."""
        return damage(self.reading.text) >= _DAMAGED

    @cached_property
    def borders(self) -> frozenset[int]:
        """Where sections begin."""
        return frozenset(section.start for section in self.sections)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs of the text."""
        return paragraphs(self.reading.text, self.layout, self.borders)

    @cached_property
    def _starts(self) -> list[int]:
        return [section.start for section in self.sections]

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that `offset` is in."""
        for section in reversed(self.sections[: bisect_right(self._starts, offset)]):
            if section.end > offset:
                return section
        return None

    def path_at(self, offset: int) -> tuple[str, ...]:
        """The labels of the headings that `offset` stands under."""
        section = self.section_at(offset)
        return section.path if section is not None else ()

    def between(self, start: int, end: int) -> list[Paragraph]:
        """The paragraphs that begin inside `start:end`."""
        first = bisect_right(self.paragraphs, start - 1, key=lambda one: one.start)
        last = bisect_right(self.paragraphs, end - 1, key=lambda one: one.start)
        return self.paragraphs[first:last]

    def words(self, start: int, end: int) -> str:
        """The words of a span as they should read, without the marks around them."""
        if start >= end:
            return ""
        words = _BROKEN_CODE.sub("", self.reading.best(start, end)).strip(_ENDS)
        if words.endswith("(") or (words.endswith(")") and words.count(")") > words.count("(")):
            words = words[:-1]
        return words.rstrip(_ENDS + "/")
