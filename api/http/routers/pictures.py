"""`/documents/{id}/pages/{n}.png` and `/documents/{id}/boxes`: a quotation shown on the page it stands on."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from api.http.problems import Refusal
from api.http.state import DeskOfRequest, state_of

router = APIRouter(tags=["documents"])

_KEPT = "private, max-age=86400"
"""A page of a document changes only when its file does."""


@router.get(
    "/documents/{id}/pages/{n}.png",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}, "description": "The page as a picture"}},
    summary="A page as a picture",
)
def get_page(
    desk: DeskOfRequest,
    id: str,
    n: Annotated[int, Path(ge=1, le=100_000, description="The page, from 1")],
    width: Annotated[int, Query(ge=200, le=2400, description="Pixels")] = 1240,
) -> Response:
    """A page of a PDF or an image; other formats have no pages to show."""
    from corpus.readers.picture import page_picture

    original = desk.engine.original(id, desk.reader)
    picture = None if original is None else page_picture(original, n - 1, width)
    if picture is None:
        raise Refusal("not-found")
    return Response(picture, media_type="image/png", headers={"Cache-Control": _KEPT})


@router.get("/documents/{id}/boxes", summary="Where a span stands on its pages")
def get_boxes(
    request: Request,
    desk: DeskOfRequest,
    id: str,
    start: Annotated[int, Query(ge=0, description="First code point of the span")],
    end: Annotated[int, Query(ge=0, description="The code point after its last")],
) -> dict[str, Any]:
    """A box a line, in fractions of the page's width and height; none where the format has no places."""
    stored = desk.engine.document(id, desk.reader)
    settings = state_of(request).settings
    if stored is None:
        raise Refusal("not-found")
    if settings is None:
        return {"document": id, "boxes": []}
    from api.places import line_boxes

    return {"document": id, "boxes": line_boxes(settings.pages, stored.sha256, start, end)}
