"""A reader of the pages at the machine itself, and what such a reader does."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi.testclient import TestClient

from api.http import create_app
from api.settings import Settings
from indexer import ingest, open_engine

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"
PAGE = {"accept": "text/html"}
HERE = ("127.0.0.1", 50_000)


@contextmanager
def reading(data: Path, client: tuple[str, int] = HERE) -> Iterator[TestClient]:
    """The pages over a data folder, for somebody at the address `client`."""
    engine = open_engine("embedded", data)
    app = create_app(engine, settings=Settings(data=data))
    with TestClient(app, base_url="http://127.0.0.1", client=client, headers=PAGE) as ready:
        yield ready
    engine.close()


@contextmanager
def small_office(data: Path) -> Iterator[TestClient]:
    """The pages over a collection of one document, to add to and remove from."""
    writer = open_engine("embedded", data, write=True)
    ingest([REPORTS / "001_bb37e80757a25429.txt"], writer)
    writer.close()
    with reading(data) as ready:
        yield ready


def documents(client: TestClient) -> list[dict[str, str]]:
    """The documents of the collection."""
    found: list[dict[str, str]] = client.get("/api/v1/documents").json()["documents"]
    return found


def token(client: TestClient) -> str:
    """The token that the forms of a page carry."""
    found = re.search(r'data-csrf="([^"]+)"', client.get("/documents").text)
    assert found is not None
    return found[1]


def uploaded(client: TestClient, *files: tuple[str, bytes]) -> dict[str, str]:
    """What becomes of files that a page's script sends; of several, of the last."""
    headers = {"x-csrf-token": token(client), "accept": "application/json"}
    sent = client.post("/documents/files", files=[("file", file) for file in files], headers=headers)
    assert (sent.status_code, len(sent.json())) == (202, len(files)), sent.text
    for _ in range(600):
        states: list[dict[str, str]] = client.get("/documents/files").json()
        if all(state["settled"] for state in states):
            return states[0]
        time.sleep(0.1)
    raise AssertionError("never settled")
