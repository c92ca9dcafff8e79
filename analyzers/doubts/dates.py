"""Dates that cannot be, or that contradict a number, another mention, the registry or the document."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from analyzers.annotations import Citation, Header, Task, Warning
from analyzers.doubts.making import day, doubt, one_apart
from analyzers.doubts.words import Words
from analyzers.national import national_document
from analyzers.reading import Reading
from analyzers.tasks.due import due_day

_ANYWHERE = 1 << 60
"""After every place."""
_SURE = 0.5
"""Confidence below which the reading of a number proves nothing."""
_PAST = 3
"""Years before the document beyond which a day is not its deadline but one that it speaks of."""
_SEVERAL = 2
"""Documents cited with a later date from which on it is the text's own date that is doubted."""
_FREE_DAY = re.compile(
    r"\bngay\s+(?P<day>\d{1,2})\s?[/.]\s?(?P<month>\d{1,2})\s?[/.]\s?(?P<year>(?:19|20)\d\d)(?![\d/])"
    r"|\bngay\s+(?P<day2>\d{1,2})\s+thang\s+(?P<month2>\d{1,2})\s+nam\s+(?P<year2>(?:19|20)\d\d)(?!\d)"
)


def date_doubts(
    reading: Reading, words: Words, header: Header, citations: Sequence[Citation], tasks: Sequence[Task]
) -> Iterator[Warning]:
    """All doubts about dates."""
    damaged = words.damaged
    cited = [c for c in citations if c.role == "cites"]
    yield from _impossible(reading, words, cited)
    sure = [c for c in cited if c.date is not None and c.date_valid and c.confidence >= _SURE]
    for citation in sure:
        yield from _number_year(citation, damaged)
        yield from _registry(citation, damaged)
    yield from _later(sure, header, damaged)
    yield from _two_dates(sure, damaged)
    yield from _deadlines(reading, header, tasks, damaged)


def _impossible(reading: Reading, words: Words, cited: Sequence[Citation]) -> Iterator[Warning]:
    """Days that no calendar has, of a cited document or anywhere behind the word `ngày`."""
    seen: list[tuple[int, int]] = []
    for citation in cited:
        if citation.date_valid is False:
            at = reading.text.find(citation.date_raw or "", citation.end)
            place = (citation.start, citation.end)
            reach = (citation.start, at + len(citation.date_raw or "") if at >= 0 else citation.end)
            seen.append(reach)
            vi = f"Ngày không có trong lịch: {citation.date_raw} (của {citation.canonical})"
            en = f"There is no such date as {citation.date_raw} (of {citation.canonical})"
            yield doubt("impossible-date", [place], vi, en)
    for match in _FREE_DAY.finditer(words.folded):
        place = words.place(*match.span())
        parts = [int(part) for part in match.groups() if part]
        if not _is_day(*parts) and not _within(seen, place[0]):
            printed = reading.best(*place)
            vi, en = f"Ngày không có trong lịch: “{printed}”", f"There is no such date: “{printed}”"
            yield doubt("impossible-date", [place], vi, en, ocr=words.damaged)


def _within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether one of some spans, in order, holds a place."""
    before = bisect_right(spans, (at, _ANYWHERE)) - 1
    return before >= 0 and at < spans[before][1]


def _is_day(day_: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1 <= day_ <= calendar.monthrange(year, month)[1]


def _number_year(citation: Citation, damaged: bool) -> Iterator[Warning]:
    """`45/2020/NĐ-CP ngày 08/4/2018`: a number bears the year of its document's date."""
    date = citation.date or ""
    year = str(citation.number_year or "")
    if year and not date.startswith(year):
        known = national_document(citation.canonical)
        vi = f"{citation.canonical} mang năm {year} nhưng ghi ngày {day(date)}"
        en = f"{citation.canonical} bears the year {year} but is dated {day(date)}"
        if known is not None:
            vi += f"; văn bản được ban hành ngày {day(known.date)}"
            en += f"; it was issued on {day(known.date)}"
        yield doubt("number-year", [_place(citation)], vi, en, ocr=damaged and one_apart(date[:4], year))


