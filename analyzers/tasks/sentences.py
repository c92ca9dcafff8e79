"""Tasks that a sentence or a heading gives to a unit.

    2.2.1. Văn phòng Ban chủ trì tham mưu:
    - Xây dựng Quy trình nội bộ giải quyết thủ tục hành chính ...

    3. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tham mưu ... trước ngày 30/11/2023.

A heading that is the name of a unit gives it every item of the list below; a sentence that begins with a
unit and says that it leads or is responsible is one task.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from analyzers.annotations import Section, Task
from analyzers.folding import fold
from analyzers.tasks.deadlines import find_deadline
from analyzers.tasks.names import is_unit, units
from analyzers.tasks.page import Page
from analyzers.tasks.paragraphs import Paragraph, after_label

_ORDER = r"(?:giao(?:\s+cho)?|phan cong|de nghi|yeu cau)\s+"
# "... chủ trì", "... có trách nhiệm", "... chịu trách nhiệm", as printed too: c6 trach nhiém, chil tri
_TRIGGER = re.compile(
    r"(?:,|:|-)?\s*\b(?:la\s+(?:don vi|co quan)\s+)?(?:"
    r"(?P<leads>ch[uiao]l?\s+tr[ij](?=[\s,:;.]|$)(?:\s*,?\s*(?:va\s+)?ph[o0aed]{1,2}i\s+h[o0][pi]?\w?(?=\s*(?:v[o0]i|v\S{1,2}i)|[\s,:]))?)"
    r"|(?P<duty>(?:c[o06]|ch[iu]{1,2}|chiu)\s+tr[a-z4]{1,3}ch\s+nh\w{2,4}m|lam\s+dau\s+moi|dau\s+moi(?=\s))"
    r"|(?P<heading>$))"
)
_UNIT_END = re.compile(
    r"\s*(?:,\s*)?\b(?:can cu|c[aui]n c[ui]r?|theo|du[ogc]{2} giao|duge giao|tren co so|tiep tuc|chu dong"
    r"|khi\b|trong qua trinh|de\b|thuong xuyen|dinh ky|hang nam|la\b|se\b|can\b|phai\b|nham\b).*$"
)
_WITH = re.compile(r"\bph[o0aed]{1,2}i\s+h[o0q]\w?p?\s+(?:chat che\s+)?(?:v[o0]i|v\S{1,2}i|cung)\s+")
_VERB = re.compile(
    r"\b(?:da|dang|de|trong viec|tham muu|trien khai|to chuc|xay dung|xdy dung|xdy dyng|thuc hien"
    r"|thuc hi\w{2,3}n|huong dan|kiem tra|ra soat|theo doi|don doc|trinh|ban hanh|tong hop|bao cao"
    r"|de xuat|nghien cuu|cap nhat|bo tri|can doi|day manh|tang cuong|hoan thanh|tham dinh"
    r"|tuyen truyen|cong khai|xu ly|giai quyet|chi dao|tham gia|cung cap|hoan thien|nang cap"
    r"|van hanh|danh gia|quan ly|lap|thong ke|kip thoi|tiep tuc|thuong xuyen|tiep nhan|chuan bi"
    r"|dam bao|bao dam|thuc day|khao sat|ket noi|bien soan|phan bo|cong bo|thuc thi|giam sat"
    r"|ho tro|phoi hop|quan tam|yeu cau|dat)\b"
)
"""What a unit does; in lower case, so that it is no part of a unit's name (Ban Chỉ đạo)."""

_NOT_PLANS = re.compile(
    r"k\w{1,2}t qu\w|muc d?p?i?ich|y\w{1,2}u c\w{1,2}u|danh gia|t\w{1,2}n tai|han che|noi nh\w+n"
)
_CAUSES = re.compile(r"nguyen nh\w{1,2}n|t\w{1,2}n tai|han che")
_PLANS = re.compile(
    r"t[o0]\s*\w*\s+chu?\w{1,3}c thu?\w?c|phan cong|nhi\w{1,3}m v\w|tr[a-z4]{1,3}ch nh\w{2,4}m"
    r"|giai phap|k\w{1,2} ho\w{1,2}ch|trien khai|to chuc"
)
_LONGEST_UNIT = 130
_LONGEST_HEADING = 90


@dataclass(frozen=True, slots=True)
class _Led:
    """A unit named at the beginning of some words, and where what it has to do begins in them."""

    units: tuple[str, ...]
    coordinate: tuple[str, ...]
    at: int


def find_sentence_tasks(page: Page, taken: Sequence[Task]) -> list[Task]:
    """The tasks of `page` given by headings and sentences, outside those already `taken`."""
    tasks: dict[int, Task] = {}
    closed = _Closed(taken)
    above: list[Section] = []
    for index, section in enumerate(page.sections):
        while above and above[-1].end <= section.start:
            above.pop()
        if section.part == "body" and section.start not in tasks and not _outside(above, section):
            for task in _of_section(page, index, above, closed):
                tasks.setdefault(task.start, task)
        above.append(section)
    return list(tasks.values())


