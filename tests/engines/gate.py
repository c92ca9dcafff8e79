"""A proxy before a real node that asks for a login, speaks TLS, or lets go wrong what can."""

from __future__ import annotations

import datetime
import http.client
import ipaddress
import json
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Decide = Callable[[str, str], str | int]
"""From method and path to `pass`, `cut` (no answer, nothing done), `lose` (done, no answer), or a status."""


@dataclass
class Rules:
    """What the proxy does; may be changed while it runs."""

    decide: Decide = lambda method, path: "pass"
    authorization: str | None = None
    version: str | None = None
    product: bool = True


class Gate:
    """The proxy; `url` is where it listens. Use it as a context manager."""

    def __init__(self, target: str, tls: tuple[Path, Path] | None = None) -> None:
        self.rules = Rules()
        parts = urlsplit(target)
        handler = type("Handler", (_Handler,), {"rules": self.rules, "target": (parts.hostname, parts.port)})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        if tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        scheme = "http" if tls is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Gate:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    rules: Rules
    target: tuple[str, int]

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        decided = self.rules.decide(self.command, self.path)
        if decided == "cut":
            self.close_connection = True
            return
        if isinstance(decided, int):
            self._answer(decided, b'{"error":{"type":"es_rejected_execution_exception","reason":"full"}}')
            return
        if self.rules.authorization not in (None, self.headers.get("authorization")):
            self._answer(401, b'{"error":{"type":"security_exception","reason":"who are you"},"status":401}')
            return
        status, answer, content_type = self._forwarded(body)
        if self.rules.version is not None and self.path.startswith("/_nodes"):
            answer = json.dumps({"nodes": {"a": {"version": self.rules.version}}}).encode("ascii")
        if decided == "lose":
            self.close_connection = True
            return
        self._answer(status, answer, content_type)

    def _forwarded(self, body: bytes) -> tuple[int, bytes, str]:
        connection = http.client.HTTPConnection(*self.target, timeout=60)
        try:
            skipped = ("host", "authorization", "content-length", "connection")
            headers = {name: value for name, value in self.headers.items() if name.lower() not in skipped}
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers.get("content-type", "application/json")
        finally:
            connection.close()

    def _answer(self, status: int, body: bytes, content_type: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(body)))
        if self.rules.product:
            self.send_header("x-elastic-product", "Elasticsearch")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any  # noqa: N815 - the library's names

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged."""


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 signed by itself, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths
