"""Finds the sections of a document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from analyzers.annotations import Section
from analyzers.reading import Reading
from analyzers.sections.labels import Candidate, Kind, find_candidates, is_capitals
from analyzers.sections.lines import Layout, Line, lay_out
from analyzers.sections.sequence import Heading, resolve
from analyzers.sections.tables import TableRow, ends_in_figure, find_rows
from analyzers.sections.titles import title_span
from analyzers.sections.tree import build_tree

# Nơi nhận:   Noinhan:   Noi nhn:
_RECIPIENTS = re.compile(r"^[^\w\n]*n[o0]i\s?nh\w{0,2}n\s*(?:[:;.]|$)", re.MULTILINE)

# ... như sau:\n“1. Việc lựa chọn ...”: text of another document, quoted by the one that amends it
_QUOTED = re.compile(r":[ \t]*\n\s*(?:“(?:[^“”]++|“[^“”]*+”)*+”|\"[^\"]*+\")[ \t]*[.;,]?[ \t]*(?=\n|$)")

# HE THONG BIEU MAU SO LIEU   BẢNG TỔNG HỢP SỐ LIỆU
_FORM_HEAD = re.compile(
    r"(?:he thong )?(?:bi\w{1,2}u m\w{1,2}u|(?:bi\w{1,2}u|b\w{1,2}ng) (?:tong hop|so lieu|thong ke))\b"
)
_PAGE_BREAK = 4
"""Line ends in a row where recognition turned a page without a form feed."""


def find_sections(reading: Reading, exclude: Sequence[tuple[int, int]] = ()) -> list[Section]:
    """The sections of `reading` in order of their start; none begins inside a span of `exclude`.

    Never raises. Titles are quoted through `Reading.best`.
    """
    layout = lay_out(reading.text)
    candidates = list(find_candidates(reading, layout))
    rows = find_rows(reading, layout, candidates)
    closed = [*exclude, *(match.span() for match in _QUOTED.finditer(reading.text))]
    usable = [
        _doubt(reading, layout, candidate)
        for candidate in candidates
        if not _is_row(rows, candidate) and not any(start <= candidate.start < end for start, end in closed)
    ]
    headings = resolve(usable, [match.start() for match in _RECIPIENTS.finditer(reading.folded)])
    sections = build_tree(headings, _titles(reading, layout, headings), len(reading.text))
    forms = {heading.candidate.start for heading in headings if heading.interpretation.kind == Kind.FORM}
    heads = [line.start for line in layout.lines if _is_form_head(reading, line)]
    return [_ended(section, forms, heads) for section in sections] if forms and heads else sections


def _is_form_head(reading: Reading, line: Line) -> bool:
    """Whether a page begins here with the title, in capitals, of a form that has no label."""
    above = reading.text[max(0, line.start - 12) : line.start]
    turned = "\f" in above or above.count("\n") >= _PAGE_BREAK
    printed = reading.text[line.start : line.end]
    return turned and is_capitals(printed) and _FORM_HEAD.match(reading.folded, line.start) is not None


def _ended(section: Section, forms: Collection[int], heads: Sequence[int]) -> Section:
    """A form ends where the title of another one begins a page."""
    if section.start not in forms:
        return section
    return replace(section, end=min([section.end, *(head for head in heads if head > section.start)]))


def _is_row(rows: list[TableRow], candidate: Candidate) -> bool:
    if candidate.interpretations[0].kind in (Kind.ANNEX, Kind.FORM):
        return False
    index = bisect_right(rows, candidate.start, key=lambda row: row.start) - 1
    return index >= 0 and candidate.start < rows[index].end


def _doubt(reading: Reading, layout: Layout, candidate: Candidate) -> Candidate:
    """A numbered line that ends in a lone figure may be a row that lost its table."""
    line = layout.lines[candidate.line]
    if candidate.is_headword or not ends_in_figure(reading.folded[line.start : line.end]):
        return candidate
    return replace(candidate, take=candidate.take + 2.0, skip=min(candidate.skip, 1.0))


def _titles(reading: Reading, layout: Layout, headings: Sequence[Heading]) -> list[str]:
    lines = {heading.candidate.line for heading in headings}
    spans = [
        title_span(reading, layout, heading.candidate, heading.interpretation.kind, lines)
        for heading in headings
    ]
    return [reading.best(start, end) if start < end else "" for start, end in spans]
