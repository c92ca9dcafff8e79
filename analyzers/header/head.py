"""The block at the top of a document, read line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from analyzers.header.fields import DateField, NumberField, find_date, find_number, find_type
from analyzers.header.layout import Line, head_lines, is_noise, is_upper, line_at, without_motto
from analyzers.header.title import is_body_cue, is_subject, title_lines, trimmed_end
from analyzers.reading import Reading

_APPENDIX = re.compile(r"(?m)^[ \t*_#]*(?:ph[uy] l[uy]c|b[il1]eu (?:mau|so))\b")
_ISSUER_WORDS = re.compile(
    r"(?:u[yi] ban|ubnd|hdnd|h[o0]i dong|van phong|s[o0&] |ban (?!hanh)|b[o0] |tinh u|thanh u|"
    r"huyen u|dang |chinh phu|thu tuong|"
    r"quoc hoi|cuc |chi cuc|tong |phong |trung tam|truong |cong an|toa an|vien |"
    r"thanh tra|hoi |lien doan|benh vien|"
    r"kho bac|ngan hang|bao hiem|dai |chu tich|doan |mat tran|cong ty|"
    r"hoc vien|to |v[ae]|tinh |thanh pho|huyen |xa |"
    r"phuong |thi )"
)
_TITLE_FIRST_LINES = 8
_MOST_ISSUER_LINES = 5


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines at the top say. `issuer` are the printed lines, parent body first."""

    start: int = 0
    end: int = 0
    issuer: tuple[Line, ...] = ()
    number: NumberField | None = None
    date: DateField | None = None
    doc_type: str | None = None
    subject: bool = False
    title: tuple[int, int] | None = None


@dataclass(slots=True)
class _State:
    """What was found so far while going down the lines."""

    issuer: list[Line] = field(default_factory=list)
    number: NumberField | None = None
    date: DateField | None = None
    motto: bool = False
    last: int = -1

    @property
    def anchored(self) -> bool:
        return self.motto or self.number is not None or self.date is not None


def read_head(reading: Reading) -> Head:
    """Reads the head; an empty one for a text that begins with its body."""
    lines = head_lines(reading)
    state = _State()
    doc_type: str | None = None
    subject = False
    index = 0
    title: tuple[int, int] | None = None
    while index < len(lines):
        line = lines[index]
        if line.blank or is_noise(line):
            index += 1
            continue
        if found := find_type(line):
            doc_type, rest = found
            title = _title_after_type(reading, lines, index, rest)
            state.last = index
            break
        if is_subject(line) and (state.anchored or state.issuer):
            subject = True
            title, index = _subject(reading, lines, index, state)
            continue
        if not _take(reading, line, state) and not _type_follows(lines, index, state):
            break
        state.last = index
        index += 1
    if title is None and not subject:
        doc_type, title = doc_type, _title_without_type(lines, index, state)
    return _finished(reading, lines, state, doc_type, subject, title)


def _type_follows(lines: Sequence[Line], index: int, state: _State) -> bool:
    """Whether a line that means nothing is only something printed into the head: its type line follows."""
    if not state.anchored or len(lines[index].text) > 90 or is_body_cue(lines[index]):
        return False
    following = [line for line in lines[index + 1 : index + 12] if not line.blank]
    return any(find_type(line) is not None for line in following[:4])


def _finished(
    reading: Reading,
    lines: Sequence[Line],
    state: _State,
    doc_type: str | None,
    subject: bool,
    title: tuple[int, int] | None,
) -> Head:
    issuer = tuple(state.issuer) if state.anchored or doc_type or subject else ()
    number = state.number
    if number is not None and doc_type is not None:
        number = find_number(reading, line_at(reading, *_line_of(reading, number.start)), doc_type) or number
    ends = [lines[state.last].end if state.last >= 0 else 0, title[1] if title else 0]
    starts = [line.start for line in lines if not line.blank]
    anchored = state.anchored or doc_type is not None or title is not None
    return Head(
        start=starts[0] if starts and anchored else 0,
        end=max(ends) if anchored else 0,
        issuer=issuer,
        number=number,
        date=state.date,
        doc_type=doc_type,
        subject=subject,
        title=title,
    )


def _line_of(reading: Reading, at: int) -> tuple[int, int]:
    end = reading.text.find("\n", at)
    return reading.text.rfind("\n", 0, at) + 1, len(reading.text) if end < 0 else end


