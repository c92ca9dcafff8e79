"""A real server over the five reports and a real browser that may talk to nothing else.

Debian's Chromium is driven (`make system-deps` installs it); without it or Playwright these tests skip.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "corpus" / "reports"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

Open = Callable[..., "Page"]


def _run(*arguments: str | Path, data: Path) -> subprocess.Popen[bytes]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("TRACUU_")}
    return subprocess.Popen(
        [sys.executable, "-m", "api.cli", *map(str, arguments)],
        cwd=ROOT,
        env={**clean, "TRACUU_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("Chromium is not installed (make system-deps)")
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()


@pytest.fixture(scope="module")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the five reports. (`browser` first: without one nothing is indexed.)"""
    data = tmp_path_factory.mktemp("browser") / "data"
    assert _run("ingest", REPORTS, data=data).wait(timeout=120) == 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = _run("serve", "--port", str(port), data=data)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None
        try:
            if httpx.get(f"{address}/api/v1/readyz").status_code == 200:
                httpx.get(f"{address}/?q=a")
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.fixture
def visit(browser: Browser, office: str) -> Iterator[Open]:
    """Open a path in a new window; `options` are those of a browser's context.

    At the end no page may have asked another machine for anything, nor complained of an error.
    """
    contexts: list[Any] = []
    requested: list[str] = []
    complaints: list[str] = []

    def open_page(path: str, **options: Any) -> Page:
        context = browser.new_context(locale="vi-VN", **options)
        contexts.append(context)
        context.on("request", lambda request: requested.append(request.url))
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(office + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    elsewhere = [url for url in requested if not url.startswith((f"{office}/", "blob:", "data:"))]
    assert requested
    assert not elsewhere
    assert not complaints
