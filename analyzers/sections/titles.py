"""The title of a heading: its words without the label, joined over the lines that it wrapped onto."""

from __future__ import annotations

import re
from collections.abc import Collection

from analyzers.folding import fold
from analyzers.reading import Reading
from analyzers.sections.labels import Candidate, Kind, is_capitals
from analyzers.sections.lines import Layout, Line

_BULLET = "-+–—•*="
_STOP = re.compile(r"(?<![\s(][A-ZĐ])(?<!\bTP)[.!?](?=\s+[“\"(]?(?P<next>[^\W\d_]))|\./\.")
_COLON = re.compile(r":(?=\s+(?P<next>\S))")
_VERBS = re.compile(
    r"(?:ban hanh|trinh|tham muu|thuc hien|trien khai|tiep tuc|phoi hop|chu tri|to chuc|hoan thanh|giao"
    r"|yeu cau|de nghi|phan cong|chi dao)\b"
)
"""What opens an instruction: `Ban hành: Kế hoạch ...` is a sentence, `Biên chế: Năm 2024 ...` has a title."""
_TRAILING = " \t\n\r\f.:;,/*_"
_LONGEST = 40
"""Lines that a title may run over: a first sentence ends before that."""


def title_span(
    reading: Reading, layout: Layout, candidate: Candidate, kind: Kind, others: Collection[int]
) -> tuple[int, int]:
    """The span of the title of `candidate`; `others` are the lines where other headings begin."""
    if kind in (Kind.ANNEX, Kind.FORM, Kind.CHAPTER, Kind.PART, Kind.DIVISION, Kind.SUBDIVISION):
        start, end = _caption(reading, layout, candidate, others)
    else:
        start, end = _paragraph(reading, layout, candidate, others)
        end = _own_words(reading, start, end)
    while end > start and reading.text[end - 1] in _TRAILING:
        end -= 1
    while start < end and reading.text[start] in " \t\n\r\f*_.:–-":
        start += 1
    return start, end


def _own_words(reading: Reading, start: int, end: int) -> int:
    """Where the words of a heading end: at the first full stop, or before a colon that text follows."""
    text = reading.text[start:end]
    stop = next((match for match in _STOP.finditer(text) if _opens_sentence(match["next"])), None)
    length = stop.start() if stop else len(text)
    for colon in _COLON.finditer(text, 0, length):
        if text.count("(", 0, colon.start()) > text.count(")", 0, colon.start()):
            continue
        opening = fold(reading.best(start, start + colon.start())).lstrip()
        if colon["next"].islower() or colon["next"] in "-+" or _VERBS.match(opening):
            break
        return start + colon.start()
    return start + length


def _opens_sentence(char: str | None) -> bool:
    return char is None or char.isupper()


def _first_line(layout: Layout, candidate: Candidate) -> int:
    index = candidate.line
    while index + 1 < len(layout.lines) and layout.lines[index].end <= candidate.text_start:
        index += 1
    return index


def _paragraph(
    reading: Reading, layout: Layout, candidate: Candidate, others: Collection[int]
) -> tuple[int, int]:
    index = _first_line(layout, candidate)
    last = index
    while last + 1 < len(layout.lines) and last - index < _LONGEST:
        if last + 1 in others or not _continues(
            reading, layout, layout.lines[last], layout.lines[last + 1], candidate
        ):
            break
        last += 1
    return candidate.text_start, max(candidate.text_start, layout.lines[last].end)


def _continues(reading: Reading, layout: Layout, line: Line, following: Line, candidate: Candidate) -> bool:
    """Whether `following` goes on with the paragraph of `line`."""
    text = reading.text
    first = text[following.start]
    if first in _BULLET or (
        first == "~" and text[following.start : following.end].lstrip("~ ")[:1] in _BULLET
    ):
        return False
    words = text[max(line.start, candidate.text_start) : line.end]
    if is_capitals(words):
        return not following.after_gap and is_capitals(text[following.start : following.end])
    unfinished = layout.is_full(line) and text[line.end - 1] not in ".;:?!"
    if following.after_gap or layout.flowing:
        return unfinished and first.islower()
    return unfinished or first.islower() or (layout.is_full(line) and text[line.end - 1] in ".;:")


def _caption(
    reading: Reading, layout: Layout, candidate: Candidate, others: Collection[int]
) -> tuple[int, int]:
    """The lines right below an annex, form or chapter, up to a blank line or a note in parentheses."""
    index = _first_line(layout, candidate)
    if index in others and index != candidate.line:
        return candidate.text_start, candidate.text_start
    while (
        index + 1 < len(layout.lines)
        and index < candidate.line + 3
        and _is_noise(reading, layout.lines[index], candidate)
    ):
        index += 1
    first = layout.lines[index]
    start = max(first.start, candidate.text_start)
    if reading.text[start : start + 1] in ("", "("):
        return start, start
    capitals = is_capitals(reading.text[start : first.end])
    last = index
    while last + 1 < len(layout.lines) and last + 1 not in others:
        following = layout.lines[last + 1]
        words = reading.text[following.start : following.end]
        alike = capitals == is_capitals(words) and (capitals or words[0].islower())
        if following.after_gap or words[0] == "(" or not alike:
            break
        last += 1
    return start, layout.lines[last].end


def _is_noise(reading: Reading, line: Line, candidate: Candidate) -> bool:
    """A stamp or a scribble that OCR read between a form's number and its title: `fo vANPH{)N(: &)`."""
    words = reading.text[max(line.start, candidate.text_start) : line.end]
    letters = sum(char.isalpha() or char.isspace() for char in words)
    return letters < 0.8 * len(words) and not words.startswith("(")
