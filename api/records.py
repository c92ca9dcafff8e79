"""The lists over the whole collection: tasks, rows of report forms, contradictions and doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from analyzers.annotations import Severity
from analyzers.doubts import KINDS
from analyzers.folding import fold
from api.desk import Desk, Json
from api.messages import Speaker
from api.pages.known import known
from api.settings import Lang
from api.sheets import Cell, Sheet
from indexer.engines.base import Filters
from indexer.records import FoundIndicator, FoundTask, IndicatorQuery, Source, TaskQuery, WarningQuery
from search.own_doubts import BETWEEN_MENTIONS, said

Status = Literal["overdue", "open", "undated"]
STATUSES: tuple[Status, ...] = ("overdue", "open", "undated")

_TASK_COLUMNS = (
    "number", "date", "issuer", "label", "task", "lead", "coordinate", "product", "deadline", "due", "status",
    "file", "start", "end",
)  # fmt: skip
_INDICATOR_COLUMNS = (
    "number", "date", "issuer", "period", "province", "form", "code", "indicator", "unit", "value",
    "value_raw", "note", "file", "start", "end",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows of a list are wanted: all from `offset` on, or at most `limit`."""

    offset: int = 0
    limit: int | None = None


def conditions(
    filters: Iterable[str] = (),
    document: str | None = None,
    year: str | None = None,
    quarter: str | None = None,
    province: str | None = None,
    period: str | None = None,
) -> Filters:
    """Conditions on documents, named one by one or as `FIELD:VALUE`; raises `search.errors.BadFilter`."""
    from search.filters import merge, parse_filters

    named = {"document": document, "year": year, "quarter": quarter, "province": province}
    pairs = [*filters, *(f"{field}={value}" for field, value in named.items() if value is not None)]
    found = parse_filters(pairs)
    return found if period is None else merge(found, _of_period(period))


def _of_period(period: str) -> Filters:
    from analyzers.period import years_and_quarters
    from search.errors import BadFilter

    years, quarters = years_and_quarters(period)
    if not years:
        raise BadFilter(
            f"“{period}” không phải là kỳ báo cáo; viết ví dụ Quý I/2024, 6 tháng đầu năm 2024, năm 2023.",
            f"“{period}” is no period of a report; write e.g. Quý I/2024, 6 tháng đầu năm 2024, năm 2023.",
        )
    return Filters(year=tuple(sorted(years)), quarter=tuple(sorted(quarters)))


def task_query(
    lead: str | None = None,
    unit: str | None = None,
    text: str | None = None,
    due_from: str | None = None,
    due_to: str | None = None,
    status: Status | None = None,
    on: str | None = None,
    by_due: bool = False,
) -> TaskQuery:
    """Which tasks are wanted; dates as they are typed, `status` is seen from the day `on` (today).

    Raises `search.errors.BadFilter` for what is no date.
    """
    first, last = _day(due_from, 0), _day(due_to, 1)
    today = _day(on, 0) or date.today().isoformat()
    if status == "overdue":
        last = min(filter(None, (last, _day_before(today))))
    elif status == "open":
        first = max(filter(None, (first, today)))
    dated = None if status is None else status != "undated"
    return TaskQuery(lead, unit, text, first, last, dated, by_due)


def _day(typed: str | None, side: int) -> str | None:
    """The first (0) or last (1) day of what was typed."""
    from search.filters import one_filter

    if typed is None:
        return None
    found = one_filter("to" if side else "from", typed)
    return found.date_to if side else found.date_from


def _day_before(day: str) -> str:
    from datetime import timedelta

    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def tasks(desk: Desk, query: TaskQuery, filters: Filters, page: Page = Page(), on: str | None = None) -> Json:
    """The object of `GET tasks`: each task with its document, last day, and status on the day `on`."""
    found = desk.engine.tasks(query, desk.reader, filters, offset=page.offset, limit=page.limit)
    today = _day(on, 0) or date.today().isoformat()
    return {"total": found.total, "offset": page.offset, "tasks": [_task(row, today) for row in found.rows]}


def _task(found: FoundTask, today: str) -> Json:
    due = found.due
    status: Status = "undated" if due is None else "overdue" if due < today else "open"
    return {**_about(found.source), **asdict(found.task), "due": due, "status": status}


def indicators(desk: Desk, query: IndicatorQuery, filters: Filters, page: Page = Page()) -> Json:
    """The object of `GET indicators`: each row with its document."""
    found = desk.engine.indicators(query, desk.reader, filters, offset=page.offset, limit=page.limit)
    listed = [_indicator(row) for row in found.rows]
    return {"total": found.total, "offset": page.offset, "indicators": listed}


def _indicator(found: FoundIndicator) -> Json:
    return {**_about(found.source), **asdict(found.indicator)}


def _about(source: Source) -> Json:
    """What a row says of its document."""
    header = source.header
    names = ("number", "date", "issuer", "province", "period")
    return {
        "document": source.document,
        "file": source.file,
        **{name: getattr(header, name) for name in names},
    }


