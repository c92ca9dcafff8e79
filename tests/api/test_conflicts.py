"""Contradictions of the collection: the list, look-ups, and what `read` says."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from analyzers.doubts import KINDS

API = "/api/v1"


def listed(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    found = client.get(f"{API}/conflicts", params={"limit": 1000, **asked}).json()
    assert found["total"] == len(found["conflicts"])
    return list(found["conflicts"])


def test_contradictions_are_listed_the_gravest_first_with_their_places(client: TestClient) -> None:
    found = listed(client)
    ranks = [("error", "doubt", "note").index(row["severity"]) for row in found]
    assert ranks == sorted(ranks)
    assert {"date", "impossible-date", "number-year", "issuer", "wrong-share", "wrong-total"} <= {
        row["kind"] for row in found
    }
    texts = {d["id"]: client.get(f"{API}/documents/{d['id']}").json()["text"] for d in _documents(client)}
    for row in found:
        assert row["message"]
        assert all(texts[at["document"]][at["start"] : at["end"]].strip() for at in row["places"])


def _documents(client: TestClient) -> list[dict[str, Any]]:
    return list(client.get(f"{API}/documents").json()["documents"])


def test_each_is_said_once(client: TestClient) -> None:
    first = [(row["kind"], row["places"][0]["document"], row["places"][0]["start"]) for row in listed(client)]
    assert len(first) == len(set(first))


def test_kind_severity_words_and_document_restrict(client: TestClient) -> None:
    assert {row["kind"] for row in listed(client, kind=["date", "issuer"])} == {"date", "issuer"}
    assert {row["severity"] for row in listed(client, severity="note")} == {"note"}
    dated = listed(client, q="93/NQ-HDND")
    assert [row["canonical"] for row in dated] == ["93/NQ-HĐND"]
    assert len({at["document"] for at in dated[0]["places"]}) == 2
    one = dated[0]["places"][0]["document"]
    assert all(any(at["document"] == one for at in row["places"]) for row in listed(client, document=one))
    assert client.get(f"{API}/conflicts", params={"severity": "bad"}).status_code == 422


def test_explanations_are_in_the_language_asked_for(client: TestClient) -> None:
    (vietnamese,) = listed(client, kind="own-number", lang="vi")
    (english,) = listed(client, kind="own-number", lang="en")
    assert "Biểu mẫu" in vietnamese["message"]
    assert "The form says" in english["message"]


def test_a_look_up_shows_what_a_document_contradicts_in_itself(client: TestClient) -> None:
    (match,) = client.get(f"{API}/lookup", params={"q": "503/BC-VP"}).json()["matches"]
    kinds = {conflict["kind"] for conflict in match["conflicts"]}
    assert {"wrong-share", "wrong-total", "own-number", "forms-disagree"} <= kinds
    assert all(conflict["mentions"] for conflict in match["conflicts"])
    (cited,) = client.get(f"{API}/lookup", params={"q": "284/KH-UBND"}).json()["matches"]
    assert "plan-year" in {conflict["kind"] for conflict in cited["conflicts"]}


def test_the_command_and_the_files_have_the_same_rows(client: TestClient, tracuu: Any) -> None:
    printed = tracuu("conflicts", "--json").json
    assert printed["conflicts"] == listed(client)
    assert "93/NQ-HĐND" in tracuu("conflicts", "--kind", "date").out
    sent = client.get(f"{API}/conflicts", params={"format": "csv"})
    assert sent.content.count(b"\r\n") >= printed["total"] + 1


def test_stored_warnings_carry_severity_and_places(client: TestClient) -> None:
    documents = (client.get(f"{API}/documents/{d['id']}").json() for d in _documents(client))
    found = [w for document in documents for w in document["warnings"] if w["kind"] in KINDS]
    assert found
    assert all(w["places"] and w["severity"] in ("error", "doubt", "note") and w["english"] for w in found)
