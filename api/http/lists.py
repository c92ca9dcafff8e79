"""A list in the form that a request wants: JSON, or a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from starlette.responses import JSONResponse, Response

from api.sheets import MEDIA_TYPES, Format, Sheet, to_file

USUAL = 100
"""Rows of a page where a request does not say how many; a file has all."""
FormatAsked = Annotated[
    Literal["json", "csv", "xlsx"] | None,
    Query(alias="format", description="Form of the list; without it, what `Accept` asks for, else JSON"),
]
OffsetAsked = Annotated[int, Query(ge=0, description="How many to leave out")]
LimitAsked = Annotated[
    int | None, Query(ge=1, le=1000, description="The most to return; JSON has 100 at most without it")
]
FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {m.split(";")[0]: {} for m in MEDIA_TYPES.values()}}
}


def form_of(request: Request, asked: str | None) -> Format | None:
    """The kind of file that is wanted; None for JSON."""
    if asked is not None:
        return None if asked == "json" else asked  # type: ignore[return-value]
    for part in request.headers.get("accept", "").split(","):
        media = part.split(";")[0].strip().lower()
        if media in ("application/json", "*/*"):
            return None
        for form, known in MEDIA_TYPES.items():
            if media == known.split(";")[0]:
                return form
    return None


def as_asked(form: Format | None, name: str, listed: dict[str, Any], sheet: Callable[[], Sheet]) -> Response:
    """The response: the list itself, or a file called `name`."""
    if form is None:
        return JSONResponse(listed, headers={"vary": "accept"})
    headers = {"content-disposition": f'attachment; filename="{name}.{form}"', "vary": "accept"}
    return Response(to_file(sheet(), form), media_type=MEDIA_TYPES[form], headers=headers)


def limit_of(form: Format | None, asked: int | None) -> int | None:
    """How many rows: all of them in a file, unless it was said."""
    return asked if asked is not None or form is not None else USUAL
