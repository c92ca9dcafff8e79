"""`/documents`: what is in the collection; adding, removing, reading again, confirming."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, Query, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, RedirectResponse, Response

from analyzers.folding import fold
from api.desk import Desk, opened
from api.failures import Failure, explain, unreadable_reason
from api.http.pages.editing import Editor
from api.http.pages.rendering import address, render
from api.http.problems import Refusal
from api.http.state import DeskOfRequest, LangOfRequest, state_of
from api.messages import Speaker
from api.pages.overview import collection
from api.settings import Lang
from api.uploads import Busy, Upload, Uploads
from indexer.corrections import FIELDS, BadCorrection
from indexer.engines.base import Filters

router = APIRouter()

_PER_PAGE = 50
_MOST_FILES = 100
"""Files that one form may bring; a script sends them one by one."""


@router.get("/documents")
def documents_page(
    request: Request,
    desk: DeskOfRequest,
    lang: LangOfRequest,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    words: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The documents, newest first, with what the collection holds at a glance."""
    held = collection(desk)
    wanted = fold(words).split()
    rows = [row for row in held.rows if all(word in row.words for word in wanted)]
    begin = (page - 1) * _PER_PAGE
    uploads = state_of(request).uploads
    return render(
        request,
        "documents.html",
        q="",
        active="documents",
        words=words,
        overview=held.overview,
        rows=rows[begin : begin + _PER_PAGE],
        total=len(rows),
        page=page,
        pages=max(1, -(-len(rows) // _PER_PAGE)),
        uploads=[_as_json(request, each, lang) for each in uploads.recent()] if uploads else [],
    )


@router.post("/documents/files", dependencies=[Editor])
def add_files(
    request: Request, lang: LangOfRequest, file: Annotated[list[UploadFile], File(max_length=_MOST_FILES)]
) -> Response:
    """Take files in. A script gets their states, a form goes back to the list."""
    uploads = _uploads(request)
    try:
        added = [uploads.add(each.filename or "", each.file) for each in file if each.filename]
    except OSError as error:
        raise Failure("web.not-kept", reason=explain(error, lang) or "") from error
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse([_as_json(request, each, lang) for each in added], 202)
    return RedirectResponse(address(request, "/documents", {}, "uploads"), 303)


@router.get("/documents/files")
def files(request: Request, lang: LangOfRequest) -> JSONResponse:
    """What becomes of the files that came in, newest first."""
    uploads = state_of(request).uploads
    return JSONResponse([_as_json(request, each, lang) for each in uploads.recent()] if uploads else [])


@router.post("/documents/{id}/remove", dependencies=[Editor])
def remove(request: Request, desk: DeskOfRequest, id: str) -> Response:
    """Take a document out of the collection."""
    uploads = _uploads(request)
    if not desk.engine.documents(desk.reader, Filters(document=(id,))):
        raise Refusal("not-found")
    try:
        uploads.remove(id)
    except Busy as error:
        raise Refusal("busy") from error
    return RedirectResponse(address(request, "/documents", {}), 303)


@router.post("/documents/{id}/again", dependencies=[Editor])
def read_again(request: Request, desk: DeskOfRequest, id: str) -> Response:
    """Read a document's file again: what it holds now, with this version of the program."""
    held = desk.engine.documents(desk.reader, Filters(document=(id,)))
    if not held:
        raise Refusal("not-found")
    named = Path(held[0].file)
    path = next((each for each in (named, *named.parents) if each.is_file()), None)
    if path is None:
        raise Failure("web.collection.gone", file=named.name)
    _uploads(request).again(path)
    return RedirectResponse(address(request, "/documents", {}, "uploads"), 303)


@router.post("/documents/{id}/header", dependencies=[Editor])
async def confirm_header(request: Request, desk: DeskOfRequest, id: str) -> Response:
    """Keep a person's word for the fields of a header that the form has otherwise than the document."""
    form = await request.form()
    given = {field: str(form[field]).strip() for field in FIELDS if isinstance(form.get(field), str)}
    await run_in_threadpool(_confirm, request, desk, id, given)
    return RedirectResponse(address(request, f"/documents/{id}", {}), 303)


def _confirm(request: Request, desk: Desk, id: str, given: dict[str, str]) -> None:
    settings = state_of(request).settings
    held = desk.engine.documents(desk.reader, Filters(document=(id,)))
    if settings is None or not held:
        raise Refusal("not-found")
    header = held[0].annotations.header
    values = {field: _iso(value) if field == "date" else value for field, value in given.items()}
    changed = {
        field: value or None for field, value in values.items() if value != (getattr(header, field) or "")
    }
    try:
        with _uploads(request).alone(), opened(settings, write=True) as writing:
            said = writing.confirm(id, changed, settings) if changed else {"failure": None}
    except Busy as error:
        raise Refusal("busy") from error
    except BadCorrection as error:
        raise Failure("web.confirm.bad", field=error.field, value=error.value) from error
    if said["failure"] is not None:
        raise Failure("web.not-kept", reason=said["failure"].reason)


def _iso(day: str) -> str:
    """A date typed as `7/2/2024` in ISO 8601; other writings as they are."""
    typed = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", day)
    return f"{typed[3]}-{int(typed[2]):02}-{int(typed[1]):02}" if typed else day


def _uploads(request: Request) -> Uploads:
    uploads = state_of(request).uploads
    if uploads is None:
        raise Refusal("forbidden")
    return uploads


def _as_json(request: Request, upload: Upload, lang: Lang) -> dict[str, Any]:
    return {
        "number": upload.number,
        "name": upload.name,
        "state": upload.state,
        "said": Speaker(lang)(f"web.upload.{upload.state}"),
        "settled": upload.settled,
        "reason": unreadable_reason(upload, lang) if upload.reason else "",
        "url": address(request, f"/documents/{upload.document}", {}) if upload.document else None,
    }
