"""`/search`: ranked passages."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from api.http.models import MOST_QUERY, SAYS_SOMETHING, FilterText, SearchQuery, SearchResult
from api.http.state import DeskOfRequest

router = APIRouter(tags=["search"])


@router.get("/search", response_model=SearchResult, summary="Find passages")
def get_search(
    desk: DeskOfRequest,
    q: Annotated[
        str,
        Query(
            max_length=MOST_QUERY,
            description="Words, a question or a document number",
            json_schema_extra=SAYS_SOMETHING,
        ),
    ],
    k: Annotated[int, Query(ge=1, le=1000, description="The most passages to return")] = 10,
    mode: Annotated[
        Literal["hybrid", "lexical", "dense"], Query(description="Which side searches")
    ] = "hybrid",
    filters: Annotated[
        list[FilterText] | None,
        Query(alias="filter", max_length=100, description="`FIELD:VALUE`, may be repeated"),
    ] = None,
) -> dict[str, Any]:
    """The passages that fit a query best."""
    return desk.search(q, k, mode, tuple(filters or ()))


@router.post("/search", response_model=SearchResult, summary="Find passages (long queries)")
def post_search(desk: DeskOfRequest, query: SearchQuery) -> dict[str, Any]:
    """The same with a JSON body."""
    return desk.search(query.q, query.k, query.mode, tuple(query.filter))
