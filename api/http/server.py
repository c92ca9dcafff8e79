"""Running the application on a socket that is already bound."""

from __future__ import annotations

import socket

import uvicorn

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
        config = uvicorn.Config(
            create_app(engine, settings.lang),
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
    finally:
        engine.close()
