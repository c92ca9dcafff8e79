"""The FastAPI application: routers, pages and guards put together."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from api.desk import Desk
from api.http import docs, pages
from api.http.assets import Assets
from api.http.guard import PREFIX, Guard
from api.http.measures import Measures
from api.http.problems import PROBLEM_RESPONSES, install_handlers
from api.http.routers import (
    ask,
    citations,
    conflicts,
    documents,
    header,
    health,
    indicators,
    lookup,
    pictures,
    read,
    search,
    tasks,
)
from api.http.state import STATIC, State
from api.settings import Lang, Settings
from api.uploads import Uploads
from indexer.engines.base import Engine

DESCRIPTION = (
    "Tra cứu văn bản hành chính: tìm kiếm, hỏi đáp có trích dẫn, tra số và ký hiệu. "
    "Search, answers with evidence and citation tracing over Vietnamese administrative documents."
)


def create_app(engine: Engine, lang: Lang = "vi", settings: Settings | None = None) -> FastAPI:
    """The application over an open engine; `lang` is used where a request asks for no language.

    With the `settings` that the engine was opened with, the pages can add and remove documents too.
    The engine is not closed with the application. What another process ingests is seen by the next request.
    """
    app = FastAPI(
        title="tracuu",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        responses=PROBLEM_RESPONSES,
        separate_input_output_schemas=False,
    )
    measures = Measures(engine)
    app.state.tracuu = State(Desk(engine), lang, measures, settings, Uploads(settings) if settings else None)
    app.include_router(_resources())
    app.include_router(pages.router, include_in_schema=False)
    app.include_router(docs.router, include_in_schema=False)
    app.mount("/static", Assets(directory=STATIC), name="static")
    install_handlers(app)
    app.add_middleware(Guard, measures=measures, lang=lang)
    return app


def _resources() -> APIRouter:
    """Everything under `/api/v1/`."""
    router = APIRouter(prefix=PREFIX)
    for resource in (
        search,
        ask,
        lookup,
        read,
        citations,
        documents,
        header,
        pictures,
        tasks,
        indicators,
        conflicts,
        health,
    ):
        router.include_router(resource.router)
    return router
