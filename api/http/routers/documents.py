"""`/documents`: what the index holds."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.http.models import Documents, FilterText, StoredDocument
from api.http.problems import Refusal
from api.http.state import DeskOfRequest

router = APIRouter(tags=["documents"])


@router.get("/documents", response_model=Documents, summary="List documents")
def get_documents(
    desk: DeskOfRequest,
    filters: Annotated[
        list[FilterText] | None,
        Query(alias="filter", max_length=100, description="`FIELD:VALUE`, may be repeated"),
    ] = None,
    offset: Annotated[int, Query(ge=0, description="How many to leave out")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000, description="The most to return")] = 100,
) -> dict[str, Any]:
    """The documents, oldest first by their own date, without their text."""
    found = desk.documents(tuple(filters or ()))
    return {"total": len(found), "offset": offset, "documents": found[offset : offset + limit]}


@router.get("/documents/{id}", response_model=StoredDocument, summary="One document")
def get_document(desk: DeskOfRequest, id: str) -> dict[str, Any]:
    """A document with its text and everything found in it."""
    found = desk.document(id)
    if found is None:
        raise Refusal("not-found")
    return found