class _Closed:
    """Spans, in order and apart from each other, that no further task may touch."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._spans = sorted((task.start, task.end) for task in tasks)

    def touches(self, start: int, end: int) -> bool:
        """Whether one of the spans shares a character with `start:end`."""
        index = bisect_left(self._spans, (end, 0))
        return index > 0 and self._spans[index - 1][1] > start


def _outside(above: Sequence[Section], section: Section) -> bool:
    """Whether a section reports or introduces instead of giving out tasks."""
    if _CAUSES.search(fold(section.title)[:_LONGEST_HEADING]):
        return True
    return any(_NOT_PLANS.search(fold(one.title)[:60]) for one in above) and not any(
        _PLANS.search(fold(one.title)[:80]) for one in above[-1:]
    )


def _of_section(page: Page, index: int, above: Sequence[Section], closed: _Closed) -> list[Task]:
    section = page.sections[index]
    following = page.sections[index + 1].start if index + 1 < len(page.sections) else section.end
    own = [
        one
        for one in page.between(section.start, min(following, section.end))
        if not closed.touches(one.start, one.end)
        and any(char.isalpha() for char in page.reading.text[one.start : one.end])
    ]
    if not own or own[0].start > section.start + 8 or _is_recipients(page, own[0]):
        return []
    head = own[0]
    words = page.words(after_label(page.reading.text, head.start, head.end), head.end)
    led = _led(words) or _named(above, words)
    if led is None:
        return []
    rest = words[led.at :].strip(" :,.;-")
    items = [item for item in own[1:] if item.bullet]
    announces = page.reading.text[head.start : head.end].rstrip().endswith(":")
    if len(rest.split()) > 3 and not (announces and items and len(rest) <= _LONGEST_HEADING):
        return [_task(page, head.start, head.end, _capital(rest), led)]
    led = replace(led, coordinate=_helpers(rest))
    return [
        *(_task(page, item.start, item.end, page.words(item.text_start, item.end), led) for item in items),
        *_of_children(page, index, led, closed),
    ]


def _of_children(page: Page, index: int, led: _Led, closed: _Closed) -> list[Task]:
    """The numbered items under a heading that names a unit, unless they name units themselves."""
    section = page.sections[index]
    tasks: list[Task] = []
    for child in takewhile(lambda one: one.start < section.end, page.sections[index + 1 :]):
        inside = page.between(child.start, child.end)
        if len(child.path) != len(section.path) + 1 or not inside or closed.touches(child.start, child.end):
            continue
        at = after_label(page.reading.text, inside[0].start, inside[0].end)
        words = page.words(at, inside[0].end)
        if _led(words) is None and not is_unit(words) and len(words.split()) > 3:
            tasks.append(_task(page, child.start, inside[0].end, words, led))
    return tasks


def _is_recipients(page: Page, paragraph: Paragraph) -> bool:
    return re.match(r"\W*n[o0]i\s?nh", page.reading.folded[paragraph.start : paragraph.end]) is not None


def _led(words: str) -> _Led | None:
    """Who leads, where `words` begin with a unit (or with `Giao` and a unit) that leads or is responsible."""
    folded = fold(words)
    order = re.match(_ORDER, folded)
    begin = order.end() if order else 0
    if not is_unit(words[begin:]):
        return None
    window = folded[begin : begin + 2 * _LONGEST_UNIT]
    triggers = [match for match in _TRIGGER.finditer(window) if match.group().strip(" :,-")]
    for match in triggers:
        name = _UNIT_END.sub("", window[: match.start()])
        busy = _verb_at(words[begin : begin + len(name)]) is not None
        if match["leads"] is not None and _UNIT_END.search(window[: match.start()]) and not order:
            continue  # "được giao tham mưu, chủ trì ... có trách nhiệm"
        if len(name) > _LONGEST_UNIT or ". " in name or ";" in name or busy:
            return None
        printed = words[begin : begin + len(name)].strip(" ,:-")
        at = begin + (match.start("leads") if match["leads"] is not None else match.end())
        return _Led(tuple(units(printed)), (), at) if printed else None
    if order and (
        colon := re.search(r":|\s(?=tham muu|to chuc|trien khai|theo doi|xay dung|huong dan|ra soat)", window)
    ):
        name = window[: colon.start()]
        printed = words[begin : begin + len(name)]
        if len(name) <= _LONGEST_UNIT and _verb_at(printed) is None:
            return _Led(tuple(units(printed)), (), begin + colon.end())
    return None


def _named(above: Sequence[Section], words: str) -> _Led | None:
    """Who leads, where a heading is nothing but the name of a unit, in a part that gives out tasks."""
    heading, colon, rest = words.partition(":")
    heading = heading.strip(" .,-")
    if not is_unit(heading) or len(heading) > _LONGEST_HEADING or _verb_at(heading) is not None:
        return None
    if not heading[:1].isupper() or (rest and not colon) or ". " in heading:
        return None
    if not any(_PLANS.search(fold(one.title)[:80]) for one in above):
        return None
    return _Led(tuple(units(heading)), (), len(words) - len(rest) if colon else len(words))


def _task(page: Page, start: int, end: int, words: str, led: _Led) -> Task:
    return Task(
        start=start,
        end=end,
        label_path=page.path_at(start),
        task=words,
        lead=led.units,
        coordinate=led.coordinate or _helpers(words),
        product=None,
        deadline=find_deadline(words, page.damaged),
    )


def _helpers(words: str) -> tuple[str, ...]:
    """The units with whom a sentence says that the work is shared."""
    folded = fold(words)
    match = _WITH.search(folded)
    if match is None:
        return ()
    rest = words[match.end() : match.end() + 2 * _LONGEST_UNIT]
    stop = re.search(r"[.;:]", rest)
    ends = [_verb_at(rest), stop.start() if stop else None, len(rest)]
    named = rest[: min(end for end in ends if end is not None)].strip(" ,")
    return tuple(units(named)) if is_unit(named) else ()


def _verb_at(words: str) -> int | None:
    """Where the first verb of a task stands in `words`."""
    return next((one.start() for one in _VERB.finditer(fold(words)) if words[one.start()].islower()), None)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
