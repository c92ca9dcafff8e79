"""Citations that differ from those they stand beside: a plan's year, the number on a report's own forms."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from analyzers.annotations import Citation, Header, Indicator, Warning
from analyzers.doubts.making import doubt, one_apart
from analyzers.doubts.words import Words
from analyzers.folding import fold

_YEAR_AT_END = re.compile(r"\bnam ((?:19|20)\d\d)\W*$")
_SISTERS = 2
"""Plans of the same day that must be for a later year."""
_SUBJECT = 400
"""Characters behind a number within which its subject's year stands."""
_BEFORE_FORM = 1_500
"""Characters before a form's first row within which its head stands."""


def sister_doubts(
    words: Words, header: Header, citations: Sequence[Citation], indicators: Sequence[Indicator]
) -> Iterator[Warning]:
    """Both kinds."""
    yield from _plan_years(words, citations)
    yield from _own_number(header, citations, indicators, words.damaged)


def _plan_years(words: Words, citations: Sequence[Citation]) -> Iterator[Warning]:
    """A plan for a year before its own date, where others of its series and day are for a later one."""
    plans = [(c, _subject_year(c)) for c in citations if fold(c.type or "") == "ke hoach" and c.date]
    years: dict[tuple[str | None, str | None], Counter[int]] = defaultdict(Counter)
    for plan, year in plans:
        if year is not None:
            years[plan.date, plan.series][year] += 1
    for plan, year in plans:
        if year is None or year >= int((plan.date or "")[:4]):
            continue
        meant, count = years[plan.date, plan.series].most_common(1)[0]
        if meant <= year or count < _SISTERS:
            continue
        vi = f"{plan.canonical} ghi là cho năm {year}; các kế hoạch cùng ngày là cho năm {meant}"
        en = f"{plan.canonical} is said to be for {year}; the plans of the same day are for {meant}"
        ocr = words.damaged and one_apart(str(year), str(meant))
        at = words.find(str(year), plan.end, plan.end + _SUBJECT)
        yield doubt("plan-year", [(plan.start, plan.end), *([at] if at else [])], vi, en, "doubt", ocr)


def _subject_year(citation: Citation) -> int | None:
    found = _YEAR_AT_END.search(fold(citation.subject or ""))
    return int(found[1]) if found else None


def _own_number(
    header: Header, citations: Sequence[Citation], indicators: Sequence[Indicator], damaged: bool
) -> Iterator[Warning]:
    """The head of a form that names its document by its date and kind, but by another number."""
    kind = _kind((header.number or "").rpartition("/")[2])
    forms = sorted(row.start for row in indicators)
    own = next((c for c in citations if c.role == "self"), None)
    for citation in citations:
        if citation.role == "self" or citation.canonical == header.number or citation.date != header.date:
            continue
        if not kind or header.date is None or _kind(citation.series or "") != kind:
            continue
        following = forms[bisect_left(forms, citation.end) :][:1]
        inside = any(row.start <= citation.start < row.end for row in indicators)
        if inside or not following or following[0] - citation.end > _BEFORE_FORM:
            continue
        vi = f"Biểu mẫu ghi kèm theo {citation.canonical}, nhưng văn bản này có số {header.number}"
        en = f"The form says that it goes with {citation.canonical}, but this document is {header.number}"
        places = [(citation.start, citation.end), *([(own.start, own.end)] if own else [])]
        yield doubt("own-number", places, vi, en, "doubt", damaged)


def _kind(series: str) -> str:
    """What kind of document a series names: `BC` of `BC-VP`."""
    return series.partition("-")[0]
