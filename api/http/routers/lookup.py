"""`/lookup`: look up a document number."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as Parameter

from api.http.models import MOST_QUERY, SAYS_SOMETHING, LookupResult, Query
from api.http.state import DeskOfRequest, LangOfRequest

router = APIRouter(tags=["lookup"])


@router.get("/lookup", response_model=LookupResult, summary="Look up a document number")
def get_lookup(
    desk: DeskOfRequest,
    lang: LangOfRequest,
    q: Annotated[
        str,
        Parameter(
            max_length=MOST_QUERY, description="The number of a document", json_schema_extra=SAYS_SOMETHING
        ),
    ],
) -> dict[str, Any]:
    """The object of `tracuu lookup --json`."""
    return desk.lookup(q, lang)


@router.post("/lookup", response_model=LookupResult, summary="Look up a document number (long queries)")
def post_lookup(desk: DeskOfRequest, lang: LangOfRequest, query: Query) -> dict[str, Any]:
    """The same with a JSON body."""
    return desk.lookup(query.q, lang)
