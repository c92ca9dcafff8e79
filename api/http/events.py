"""Server-sent events (WHATWG HTML, 9.2): the steps of an answer as they are taken."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from fastapi import Request
from starlette.responses import StreamingResponse

from api.desk import Desk, Json
from api.failures import explain
from api.messages import Speaker
from api.output import to_json
from api.settings import Lang

MEDIA_TYPE = "text/event-stream"
_HEADERS = {"vary": "accept", "x-accel-buffering": "no"}
"""The second asks proxies (nginx) to pass each event on at once."""

_log = logging.getLogger("tracuu.http")


def wants_events(request: Request) -> bool:
    """Whether the request asks for events rather than one object."""
    accepted = (part.split(";")[0].strip().lower() for part in request.headers.get("accept", "").split(","))
    return MEDIA_TYPE in accepted


def answer_events(desk: Desk, question: str, lang: Lang) -> StreamingResponse:
    """The steps of an answer; raises `search.errors.QueryError` before anything is sent."""
    taken = desk.steps(question, lang)
    return StreamingResponse(_events(taken, lang), media_type=MEDIA_TYPE, headers=_HEADERS)


def _events(taken: Iterator[tuple[str, Json]], lang: Lang) -> Iterator[str]:
    """Each step as an event; what fails on the way is the last event, `error`, and logged."""
    number = 0
    try:
        for number, (name, data) in enumerate(taken, start=1):
            yield _event(number, name, data)
    except Exception as error:  # the status has been sent: the client must learn of it in the stream
        said = explain(error, lang)
        if said is None:
            _log.exception("ask")
        yield _event(number + 1, "error", {"detail": said or Speaker(lang)("problem.internal-error")})


def _event(number: int, name: str, data: Json) -> str:
    """One event; JSON on one line, so that it is one `data` field."""
    return f"id: {number}\nevent: {name}\ndata: {to_json(data)}\n\n"
