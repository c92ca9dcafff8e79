"""`/citations`: what the collection cites, and what a text cites."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.http.models import MOST_QUERY, Citations, CitedDocuments, Text
from api.http.state import DeskOfRequest
from api.linking import cited_documents, link_citations

router = APIRouter(tags=["citations"])


@router.get("/citations", response_model=CitedDocuments, summary="List cited documents")
def get_citations(
    desk: DeskOfRequest,
    q: Annotated[
        str,
        Query(max_length=MOST_QUERY, description="Only those with all these words, accents or not"),
    ] = "",
    offset: Annotated[int, Query(ge=0, description="How many to leave out")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000, description="The most to return")] = 100,
) -> dict[str, Any]:
    """The documents that the collection cites, in order of number."""
    found = cited_documents(desk, q)
    return {"total": len(found), "offset": offset, "citations": found[offset : offset + limit]}


@router.post("/citations", response_model=Citations, summary="Find the citations of a text")
def post_citations(desk: DeskOfRequest, body: Text) -> dict[str, Any]:
    """The citations of a text with their normal form, and whether the collection knows them."""
    return link_citations(desk, body.text)
