"""Who may change what is kept through the pages: today a person at this machine, alone.

`require_editor` is the one place that says so; whatever changes something depends on it.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from typing import Annotated

from fastapi import Depends, Form, Request

from api.http.problems import Refusal
from api.http.state import state_of

COOKIE = "tracuu-form"
HEADER = "x-csrf-token"
_SECRET = secrets.token_bytes(32)
"""Signs the tokens of this process; after a restart a page has to be loaded anew before its forms work."""


def form_token(request: Request) -> str:
    """The token that a form of this reader carries: the one in the cookie if it is ours, else a new one."""
    kept = request.cookies.get(COOKIE, "")
    if _is_ours(kept):
        return kept
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{_signature(nonce)}"


def may_edit(request: Request) -> bool:
    """Whether this reader may change the collection: only at the machine itself, where no login is needed."""
    return state_of(request).settings is not None and _is_here(request)


def require_editor(request: Request, csrf: Annotated[str, Form(max_length=200)] = "") -> None:
    """Raise `Refusal` for a request that does not come from an editor's own page.

    The form's token must be the cookie's and ours, and a browser that says where a request comes from
    must name this very server (OWASP, Cross-Site Request Forgery Prevention: double submit, origin).
    """
    if not may_edit(request):
        raise Refusal("forbidden")
    require_own_page(request, csrf)


def require_own_page(request: Request, csrf: Annotated[str, Form(max_length=200)] = "") -> None:
    """Raise `Refusal` for a form that was not sent by one of our pages."""
    sent = request.headers.get(HEADER) or csrf
    kept = request.cookies.get(COOKIE, "")
    origin = request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    elsewhere = origin not in (None, own) or request.headers.get("sec-fetch-site") in (
        "cross-site",
        "same-site",
    )
    if elsewhere or not sent or not _is_ours(kept) or not hmac.compare_digest(sent.encode(), kept.encode()):
        raise Refusal("forbidden")


Editor = Depends(require_editor)
OwnPage = Depends(require_own_page)


def _is_here(request: Request) -> bool:
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _signature(nonce: str) -> str:
    return hmac.new(_SECRET, nonce.encode("utf-8"), hashlib.sha256).hexdigest()[:32]


def _is_ours(token: str) -> bool:
    nonce, _, signature = token.partition(".")
    return bool(nonce) and hmac.compare_digest(_signature(nonce).encode(), signature.encode())
