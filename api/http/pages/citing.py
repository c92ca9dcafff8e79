"""`/lookup`: a cited document; without a number the list of them. `/lookup/card` is its short form."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from analyzers.folding import fold
from api.desk import Desk, Json
from api.http.models import MOST_QUERY
from api.http.pages.rendering import render
from api.http.problems import Refusal
from api.http.state import DeskOfRequest, LangOfRequest
from api.linking import has_words
from api.pages.cited import beside, match_of, resolved_of, timeline
from api.pages.family import NODE, Family, family
from api.pages.known import Known, known
from indexer import CitedDocument

router = APIRouter()

QueryText = Annotated[str, Query(max_length=MOST_QUERY)]
At = Annotated[str, Query(max_length=100, pattern=r"^(?:[\w-]+:\d{1,9})?$")]
"""A mention of the document that is meant, as `DOCUMENT:START`, where several have its number."""

_PER_PAGE = 50
_WHOLE = 3
"""Matches that are shown with everything; of more only what they are."""


@router.get("/lookup")
def lookup_page(
    request: Request,
    desk: DeskOfRequest,
    lang: LangOfRequest,
    q: QueryText = "",
    at: At = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """What a number means: what it is, who cites it and when, what disagrees, what it belongs to."""
    q = q.strip()
    everything = known(desk)
    meant = _meant(everything, at)
    if not q and meant is None:
        return _list_page(request, desk, page)
    if meant is not None:
        match = match_of(desk, meant, lang)
        found: Json = {"status": "found", "matches": [match], "suggestions": []}
        q = q or meant.canonical
    else:
        found = desk.lookup(q, lang)
    whole = len(found["matches"]) <= _WHOLE
    about = [_about(desk, everything, match, whole) for match in found["matches"]]
    return render(request, "lookup.html", q=q, found=found, about=about, active="lookup",
                  node=NODE)  # fmt: skip


@router.get("/cited")
def _list_page(
    request: Request,
    desk: DeskOfRequest,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    words: QueryText = "",
    conflicts: bool = False,
) -> Response:
    """The documents that the collection cites, those cited most first."""
    wanted = fold(words).split()
    rows = [
        each
        for each in known(desk).cited
        if each.mentions and (each.conflicts or not conflicts) and has_words(each, wanted)
    ]
    rows.sort(key=lambda each: -len(each.mentions))
    begin = (page - 1) * _PER_PAGE
    return render(request, "cited.html", q="", words=words, conflicts=conflicts, active="lookup",
                  rows=rows[begin : begin + _PER_PAGE], total=len(rows), page=page,
                  pages=max(1, -(-len(rows) // _PER_PAGE)))  # fmt: skip


@router.get("/lookup/card")
def card(request: Request, desk: DeskOfRequest, lang: LangOfRequest, at: At) -> Response:
    """The card that a citation shows: what it cites, in a few lines."""
    meant = _meant(known(desk), at)
    if meant is None:
        raise Refusal("not-found")
    return render(request, "card.html", cited=meant, match=match_of(desk, meant, lang))


def _meant(everything: Known, at: str) -> CitedDocument | None:
    document, _, start = at.rpartition(":")
    return everything.at.get((document, int(start))) if document else None


def _about(desk: Desk, everything: Known, match: Json, whole: bool) -> dict[str, Any]:
    """What is shown of one match beside what `lookup` says of it."""
    cited = resolved_of(everything, match)
    at = next((f"{m['document']}:{m['start']}" for m in match["mentions"] if m["relation"] != "self"), None)
    if not whole or cited is None:
        return {"at": at, "timeline": timeline(desk, match), "beside": [], "family": Family((), (), 0)}
    return {
        "at": at,
        "timeline": timeline(desk, match),
        "beside": beside(everything, cited),
        "family": family(desk, everything, cited),
    }
