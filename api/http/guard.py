"""What every request passes through: the Host header, the size of bodies, security headers, counting."""

from __future__ import annotations

import logging
import re
import time
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.measures import Measures
from api.http.problems import problem
from api.settings import Lang
from corpus import MAX_BYTES

PREFIX = "/api/v1"
MOST_JSON_BYTES = 1024 * 1024
"""The largest JSON body: 64,000 characters are at most 768,000 bytes, each written as two `\\uXXXX`."""
MOST_UPLOAD_BYTES = MAX_BYTES + 64 * 1024
"""The largest upload: the largest file that is read, and what multipart wraps around it."""

_TAKE_FILES = frozenset({f"{PREFIX}/read", f"{PREFIX}/documents", "/documents/files"})

_HOST = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
"""Names of this machine. Any other one may be a web page's that had its name point here (DNS rebinding)."""

_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}

_log = logging.getLogger("tracuu.http")


class _TooLarge(HTTPException):
    """A body grew beyond what its route takes. FastAPI passes on only its own kind of exception here."""

    def __init__(self, most: int) -> None:
        super().__init__(413, str(most))


class Guard:
    """ASGI middleware, outermost of ours."""

    def __init__(self, app: ASGIApp, measures: Measures, lang: Lang) -> None:
        self._app = app
        self._measures = measures
        self._lang = lang

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with a problem."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        method = scope["method"]
        seen = _Seen(send, bodiless=method == "HEAD")
        if method == "HEAD":
            # Whatever can be got can be asked after (RFC 9110, 9.3.2); `seen` leaves the body out.
            scope = {**scope, "method": "GET"}
        refused = self._refusal(scope)
        if refused is not None:
            await refused(scope, receive, seen.send)
        else:
            await self._through(scope, _limited(scope, receive), seen)
        self._measures.note(method, _route(scope), seen.status, time.perf_counter() - began)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not _HOST.fullmatch(headers.get("host", "")):
            return problem("wrong-host", self._lang, instance=scope["path"])
        declared = headers.get("content-length", "0")
        if declared.isdigit() and int(declared) > _most_bytes(scope):
            return problem("too-large", self._lang, instance=scope["path"], most=_most_bytes(scope))
        return None

    async def _through(self, scope: Scope, receive: Receive, seen: _Seen) -> None:
        try:
            await self._app(scope, receive, seen.send)
        except Exception:
            _log.exception("%s %s", scope["method"], scope["path"])
            if not seen.status:
                answer = problem("internal-error", self._lang, instance=scope["path"])
                await answer(scope, receive, seen.send)


class _Seen:
    """Passes a response on with our headers, and remembers its status (0: none yet)."""

    def __init__(self, send: Send, bodiless: bool = False) -> None:
        self._send = send
        self._bodiless = bodiless
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        elif self._bodiless and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)


def _route(scope: Scope) -> str:
    """The pattern of the route that was taken (a router's routes know theirs without its prefix)."""
    pattern = str(getattr(scope.get("route"), "path", "other"))
    under = scope["path"].startswith(PREFIX) and pattern.startswith("/") and not pattern.startswith(PREFIX)
    return PREFIX + pattern if under else pattern


def _most_bytes(scope: Scope) -> int:
    return MOST_UPLOAD_BYTES if scope["path"] in _TAKE_FILES else MOST_JSON_BYTES


def _limited(scope: Scope, receive: Receive) -> Receive:
    """`receive`, raising `_TooLarge` when a body without declared length grows beyond its limit."""
    most = _most_bytes(scope)
    got = 0

    async def counted() -> Any:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > most:
            raise _TooLarge(most)
        return message

    return counted
