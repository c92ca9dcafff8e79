"""The web pages: plain HTML from templates, no script; each works by links and forms alone."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.highlight import marked_pieces
from api.http.models import MOST_QUERY
from api.http.problems import Refusal
from api.http.state import TEMPLATES, DeskOfRequest, language_asked, state_of
from api.messages import Speaker
from api.readable import shown

router = APIRouter()

HITS = 10

QueryText = Annotated[str, Query(max_length=MOST_QUERY)]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["pieces"] = marked_pieces
    environment.globals["shown"] = shown
    environment.filters["day"] = _day
    environment.filters["name"] = lambda file: Path(file).name
    return environment


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in the language of the request; links keep the language."""
    lang = language_asked(request)

    def link(path: str, /, fragment: str = "", **parameters: object) -> str:
        asked = {key: value for key, value in parameters.items() if value is not None}
        if lang != state_of(request).lang:
            asked["lang"] = lang
        query = f"?{urlencode(asked)}" if asked else ""
        return quote(path) + query + (f"#{fragment}" if fragment else "")

    other = "en" if lang == "vi" else "vi"
    switch = request.url.include_query_params(lang=other)
    page = (
        _environment()
        .get_template(template)
        .render(
            say=Speaker(lang),
            lang=lang,
            link=link,
            other=other,
            switch=f"{switch.path}?{switch.query}",
            default_lang=state_of(request).lang,
            **values,
        )
    )
    return HTMLResponse(page, status)


def wants_page(request: Request) -> bool:
    """Whether an error should be a page for people."""
    return not request.url.path.startswith(("/api/", "/static/", "/openapi")) and (
        "text/html" in request.headers.get("accept", "")
    )


def error_page(request: Request, status: int, message: str) -> HTMLResponse:
    """A page that says what went wrong."""
    return render(request, "error.html", status, message=message, active="", q="")


@router.get("/")
def search_page(request: Request, desk: DeskOfRequest, q: QueryText = "") -> Response:
    """The search page; a query that is a document number goes to its look-up."""
    q = q.strip()
    if not q:
        total = len(desk.documents())
        return render(request, "search.html", q="", found=None, active="search", total=total)
    if _is_number(q):
        return RedirectResponse(_with_language(request, "/lookup", q), 303)
    found = desk.search(q, HITS, "hybrid")
    return render(request, "search.html", q=q, found=found, active="search", total=None)


@router.get("/ask")
def ask_page(request: Request, desk: DeskOfRequest, q: QueryText = "") -> Response:
    """The question page."""
    q = q.strip()
    answer = desk.ask(q, language_asked(request)) if q else None
    return render(request, "ask.html", q=q, answer=answer, active="ask")


@router.get("/lookup")
def lookup_page(request: Request, desk: DeskOfRequest, q: QueryText = "") -> Response:
    """The look-up page: a card for each document that a number means."""
    q = q.strip()
    found = desk.lookup(q, language_asked(request)) if q else None
    return render(request, "lookup.html", q=q, found=found, active="lookup")


@router.get("/documents")
def documents_page(request: Request, desk: DeskOfRequest) -> Response:
    """The list of documents."""
    return render(request, "documents.html", q="", documents=desk.documents(), active="documents")


@router.get("/documents/{id}")
def reader_page(
    request: Request,
    desk: DeskOfRequest,
    id: str,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """A document's text; the span `start:end` is marked and has the anchor `place`."""
    document = desk.document(id)
    if document is None:
        raise Refusal("not-found")
    text = document["text"]
    start, end = min(start, len(text)), min(max(start, end), len(text))
    parts = {"before": text[:start], "marked": text[start:end], "after": text[end:]}
    reads = _restored(document, start, end) if end > start else None
    return render(request, "reader.html", q="", document=document, parts=parts, reads=reads,
                  span=(start, end), active="documents")  # fmt: skip


def _restored(document: dict[str, Any], start: int, end: int) -> str | None:
    """How a damaged span should read."""
    if document["restored"] is None or document["alignment"] is None:
        return None
    from analyzers.reading import to_restored

    alignment = tuple(tuple(row) for row in document["alignment"])
    first, last = to_restored(alignment, start, end)
    return str(document["restored"][first:last])


def _is_number(q: str) -> bool:
    from search.errors import QueryError
    from search.query import analyse

    try:
        understood = analyse(q)
    except QueryError:
        return False
    return understood.is_number and any(number.series for number in understood.numbers)


def _with_language(request: Request, path: str, q: str) -> str:
    parameters = {"q": q}
    if language_asked(request) != state_of(request).lang:
        parameters["lang"] = language_asked(request)
    return f"{path}?{urlencode(parameters)}"


def _day(date: str | None) -> str:
    parts = (date or "").split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else date or ""
