"""`/tasks`: the tasks that plans give out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.http.lists import FILES, FormatAsked, LimitAsked, OffsetAsked, as_asked, form_of, limit_of
from api.http.models import MOST_QUERY, FilterText
from api.http.record_models import Tasks
from api.http.state import DeskOfRequest, LangOfRequest
from api.records import Page, Status, conditions, task_query, task_sheet, tasks

router = APIRouter(tags=["tasks"])


@router.get("/tasks", response_model=Tasks, responses=FILES, summary="List tasks of plans")
def get_tasks(
    request: Request,
    desk: DeskOfRequest,
    lang: LangOfRequest,
    lead: Annotated[str | None, Query(max_length=400, description="Part of a leading unit's name")] = None,
    unit: Annotated[str | None, Query(max_length=400, description="The same, coordinating units too")] = None,
    q: Annotated[str | None, Query(max_length=MOST_QUERY, description="Words of task or product")] = None,
    due_from: Annotated[str | None, Query(description="The first last day; a date, month or year")] = None,
    due_to: Annotated[str | None, Query(description="The last last day; a date, month or year")] = None,
    status: Annotated[Status | None, Query(description="Seen from the day `on`")] = None,
    on: Annotated[str | None, Query(description="A day; today if not given")] = None,
    order: Annotated[str, Query(pattern="^(document|due)$", description="`document` or `due`")] = "document",
    document: Annotated[str | None, Query(description="A document's id")] = None,
    year: Annotated[str | None, Query(description="Year that the plan is for")] = None,
    quarter: Annotated[str | None, Query(description="Quarter that the plan is for")] = None,
    province: Annotated[str | None, Query(description="Province")] = None,
    filters: Annotated[
        list[FilterText] | None,
        Query(alias="filter", max_length=100, description="`FIELD:VALUE`, may be repeated"),
    ] = None,
    offset: OffsetAsked = 0,
    limit: LimitAsked = None,
    form: FormatAsked = None,
) -> Response:
    """Tasks with who leads, who coordinates, product, deadline and its last day."""
    wanted = form_of(request, form)
    query = task_query(lead, unit, q, due_from, due_to, status, on, order == "due")
    held = conditions(filters or (), document, year, quarter, province)
    listed = tasks(desk, query, held, Page(offset, limit_of(wanted, limit)), on)
    return as_asked(wanted, "tasks", listed, lambda: task_sheet(listed, lang))
