"""`/tasks` and `/indicators`: what plans give out and what report forms say, over the whole collection."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.desk import Desk
from api.http.models import MOST_QUERY
from api.http.pages.rendering import render
from api.http.state import DeskOfRequest, LangOfRequest
from api.messages import Speaker
from api.pages.calendar import MEDIA_TYPE, as_calendar
from api.pages.charts import HEIGHT, WIDTH, charts
from api.pages.fresh import Fresh
from api.pages.overview import collection
from api.records import STATUSES, Page, conditions, indicators, task_query, tasks
from indexer.records import IndicatorQuery, TaskQuery

router = APIRouter()

_PER_PAGE = 50
_MOST_CHARTS = 6
_MOST_UNITS = 200
_MOST_CHARTED = 2_000
"""Rows that charts are made from."""

Words = Annotated[str, Query(max_length=MOST_QUERY)]
Name = Annotated[str, Query(max_length=400)]
Choice = Annotated[str, Query(max_length=100)]
Number = Annotated[int, Query(ge=1, le=100_000)]
StatusAsked = Annotated[str, Query(pattern=f"^({'|'.join(STATUSES)})?$")]


@router.get("/tasks")
def tasks_page(
    request: Request,
    desk: DeskOfRequest,
    unit: Name = "",
    words: Words = "",
    status: StatusAsked = "",
    year: Choice = "",
    document: Choice = "",
    page: Number = 1,
) -> Response:
    """The tasks, those due first at the top."""
    asked = {"unit": unit, "words": words, "status": status, "year": year, "document": document}
    held = conditions((), document or None, year or None)
    found = tasks(desk, _task_query(unit, words, status), held, Page((page - 1) * _PER_PAGE, _PER_PAGE))
    return render(
        request,
        "tasks.html",
        q="",
        active="tasks",
        asked=asked,
        kept=[(name, value) for name, value in asked.items() if value],
        found=found,
        units=_UNITS.get(desk, now=False),
        years=_years(desk),
        statuses=STATUSES,
        page=page,
        pages=max(1, -(-found["total"] // _PER_PAGE)),
    )


@router.get("/tasks.ics")
def tasks_calendar(
    desk: DeskOfRequest,
    lang: LangOfRequest,
    unit: Name = "",
    words: Words = "",
    status: StatusAsked = "",
    year: Choice = "",
    document: Choice = "",
) -> Response:
    """The tasks with a last day, for a calendar."""
    held = conditions((), document or None, year or None)
    found = tasks(desk, _task_query(unit, words, status), held)
    name = " · ".join(filter(None, (Speaker(lang)("web.nav.tasks"), unit, year)))
    headers = {"content-disposition": 'attachment; filename="nhiem-vu.ics"'}
    return Response(as_calendar(found["tasks"], name), media_type=MEDIA_TYPE, headers=headers)


def _task_query(unit: str, words: str, status: str) -> TaskQuery:
    known = next((each for each in STATUSES if each == status), None)
    return task_query(None, unit or None, words or None, status=known, by_due=True)


@router.get("/indicators")
def indicators_page(
    request: Request,
    desk: DeskOfRequest,
    words: Words = "",
    form: Name = "",
    province: Choice = "",
    year: Choice = "",
    document: Choice = "",
    page: Number = 1,
) -> Response:
    """The rows of report forms; with words also their charts over periods and provinces."""
    asked = {"words": words, "form": form, "province": province, "year": year, "document": document}
    held = conditions((), document or None, year or None, None, province or None)
    query = IndicatorQuery(None, form or None, words or None, None)
    found = indicators(desk, query, held, Page((page - 1) * _PER_PAGE, _PER_PAGE))
    drawn = indicators(desk, query, held, Page(0, _MOST_CHARTED))["indicators"] if words else []
    return render(
        request,
        "indicators.html",
        q="",
        active="indicators",
        asked=asked,
        kept=[(name, value) for name, value in asked.items() if value],
        found=found,
        charts=charts(drawn, _MOST_CHARTS),
        width=WIDTH,
        height=HEIGHT,
        provinces=collection(desk, now=False).provinces,
        years=_years(desk),
        page=page,
        pages=max(1, -(-found["total"] // _PER_PAGE)),
    )


def _units(desk: Desk) -> list[str]:
    """The units that tasks name, those named most often first."""
    listed = desk.engine.tasks(TaskQuery(), desk.reader).rows
    named = Counter(unit for row in listed for unit in (*row.task.lead, *row.task.coordinate))
    return [unit for unit, _ in named.most_common(_MOST_UNITS)]


_UNITS = Fresh(_units)


def _years(desk: Desk) -> list[str]:
    return [year for year, _ in reversed(collection(desk, now=False).overview.years)]