def task_sheet(listed: Json, lang: Lang) -> Sheet:
    """The rows of `tasks` for a spreadsheet."""
    return _sheet("tasks", _TASK_COLUMNS, listed["tasks"], Speaker(lang))


def indicator_sheet(listed: Json, lang: Lang) -> Sheet:
    """The rows of `indicators` for a spreadsheet."""
    return _sheet("indicators", _INDICATOR_COLUMNS, listed["indicators"], Speaker(lang))


def _sheet(name: str, columns: Sequence[str], rows: Sequence[Json], say: Speaker) -> Sheet:
    titles = tuple(say.known(f"column.{column}", column) for column in columns)
    return Sheet(
        say.known(f"column.{name}", name),
        titles,
        [tuple(_cell(row, c, say) for c in columns) for row in rows],
    )


def _cell(row: Json, column: str, say: Speaker) -> Cell:
    value: Any = row["label_path"] if column == "label" else row[column]
    if column in ("status", "severity"):
        return say.known(f"{'task-status' if column == 'status' else column}.{value}", value)
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, list | tuple):
        return (".".join if column == "label" else "; ".join)(value)
    return value  # type: ignore[no-any-return]


_CONFLICT_COLUMNS = ("severity", "kind", "canonical", "message", "ocr", "places")


@dataclass(frozen=True, slots=True)
class ConflictQuery:
    """Which contradictions are wanted; empty is no condition. All `words` stand in number or message."""

    kinds: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    words: str = ""


def conflicts(desk: Desk, query: ConflictQuery, filters: Filters, lang: Lang, page: Page = Page()) -> Json:
    """The object of `GET conflicts`: what mentions disagree on, and what a document contradicts in itself.

    `filters` are about the documents that a contradiction stands in: one of them must meet them.
    """
    held = {each.id for each in desk.engine.documents(desk.reader, filters)}
    wanted = fold(query.words).split()
    found = [
        row
        for row in _distinct([*_between_mentions(desk, lang), *_in_documents(desk, lang)])
        if any(place["document"] in held for place in row["places"])
        and (not query.kinds or row["kind"] in query.kinds)
        and (not query.severities or row["severity"] in query.severities)
        and all(word in fold(f"{row['canonical'] or ''} {row['message']}") for word in wanted)
    ]
    found.sort(
        key=lambda row: (
            SEVERITIES.index(row["severity"]),
            row["places"][0]["file"],
            row["places"][0]["start"],
        )
    )
    last = None if page.limit is None else page.offset + page.limit
    return {"total": len(found), "offset": page.offset, "conflicts": found[page.offset : last]}


SEVERITIES: tuple[Severity, ...] = ("error", "doubt", "note")
_SURE = frozenset({"date", "impossible-date", "number-year", "registry-date", "effect-date"})
"""Conflicts between mentions of which one side must be wrong."""


def _between_mentions(desk: Desk, lang: Lang) -> Iterator[Json]:
    for cited in known(desk).cited:
        for conflict in cited.conflicts:
            mentions = [cited.mentions[n].mention for n in conflict.mentions]
            if not mentions:
                continue
            yield {
                "kind": conflict.kind,
                "severity": "error" if conflict.kind in _SURE else "doubt",
                "ocr": False,
                "canonical": cited.canonical,
                "message": conflict.message(lang),
                "places": [_at(m.document, m.file, m.citation.start, m.citation.end) for m in mentions],
            }


def _distinct(rows: Iterable[Json]) -> Iterator[Json]:
    """The rows without those that say the same of the same first place."""
    seen = set()
    for row in rows:
        first = row["places"][0]
        key = (row["kind"], first["document"], first["start"])
        if key not in seen:
            seen.add(key)
            yield row


def _in_documents(desk: Desk, lang: Lang) -> Iterator[Json]:
    """The stored contradictions that are not found again between mentions."""
    shown = tuple(kind for kind in KINDS if kind not in BETWEEN_MENTIONS)
    for found in desk.engine.warnings(WarningQuery(kinds=shown), desk.reader).rows:
        warning, source = found.warning, found.source
        yield {
            "kind": warning.kind,
            "severity": warning.severity,
            "ocr": warning.ocr,
            "canonical": source.header.number,
            "message": said(warning, lang),
            "places": [_at(source.document, source.file, *span) for span in warning.places],
        }


def _at(document: str, file: str, start: int, end: int) -> Json:
    return {"document": document, "file": file, "start": start, "end": end}


def conflict_sheet(listed: Json, lang: Lang) -> Sheet:
    """The rows of `conflicts` for a spreadsheet, places as `file:start-end`."""
    rows = [
        {**row, "places": [f"{p['file']}:{p['start']}-{p['end']}" for p in row["places"]]}
        for row in listed["conflicts"]
    ]
    return _sheet("conflicts", _CONFLICT_COLUMNS, rows, Speaker(lang))
