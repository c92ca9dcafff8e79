"""Documents taken apart for answers: sentences, list items and table rows, each with what stands around.

A unit alone often does not say what it is about: its heading, the words before it in its paragraph
(`trong đó:`) and its document's header do. Those are its context.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from analyzers.annotations import Header, Indicator, Section
from analyzers.reading import Reading
from analyzers.tokens import folded_form, syllables
from indexer.engines.base import Engine, Filters, Reader, StoredDocument
from search.kept import kept
from search.matching import TermIndex
from search.periods import printed_quarters, years
from search.results import LONGEST

_BLANK = re.compile(r"\n[^\S\n]*\n|\f")
_ITEM = re.compile(
    r"\n(?=[^\S\n]*(?:[-–—+*•▪●=~]+\s*\S|[(]?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVX1l|]{1,5})[.)]\s))"
)
_STOP = re.compile(
    r"(?<![A-ZĐ])(?<!\d)[.!?…]+[*_\"”)]*(?=\s+[^\Wa-z_])|(?<=\d)\.(?=\s+[^\W\da-z_])|;(?=\s)|[.:](?=\s*\n)"
)
_CONTINUED = re.compile(r"\s*(?:[a-zà-ỹ]+\s+[^\s:]|\d[\d./]*\s+[a-zà-ỹA-ZĐ])(?![.)])")
"""The rest of a sentence: a small letter or a figure, and no label (`a)`, `2.1.`)."""
_ROWS_BACK = 25
_TAB_LINE = re.compile(r"[^\n]*\t[^\n]*\n?")
_LABEL = 6
"""Characters that a heading's label has at most (`2.1.`): it ends no sentence."""
_LEAD = 280
"""Characters before a unit, in its paragraph, that tell what it is about."""


