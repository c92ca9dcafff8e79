"""`/`: one box for words, questions and numbers; `/search.csv` and `/suggestions` beside it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from api.desk import Desk
from api.http.models import MOST_QUERY
from api.http.pages.rendering import address, render
from api.http.state import DeskOfRequest, LangOfRequest
from api.messages import Speaker
from api.pages.overview import collection
from api.pages.results import PER_PAGE, Asked, as_csv, find
from api.pages.suggestions import LONGEST, Suggestion, suggest
from indexer.records import IndicatorQuery
from search.errors import QueryError

router = APIRouter()

_LONGEST_NAME = 200
"""Characters that an indicator's name has at most."""
QueryText = Annotated[str, Query(max_length=MOST_QUERY)]


@router.get("/")
def search_page(request: Request, desk: DeskOfRequest, lang: LangOfRequest, q: QueryText = "") -> Response:
    """The search page; a document number goes to its own page, a question is answered above the passages."""
    asked = Asked.of(q, request.query_params.multi_items())
    if not asked.q:
        held = collection(desk, now=False)
        return render(request, "search.html", q="", found=None, active="search", overview=held.overview)
    number, question = _kind_of(asked.q)
    if number and not asked.filtered:
        return RedirectResponse(address(request, "/lookup", {"q": asked.q}), 303)
    found = find(desk, asked)
    answers = question and not asked.filtered and found.asked.page == 1
    answer = desk.ask(asked.q, lang, with_model=False) if answers else None
    return render(request, "search.html", q=asked.q, found=found, answer=answer, active="search",
                  per_page=PER_PAGE, charted=_charted(desk, asked.q))  # fmt: skip


@router.get("/search.csv")
def search_csv(request: Request, desk: DeskOfRequest, q: QueryText = "") -> Response:
    """All passages of a search, as a table."""
    found = find(desk, Asked.of(q, request.query_params.multi_items()))
    return Response(
        as_csv(found.all_hits),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="tracuu.csv"'},
    )


@router.get("/suggestions")
def suggestions(
    request: Request,
    desk: DeskOfRequest,
    lang: LangOfRequest,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
) -> JSONResponse:
    """What the typed words may become: `[{"kind","text","detail","url"}]`."""
    say = Speaker(lang)
    found = suggest(desk, q)
    return JSONResponse([_as_json(request, each, say) for each in found])


def _as_json(request: Request, suggestion: Suggestion, say: Speaker) -> dict[str, Any]:
    return {
        "kind": say(f"web.suggest.{suggestion.kind}"),
        "text": suggestion.text,
        "detail": suggestion.detail,
        "url": _url(request, suggestion),
    }


def _url(request: Request, suggestion: Suggestion) -> str:
    if suggestion.kind == "unit":
        return address(request, "/", {"q": f'"{suggestion.text}"'})
    if suggestion.kind == "cited":
        at = f"{suggestion.document}:{suggestion.start}"
        return address(request, "/lookup", {"q": suggestion.text, "at": at})
    place = {"start": suggestion.start, "end": suggestion.end} if suggestion.end else {}
    return address(request, f"/documents/{suggestion.document}", place, "place" if place else "")


def _charted(desk: Desk, q: str) -> int:
    """How many rows of report forms have all the words."""
    if len(q) > _LONGEST_NAME:
        return 0
    return desk.engine.indicators(IndicatorQuery(text=q, numeric=True), desk.reader, limit=1).total


def _kind_of(q: str) -> tuple[bool, bool]:
    """Whether a query is a document number with its series, and whether it is a question."""
    from search.query import analyse

    try:
        understood = analyse(q)
    except QueryError:
        return False, False
    number = understood.is_number and any(each.series for each in understood.numbers)
    return number, understood.is_question
