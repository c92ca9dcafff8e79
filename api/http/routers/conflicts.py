"""`/conflicts`: what the collection contradicts."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.http.lists import FILES, FormatAsked, LimitAsked, OffsetAsked, as_asked, form_of, limit_of
from api.http.models import MOST_QUERY, FilterText
from api.http.record_models import Contradictions
from api.http.state import DeskOfRequest, LangOfRequest
from api.records import ConflictQuery, Page, conditions, conflict_sheet, conflicts

router = APIRouter(tags=["conflicts"])


@router.get("/conflicts", response_model=Contradictions, responses=FILES, summary="List contradictions")
def get_conflicts(
    request: Request,
    desk: DeskOfRequest,
    lang: LangOfRequest,
    q: Annotated[str, Query(max_length=MOST_QUERY, description="Words of its number or explanation")] = "",
    kinds: Annotated[
        list[str] | None, Query(alias="kind", max_length=100, description="A kind, may be repeated")
    ] = None,
    severities: Annotated[
        list[Literal["error", "doubt", "note"]] | None,
        Query(alias="severity", max_length=3, description="How grave, may be repeated"),
    ] = None,
    document: Annotated[str | None, Query(description="Id of a document that it stands in")] = None,
    filters: Annotated[
        list[FilterText] | None,
        Query(alias="filter", max_length=100, description="`FIELD:VALUE`, may be repeated"),
    ] = None,
    offset: OffsetAsked = 0,
    limit: LimitAsked = None,
    form: FormatAsked = None,
) -> Response:
    """Contradictions between mentions and inside documents, the gravest first, with all their places."""
    wanted = form_of(request, form)
    query = ConflictQuery(tuple(kinds or ()), tuple(severities or ()), q)
    page = Page(offset, limit_of(wanted, limit))
    listed = conflicts(desk, query, conditions(filters or (), document), lang, page)
    return as_asked(wanted, "conflicts", listed, lambda: conflict_sheet(listed, lang))
