"""The HTTP interface and the pages, over the real index and once over a real server."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "corpus" / "reports"
QUESTION = "which plans cover inspection of administrative procedure control in 2024"
API = "/api/v1"
PAGE = {"accept": "text/html"}
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("path", "command"),
    [("search", "kiểm soát TTHC 2024"), ("ask", QUESTION), ("lookup", "35/KH-UBND")],
)
def test_get_post_and_the_command_give_the_same_object(
    client: TestClient, tracuu: Any, path: str, command: str
) -> None:
    got = client.get(f"{API}/{path}", params={"q": command})
    posted = client.post(f"{API}/{path}", json={"q": command})
    printed = tracuu("--lang", "vi", path, command, "--json").json
    assert (got.status_code, posted.status_code) == (200, 200)
    for key in set(printed) - {"took_ms"}:
        assert got.json()[key] == posted.json()[key] == printed[key], key


def test_filters_restrict_and_may_be_repeated(client: TestClient) -> None:
    found = client.get(f"{API}/search", params={"q": "cải cách hành chính", "k": 5, "filter": ["year:2023"]})
    both = client.get(
        f"{API}/search", params={"q": "cải cách hành chính", "k": 50, "filter": ["year:2023", "year:2024"]}
    )
    assert 0 < len(found.json()["hits"]) <= 5
    assert len({hit["document"] for hit in both.json()["hits"]}) > 1


def test_read_gives_the_commands_object_under_the_uploads_name(client: TestClient, tracuu: Any) -> None:
    path = REPORTS / "002_9ff1f48db425b67b.txt"
    sent = client.post(f"{API}/read", files={"file": (f"../{path.name}", path.read_bytes())})
    printed = tracuu("read", path, "--json").json
    assert sent.json() == {**printed, "file": path.name}


def test_the_citations_of_a_text_are_linked_only_where_the_collection_knows_them(client: TestClient) -> None:
    text = (
        "Thực hiện Kế hoạch số 35/KH-UBND ngày 07/02/2024 của UBND tỉnh Quảng Ngãi, Báo cáo số 3058/BC-VP "
        "ngày 12/12/2024 của Văn phòng UBND tỉnh Quảng Ngãi và Quyết định số 99999/QĐ-UBND ngày 01/02/2019 "
        "của UBND tỉnh Quảng Ngãi; Kế hoạch số 35/KH-UBND ngày 07/02/2019 của UBND tỉnh Quảng Ngãi"
    )
    found = client.post(f"{API}/citations", json={"text": text}).json()["citations"]
    assert [(each["canonical"], each["link"]) for each in found] == [
        ("35/KH-UBND", "linked"),
        ("3058/BC-VP", "linked"),
        ("99999/QĐ-UBND", "unknown"),
        ("35/KH-UBND", "unknown"),
    ]
    assert found[0]["mentions"] == 3
    assert found[1]["document"] is not None
    assert all(text[each["start"] : each["end"]] == each["raw"] for each in found)


def test_documents_and_citations_are_paged(client: TestClient) -> None:
    for resource in ("documents", "citations"):
        whole = client.get(f"{API}/{resource}", params={"limit": 1000}).json()
        page = client.get(f"{API}/{resource}", params={"offset": 1, "limit": 2}).json()
        assert page["total"] == whole["total"] == len(whole[resource])
        assert page[resource] == whole[resource][1:3]


def test_one_document_comes_with_its_text_and_findings(client: TestClient) -> None:
    card = client.get(f"{API}/documents").json()["documents"][0]
    document = client.get(f"{API}/documents/{card['id']}").json()
    assert document["text"] == Path(card["file"]).read_text(encoding="utf-8")
    assert document["header"] == card["header"]
    assert document["citations"]


PROBLEMS = [
    ("GET", "/search", {}, 422, "invalid-parameters"),
    ("GET", "/search?q=a&k=0", {}, 422, "invalid-parameters"),
    ("GET", "/search?q=a&mode=x", {}, 422, "invalid-parameters"),
    ("GET", "/search?q=", {}, 422, "empty-query"),
    ("GET", "/search?q=a&filter=bog:1", {}, 422, "bad-filter"),
    ("GET", "/ask?q=%20", {}, 422, "empty-query"),
    ("GET", "/documents/none", {}, 404, "not-found"),
    ("GET", "/none", {}, 404, "not-found"),
    ("DELETE", "/search", {}, 405, "method-not-allowed"),
    ("POST", "/search", {"content": b"{", "headers": JSON}, 400, "bad-request"),
    ("POST", "/search", {"content": b'{"q": "\xff"}', "headers": JSON}, 400, "bad-request"),
    ("POST", "/search", {"json": {"q": "a" * 60_001}}, 422, "query-too-long"),
    ("GET", "/lookup?q=" + "a" * 60_001, {}, 422, "query-too-long"),
    ("POST", "/search", {"json": {"q": "a", "k": True}}, 422, "invalid-parameters"),
    ("POST", "/search", {"json": ["a"]}, 422, "invalid-parameters"),
    ("POST", "/citations", {"json": {"text": "a" * 64_001}}, 422, "invalid-parameters"),
    ("POST", "/search", {"content": b" " * 1_100_000}, 413, "too-large"),
    ("POST", "/search", {"content": iter([b" " * 600_000] * 2)}, 413, "too-large"),
    ("POST", "/read", {}, 422, "invalid-parameters"),
    ("POST", "/read", {"files": {"file": ("a.txt", b"")}}, 422, "unreadable-file"),
    ("POST", "/read", {"files": {"file": ("a.txt", bytes(range(256)) * 50)}}, 422, "unreadable-file"),
    ("GET", "/healthz", {"headers": {"host": "evil.example"}}, 400, "wrong-host"),
    ("GET", "/healthz", {"headers": {"host": "127.0.0.1.evil.example"}}, 400, "wrong-host"),
    ("POST", "/healthz", {}, 405, "method-not-allowed"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "request_", "status", "kind"), PROBLEMS)
def test_every_error_is_a_problem(
    client: TestClient, method: str, path: str, request_: dict[str, Any], status: int, kind: str
) -> None:
    answer = client.request(method, API + path, **request_)
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["type"]) == (
        status,
        status,
        f"/docs#problem-{kind}",
    )
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["title"]
    assert problem["detail"]
    assert problem["instance"] == (API + path).split("?")[0]


@pytest.mark.parametrize(
    ("query", "vietnamese", "english"),
    [
        ("q=a&k=0", "phải từ 1 trở lên", "it has to be 1 or more"),
        ("q=a&k=x", "phải là số nguyên", "it has to be a whole number"),
        ("q=a&mode=x", "phải là một trong: hybrid, lexical, dense",
         "it has to be one of: hybrid, lexical, dense"),
        ("k=1", "thiếu tham số này", "this parameter is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_parameter_is_said_in_the_language_asked_for(
    client: TestClient, query: str, vietnamese: str, english: str
) -> None:
    for lang, message in (("vi", vietnamese), ("en", english)):
        (error,) = client.get(f"{API}/search?{query}&lang={lang}").json()["errors"]
        assert error["message"] == message
        assert error["parameter"] in ("k", "mode", "q")


@pytest.mark.parametrize("path", [f"{API}/healthz", f"{API}/documents", f"{API}/search?q=a", "/", "/docs"])
def test_what_can_be_got_can_be_asked_for_its_head(client: TestClient, path: str) -> None:
    head, got = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/search", "GET, HEAD, POST"), ("/read", "POST"), ("/documents/x", "GET, HEAD"),
     ("/citations", "GET, HEAD, POST")],
)  # fmt: skip
def test_a_refused_method_is_told_all_that_are_taken(client: TestClient, path: str, methods: str) -> None:
    assert client.request("DELETE", API + path).headers["allow"] == methods


def test_cited_documents_are_narrowed_by_words_typed_in_any_way(client: TestClient) -> None:
    for typed in ("35/KH-UBND", "35/kh-ubnd ke hoach", "Kế hoạch 35/KH-UBND 2024-02-07"):
        found = client.get(f"{API}/citations", params={"q": typed}).json()
        assert [each["canonical"] for each in found["citations"]] == ["35/KH-UBND"], typed
        assert found["total"] == 1
    assert client.get(f"{API}/citations", params={"q": "không có đâu 987"}).json()["total"] == 0


def test_problems_are_english_when_asked(client: TestClient) -> None:
    answer = client.get(f"{API}/none", headers={"accept-language": "fr;q=0.9, en-GB"})
    assert answer.json()["title"] == "Not found"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080"])
def test_this_machines_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get(f"{API}/healthz", headers={"host": host}).json()["status"] == "ok"


def test_readiness_and_counters(client: TestClient) -> None:
    assert client.get(f"{API}/readyz").json()["status"] == "ok"
    text = client.get(f"{API}/metrics").text
    assert 'tracuu_requests_total{method="GET",route="/api/v1/readyz",status="200"}' in text
    assert "tracuu_index_generation" in text


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_real_server_takes_long_queries_sees_new_documents_and_stops_cleanly(
    tmp_path: Path, program: Any
) -> None:
    data = tmp_path / "data"
    assert program("ingest", REPORTS / "002_9ff1f48db425b67b.txt", data=data).code == 0
    port = free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--data", str(data), "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            _wait_for(client, server)
            assert client.get(f"{API}/search", params={"q": "kế hoạch " * 2_500}).status_code == 200
            assert client.get(f"{API}/documents").json()["total"] == 1
            assert program("ingest", REPORTS / "001_bb37e80757a25429.txt", data=data).code == 0
            assert client.get(f"{API}/documents").json()["total"] == 2
            found = client.get(f"{API}/lookup", params={"q": "35/KH-UBND"}).json()
            assert found["status"] == "found"
            hits = client.get(
                f"{API}/search", params={"q": "truyền thông kiểm soát thủ tục hành chính"}
            ).json()["hits"]
            assert any("001_" in hit["file"] for hit in hits)
            taken = program("serve", "--port", str(port), data=data)
            assert (taken.code, "--port" in taken.err) == (1, True)
    finally:
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=20)
    assert out == ""
    assert "Traceback" not in err
    assert server.returncode in (0, 130)


def _wait_for(client: httpx.Client, server: subprocess.Popen[str]) -> None:
    for _ in range(200):
        assert server.poll() is None
        try:
            if client.get(f"{API}/readyz").status_code == 200:
                return
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def test_the_openapi_description_is_json_and_names_every_endpoint(client: TestClient) -> None:
    schema = json.loads(client.get("/openapi.json").text)
    assert f"{API}/search" in schema["paths"]
    assert schema["components"]["schemas"]["SearchResult"]
