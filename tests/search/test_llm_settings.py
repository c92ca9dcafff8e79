"""The settings of a language model, through the command line and the HTTP interface."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.health import check_all
from api.http import create_app
from api.settings import Settings, language_model
from indexer import Engine

QUESTION = "Tỷ lệ hồ sơ trực tuyến toàn trình năm 2024 là bao nhiêu?"
NOT_ALLOWED = {"TRACUU_LLM_URL": "http://10.1.2.3/v1", "TRACUU_LLM_MODEL": "m", "TRACUU_LLM_KEY": "secret"}


@pytest.fixture
def client(corpus_engine: Engine) -> Iterator[TestClient]:
    with TestClient(create_app(corpus_engine), base_url="http://localhost") as running:
        yield running


def test_a_model_is_off_unless_its_address_is_set() -> None:
    assert language_model({}) is None
    assert language_model({"TRACUU_LLM_URL": " ", "TRACUU_LLM_MODEL": "m"}) is None


def test_every_setting_is_read_and_the_key_is_not_shown() -> None:
    given = {**NOT_ALLOWED, "TRACUU_LLM_ALLOW": "llm.lan:8000, 10.0.0.0/8,", "TRACUU_LLM_TIMEOUT": "2.5"}
    found = language_model(given)
    assert found is not None
    assert (found.url, found.model, found.key) == ("http://10.1.2.3/v1", "m", "secret")
    assert (found.allow, found.timeout) == (("llm.lan:8000", "10.0.0.0/8"), 2.5)
    assert "secret" not in repr(found)


@pytest.mark.parametrize("value", ["soon", "0", "-1", "nan", "inf", "1e9"])
def test_a_timeout_that_is_none_is_told(value: str) -> None:
    found = language_model(
        {"TRACUU_LLM_URL": "http://localhost/v1", "TRACUU_LLM_MODEL": "m", "TRACUU_LLM_TIMEOUT": value}
    )
    assert found is not None
    assert found.trouble() == "bad-timeout"


def test_an_answer_without_a_model_has_the_fields_of_the_contract(client: TestClient) -> None:
    found = client.get("/api/v1/ask", params={"q": QUESTION}).json()
    assert set(found) == {
        "id", "query", "answered", "answer", "documents", "values", "statements", "took_ms",
    }  # fmt: skip
    assert set(found["statements"][0]["evidence"][0]) == {
        "file", "document", "start", "end", "quote", "restored",
    }  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_that_is_not_allowed_leaves_the_answer_with_a_note(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    for name, value in NOT_ALLOWED.items():
        monkeypatch.setenv(name, value)
    sent = {"params": {"q": QUESTION}} if method == "GET" else {"json": {"q": QUESTION}}
    found = client.request(method, "/api/v1/ask", **sent).json()  # type: ignore[arg-type]
    assert found["values"] == ["90,4%"]
    assert found["model"] == {"name": "m", "trouble": "not-allowed", "kept": 0, "dropped": 0}
    assert "TRACUU_LLM_ALLOW" in found["answer"].splitlines()[-1]


def test_the_steps_of_an_answer_end_with_what_became_of_the_model(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in NOT_ALLOWED.items():
        monkeypatch.setenv(name, value)
    sent = client.get("/api/v1/ask", params={"q": QUESTION}, headers={"accept": "text/event-stream"})
    done = [line for line in sent.text.splitlines() if line.startswith("data: ")][-1]
    assert json.loads(done.removeprefix("data: "))["model"]["trouble"] == "not-allowed"


def test_doctor_shows_a_model_where_one_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "llm" not in [check.name for check in check_all(Settings(data=tmp_path))]
    for name, value in NOT_ALLOWED.items():
        monkeypatch.setenv(name, value)
    check = check_all(Settings(data=tmp_path))[-1]
    assert (check.name, check.status) == ("llm", "missing")
    assert "TRACUU_LLM_ALLOW" in check.detail
