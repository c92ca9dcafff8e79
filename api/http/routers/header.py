"""`POST /documents/{id}/header`: a person's word for a field of a document's header."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request

from api.http.pages.editing import Editor
from api.http.problems import Refusal
from api.http.state import DeskOfRequest, LangOfRequest, state_of

router = APIRouter(tags=["documents"])


@router.post(
    "/documents/{id}/header", dependencies=[Editor], summary="Confirm or correct a field of the header"
)
def post_header(
    request: Request,
    desk: DeskOfRequest,
    lang: LangOfRequest,
    id: str,
    field: Annotated[str, Form(max_length=40, description="`number`, `date`, ...")],
    value: Annotated[str, Form(max_length=1000, description="Empty takes an earlier word back")] = "",
) -> dict[str, Any]:
    """Keeps the word and stores the document anew; it survives reading again and rebuilding."""
    from api.desk import opened
    from api.failures import unreadable_reason
    from indexer.corrections import BadCorrection

    settings = state_of(request).settings
    if settings is None:
        raise Refusal("forbidden")
    if desk.document(id) is None:
        raise Refusal("not-found")
    try:
        with opened(settings, write=True) as writing:
            said = writing.confirm(id, {field: value.strip() or None}, settings)
    except BadCorrection as error:
        raise Refusal("invalid-parameters", f"{error.field}: {error.value}") from error
    if said["failure"] is not None:
        raise Refusal("unreadable-file", unreadable_reason(said["failure"], lang))
    return {"confirmed": said["document"]}
