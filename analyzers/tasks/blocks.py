"""Tasks with lines of their own for who, what comes of it and when.

    a) Xây dựng Quy chế làm việc của Văn phòng.
    - Đơn vị chủ trì: Phòng Hành chính - Quản trị.
    - Sản phẩm: Quyết định của Chánh Văn phòng.
    - Thời gian thực hiện: Quý I/2023.

The lines may also stand in one paragraph, in parentheses, without bullets, or over a page break.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analyzers.annotations import Task
from analyzers.sections.lines import Line
from analyzers.tasks.deadlines import mend
from analyzers.tasks.labels import LONGEST, Role, role_of
from analyzers.tasks.names import units
from analyzers.tasks.page import Page
from analyzers.tasks.paragraphs import after_label, bullet_at, continues

# "- Đơn vị chủ trì:", "(Thời gian hoàn thành:", "...; Sản phẩm:"
_LABEL = re.compile(rf"(?P<label>[^:;\n()]{{2,{LONGEST}}}?)\s?[:：](?!\d)")
_INNER = re.compile(r"(?:[.;(,–-]\s*|\)\s+)(?=[^\W\d_])")
_NUMBERED = re.compile(r"(?:[a-zđ]\)|\d{1,2}[.)])\s*", re.IGNORECASE)
_LED_BY = re.compile(
    r"\s*[,;]?\s*\(?ch[uủ] tr[iì]\)?\s*[,;:.]?\s*(?:v[aà] )?(?:ph[oố]i h[oợ]p\s*(?:v[oớ]i)?\s*:?)?",
    re.IGNORECASE,
)
_WITH = re.compile(r"[,;.]?\s*\(?ph[oố]i h[oợ]p\)?\s*(?:v[oớ]i)?\s*:?\s*", re.IGNORECASE)
_KEPT = frozenset((Role.LEAD, Role.COORDINATE, Role.PRODUCT, Role.DEADLINE, Role.OTHER))
_ITEM = re.compile(r"\s*\n\s*[-+•*●○]\s*|^[-+•*●○]\s+")
_NEAR = 400
"""Characters to the line before it within which a line without a colon is believed."""


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled line: its bullet begins at `start`, its value is `value_start:value_end`."""

    role: Role
    start: int
    value_start: int
    value_end: int
    bullet: str
    inline: bool


def find_blocks(page: Page) -> list[Task]:
    """The tasks of `page` that have labelled lines, in order."""
    groups = _groups(page, _fields(page))
    ends = [group[-1].value_end for group in groups]
    tasks = [
        _task(page, group, ends[index - 1] if index else 0, groups) for index, group in enumerate(groups)
    ]
    return [task for task in tasks if task is not None]


def _fields(page: Page) -> list[Field]:
    """The labelled lines; each value ends where the next label, section or paragraph begins."""
    heads: list[Field] = []
    for line in page.layout.lines:
        heads.extend(_heads(page, line, heads[-1] if heads else None))
    found: list[Field] = []
    for head, following in zip(heads, [*heads[1:], None], strict=False):
        limit = following.start if following is not None else len(page.reading.text)
        end = _value_end(page, head, limit)
        found.append(Field(head.role, head.start, head.value_start, end, head.bullet, head.inline))
    return found


def _heads(page: Page, line: Line, before: Field | None) -> list[Field]:
    text = page.reading.text
    bullet, begin = bullet_at(text, line.start, line.end)
    numbered = _NUMBERED.match(text, begin, line.end)
    places = [(begin, False)]
    if numbered is not None:
        places.append((numbered.end(), False))
    if ":" in text[begin : line.end] or "：" in text[begin : line.end]:
        places += [(match.end(), True) for match in _INNER.finditer(text, begin, line.end)]
    found: list[Field] = []
    for at, inline in places:
        match = _LABEL.match(text, at, line.end)
        role = role_of(match["label"]) if match is not None else None
        if match is not None and role in _KEPT and role is not None:
            start = at if inline else line.start
            found.append(Field(role, start, match.end(), match.end(), bullet, inline))
    if not found and bullet and before is not None and line.start - before.start < _NEAR:
        found.extend(_without_colon(page, line, begin, bullet))
    return found


def _without_colon(page: Page, line: Line, begin: int, bullet: str) -> list[Field]:
    """`- Đơn vị chủ trì Phòng Nội chính`: a label among others that lost its colon."""
    ends = [match.start() for match in re.finditer(r"\s+(?=[^\W\d_])", page.reading.text[begin : line.end])]
    for end in reversed(ends[1:5]):
        label = page.reading.text[begin : begin + end]
        value = page.reading.text[begin + end : line.end].lstrip()
        role = role_of(label) if value[:1].isupper() and not set(",;.") & set(label) else None
        if role in (Role.LEAD, Role.COORDINATE, Role.DEADLINE) and role is not None:
            return [Field(role, line.start, begin + end, begin + end, bullet, False)]
    return []


def _value_end(page: Page, field: Field, limit: int) -> int:
    """Where the value of `field` ends, at the latest at `limit`."""
    text = page.reading.text
    lines = page.layout.lines
    index = next(i for i in range(_line_index(page, field.value_start), len(lines)))
    end = min(lines[index].end, limit)
    while index + 1 < len(lines) and lines[index + 1].start < limit:
        before, line = lines[index], lines[index + 1]
        near = range(line.start, min(line.start + 8, line.end))
        if any(at in page.borders for at in near):
            break
        if not _belongs(page, field, before, line, not text[field.value_start : end].strip()):
            break
        end, index = min(line.end, limit), index + 1
    return end


