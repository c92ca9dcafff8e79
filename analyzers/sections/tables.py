"""Rows of tables and report forms, as text extraction and OCR leave them.

A form's rows are numbered like headings (`5.1.`, `3.1.1.`); what gives them away is their company: cells
set apart by tabs or bars, lines that end in a unit and a figure, the words of a form's head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from analyzers.annotations import Span
from analyzers.reading import Reading
from analyzers.sections.labels import Candidate, Kind, find_candidates
from analyzers.sections.lines import Layout, Line, lay_out

_WINDOW = 11
"""Lines that are looked at together to tell whether they are a table."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row, with the lines that its cells wrapped onto. `cells` are spans inside it, in order.

    Cells are known where tabs or bars separate them; otherwise the row is a single cell.
    """

    start: int
    end: int
    cells: tuple[Span, ...]


_HEAD = re.compile(
    r"^\W*stt\b|ch[il]\s+ti[eu]u\s+th|don\s+vi\s+t[il]nh|\bt[il]eu\s+chi\b.*ket\s+qua|ket\s+qua\s+thong\s?ke"
    r"|\bso\s+l[il][ec]u\b.*ghi\s+ch|^\s*t[tr]\s+(?:noi\s+dung|nhiem\s+vu|ten)"
)
# "... Nhiem vu 49", "... Ho so 31.602", "... % 99,48", "... 0 0": a figure closes the line
_FIGURE_END = re.compile(r"(?P<before>\S+)\s(?P<figures>[\s|]*\d[\d.,%|\s]*)$")
_TAIL = 100
"""Characters at the end of a line that are looked at for a figure or a unit."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(r"[\d.,%|\s—=-]+")
_NOT_BEFORE_FIGURE = re.compile(
    r"(?:nam|ngay|thang|quy|so|s[06o&$]|dieu|khoan|muc|lan|thu|ky|doan|den|tu|va|ban|cap|-|–|phu|luc|mau|tong|[(:])$"
)
# Units, folded, with room for what OCR does to vowels: Nhiem vy, Thi tuc, Ho so, Vin ban, Co quan, Co=1
_UNIT = re.compile(
    r"(?:nh\w{1,3}m v\w|thu\w? t\w{1,2}c|ho\w? s\w|vin ban|van b\w{1,2}n|v[ai]n de|nguoi|ngudi|tin bai|phieu"
    r"|pakn|dvc|co quan,?|don vi|so lu\w+ng|%|tieu chi|chua\s*=\s*[01]|co\s*=\s*1|khong\s*=\s*0)[\s|]*$"
)
_LABEL = re.compile(r"[\W_]{0,3}(?:[\dIlLSO|]{1,3}(?:[.,][\dIlLSO]{1,2}){0,3}[.,]?|[IVX]{1,4}\.?)(?=[\s|])")


def table_rows(reading: Reading) -> list[TableRow]:
    """The rows of the tables in `reading`, in order; they do not overlap."""
    layout = lay_out(reading.text)
    return find_rows(reading, layout, list(find_candidates(reading, layout)))


def find_rows(reading: Reading, layout: Layout, candidates: list[Candidate]) -> list[TableRow]:
    """As `table_rows`, for a text that is laid out and whose `candidates` are known."""
    inside = _table_lines(reading, layout, candidates)
    numbered = {candidate.line for candidate in candidates}
    rows: list[tuple[int, int]] = []
    for index, line in enumerate(layout.lines):
        if not inside[index]:
            continue
        continues = (
            index > 0
            and inside[index - 1]
            and rows
            and not line.after_gap
            and index not in numbered
            and not _begins_row(reading, line)
        )
        if continues:
            rows[-1] = (rows[-1][0], line.end)
        else:
            rows.append((line.start, line.end))
    return [TableRow(start, end, _cells(reading.text, start, end)) for start, end in rows]


def _begins_row(reading: Reading, line: Line) -> bool:
    text = reading.text[line.start : line.end]
    return (
        text[0] in "+-"
        or "\t" in text
        or _LABEL.match(text) is not None
        or bool(_HEAD.search(reading.folded[line.start : line.end]))
    )


def _cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    separator = re.compile(r"\t" if "\t" in text[start:end] else r"\|")
    edges = [start, *(match.end() for match in separator.finditer(text, start, end)), end + 1]
    spans: list[Span] = []
    for first, following in pairwise(edges):
        piece = text[first : following - 1]
        left = len(piece) - len(piece.lstrip())
        spans.append(Span(first + left, max(first + left, first + len(piece.rstrip()))))
    return tuple(span for span in spans if span.start < span.end)


