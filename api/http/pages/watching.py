"""`/quality`: the last evaluation, how fast answers come, whether the collection is sound."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.health import Check, check_all
from api.http.pages.rendering import THEME_COOKIE, YEAR, render
from api.http.state import LANG_COOKIE, DeskOfRequest, LangOfRequest, state_of
from api.pages.quality import last_report
from api.pages.verdicts import counts
from api.settings import Lang, as_language

router = APIRouter()


@router.get("/quality")
def quality_page(request: Request, desk: DeskOfRequest, lang: LangOfRequest) -> Response:
    """Figures and checks; only those of the collection that this server was opened on."""
    state = state_of(request)
    data = state.settings.data if state.settings else None
    return render(
        request,
        "quality.html",
        q="",
        active="quality",
        report=last_report(data) if data else None,
        runs=str(data / "runs" / "FILE.json") if data else "FILE.json",
        verdicts=counts(data) if data else {},
        latency=state.measures.latency(),
        checks=_checks(request, lang),
        generation=desk.engine.generation(),
    )


def _checks(request: Request, lang: Lang) -> list[Check]:
    settings = state_of(request).settings
    return check_all(replace(settings, lang=lang)) if settings else []


@router.get("/preferences")
def preferences(lang: str = "", theme: str = "", back: str = "/") -> Response:
    """Keep a choice of language or colours in a cookie, and go back to a page of this server."""
    response = RedirectResponse(_own(back), 303)
    chosen = as_language(lang)
    if chosen is not None:
        response.set_cookie(LANG_COOKIE, chosen, max_age=YEAR, httponly=True, samesite="lax")
    if theme in ("light", "dark"):
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, httponly=True, samesite="lax")
    elif theme == "system":
        response.delete_cookie(THEME_COOKIE)
    return response


def _own(back: str) -> str:
    """An address of this server: a path, and nothing that a browser takes for another server's."""
    safe = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return back if safe and "\\" not in back else "/"
