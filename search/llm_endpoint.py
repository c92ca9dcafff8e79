"""A language model's address: where it is, and whether evidence may be sent there at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from ipaddress import ip_address, ip_network
from typing import Literal
from urllib.parse import urlsplit

Trouble = Literal[
    "not-installed", "bad-url", "not-allowed", "no-model", "bad-timeout", "slow", "unreachable", "broken",
    "malformed", "refused", "unsupported", "restricted", "nothing-to-send",
]  # fmt: skip
"""Why a model's text is not shown."""

LOOPBACK = ("localhost", "127.0.0.0/8", "::1")
"""What is allowed unless the administrator says otherwise: this machine."""
TIMEOUT = 20.0
"""Seconds that a model has for its whole answer."""
_LONGEST_TIMEOUT = 600.0
_URL = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:/[A-Za-z0-9._~%/-]*)?")
"""An address without user, query and fragment, which every reader of addresses takes alike."""


class ModelTrouble(Exception):
    """A model's text cannot be had; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble: Trouble = trouble


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible service. `url` is its base (`http://127.0.0.1:8000/v1`), `timeout` in seconds.

    `allow` are host names, addresses and networks, each with `:port` if only that one is meant.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    allow: tuple[str, ...] = LOOPBACK
    timeout: float = TIMEOUT

    @property
    def host(self) -> str:
        """Host and port as they are shown; empty where the address cannot be read."""
        return urlsplit(self.url).netloc if _URL.fullmatch(self.url) else ""

    def trouble(self) -> Trouble | None:
        """What keeps the service from being asked, before anything is sent; None if nothing does."""
        if not _URL.fullmatch(self.url):
            return "bad-url"
        if not is_allowed(self.url, self.allow):
            return "not-allowed"
        if not self.model:
            return "no-model"
        if not 0 < self.timeout <= _LONGEST_TIMEOUT:
            return "bad-timeout"
        return None if find_spec("openai") is not None else "not-installed"


def is_allowed(url: str, allow: Sequence[str]) -> bool:
    """Whether the host of an address is one of those allowed; names are not resolved but compared."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    port = port or (443 if parts.scheme == "https" else 80)
    return bool(host) and any(_means(entry.strip().lower(), host, port) for entry in allow)


def _means(entry: str, host: str, port: int) -> bool:
    name, only = _split(entry)
    if only is not None and only != port:
        return False
    if name == host:
        return True
    try:
        return ip_address(host) in ip_network(name)
    except ValueError:
        return False


def _split(entry: str) -> tuple[str, int | None]:
    """Host or network and port of an entry: `10.0.0.0/8`, `llm.lan:8000`, `::1`, `[::1]:8000`."""
    bracketed = re.fullmatch(r"\[([0-9a-f:.]+)\](?::(\d+))?", entry)
    named = bracketed or re.fullmatch(r"([^:]+):(\d+)", entry)
    if named is None:
        return entry, None
    return named[1], int(named[2]) if named[2] else None
