"""`/ask`: answer a question."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as Parameter

from api.http.models import MOST_QUERY, SAYS_SOMETHING, Answer, Query
from api.http.state import DeskOfRequest, LangOfRequest

router = APIRouter(tags=["ask"])


@router.get("/ask", response_model=Answer, summary="Answer a question")
def get_ask(
    desk: DeskOfRequest,
    lang: LangOfRequest,
    q: Annotated[
        str,
        Parameter(max_length=MOST_QUERY, description="The question", json_schema_extra=SAYS_SOMETHING),
    ],
) -> dict[str, Any]:
    """The object of `tracuu ask --json`."""
    return desk.ask(q, lang)


@router.post("/ask", response_model=Answer, summary="Answer a question (long queries)")
def post_ask(desk: DeskOfRequest, lang: LangOfRequest, query: Query) -> dict[str, Any]:
    """The same with a JSON body."""
    return desk.ask(query.q, lang)