def terms_of(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The folded terms of a text and their spans in it."""
    tokens = syllables(text)
    return [folded_form(token.text) for token in tokens], [(token.start, token.end) for token in tokens]


@dataclass(frozen=True)
class Unit:
    """A sentence, list item or row: `start:end` of the document's text, `text` as it should read."""

    page: Page
    start: int
    end: int
    text: str
    is_row: bool
    paragraph: int
    indicator: Indicator | None = None

    @cached_property
    def parsed(self) -> tuple[list[str], list[tuple[int, int]]]:
        """The unit's folded terms with their spans in `text`."""
        return terms_of(self.text)

    @cached_property
    def index(self) -> TermIndex:
        """The unit's own terms."""
        return TermIndex(self.parsed[0])

    @property
    def heading(self) -> TermIndex:
        """The terms of the headings above."""
        return self.page.heading_at(self.start)

    @cached_property
    def lead(self) -> TermIndex:
        """The terms of what stands before the unit in its paragraph, or introduces its list."""
        return TermIndex(terms_of(self.page.before(self))[0])

    @cached_property
    def opening(self) -> TermIndex:
        """The terms of the beginning of the paragraph that introduces the unit's list."""
        return TermIndex(() if self.is_row else terms_of(self.page.opening(self))[0])

    @cached_property
    def measured(self) -> TermIndex | None:
        """The terms of a row's unit of measure; None where it has none."""
        row = self.indicator
        return TermIndex(terms_of(row.unit)[0]) if row is not None and row.unit else None

    @property
    def siblings(self) -> Sequence[Unit]:
        """The other rows that are parts of the same row (3.2.2 for 3.2.1)."""
        return self.page.siblings_of(self)

    @cached_property
    def quarters(self) -> frozenset[int]:
        """The quarters that the unit names, or the nearest heading above that names any."""
        return printed_quarters(self.text) or self.page.quarters_at(self.start)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that the unit or the headings above name."""
        return frozenset(years(self.text)) | self.page.years_at(self.start)

    @property
    def key(self) -> tuple[str, int]:
        """What tells the unit from all others."""
        return self.page.document.id, self.start


class Page:
    """A document with its units in order."""

    def __init__(self, document: StoredDocument) -> None:
        self.document = document
        found = document.annotations
        self.reading = Reading(document.text, found.restored, found.alignment)
        self._headings: dict[tuple[str, ...], TermIndex] = {}
        self._starts = [section.start for section in found.sections]

    @property
    def header(self) -> Header:
        """The document's header."""
        return self.document.annotations.header

    @property
    def is_official(self) -> bool:
        """Whether it is an official document (Decree 30/2020/NĐ-CP), by what its header has."""
        return any((self.header.doc_type, self.header.number, self.header.issuer))

    @cached_property
    def header_index(self) -> TermIndex:
        """The terms of the header: type, title, issuer, province, period."""
        h = self.header
        told = (h.doc_type, h.title, h.issuer, h.province, h.period, h.date)
        return TermIndex(terms_of(" \n ".join(filter(None, told)))[0])

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units, in order; rows of report forms are units of their own."""
        text = self.document.text
        rows = self.document.annotations.indicators
        spans = [(row.start, row.end) for row in rows]
        found = [self._row(row) for row in rows]
        lines = [match.span() for match in _TAB_LINE.finditer(text)]
        for paragraph, start, end in _paragraphs(text):
            for first, last in _pieces(text, start, end, sorted([*spans, *lines])):
                if any(a <= first < b for a, b in spans):
                    continue
                read = self.best(first, last)
                if any(char.isalnum() for char in read):
                    in_line = any(a <= first and last <= b for a, b in lines)
                    found.append(Unit(self, first, last, read, in_line, paragraph))
        return tuple(sorted(found, key=lambda unit: (unit.start, unit.end)))

    def _row(self, row: Indicator) -> Unit:
        """A row of a report form as it is read: code, name, value, unit."""
        start, end = _trimmed(self.document.text, row.start, min(row.end, row.start + LONGEST))
        value = f": {row.value_raw}" if row.value_raw else ""
        counted = (row.value_raw or "").rstrip().endswith(row.unit) if row.unit else True
        text = f"{row.code}. {row.indicator}{value}{'' if counted else f' {row.unit}'}".strip()
        return Unit(self, start, end, text, True, -1, row)

    @cached_property
    def rows(self) -> tuple[Unit, ...]:
        """The rows of report forms."""
        return tuple(unit for unit in self.units if unit.indicator is not None)

    def siblings_of(self, unit: Unit) -> Sequence[Unit]:
        """See `Unit.siblings`."""
        family = self._families.get(_family(unit), ())
        return [row for row in family if row is not unit]

    @cached_property
    def _families(self) -> dict[tuple[str | None, str] | None, list[Unit]]:
        found: dict[tuple[str | None, str] | None, list[Unit]] = {}
        for row in self.rows:
            found.setdefault(_family(row), []).append(row)
        found.pop(None, None)
        return found

    def best(self, start: int, end: int) -> str:
        """A span as it should read, without the marks of bold and italics."""
        return re.sub(r"\*+|</?i>|</?b>", "", self.reading.best(start, end))

    def within(self, start: int, end: int) -> Sequence[Unit]:
        """The units that begin in a span."""
        starts = self._unit_starts
        return self.units[bisect_left(starts, start) : bisect_left(starts, end)]

    def unit_at(self, offset: int) -> Unit | None:
        """The unit that an offset stands in."""
        at = bisect_right(self._unit_starts, offset) - 1
        return self.units[at] if at >= 0 and offset < self.units[at].end else None

    @cached_property
    def _unit_starts(self) -> list[int]:
        return [unit.start for unit in self.units]

    def before(self, unit: Unit) -> str:
        """What stands before a unit in its paragraph; for a list item also what introduces the list.

        For a row it is the row that it is a part of (3.2 for 3.2.1).
        """
        if unit.is_row:
            return self._parent_row(unit)
        at = bisect_left(self._unit_starts, unit.start)
        told: list[str] = []
        length = 0
        for other in reversed(self.units[max(0, at - 40) : at]):
            same = other.paragraph == unit.paragraph
            if same and length < _LEAD:
                told.append(other.text)
                length += len(other.text)
            elif not same and other.text.rstrip().endswith(":"):
                told.append(other.text)
                break
            if self._section_at(other.start) is not self._section_at(unit.start):
                break
        return " \n ".join(reversed(told))

    def opening(self, unit: Unit) -> str:
        """The beginning of the paragraph that introduces the list of a unit; empty where none does."""
        at = bisect_left(self._unit_starts, unit.start)
        for place in range(at - 1, max(-1, at - 40), -1):
            other = self.units[place]
            if other.paragraph != unit.paragraph and other.text.rstrip().endswith(":"):
                return self._first_of(place).text
        return ""

    def _first_of(self, place: int) -> Unit:
        """The first unit of the paragraph that the unit at a place is of."""
        while place > 0 and self.units[place - 1].paragraph == self.units[place].paragraph:
            place -= 1
        return self.units[place]

    def _parent_row(self, unit: Unit) -> str:
        """The rows that a row is a part of, by their codes, and its form."""
        row = unit.indicator
        if row is None:
            return ""
        told = [row.form or ""]
        wanted = row.code.rpartition(".")[0]
        at = bisect_left(self._unit_starts, unit.start)
        for other in reversed(self.units[max(0, at - _ROWS_BACK) : at]):
            if wanted and other.indicator is not None and other.indicator.code == wanted:
                told.append(other.indicator.indicator)
                wanted = wanted.rpartition(".")[0]
        return " \n ".join(told)

    def heading_at(self, offset: int) -> TermIndex:
        """The terms of the titles of the sections that an offset stands in."""
        titles = tuple(section.title for section in self.sections_at(offset))
        if titles not in self._headings:
            self._headings[titles] = TermIndex(terms_of(" \n ".join(titles))[0])
        return self._headings[titles]

    def quarters_at(self, offset: int) -> frozenset[int]:
        """The quarters of the innermost section at an offset whose title names one."""
        titles = (section.title for section in reversed(self.sections_at(offset)))
        return next(filter(None, map(printed_quarters, titles)), frozenset())

    def years_at(self, offset: int) -> frozenset[int]:
        """The years that the titles of the sections at an offset name."""
        return frozenset(year for section in self.sections_at(offset) for year in years(section.title))

    def sections_at(self, offset: int) -> list[Section]:
        """The sections that an offset stands in, outermost first."""
        sections = self.document.annotations.sections[: bisect_right(self._starts, offset)]
        return [section for section in sections if section.start <= offset < section.end]

    def _section_at(self, offset: int) -> Section | None:
        found = self.sections_at(offset)
        return found[-1] if found else None


def page(engine: Engine, document: str, reader: Reader) -> Page | None:
    """A document taken apart, kept while the store does not change; None if it may not be read."""

    def make() -> Page | None:
        stored = engine.document(document, reader)
        return Page(stored) if stored is not None else None

    return kept(engine).get(engine.generation(), ("page", document, reader), make)


def headers(engine: Engine, reader: Reader) -> dict[str, Header]:
    """The headers of all documents that a reader may see, by id, kept while the store does not change."""

    def make() -> dict[str, Header]:
        return {d.id: d.annotations.header for d in engine.documents(reader, Filters())}

    return kept(engine).get(engine.generation(), ("headers", reader), make)


def _family(unit: Unit) -> tuple[str | None, str] | None:
    """The form and the code of the row that a row is a part of; None for one that is of none."""
    row = unit.indicator
    parent = row.code.rpartition(".")[0] if row is not None else ""
    return (row.form, parent) if row is not None and parent else None


def _paragraphs(text: str) -> list[tuple[int, int, int]]:
    """`(number, start, end)` of the paragraphs and list items."""
    borders = {0, len(text)}
    borders |= {match.end() for match in _BLANK.finditer(text) if not _goes_on(text, match)}
    borders |= {match.end() for match in _ITEM.finditer(text)}
    ordered = sorted(borders)
    return [(i, a, b) for i, (a, b) in enumerate(pairwise(ordered))]


def _goes_on(text: str, blank: re.Match[str]) -> bool:
    """Whether a sentence goes on behind a blank line, as over the end of a page."""
    before = text[: blank.start()].rstrip()[-1:]
    return (before.isalnum() or before in ",-–") and _CONTINUED.match(text, blank.end()) is not None


def _pieces(text: str, start: int, end: int, rows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences and rows of a paragraph, none longer than a quotation."""
    borders = {start, end}
    inside = [row for row in rows if row[0] < end and start < row[1]]
    for first, last in inside:
        borders |= {at for at in (first, last) if start < at < end}
    for match in _STOP.finditer(text, start, end):
        label = len(text[start : match.end()].strip()) <= _LABEL
        if not label and not any(first < match.end() < last for first, last in inside):
            borders.add(match.end())
    ordered = sorted(borders)
    found = []
    for a, b in pairwise(ordered):
        found += _short(text, *_trimmed(text, a, b))
    return found


def _short(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A span cut at commas or spaces where it is longer than a quotation."""
    found = []
    while end - start > LONGEST:
        floor = start + LONGEST // 2
        cut = max(text.rfind(", ", floor, start + LONGEST), text.rfind(",\n", floor, start + LONGEST)) + 1
        if cut <= 0:
            cut = max(text.rfind(" ", floor, start + LONGEST), text.rfind("\n", floor, start + LONGEST))
        cut = cut if cut > start else start + LONGEST
        found.append(_trimmed(text, start, cut))
        start = _trimmed(text, cut, end)[0]
    return [span for span in (*found, (start, end)) if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
