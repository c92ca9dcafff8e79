"""Every error as problem details (RFC 9457): `type`, `title`, `status`, `detail`, `instance`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.failures import Failure, explain, unreadable_reason
from api.http.models import MOST_QUERY, Problem
from api.messages import Speaker, has
from api.settings import Lang
from corpus import UnreadableFile
from indexer.errors import IndexProblem
from search.errors import BadFilter, EmptyQuery, QueryError, QueryTooLong

MEDIA_TYPE = "application/problem+json"

KINDS: dict[str, int] = {
    "bad-request": 400,
    "wrong-host": 400,
    "forbidden": 403,
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
    errors = _fields(error, Speaker(lang)) if kind in ("invalid-parameters", "query-too-long") else None
    if wants_page(request):
        return error_page(request, KINDS[kind], detail or Speaker(lang)(f"problem.{kind}.detail", **values))
    answer = problem(kind, lang, detail, request.url.path, errors, **values)
    if isinstance(error, HTTPException) and error.headers:
        answer.headers.update(error.headers)
    if kind == "method-not-allowed":
        answer.headers["allow"] = ", ".join(_methods_at(request)) or answer.headers.get("allow", "")
    return answer


def _methods_at(request: Request) -> list[str]:
    """The methods that an address of the API takes; a router names those of one of its routes only."""
    found: set[str] = set()
    for path, operations in request.app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", path), request.url.path):
            found.update(method.upper() for method in operations)
    return sorted(found | {"HEAD"} if "GET" in found else found)


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
        return _kind_of_invalid(error, lang)
    if isinstance(error, HTTPException):
        kind = _BY_STATUS.get(error.status_code, "bad-request")
        return kind, None, {"most": error.detail} if kind == "too-large" else {}
    return "bad-request", explain(error, lang), {}


def _kind_of_invalid(error: RequestValidationError, lang: Lang) -> tuple[str, str | None, dict[str, object]]:
    wrong = error.errors()
    if any(each["type"] == "json_invalid" for each in wrong):
        return "bad-request", Speaker(lang)("problem.not-json"), {}
    if all(each["type"] == "string_too_long" and each["loc"][-1] == "q" for each in wrong):
        return "query-too-long", None, {"most": MOST_QUERY}
    return "invalid-parameters", None, {}


def _fields(error: Exception, say: Speaker) -> list[dict[str, str]] | None:
    """Which parameters are wrong, and why; None for an error that is not about parameters."""
    if not isinstance(error, RequestValidationError):
        return None
    return [
        {"parameter": _parameter(each["loc"]), "message": _complaint(each, say)} for each in error.errors()
    ]


def _parameter(place: Iterable[object]) -> str:
    """`k` of `("query", "k")`; `body` for a body that is wrong as a whole."""
    where, *names = map(str, place)
    return ".".join(names) or where


def _complaint(error: dict[str, Any], say: Speaker) -> str:
    """What is wrong with one value; the validator's own words are English."""
    key = f"parameter.{error['type']}"
    if not has(key):
        return str(error["msg"]) if say.lang == "en" else say("parameter.other")
    values = dict(error.get("ctx", {}))
    if "expected" in values:
        values["expected"] = re.sub(r" or (?=')", ", ", str(values["expected"])).replace("'", "")
    return say(key, **values)
