"""`/documents/{id}`: the reader."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response

from api.desk import Desk
from api.http.models import MOST_QUERY
from api.http.pages.rendering import render
from api.http.problems import Refusal
from api.http.state import DeskOfRequest, LangOfRequest, state_of
from api.pages.cited import Step, match_of, step, timeline
from api.pages.known import known
from api.pages.reader import read
from api.places import line_boxes
from api.settings import Lang
from indexer.corrections import FIELDS
from indexer.engines.base import Filters, StoredDocument
from search.pages import page

router = APIRouter()

Place = Annotated[int, Query(ge=0)]


@router.get("/documents/{id}")
def reader_page(
    request: Request,
    desk: DeskOfRequest,
    lang: LangOfRequest,
    id: str,
    start: Place = 0,
    end: Place = 0,
    part: Annotated[int | None, Query(ge=1)] = None,
    form: Literal["restored", "printed"] = "restored",
    cited: Annotated[str, Query(max_length=MOST_QUERY)] = "",
) -> Response:
    """A document's text; the span `start:end` is marked and has the anchor `place`.

    `cited` is a document that the reader follows from mention to mention.
    """
    document = _existing(desk, id)
    length = len(document.text)
    start, end = min(start, length), min(max(start, end), length)
    shown = read(document, start, end, form == "restored", part)
    return render(
        request,
        "reader.html",
        q="",
        active="documents",
        document=document,
        header=document.annotations.header,
        sections=document.annotations.sections,
        span=(start, end),
        form=form,
        part=shown,
        followed=_followed(desk, lang, cited, id, start),
        picture=_picture(request, document, start, end),
        fields=FIELDS,
    )


@router.get("/documents/{id}/original")
def original(desk: DeskOfRequest, id: str) -> Response:
    """The file as it came, to be saved: it is never shown as a page of this server."""
    path = desk.engine.original(id, desk.reader)
    held = desk.engine.documents(desk.reader, Filters(document=(id,)))
    if path is None or not held:
        raise Refusal("not-found")
    return FileResponse(path, media_type="application/octet-stream", filename=Path(held[0].file).name)


def _existing(desk: Desk, id: str) -> StoredDocument:
    """A document that is there; those read last are kept taken apart, as answers use them."""
    held = page(desk.engine, id, desk.reader)
    if held is None:
        raise Refusal("not-found")
    return held.document


def _followed(desk: Desk, lang: Lang, cited: str, id: str, start: int) -> Step | None:
    """The mentions before and after this one of the document that the reader follows."""
    found = known(desk).at.get((id, start)) if cited else None
    if found is None or found.canonical != cited:
        return None
    listed = timeline(desk, match_of(desk, found, lang))
    mentions = [mention for citing in listed for mention in citing.places]
    return step(mentions, cited, id, start)


@dataclass(frozen=True, slots=True)
class _Picture:
    """The picture of a page: its number from 1, where the next pages' texts begin, boxes in thousandths."""

    number: int
    total: int
    before: int | None
    after: int | None
    boxes: tuple[tuple[int, int, int, int], ...]


def _picture(request: Request, document: StoredDocument, start: int, end: int) -> _Picture | None:
    """The page that a place is on, the place marked; None for formats without pages to show."""
    if not (document.media_type == "application/pdf" or document.media_type.startswith("image/")):
        return None
    starts = [first for first, _ in document.pages]
    settings = state_of(request).settings
    boxes = line_boxes(settings.pages, document.sha256, start, end) if settings else []
    number = boxes[0]["page"] if boxes else max(1, bisect_right(starts, start))
    return _Picture(
        number,
        len(starts),
        starts[number - 2] if number > 1 else None,
        starts[number] if number < len(starts) else None,
        tuple(_thousandths(box) for box in boxes if box["page"] == number),
    )


def _thousandths(box: dict[str, Any]) -> tuple[int, int, int, int]:
    """Left, top, width and height of a box."""
    left, top, right, bottom = (round(1000 * box[side]) for side in ("left", "top", "right", "bottom"))
    return left, top, right - left, bottom - top