def _line_index(page: Page, offset: int) -> int:
    lines = page.layout.lines
    low, high = 0, len(lines) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if lines[middle].start <= offset:
            low = middle
        else:
            high = middle - 1
    return low


def _belongs(page: Page, field: Field, before: Line, line: Line, empty: bool) -> bool:
    """Whether `line` is still part of the value of `field`, `empty` if the value has no words yet."""
    if continues(page.reading.text, before, line):
        return True
    bullet, _ = bullet_at(page.reading.text, line.start, line.end)
    if empty:
        return bool(bullet) or not line.after_gap
    return field.role is Role.PRODUCT and bullet != "" and bullet != (field.bullet or "-")


def _groups(page: Page, fields: Sequence[Field]) -> list[list[Field]]:
    """The lines of one task each: nothing but white space between them."""
    groups: list[list[Field]] = []
    for field in fields:
        if groups and _is_next(page, groups[-1], field):
            groups[-1].append(field)
        else:
            groups.append([field])
    return [group for group in groups if _is_task(group)]


def _is_next(page: Page, group: list[Field], field: Field) -> bool:
    last = group[-1]
    between = page.reading.text[last.value_end : field.start]
    if any(char.isalnum() for char in between):
        return False
    crossed = any(last.start < at <= field.start for at in page.borders)
    return not crossed or any(field.start <= at < field.start + 8 for at in page.borders)


def _is_task(group: Sequence[Field]) -> bool:
    roles = {field.role for field in group}
    if Role.LEAD in roles:
        return len(roles - {Role.OTHER}) > 1 or len(group) == 1
    return len(roles & {Role.COORDINATE, Role.PRODUCT, Role.DEADLINE}) >= 2


def _task(page: Page, group: list[Field], floor: int, groups: Sequence[list[Field]]) -> Task | None:
    start, text_start = _task_start(page, group, floor, groups)
    words = page.words(text_start, group[0].start)
    if not any(char.isalpha() for char in words):
        return None
    lead, coordinate = _who(page, group)
    if not lead and len(group) == 1:
        return None
    return Task(
        start=start,
        end=_stripped_end(page, start, group[-1].value_end),
        label_path=page.path_at(start),
        task=words,
        lead=lead,
        coordinate=coordinate,
        product=_product(page, group),
        deadline=_deadline(page, group),
    )


def _stripped_end(page: Page, start: int, end: int) -> int:
    return start + len(page.reading.text[start:end].rstrip())


def _task_start(page: Page, group: list[Field], floor: int, groups: Sequence[list[Field]]) -> tuple[int, int]:
    """Where the paragraph of the task begins, and its words behind label and bullet."""
    first = group[0].start
    section = page.section_at(max(0, first - 1))
    start = max(floor, section.start if section is not None else 0)
    text = page.reading.text
    intro = [one for one in page.between(start, first) if any(c.isalnum() for c in text[one.start : one.end])]
    if group[0].inline or not intro:
        own = [one for one in page.paragraphs if one.start <= first <= one.end and one.end > start]
        intro = intro or own[-1:]
    if not intro:
        return start, after_label(text, start, first)
    at_heading = section is not None and start == section.start
    several = section is not None and sum(section.start <= one[0].start < section.end for one in groups) > 1
    bullet = "" if group[0].inline else group[0].bullet
    last = intro[-1]
    if len(intro) > 1 and (several or not at_heading or last.bullet not in ("", bullet)):
        begin = last if last.bullet or not at_heading or several else intro[0]
        return begin.start, _words_start(page, begin.start, begin.text_start, first)
    begin = intro[0]
    return begin.start, _words_start(page, begin.start, begin.text_start, first)


def _words_start(page: Page, start: int, text_start: int, end: int) -> int:
    if any(start <= at < start + 8 for at in page.borders) or text_start == start:
        return after_label(page.reading.text, start, end)
    return text_start


def _who(page: Page, group: Sequence[Field]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lead: list[str] = []
    coordinate: list[str] = []
    for field in group:
        words = page.words(field.value_start, field.value_end)
        if field.role is Role.LEAD:
            leading, others = split_roles(words)
            lead += units(leading)
            coordinate += units(others)
        elif field.role is Role.COORDINATE:
            coordinate += units(_WITH.sub("", words, count=1) if _WITH.match(words) else words)
    return tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(coordinate))


def split_roles(words: str) -> tuple[str, str]:
    """`Sở Nội vụ chủ trì, phối hợp với Sở Tài chính` as those who lead and those who help."""
    match = _WITH.search(words)
    if match is None or match.start() < 3:
        return _LED_BY.sub("", words), ""
    before, after = words[: match.start()], words[match.end() :]
    if match.group().rstrip().endswith(")") or not after:
        cut = max(before.rfind(","), before.rfind(";"))
        if cut > 0:
            before, after = before[:cut], f"{before[cut + 1 :]}{', ' + after if after else ''}"
    return _LED_BY.sub("", before), after


def _product(page: Page, group: Sequence[Field]) -> str | None:
    text = page.reading.text
    items: list[str] = []
    for field in group:
        if field.role is Role.PRODUCT:
            at = field.value_start
            for match in _ITEM.finditer(text, field.value_start, field.value_end):
                items.append(page.words(at, match.start()))
                at = match.end()
            items.append(page.words(at, field.value_end))
    return "; ".join(item for item in items if item) or None


def _deadline(page: Page, group: Sequence[Field]) -> str | None:
    values = [
        mend(page.words(field.value_start, field.value_end), page.damaged)
        for field in group
        if field.role is Role.DEADLINE
    ]
    return "; ".join(value for value in values if value) or None
