"""`/ask`: answer a question."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi import Query as Parameter

from api.http.events import MEDIA_TYPE, answer_events, wants_events
from api.http.models import MOST_QUERY, SAYS_SOMETHING, Answer, Query
from api.http.state import DeskOfRequest, LangOfRequest

router = APIRouter(tags=["ask"])


_EVENTS: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA_TYPE: {}}}}


@router.get(
    "/ask",
    response_model=Answer,
    response_model_exclude_unset=True,
    responses=_EVENTS,
    summary="Answer a question",
)
def get_ask(
    request: Request,
    desk: DeskOfRequest,
    lang: LangOfRequest,
    q: Annotated[
        str,
        Parameter(max_length=MOST_QUERY, description="The question", json_schema_extra=SAYS_SOMETHING),
    ],
) -> dict[str, Any] | Response:
    """The object of `tracuu ask --json`; with `Accept: text/event-stream` the steps to it."""
    return answer_events(desk, q, lang) if wants_events(request) else desk.ask(q, lang)


@router.post(
    "/ask",
    response_model=Answer,
    response_model_exclude_unset=True,
    summary="Answer a question (long queries)",
)
def post_ask(desk: DeskOfRequest, lang: LangOfRequest, query: Query) -> dict[str, Any]:
    """The same with a JSON body."""
    return desk.ask(query.q, lang)