def _table_lines(reading: Reading, layout: Layout, candidates: list[Candidate]) -> list[bool]:
    """For each line whether it belongs to a table."""
    lines = layout.lines
    strengths = [_strength(reading, line) for line in lines]
    inside = [strength >= 2.0 for strength in strengths]
    for first, last in _blocks(lines):
        _fill_dense(strengths, inside, first, last)
    _fill_forms(candidates, inside)
    _fill_after_heads(reading, layout, candidates, strengths, inside)
    for candidate in candidates:
        if candidate.is_headword:
            inside[candidate.line] = strengths[candidate.line] >= 2.0
    return inside


def _fill_dense(strengths: list[float], inside: list[bool], first: int, last: int) -> None:
    """Within a block without blank lines, everything around lines that look like rows belongs to a table."""
    size = min(_WINDOW, last - first)
    for index in range(first, last):
        begin = min(max(first, index - size // 2), last - size)
        window = strengths[begin : begin + size]
        if (
            sum(strength > 0 for strength in window) >= 3
            and sum(min(one, 1.0) for one in window) >= 0.35 * size
        ):
            inside[index] = True
    if sum(inside[first:last]) >= 0.6 * (last - first):
        inside[first:last] = [True] * (last - first)


def _blocks(lines: tuple[Line, ...]) -> list[tuple[int, int]]:
    starts = [index for index, line in enumerate(lines) if line.after_gap] or [0]
    return list(zip(starts, [*starts[1:], len(lines)], strict=True)) if lines else []


def _strength(reading: Reading, line: Line) -> float:
    """How much a line looks like a row by itself: 2 is certain, 1 likely, 0 not."""
    text = reading.text[line.start : line.end]
    tabs = text.count("\t")
    if tabs:
        filled = sum(bool(cell.strip()) for cell in text.split("\t"))
        if filled >= 3 or (tabs >= 2 and filled >= 2):
            return 2.0
    bars = text.count("|", 1)
    label = _LABEL.match(text)
    if bars >= 2 or (bars and label and text[label.end() :].lstrip().startswith("|")):
        return 2.0
    folded = reading.folded[line.start : line.end]
    if bars or _HEAD.search(folded):
        return 1.0
    if _FIGURE.fullmatch(text):
        return 0.5
    return 1.0 if ends_in_figure(folded) or (label and _UNIT.search(folded[-_TAIL:])) else 0.0


def ends_in_figure(folded: str) -> bool:
    """Whether a folded line ends in a figure that is a cell of its own, not a date or a reference."""
    match = _FIGURE_END.search(folded[-_TAIL:])
    if match is None or len(match["before"]) < 2 or _NOT_BEFORE_FIGURE.search(match["before"]):
        return False
    figures = match["figures"].strip()
    return not figures.endswith(".") and not _YEAR.fullmatch(figures)


def _fill_forms(candidates: list[Candidate], inside: list[bool]) -> None:
    """From the first row or number after the heading of a form to the next annex or form all is the form."""
    outer = [one for one in candidates if one.interpretations[0].kind in (Kind.ANNEX, Kind.FORM)]
    numbered = {one.line for one in candidates}
    for candidate, following in zip(outer, [*outer[1:], None], strict=False):
        if candidate.interpretations[0].kind is Kind.FORM:
            end = following.line if following else len(inside)
            first = candidate.line + 1
            while first < end and not inside[first] and first not in numbered:
                first += 1
            inside[first:end] = [True] * (end - first)


def _fill_after_heads(
    reading: Reading, layout: Layout, candidates: list[Candidate], strengths: list[float], inside: list[bool]
) -> None:
    """A table goes on after its head until prose or a heading in words begins."""
    headwords = {one.line for one in candidates if one.is_headword}
    annex = min(
        (one.line for one in candidates if one.interpretations[0].kind is Kind.ANNEX), default=len(inside)
    )
    running = False
    for index, line in enumerate(layout.lines):
        folded = reading.folded[line.start : line.end]
        if strengths[index] and _HEAD.search(folded) and (folded.startswith("stt") or "\t" in folded):
            running = True
        elif running and (
            index in headwords
            or _is_prose(layout, strengths, index)
            or (index < annex and _is_listed(folded, strengths[index]))
        ):
            running = False
        if running:
            inside[index] = True


def _is_prose(layout: Layout, strengths: list[float], index: int) -> bool:
    """Two full lines, one after the other, that hold no figures."""
    pair = range(index, min(index + 2, len(layout.lines)))
    return all(layout.is_full(layout.lines[i]) and not strengths[i] for i in pair)


def _is_listed(folded: str, strength: float) -> bool:
    """An item of a list in running text. (In an annex a cell may hold a list.)"""
    return folded.startswith("- ") and len(folded) >= 25 and not strength
