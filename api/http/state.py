"""What every request works with, and how it gets it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, cast

from fastapi import Depends, Request

from api.desk import Desk
from api.http.measures import Measures
from api.settings import Lang, Settings, as_language
from api.uploads import Uploads

STATIC = Path(__file__).parents[1] / "static"
TEMPLATES = Path(__file__).parents[1] / "templates"
LANG_COOKIE = "tracuu-lang"


@dataclass(frozen=True, slots=True)
class State:
    """The parts that an application keeps: its desk, its default language, its counters.

    `settings` are those of the collection, None where the application may only read it; `uploads` are
    the files on their way in.
    """

    desk: Desk
    lang: Lang
    measures: Measures
    settings: Settings | None = None
    uploads: Uploads | None = field(default=None)


def state_of(request: Request) -> State:
    """The state of the application that a request came to."""
    return cast(State, request.app.state.tracuu)


def desk_of(request: Request) -> Desk:
    """The desk for a request's reader."""
    return state_of(request).desk


def language_asked(request: Request) -> Lang:
    """The language of a request: `?lang=`, else the default.

    Before the default comes for the API the first known of `Accept-Language`, for pages what the reader
    chose with the switch.
    """
    asked = as_language(request.query_params.get("lang"))
    if asked is not None:
        return asked
    if request.url.path.startswith("/api/"):
        for part in request.headers.get("accept-language", "").split(","):
            named = as_language(part.split(";")[0])
            if named is not None:
                return named
        return state_of(request).lang
    return as_language(request.cookies.get(LANG_COOKIE)) or state_of(request).lang


DeskOfRequest = Annotated[Desk, Depends(desk_of)]
LangOfRequest = Annotated[Lang, Depends(language_asked)]
