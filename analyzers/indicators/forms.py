"""Which form a place of the text belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from analyzers.annotations import Section
from analyzers.folding import fold
from analyzers.reading import Reading
from analyzers.sections.lines import Layout

_FORM_LABEL = re.compile(r"(?:bi\w{1,2}u|mau|phu luc)\b")
# HE THONG BIEU MAU SO LIEU   BIỂU TỔNG HỢP SỐ LIỆU   THỐNG KÊ KẾT QUẢ
_TITLE = re.compile(
    r"\b(?:bi\w{1,2}u m\w{1,2}u|b\w{1,2}ng t\w{1,2}ng h\w{1,2}p|bi\w{1,2}u t\w{1,2}ng h\w{1,2}p)\b"
)
_LONGEST_TITLE = 3


class Forms:
    """The forms of a text: its sections that are annexes or forms, and titles in capitals between them."""

    def __init__(self, reading: Reading, layout: Layout, sections: Sequence[Section]) -> None:
        self._reading = reading
        self._layout = layout
        self._sections = [one for one in sections if _FORM_LABEL.match(fold(one.label))]

    def inside(self, offset: int) -> bool:
        """Whether `offset` is in an annex or a form."""
        return any(one.start <= offset < one.end for one in self._sections)

    def at(self, offset: int) -> str | None:
        """The form that `offset` is in: its label (`Biểu mẫu 3`) or, where it has none, its title."""
        section = max(
            (one for one in self._sections if one.start <= offset < one.end),
            key=lambda one: (one.start, one.level),
            default=None,
        )
        index = bisect_right(self._titles, offset, key=lambda title: title[0]) - 1
        if index >= 0 and (section is None or section.start < self._titles[index][0]):
            return self._titles[index][1]
        if section is None:
            return None
        numbered = any(char.isdigit() for char in section.label) or fold(section.label) != "phu luc"
        return section.label if numbered or not section.title else section.title

    @cached_property
    def borders(self) -> frozenset[int]:
        """Where forms begin."""
        return frozenset([*(one.start for one in self._sections), *(start for start, _ in self._titles)])

    @cached_property
    def _titles(self) -> list[tuple[int, str]]:
        """Titles of forms in capitals: where each stands and what it reads."""
        found: list[tuple[int, str]] = []
        lines = self._layout.lines
        starts = {section.start for section in self._sections}
        until = 0
        for index, line in enumerate(lines):
            printed = self._reading.text[line.start : line.end]
            near = any(at in starts for at in range(line.start, min(line.start + 12, line.end)))
            if line.start < until or near or not _capitals(printed) or not _TITLE.search(fold(printed)):
                continue
            last = index
            while (
                last + 1 < len(lines)
                and last + 1 < index + _LONGEST_TITLE
                and not lines[last + 1].after_gap
                and _capitals(
                    self._reading.text[lines[last + 1].start : lines[last + 1].end].partition("(")[0]
                )
            ):
                last += 1
            until = lines[last].end
            title = self._reading.best(line.start, until)
            found.append((line.start, title.partition("(")[0].strip(" .,:") or title))
        return found


def _capitals(words: str) -> bool:
    letters = [char for char in words if char.isalpha()]
    return len(letters) >= 8 and sum(char.isupper() for char in letters) >= 0.8 * len(letters)
