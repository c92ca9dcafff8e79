"""`/ask`: an answer, its evidence beside it, and what the reader says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.desk import Desk, Json
from api.failures import Failure, explain
from api.http.models import MOST_QUERY
from api.http.pages.editing import OwnPage, may_edit
from api.http.pages.rendering import address, render
from api.http.problems import Refusal
from api.http.state import DeskOfRequest, LangOfRequest, state_of
from api.messages import Speaker
from api.pages.citing import citation_of, place_of
from api.pages.verdicts import note
from api.readable import shown
from api.settings import Lang

router = APIRouter()

_LONGEST = 2_000
"""Characters of a question that a verdict keeps."""


@router.get("/ask")
def ask_page(
    request: Request,
    desk: DeskOfRequest,
    lang: LangOfRequest,
    q: Annotated[str, Query(max_length=MOST_QUERY)] = "",
    noted: Literal["useful", "wrong", ""] = "",
) -> Response:
    """The question page."""
    q = q.strip()
    answer = desk.ask(q, lang) if q else None
    headers = _headers(desk, answer) if answer is not None else {}
    copied = _to_copy(desk, answer, headers, lang) if answer is not None and answer["answered"] else ""
    return render(request, "ask.html", q=q, answer=answer, headers=headers, copied=copied, noted=noted,
                  judges=may_edit(request) and len(q) <= _LONGEST, active="ask")  # fmt: skip


@router.post("/ask/verdict", dependencies=[OwnPage])
def post_verdict(
    request: Request,
    desk: DeskOfRequest,
    lang: LangOfRequest,
    q: Annotated[str, Form(min_length=1, max_length=_LONGEST)],
    verdict: Annotated[Literal["useful", "wrong"], Form()],
) -> Response:
    """Keep what a reader says of the answer to a question, which is answered anew for that."""
    settings = state_of(request).settings
    if settings is None or not may_edit(request):
        raise Refusal("forbidden")
    answer = desk.ask(q.strip(), lang, with_model=False)
    hashes = {each.file: each.sha256 for each in desk.engine.documents(desk.reader)}
    try:
        note(settings.data, answer, verdict, hashes)
    except OSError as error:
        raise Failure("web.not-kept", reason=explain(error, lang) or "") from error
    return RedirectResponse(address(request, "/ask", {"q": q.strip(), "noted": verdict}), 303)


def _headers(desk: Desk, answer: Json) -> dict[str, Json]:
    """The headers of the documents that an answer quotes, by id."""
    quoted = {each["document"] for s in answer["statements"] for each in s["evidence"]}
    return {card["id"]: card["header"] for card in desk.documents() if card["id"] in quoted}


def _to_copy(desk: Desk, answer: Json, headers: dict[str, Json], lang: Lang) -> str:
    """The answer with its quotations cited as official texts do it."""
    return "\n".join([answer["answer"], "", *_cited(desk, answer, headers, Speaker(lang))]).strip() + "\n"


def _cited(desk: Desk, answer: Json, headers: dict[str, Json], say: Speaker) -> Iterator[str]:
    documents: dict[str, Json | None] = {}
    seen: set[tuple[str, int]] = set()
    for statement in answer["statements"]:
        for each in statement["evidence"]:
            key = (each["document"], each["start"])
            if key in seen or each["document"] not in headers:
                continue
            seen.add(key)
            if each["document"] not in documents:
                documents[each["document"]] = desk.document(each["document"])
            quote = " ".join(shown(each["quote"], each["restored"]).text.split())
            source = citation_of(headers[each["document"]], Path(each["file"]).name, say)
            place = place_of(_path_at(documents[each["document"]], each["start"]), say)
            yield f"[{len(seen)}] “{quote}” ({place}{source})"


def _path_at(document: Json | None, start: int) -> list[str]:
    """The labels of the headings above a place."""
    above = [s for s in (document or {}).get("sections", ()) if s["start"] <= start < s["end"]]
    return list(max(above, key=lambda s: s["start"])["path"]) if above else []
