"""`/indicators`: the rows of report forms."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.http.lists import FILES, FormatAsked, LimitAsked, OffsetAsked, as_asked, form_of, limit_of
from api.http.models import MOST_QUERY, FilterText
from api.http.record_models import Indicators
from api.http.state import DeskOfRequest, LangOfRequest
from api.records import Page, conditions, indicator_sheet, indicators
from indexer.records import IndicatorQuery

router = APIRouter(tags=["indicators"])


@router.get("/indicators", response_model=Indicators, responses=FILES, summary="List rows of report forms")
def get_indicators(
    request: Request,
    desk: DeskOfRequest,
    lang: LangOfRequest,
    code: Annotated[str | None, Query(max_length=100, description="A row's code, e.g. `1.2`")] = None,
    name: Annotated[str | None, Query(max_length=MOST_QUERY, description="Words of its name or unit")] = None,
    in_form: Annotated[
        str | None, Query(alias="in", max_length=400, description="Words of the form's name")
    ] = None,
    numeric: Annotated[bool | None, Query(description="Only rows with a value, or without")] = None,
    period: Annotated[str | None, Query(max_length=400, description="A period, e.g. `Quý I/2024`")] = None,
    document: Annotated[str | None, Query(description="A document's id")] = None,
    year: Annotated[str | None, Query(description="Year that is reported on")] = None,
    quarter: Annotated[str | None, Query(description="Quarter that is reported on")] = None,
    province: Annotated[str | None, Query(description="Province")] = None,
    filters: Annotated[
        list[FilterText] | None,
        Query(alias="filter", max_length=100, description="`FIELD:VALUE`, may be repeated"),
    ] = None,
    offset: OffsetAsked = 0,
    limit: LimitAsked = None,
    form: FormatAsked = None,
) -> Response:
    """Rows with form, code, name, unit, value as printed and as a number (null where it is none), note."""
    wanted = form_of(request, form)
    held = conditions(filters or (), document, year, quarter, province, period)
    query = IndicatorQuery(code, in_form, name, numeric)
    listed = indicators(desk, query, held, Page(offset, limit_of(wanted, limit)))
    return as_asked(wanted, "indicators", listed, lambda: indicator_sheet(listed, lang))