def _registry(citation: Citation, damaged: bool) -> Iterator[Warning]:
    """A national document under another date than that of its issue."""
    if citation.number is None or citation.number_year is None:
        return
    known, date = national_document(citation.canonical), citation.date or ""
    if known is None or date[:4] != known.date[:4] or known.date == date:
        return
    if date == known.effect:
        issued = day(known.date)
        vi = f"{citation.canonical} ghi ngày {day(date)} là ngày có hiệu lực; ngày ban hành là {issued}"
        en = f"{citation.canonical} is given its date of effect, {day(date)}; it was issued on {issued}"
        yield doubt("effect-date", [_place(citation)], vi, en)
        return
    vi = f"{citation.canonical} ghi ngày {day(date)}, nhưng được ban hành ngày {day(known.date)}"
    en = f"{citation.canonical} is dated {day(date)}, but was issued on {day(known.date)}"
    yield doubt("registry-date", [_place(citation)], vi, en, ocr=damaged and one_apart(date, known.date))


def _later(sure: Sequence[Citation], header: Header, damaged: bool) -> Iterator[Warning]:
    """Documents that are cited under a date after that of the text itself.

    One is doubted by itself; several together make the text's own date doubtful.
    """
    own = header.date
    if own is None:
        return
    later = [c for c in sure if c.number and (c.date or "") > own and not _year_contradicts(c)]
    if len({c.canonical for c in later}) > _SEVERAL:
        places = [_place(c) for c in later]
        vi = f"{len(later)} văn bản được viện dẫn có ngày sau ngày của chính văn bản này ({day(own)})"
        en = f"{len(later)} documents are cited with dates after that of this document ({day(own)})"
        yield doubt("later-than-document", places, vi, en, "doubt", damaged)
        return
    for citation in later:
        date = citation.date or ""
        vi = f"{citation.canonical} ghi ngày {day(date)}, sau ngày của chính văn bản này ({day(own)})"
        en = f"{citation.canonical} is dated {day(date)}, after this document itself ({day(own)})"
        yield doubt("later-than-document", [_place(citation)], vi, en, "doubt", damaged)


def _year_contradicts(citation: Citation) -> bool:
    year = citation.number_year
    return year is not None and not (citation.date or "").startswith(str(year))


def _two_dates(sure: Sequence[Citation], damaged: bool) -> Iterator[Warning]:
    """One document under two dates of the same text.

    Only numbers with their year name one document for sure; others of a year are taken for one where
    number, series, issuer and subject do not tell them apart.
    """
    groups: dict[tuple[str, object], list[Citation]] = defaultdict(list)
    for citation in sure:
        year = citation.number_year or (citation.date or "")[:4]
        groups[citation.canonical, year].append(citation)
    for (canonical, _), cited in groups.items():
        dates = list(dict.fromkeys(c.date or "" for c in cited))
        if len(dates) < 2 or (cited[0].number_year is None and _apart(cited)):
            continue
        told = ", ".join(map(day, dates))
        ocr = damaged and any(one_apart(a, b) for a, b in combinations(dates, 2))
        vi, en = (
            f"{canonical} được ghi các ngày khác nhau: {told}",
            f"{canonical} is given different dates: {told}",
        )
        yield doubt("two-dates", [_place(c) for c in cited], vi, en, ocr=ocr)


def _apart(cited: Iterable[Citation]) -> bool:
    """Whether mentions of one number differ in issuer, so that they may be two documents."""
    return len({c.issuer for c in cited if c.issuer}) > 1


def _deadlines(reading: Reading, header: Header, tasks: Sequence[Task], damaged: bool) -> Iterator[Warning]:
    """A deadline whose last day, with its year printed, is before the document's date."""
    for task in tasks:
        due = due_day(task.deadline, None)
        if header.date is None or due is None or due >= header.date:
            continue
        if int(header.date[:4]) - int(due[:4]) > _PAST:
            continue
        place = _deadline_place(reading, task)
        vi = f"Thời hạn “{task.deadline}” đã qua khi văn bản được ban hành ({day(header.date)})"
        en = f"The deadline “{task.deadline}” had passed when the document was issued ({day(header.date)})"
        yield doubt("early-deadline", [place], vi, en, "doubt", damaged)


def _deadline_place(reading: Reading, task: Task) -> tuple[int, int]:
    """Where the task prints its deadline's year, else the whole task."""
    years = re.findall(r"(?:19|20)\d\d", task.deadline or "")
    at = reading.text.rfind(years[-1], task.start, task.end) if years else -1
    if at < 0:
        return task.start, task.end
    line = max(task.start, reading.text.rfind("\n", task.start, at) + 1)
    return line, at + 4


def _place(citation: Citation) -> tuple[int, int]:
    return citation.start, citation.end
