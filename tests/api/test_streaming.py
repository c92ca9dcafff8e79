"""Answers as server-sent events, over a real server too."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx
from fastapi.testclient import TestClient

ROOT = Path(__file__).parents[2]
ASK = "/api/v1/ask"
EVENTS = {"accept": "text/event-stream"}
QUESTION = "Tỷ lệ hồ sơ trực tuyến toàn trình năm 2024 là bao nhiêu?"


def events(lines: Iterable[str]) -> list[tuple[int, str, dict[str, Any]]]:
    """The events of a stream, read as the standard says: fields, a blank line after each event."""
    found = []
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            found.append((int(fields["id"]), fields["event"], json.loads(fields["data"])))
            fields = {}
    assert not fields
    return found


def test_the_steps_lead_to_the_same_answer(client: TestClient) -> None:
    sent = client.get(ASK, params={"q": QUESTION}, headers=EVENTS)
    assert sent.headers["content-type"].startswith("text/event-stream")
    taken = events(sent.text.splitlines())
    names = [name for _, name, _ in taken]
    assert [number for number, _, _ in taken] == list(range(1, len(taken) + 1))
    assert names[:3] == ["understood", "searching", "evidence"]
    assert names[-1] == "done"
    assert set(names[3:-1]) <= {"statement"}
    whole = client.get(ASK, params={"q": QUESTION}).json()
    done = taken[-1][2]
    assert {**done, "took_ms": 0} == {**whole, "took_ms": 0}
    told = [
        {k: v for k, v in data.items() if k != "number"} for _, name, data in taken if name == "statement"
    ]
    assert told == whole["statements"]
    assert taken[0][2]["years"] == [2024]
    assert taken[1][2]["documents"] == 5
    assert taken[2][2]["passages"]


def test_a_question_that_is_refused_is_a_problem_not_a_stream(client: TestClient) -> None:
    refused = client.get(ASK, params={"q": "???"}, headers=EVENTS)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"


def test_what_is_not_in_the_collection_ends_in_a_plain_no(client: TestClient) -> None:
    asked = {"q": "Giá vàng hôm nay ở Paris là bao nhiêu?"}
    taken = events(client.get(ASK, params=asked, headers=EVENTS).text.splitlines())
    assert (taken[-1][1], taken[-1][2]["answered"]) == ("done", False)


def test_an_error_on_the_way_is_the_last_event(client: TestClient, monkeypatch: Any) -> None:
    from search import streaming

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(streaming, "ask", broken)
    taken = events(client.get(ASK, params={"q": QUESTION}, headers=EVENTS).text.splitlines())
    assert [name for _, name, _ in taken] == ["understood", "searching", "evidence", "error"]
    assert "RuntimeError" not in taken[-1][2]["detail"]


def test_a_real_server_sends_each_step_as_it_is_taken(data: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "api.cli", "serve", "--data", str(data), "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            _wait_for(client, server)
            with client.stream("GET", ASK, params={"q": QUESTION}, headers=EVENTS) as sent:
                assert sent.headers["cache-control"] == "no-store"
                taken = events(sent.iter_lines())
            assert [name for _, name, _ in taken][-1] == "done"
            with client.stream("GET", ASK, params={"q": QUESTION}, headers=EVENTS) as sent:
                next(sent.iter_lines())  # and then hang up: the server must go on
            assert client.get("/api/v1/healthz").status_code == 200
    finally:
        server.send_signal(signal.SIGINT)
        _, err = server.communicate(timeout=20)
    assert "Traceback" not in err


def _wait_for(client: httpx.Client, server: subprocess.Popen[str]) -> None:
    for _ in range(200):
        assert server.poll() is None
        try:
            if client.get("/api/v1/readyz").status_code == 200:
                return
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")
