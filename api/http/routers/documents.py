"""`/documents`: what the index holds."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Query, Request, Response, UploadFile

from api.failures import Failure, explain, unreadable_reason
from api.http.models import Documents, FilterText, Ingested, StoredDocument
from api.http.pages.editing import Editor
from api.http.problems import Refusal
from api.http.state import DeskOfRequest, LangOfRequest, state_of

router = APIRouter(tags=["documents"])

_WAIT = 300.0
"""Seconds that a file has to be read within a request."""


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


@router.post(
    "/documents",
    response_model=Ingested,
    dependencies=[Editor],
    summary="Take a file into the collection",
    responses={202: {"model": Ingested, "description": "Received; it is still being read"}},
)
def post_documents(
    request: Request,
    lang: LangOfRequest,
    response: Response,
    file: Annotated[
        UploadFile, File(description="A file; at most 64 MB", json_schema_extra={"minLength": 1})
    ],
) -> dict[str, Any]:
    """Read, analyse and index a file; needs a page's cookie and its token as `X-CSRF-Token`."""
    uploads = state_of(request).uploads
    if uploads is None:
        raise Refusal("forbidden")
    try:
        upload = uploads.add(file.filename or "", file.file)
    except OSError as error:
        raise Failure("web.not-kept", reason=explain(error, lang) or "") from error
    settled = uploads.wait(upload.number, _WAIT) or upload
    response.status_code = 200 if settled.settled else 202
    return {
        "file": settled.name,
        "state": settled.state,
        "document": settled.document,
        "code": settled.code or None,
        "reason": unreadable_reason(settled, lang) if settled.reason else None,
    }
