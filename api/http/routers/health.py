"""`/healthz`, `/readyz`, `/metrics`: for whoever watches the service."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.http.measures import CONTENT_TYPE
from api.http.models import Health
from api.http.state import DeskOfRequest, LangOfRequest, state_of
from indexer.errors import IndexProblem

router = APIRouter(tags=["health"])


@router.get("/healthz", response_model=Health, summary="Is the process alive")
def get_healthz() -> dict[str, str]:
    """Always `ok` from a process that answers at all."""
    return {"status": "ok"}


@router.get("/readyz", response_model=Health, summary="Can it answer", responses={503: {"model": Health}})
def get_readyz(desk: DeskOfRequest, lang: LangOfRequest, response: Response) -> dict[str, str]:
    """`ok` when the index can be read, else `unavailable` with status 503."""
    try:
        desk.engine.generation()
    except IndexProblem as error:
        response.status_code = 503
        return {"status": "unavailable", "detail": error.message(lang)}
    return {"status": "ok"}


@router.get("/metrics", summary="Counters for Prometheus", response_class=Response,
            responses={200: {"content": {"text/plain": {}}}})  # fmt: skip
def get_metrics(request: Request) -> Response:
    """Requests, their seconds and the generation of the index, in Prometheus' text format."""
    return Response(state_of(request).measures.text(), media_type=CONTENT_TYPE)
