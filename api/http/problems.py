"""Every error as problem details (RFC 9457): `type`, `title`, `status`, `detail`, `instance`."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.failures import Failure, explain, unreadable_reason
from api.http.models import Problem
from api.messages import Speaker
from api.settings import Lang
from corpus import UnreadableFile
from indexer.errors import IndexProblem
from search.errors import BadFilter, EmptyQuery, QueryError, QueryTooLong

MEDIA_TYPE = "application/problem+json"

KINDS: dict[str, int] = {
    "bad-request": 400,
    "wrong-host": 400,
    "not-found": 404,
    "method-not-allowed": 405,
    "too-large": 413,
    "invalid-parameters": 422,
    "empty-query": 422,
    "bad-filter": 422,
    "query-too-long": 422,
    "bad-query": 422,
    "unreadable-file": 422,
    "internal-error": 500,
    "index-unavailable": 503,
    "busy": 503,
}
"""Every kind of problem and its status; the type URI is `/docs#problem-KIND`."""

PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Problem, "description": "The request cannot be met", "content": {MEDIA_TYPE: {}}},
    "5XX": {"model": Problem, "description": "The service cannot answer now", "content": {MEDIA_TYPE: {}}},
}

_BY_STATUS = {404: "not-found", 405: "method-not-allowed", 413: "too-large"}
_QUERY_KINDS: tuple[tuple[type[QueryError], str], ...] = (
    (EmptyQuery, "empty-query"),
    (BadFilter, "bad-filter"),
    (QueryTooLong, "query-too-long"),
    (QueryError, "bad-query"),
)


class Refusal(Exception):
    """A request that ends in a problem of one of `KINDS`."""

    def __init__(self, kind: str, detail: str | None = None, **values: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail
        self.values = values


def problem(
    kind: str,
    lang: Lang,
    detail: str | None = None,
    instance: str = "",
    errors: list[dict[str, str]] | None = None,
    **values: object,
) -> Response:
    """The response for a problem; `values` go into the catalogue's text where no `detail` is given."""
    say = Speaker(lang)
    body: dict[str, Any] = {
        "type": f"/docs#problem-{kind}",
        "title": say(f"problem.{kind}"),
        "status": KINDS[kind],
        "detail": detail or say(f"problem.{kind}.detail", **values),
        "instance": instance,
    }
    if errors:
        body["errors"] = errors
    headers = {"retry-after": "5"} if KINDS[kind] == 503 else None
    return JSONResponse(body, KINDS[kind], headers, MEDIA_TYPE)


def install_handlers(app: FastAPI) -> None:
    """Make every error of the application a problem (for people's pages: the error page)."""
    for exception in (QueryError, IndexProblem, UnreadableFile, Failure, Refusal,
                      RequestValidationError, HTTPException):  # fmt: skip
        app.add_exception_handler(exception, _handle)


def _handle(request: Request, error: Exception) -> Response:
    from api.http.pages import error_page, wants_page
    from api.http.state import language_asked

    lang = language_asked(request)
    kind, detail, values = _kind_of(error, lang)
    errors = _fields(error) if isinstance(error, RequestValidationError) else None
    if wants_page(request):
        return error_page(request, KINDS[kind], detail or Speaker(lang)(f"problem.{kind}.detail", **values))
    answer = problem(kind, lang, detail, request.url.path, errors, **values)
    if isinstance(error, HTTPException) and error.headers:
        answer.headers.update(error.headers)
    return answer


def _kind_of(error: Exception, lang: Lang) -> tuple[str, str | None, dict[str, object]]:
    """The kind of an error, what is said of it, and values for the catalogue where nothing is."""
    if isinstance(error, Refusal):
        return error.kind, error.detail, error.values
    if isinstance(error, QueryError):
        kind = next(kind for known, kind in _QUERY_KINDS if isinstance(error, known))
        return kind, error.message(lang), {}
    if isinstance(error, UnreadableFile):
        kind = "too-large" if error.code == "too-large" else "unreadable-file"
        return kind, unreadable_reason(error, lang), {}
    if isinstance(error, IndexProblem):
        return "index-unavailable", error.message(lang), {}
    if isinstance(error, RequestValidationError):
        return "invalid-parameters", None, {}
    if isinstance(error, HTTPException):
        kind = _BY_STATUS.get(error.status_code, "bad-request")
        return kind, None, {"most": error.detail} if kind == "too-large" else {}
    return "bad-request", explain(error, lang), {}


def _fields(error: RequestValidationError) -> list[dict[str, str]]:
    """Which parameters are wrong, and why."""
    return [
        {"parameter": ".".join(str(part) for part in each["loc"] if part != "body"), "message": each["msg"]}
        for each in error.errors()
    ]
