"""`/lookup`: look up a document number."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as Parameter

from api.http.models import MOST_QUERY, LookupResult, Query
from api.http.state import DeskOfRequest

router = APIRouter(tags=["lookup"])


@router.get("/lookup", response_model=LookupResult, summary="Look up a document number")
def get_lookup(
    desk: DeskOfRequest,
    q: Annotated[str, Parameter(max_length=MOST_QUERY, description="The number of a document")],
) -> dict[str, Any]:
    """The object of `tracuu lookup --json`."""
    return desk.lookup(q)


@router.post("/lookup", response_model=LookupResult, summary="Look up a document number (long queries)")
def post_lookup(desk: DeskOfRequest, query: Query) -> dict[str, Any]:
    """The same with a JSON body."""
    return desk.lookup(query.q)
