"""`tracuu serve`: the HTTP interface and the web pages."""

from __future__ import annotations

import errno
import ipaddress
import socket
from contextlib import suppress
from typing import Annotated

import typer

from api.commands.options import DataOption, EngineOption, LangOption, invocation
from api.failures import Failure

MOST_HEADER_BYTES = 1024 * 1024
"""The longest request line with headers. A query of 60,000 characters is up to 720,000 bytes in a URL."""


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="option.host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="option.port")] = 8080,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Serve until interrupted."""
    here = invocation(context, data, engine, lang)
    check_loopback(host)
    with bound(host, port) as listening:
        from api.http.server import run

        address = listening.getsockname()
        shown = f"[{address[0]}]" if ":" in address[0] else address[0]
        here.out.note(here.out.say("serve.started", url=f"http://{shown}:{address[1]}"))
        with suppress(KeyboardInterrupt):
            run(here.settings, listening, MOST_HEADER_BYTES)
    here.out.note(here.out.say("serve.stopped"))
    return 0


def check_loopback(host: str) -> None:
    """Raise `Failure` for an address that other machines can reach: there are no logins."""
    try:
        safe = ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        safe = host == "localhost"
    if not safe:
        raise Failure("serve.not-loopback", host=host)


def bound(host: str, port: int) -> socket.socket:
    """A listening socket; raises `Failure` where the port is taken or not allowed."""
    name = host.strip("[]")
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((name, port))
        listening.listen(128)
    except PermissionError:
        listening.close()
        raise Failure("serve.port-forbidden", port=port) from None
    except OSError as error:
        listening.close()
        key = "serve.port-taken" if error.errno == errno.EADDRINUSE else "serve.no-address"
        raise Failure(key, host=host, port=port) from None
    return listening
