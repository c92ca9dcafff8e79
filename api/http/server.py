"""Running the application on a socket that is already bound."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

import uvicorn

from api.desk import Desk
from api.http.app import create_app
from api.settings import Settings

_MOST_CONNECTIONS = 200
_GRACE = 5
"""Seconds that requests in progress have when the server is stopped."""


def run(settings: Settings, listening: socket.socket, most_header_bytes: int) -> None:
    """Serve until SIGINT or SIGTERM. Raises `indexer.errors.IndexProblem` where there is no index.

    h11 is the parser because its limit on the request's head can be raised for long queries.
    """
    from indexer import open_engine

    engine = open_engine(settings.engine, settings.data)
    try:
        app = create_app(engine, settings.lang, settings)
        ready = threading.Thread(target=_warm, args=(Desk(engine),), name="tracuu-warm", daemon=True)
        ready.start()
        config = uvicorn.Config(
            app,
            http="h11",
            h11_max_incomplete_event_size=most_header_bytes,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=_GRACE,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
        )
        uvicorn.Server(config).run(sockets=[listening])
        ready.join(_GRACE)
    finally:
        engine.close()


def _warm(desk: Desk) -> None:
    """Load what the first search would have to wait for: word tables, the model, who cites what."""
    from api.pages.known import known

    with suppress(Exception):  # whatever is wrong, the request that meets it says so
        known(desk)
        desk.search("kế hoạch", 10, "hybrid")
        desk.ask("kế hoạch nào", "vi", with_model=False)
