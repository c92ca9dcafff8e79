"""Pages as pictures, and where a quotation stands on them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from api.http.app import create_app
from api.settings import Settings
from indexer import ingest, open_engine
from indexer.engines.base import ANYONE
from tests.corpus.pages import FOOT, HEAD, pdf


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[str, str]]]:
    """A client over a PDF and a text, and their ids by ending."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "a.pdf").write_bytes(pdf([HEAD + FOOT, HEAD]))
    (folder / "b.txt").write_text("Kế hoạch số 35/KH-UBND về kiểm tra.", "utf-8")
    settings = Settings(data=folder / "data")
    engine = open_engine("embedded", settings.data, write=True)
    ingest([folder / "a.pdf", folder / "b.txt"], engine, pages=settings.pages)
    ids = {Path(each.file).suffix: each.id for each in engine.documents(ANYONE)}
    engine.close()
    engine = open_engine("embedded", settings.data)
    app = create_app(engine, settings=settings)
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000)) as client:
        yield client, ids
    engine.close()


def test_a_page_is_a_picture_as_wide_as_asked(shown: tuple[TestClient, dict[str, str]]) -> None:
    client, ids = shown
    response = client.get(f"/api/v1/documents/{ids['.pdf']}/pages/2.png", params={"width": 300})
    assert (response.status_code, response.headers["content-type"]) == (200, "image/png")
    picture = Image.open(io.BytesIO(response.content))
    assert (picture.width, round(picture.height / picture.width, 1)) == (300, 1.4)


@pytest.mark.parametrize(
    ("ending", "page", "status"), [(".pdf", 3, 404), (".pdf", 0, 422), (".txt", 1, 404), ("", 1, 404)]
)
def test_what_is_no_page_is_a_problem(
    shown: tuple[TestClient, dict[str, str]], ending: str, page: int, status: int
) -> None:
    client, ids = shown
    response = client.get(f"/api/v1/documents/{ids.get(ending, 'none')}/pages/{page}.png")
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_the_boxes_of_a_span_lie_where_the_picture_has_ink(
    shown: tuple[TestClient, dict[str, str]],
) -> None:
    client, ids = shown
    id_ = ids[".pdf"]
    text = client.get(f"/api/v1/documents/{id_}").json()["text"]
    start = text.index("Kết quả công tác")
    span = {"start": start, "end": text.index("\n", start)}
    (box,) = client.get(f"/api/v1/documents/{id_}/boxes", params=span).json()["boxes"]
    assert box["page"] == 1
    picture = Image.open(io.BytesIO(client.get(f"/api/v1/documents/{id_}/pages/1.png").content)).convert("L")
    inside = picture.crop(
        (
            round(box["left"] * picture.width),
            round(box["top"] * picture.height),
            round(box["right"] * picture.width),
            round(box["bottom"] * picture.height),
        )
    )
    assert inside.width > 0.3 * picture.width
    assert inside.getextrema()[0] < 80


def test_a_text_has_no_boxes(shown: tuple[TestClient, dict[str, str]]) -> None:
    client, ids = shown
    response = client.get(f"/api/v1/documents/{ids['.txt']}/boxes", params={"start": 0, "end": 5})
    assert response.json() == {"document": ids[".txt"], "boxes": []}


def test_a_persons_word_is_taken_from_an_editors_own_page_only(
    shown: tuple[TestClient, dict[str, str]],
) -> None:
    client, ids = shown
    address = f"/api/v1/documents/{ids['.pdf']}/header"
    word = {"field": "number", "value": "112/BC-UBND"}
    assert client.post(address, data=word).status_code == 403
    token = re.search(r'data-csrf="([^"]+)"', client.get("/documents").text)
    assert token is not None
    headers = {"x-csrf-token": token[1]}
    assert client.post(address, data={**word, "value": "x"}, headers=headers).status_code == 422
    response = client.post(address, data=word, headers=headers)
    assert response.json()["confirmed"]["header"]["number"] == "112/BC-UBND"
    assert client.get(f"/api/v1/documents/{ids['.pdf']}").json()["header"]["number"] == "112/BC-UBND"
