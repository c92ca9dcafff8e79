"""`tracuu tasks` and `tracuu indicators`: the lists over the whole collection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from api.commands.options import (
    DataOption,
    EngineOption,
    FilterOption,
    Invocation,
    JsonOption,
    LangOption,
    invocation,
)
from api.failures import WrongUsage
from api.output import stdout_kept_clean

OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="option.sheet", show_default=False)
]


def _text(option: str, metavar: str, help_key: str) -> Any:
    return typer.Option(option, metavar=metavar, help=help_key, show_default=False)


def tasks(
    context: typer.Context,
    lead: Annotated[str | None, _text("--lead", "UNIT", "option.lead")] = None,
    unit: Annotated[str | None, _text("--unit", "UNIT", "option.unit")] = None,
    text: Annotated[str | None, _text("--text", "WORDS", "option.task-text")] = None,
    due_from: Annotated[str | None, _text("--due-from", "DATE", "option.due-from")] = None,
    due_to: Annotated[str | None, _text("--due-to", "DATE", "option.due-to")] = None,
    status: Annotated[
        Literal["overdue", "open", "undated"] | None,
        typer.Option("--status", help="option.status", show_default=False),
    ] = None,
    on: Annotated[str | None, _text("--on", "DATE", "option.on")] = None,
    filters: FilterOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Print the tasks of plans, the first due first."""
    here = invocation(context, data, engine, lang)
    _check_file(out)
    from api import records
    from api.desk import opened

    try:
        query = records.task_query(lead, unit, text, due_from, due_to, status, on, by_due=True)
        held = records.conditions(filters or ())
    except Exception as error:
        raise _wrong(error, here) from None
    with stdout_kept_clean(), opened(here.settings) as desk:
        listed = records.tasks(desk, query, held, on=on)
    return _give(listed, records.task_sheet, "tasks", out, json, here)


def indicators(
    context: typer.Context,
    code: Annotated[str | None, _text("--code", "CODE", "option.code")] = None,
    name: Annotated[str | None, _text("--name", "WORDS", "option.indicator-name")] = None,
    form: Annotated[str | None, _text("--form", "WORDS", "option.form")] = None,
    period: Annotated[str | None, _text("--period", "PERIOD", "option.period")] = None,
    filters: FilterOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Print the rows of report forms."""
    here = invocation(context, data, engine, lang)
    _check_file(out)
    from api import records
    from api.desk import opened
    from indexer.records import IndicatorQuery

    try:
        held = records.conditions(filters or (), period=period)
    except Exception as error:
        raise _wrong(error, here) from None
    with stdout_kept_clean(), opened(here.settings) as desk:
        listed = records.indicators(desk, IndicatorQuery(code, form, name), held)
    return _give(listed, records.indicator_sheet, "indicators", out, json, here)


def conflicts(
    context: typer.Context,
    kinds: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="option.kind", show_default=False)
    ] = None,
    severity: Annotated[
        Literal["error", "doubt", "note"] | None,
        typer.Option("--severity", help="option.severity", show_default=False),
    ] = None,
    text: Annotated[str | None, _text("--text", "WORDS", "option.conflict-text")] = None,
    filters: FilterOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Print the contradictions of the collection, the gravest first."""
    here = invocation(context, data, engine, lang)
    _check_file(out)
    from api import records
    from api.desk import opened

    try:
        held = records.conditions(filters or ())
    except Exception as error:
        raise _wrong(error, here) from None
    query = records.ConflictQuery(tuple(kinds or ()), (severity,) if severity else (), text or "")
    with stdout_kept_clean(), opened(here.settings) as desk:
        listed = records.conflicts(desk, query, held, here.out.lang)
    return _give(listed, records.conflict_sheet, "conflicts", out, json, here)


def _check_file(out: Path | None) -> None:
    if out is not None and out.suffix.lower() not in (".csv", ".xlsx"):
        raise WrongUsage("usage.sheet", file=out)


def _wrong(error: Exception, here: Invocation) -> Exception:
    """A filter or date that cannot be is wrong usage; anything else stays what it is."""
    from search.errors import BadFilter

    if isinstance(error, BadFilter):
        return WrongUsage("usage.filter", reason=error.message(here.out.lang))
    return error


def _give(
    listed: dict[str, Any],
    sheet: Callable[..., Any],
    kind: str,
    out: Path | None,
    json: bool,
    here: Invocation,
) -> int:
    """Print the list as JSON or as a table, or write it to a file."""
    if out is not None:
        from api.sheets import to_file

        out.write_bytes(
            to_file(sheet(listed, here.out.lang), "csv" if out.suffix.lower() == ".csv" else "xlsx")
        )
        here.out.note(here.out.say("sheet.written", file=out, count=listed["total"]))
    if json:
        here.out.json(listed)
    elif out is None:
        from api.show.records import show_records

        show_records(kind, listed[kind], here.out)
    return 0
