"""Pages made from templates, in the reader's language and colours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.highlight import marked_pieces
from api.http.assets import asset
from api.http.pages.editing import COOKIE, form_token, may_edit
from api.http.state import LANG_COOKIE, TEMPLATES, language_asked, state_of
from api.messages import Speaker
from api.readable import shown
from api.settings import Lang, as_language

Theme = Literal["light", "dark"]
THEME_COOKIE = "tracuu-theme"
YEAR = 365 * 24 * 3600

Parameters = Iterable[tuple[str, object]]


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
    environment.globals["asset"] = asset
    environment.filters["day"] = _day
    environment.filters["name"] = lambda file: Path(file).name
    environment.filters["figure"] = _figure
    return environment


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in the language of the request."""
    token = form_token(request)
    page = _environment().get_template(template).render(**_about(request, token), **values)
    response = HTMLResponse(page, status)
    if request.cookies.get(COOKIE) != token:
        response.set_cookie(COOKIE, token, httponly=True, samesite="strict")
    return response


def _about(request: Request, token: str) -> dict[str, Any]:
    """What every template may use."""
    lang = language_asked(request)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")

    def link(path: str, /, fragment: str = "", **parameters: object) -> str:
        return address(request, path, parameters.items(), fragment)

    def choose(**chosen: str) -> str:
        """The address that keeps a choice and comes back here (the language in this address goes)."""
        back = str(request.url.remove_query_params("lang")) if "lang" in chosen else here
        back = back.split(request.url.netloc, 1)[-1] if "://" in back else back
        return "/preferences?" + urlencode({**chosen, "back": back})

    return {
        "say": Speaker(lang),
        "lang": lang,
        "other": "en" if lang == "vi" else "vi",
        "carried": _carried(request),
        "theme": theme_of(request),
        "link": link,
        "url": lambda path, parameters, fragment="": address(request, path, parameters, fragment),
        "choose": choose,
        "csrf": token,
        "editor": may_edit(request),
    }


def address(
    request: Request, path: str, parameters: Parameters | Mapping[str, object], fragment: str = ""
) -> str:
    """The address of a page; one that named its language leads on in that language."""
    pairs = parameters.items() if isinstance(parameters, Mapping) else parameters
    asked = [(name, value) for name, value in pairs if value is not None]
    lang = _carried(request)
    if lang is not None:
        asked.append(("lang", lang))
    query = f"?{urlencode(asked)}" if asked else ""
    return quote(path) + query + (f"#{fragment}" if fragment else "")


def theme_of(request: Request) -> Theme | None:
    """The colours that the reader chose; None: those of the system."""
    kept = request.cookies.get(THEME_COOKIE)
    return kept if kept in ("light", "dark") else None  # type: ignore[return-value]


def wants_page(request: Request) -> bool:
    """Whether an error should be a page for people."""
    return not request.url.path.startswith(("/api/", "/static/", "/openapi")) and (
        "text/html" in request.headers.get("accept", "")
    )


def error_page(request: Request, status: int, message: str) -> HTMLResponse:
    """A page that says what went wrong."""
    return render(request, "error.html", status, message=message, active="", q="")


def _carried(request: Request) -> Lang | None:
    """The language that an address names, where it is not the reader's anyway."""
    asked = as_language(request.query_params.get("lang"))
    usual = as_language(request.cookies.get(LANG_COOKIE)) or state_of(request).lang
    return asked if asked != usual else None


def _day(date: str | None) -> str:
    """An ISO date as Vietnamese documents write it: `12/12/2024`."""
    parts = (date or "").split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else date or ""


def _figure(value: float, lang: Lang) -> str:
    """A number as its language writes it: Vietnamese has a point between thousands, a comma for decimals."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))