def _take(reading: Reading, line: Line, state: _State) -> bool:
    """Takes what a line of the head says; False where the head has ended."""
    left, motto = without_motto(reading, line)
    state.motto = state.motto or motto
    taken = motto
    if state.number is None and (number := find_number(reading, left)):
        state.number = number
        taken = True
        left = _cut(reading, left, _label_start(reading, left, number), number.end)
    if state.date is None and (date := find_date(reading, line)):
        state.date = date
        taken = True
        left = _cut(reading, left, date.start, date.end)
    if not left.text:
        return True
    if _is_issuer(left, state):
        state.issuer.append(left)
        return True
    return taken or (
        state.anchored and len(left.text) < 30 and not is_body_cue(left) and not left.text.endswith(".")
    )


def _label_start(reading: Reading, line: Line, number: NumberField) -> int:
    before = reading.folded[line.start : number.start]
    label = re.search(r"\S*\s*[:.;]?[\s*_.]*$", before)
    return line.start + (label.start() if label else 0)


def _cut(reading: Reading, line: Line, start: int, end: int) -> Line:
    """What is left of a line without `start:end`: the part before it, else the one after."""
    if end <= line.start or start >= line.end:
        return line
    before = line_at(reading, line.start, max(line.start, start))
    if len(before.text) > 3:
        return before
    return line_at(reading, min(end, line.end), line.end)


def _is_issuer(line: Line, state: _State) -> bool:
    if len(state.issuer) >= _MOST_ISSUER_LINES or len(line.text) > 200 or len(line.text) < 4:
        return False
    return is_upper(line.text) and (
        not state.issuer or not state.number or _ISSUER_WORDS.match(line.folded) is not None
    )


def _title_after_type(
    reading: Reading, lines: Sequence[Line], index: int, rest: int
) -> tuple[int, int] | None:
    line = lines[index]
    if rest < len(line.text):
        remainder = line_at(reading, line.start + rest, line.end)
        lines = [*lines[:index], remainder, *lines[index + 1 :]]
        first, end = title_lines(lines, index)
    else:
        first, end = title_lines(lines, index + 1)
    return (lines[first].start, trimmed_end(lines[first:end])) if end > first else None


def _subject(
    reading: Reading, lines: Sequence[Line], index: int, state: _State
) -> tuple[tuple[int, int], int]:
    """The subject of a Công văn that begins at `index`, and the line after it."""
    first = lines[index]
    if date := find_date(reading, first):
        state.date = state.date or date
        first = line_at(reading, first.start, date.start)
    end = index + 1
    taken = [first]
    while end < len(lines) and end - index < 10:
        line = lines[end]
        if line.blank or is_body_cue(line) or without_motto(reading, line)[1] or find_number(reading, line):
            break
        if date := find_date(reading, line):
            if state.date is not None or date.start - line.start < 4:
                break
            state.date = date
            line = line_at(reading, line.start, date.start)
        if line.text[:1].isupper() and (is_upper(line.text) or len(line.text) > 90):
            break
        taken.append(line)
        end += 1
    state.last = end - 1
    return (taken[0].start, trimmed_end(taken)), end


def _title_without_type(lines: Sequence[Line], index: int, state: _State) -> tuple[int, int] | None:
    """The title where no type is printed: what stands between the head (or the top) and the body."""
    while index < len(lines) and (lines[index].blank or is_noise(lines[index])):
        index += 1
    if index >= len(lines):
        return None
    first, end = title_lines(lines, index)
    count = end - first
    if not 0 < count <= _TITLE_FIRST_LINES:
        return None
    text = " ".join(line.text for line in lines[first:end])
    closed = text.endswith((".", ";", ":", ",")) or len(text) > 500
    body_follows = any(is_body_cue(line) for line in lines[end : end + 4])
    anchored = state.anchored and not is_body_cue(lines[first])
    if closed or not (body_follows or anchored) or re.match(r"[-+•*\d]", text):
        return None
    return lines[first].start, trimmed_end(lines[first:end])


def appendix_issuer(reading: Reading) -> tuple[Line, ...]:
    """The issuer's lines above an appendix, where the first page lost them (Appendix I, III.1)."""
    for match in _APPENDIX.finditer(reading.folded):
        begin = max(0, match.start() - 500)
        state = _State()
        above = reading.text[begin : match.start()]
        offset = begin
        for raw in above.split("\n"):
            line = line_at(reading, offset, offset + len(raw))
            offset += len(raw) + 1
            left, motto = without_motto(reading, line)
            state.motto = state.motto or motto
            if left.text and is_upper(left.text) and _ISSUER_WORDS.match(left.folded):
                state.issuer.append(left)
        if state.motto and state.issuer and len(state.issuer) <= _MOST_ISSUER_LINES:
            return tuple(_from_parent(state.issuer))
    return ()


def _from_parent(lines: list[Line]) -> list[Line]:
    """Only the last two or three lines: what stands higher is the foot of the document before."""
    joined = [line for line in lines if not re.match(r"(?:pho |chanh |giam doc|chu tich)", line.folded)]
    return joined[-3:]
