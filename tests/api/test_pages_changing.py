"""What the pages change: the collection, headers, verdicts - and for whom they change nothing."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.messages import CATALOGUE
from api.uploads import clean_name
from tests.api.web import REPORTS, documents, reading, small_office, token, uploaded


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TestClient]:
    with small_office(tmp_path / "data") as ready:
        yield ready


def test_a_file_is_added_found_and_removed(office: TestClient) -> None:
    path = REPORTS / "002_9ff1f48db425b67b.txt"
    state = uploaded(office, (path.name, path.read_bytes()))
    assert (state["state"], state["reason"]) == ("added", "")
    assert len(documents(office)) == 2
    assert office.get(state["url"]).status_code == 200
    again = uploaded(office, (path.name, path.read_bytes()))
    assert (again["state"], again["url"]) == ("unchanged", state["url"])
    reread = office.post(f"{state['url']}/again", data={"csrf": token(office)})
    assert reread.status_code == 200
    gone = office.post(f"{state['url']}/remove", data={"csrf": token(office)}, follow_redirects=False)
    assert gone.status_code == 303
    assert len(documents(office)) == 1
    assert path.exists()


def test_the_api_takes_a_file_from_a_pages_session(office: TestClient) -> None:
    path = REPORTS / "002_9ff1f48db425b67b.txt"
    files = {"file": (path.name, path.read_bytes())}
    refused = office.post("/api/v1/documents", files=files)
    assert (refused.status_code, refused.json()["type"]) == (403, "/docs#problem-forbidden")
    sent = office.post("/api/v1/documents", files=files, headers={"x-csrf-token": token(office)})
    assert (sent.status_code, sent.json()["state"], sent.json()["reason"]) == (200, "added", None)
    assert sent.json()["document"] in [card["id"] for card in documents(office)]


def test_a_file_that_cannot_be_read_says_why(office: TestClient) -> None:
    state = uploaded(office, ("../../x.txt", bytes(range(256)) * 50))
    assert (state["name"], state["state"], state["url"]) == ("x.txt", "failed", None)
    assert state["reason"]
    assert len(documents(office)) == 1


def test_an_archive_brings_its_files_and_names_those_that_fail(office: TestClient, tmp_path: Path) -> None:
    packed = io.BytesIO()
    path = REPORTS / "002_9ff1f48db425b67b.txt"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, "tháng 7/kế hoạch.txt")
        archive.writestr("hỏng.txt", bytes(range(256)) * 50)
    state = uploaded(office, ("gói.zip", packed.getvalue()))
    assert (state["state"], "hỏng.txt:" in state["reason"]) == ("added", True)
    brought = next(card for card in documents(office) if card["file"].endswith("kế hoạch.txt"))
    assert office.post(f"/documents/{brought['id']}/remove", data={"csrf": token(office)}).status_code == 200
    assert list((tmp_path / "data" / "uploads").iterdir()) == []


def test_a_file_that_is_refused_is_not_kept(office: TestClient, tmp_path: Path) -> None:
    secret = "UBND TỈNH QUẢNG NGÃI\nTỐI MẬT\nSố: 5/KH-UBND\nKẾ HOẠCH\nvề việc kiểm tra năm 2024\n"
    uploaded(office, ("a.txt", secret.encode()), ("b.txt", bytes(range(256)) * 50), ("c.txt", b""))
    assert [state["state"] for state in office.get("/documents/files").json()] == ["failed"] * 3
    assert list((tmp_path / "data" / "uploads").iterdir()) == []


def test_the_page_of_a_pdf_stands_beside_its_text_with_the_place_marked(office: TestClient) -> None:
    from tests.corpus.pages import pdf

    lines = [
        "KẾ HOẠCH",
        "Kiểm tra cải cách hành chính năm 2024",
        "Thực hiện Kế hoạch số 35/KH-UBND ngày 07/02/2024",
    ]
    pages = [
        [(70.0, 90.0 + 24 * n, 13.0, line) for n, line in enumerate(lines)],
        [(70.0, 90.0, 13.0, "Trang hai")],
    ]
    state = uploaded(office, ("kế hoạch.pdf", pdf(pages)))
    text = office.get(f"/api/v1{state['url']}").json()["text"]
    start = text.index("35/KH-UBND")
    page = office.get(state["url"], params={"start": start, "end": start + 10}).text
    picture = re.findall(r'<img src="([^"]+)"', page)
    assert len(picture) == 1
    assert office.get(picture[0]).headers["content-type"] == "image/png"
    (left, top), *more = re.findall(r'<rect x="(\d+)" y="(\d+)"', page)
    assert not more
    assert 100 < int(left) < 700
    assert 100 < int(top) < 250
    following = re.findall(r'rel="next" href="([^"]+)"', page)
    second = office.get(html.unescape(following[0])).text
    assert "pages/2.png" in second


def test_a_persons_word_for_a_header_is_kept(office: TestClient) -> None:
    card = documents(office)[0]
    confirm = f"/documents/{card['id']}/header"
    form = {
        "csrf": token(office),
        "number": "3059/BC-VP",
        "date": "13/12/2024",
        "signer": card["header"]["signer"],
    }
    assert office.post(confirm, data={**form, "csrf": "x"}).status_code == 403
    assert office.post(confirm, data={**form, "date": "hôm qua"}).status_code == 400
    assert "3059/BC-VP" in office.post(confirm, data=form).text
    header = office.get(f"/api/v1/documents/{card['id']}").json()["header"]
    assert (header["number"], header["date"]) == ("3059/BC-VP", "2024-12-13")
    again = office.post(confirm, data={**form, "number": "", "date": ""}).text
    assert "3058/BC-VP" in again


def test_only_our_own_pages_change_anything(office: TestClient) -> None:
    good = token(office)
    card = documents(office)[0]["id"]
    remove = f"/documents/{card}/remove"
    for headers, data in (
        ({}, {}),
        ({}, {"csrf": "x"}),
        ({}, {"csrf": good[:-1]}),
        ({"origin": "http://127.0.0.1:9"}, {"csrf": good}),
        ({"origin": "null"}, {"csrf": good}),
        ({"sec-fetch-site": "cross-site"}, {"csrf": good}),
    ):
        refused = office.post(remove, headers=headers, data=data)
        assert refused.status_code == 403, (headers, data)
    office.cookies.clear()
    assert office.post(remove, data={"csrf": good}).status_code == 403
    assert office.post("/documents/files", files={"file": ("a.txt", b"a")}).status_code == 403
    assert office.post("/ask/verdict", data={"q": "a", "verdict": "wrong"}).status_code == 403
    assert len(documents(office)) == 1


def test_nobody_but_a_reader_at_the_machine_changes_anything(data: Path) -> None:
    with reading(data, client=("192.0.2.7", 5)) as far:
        page = far.get("/documents").text
        assert "/documents/files" not in page
        assert "/remove" not in page
        sent = far.post(f"/documents/{documents(far)[0]['id']}/remove", data={"csrf": token(far)})
        assert sent.status_code == 403


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Báo cáo.pdf", "Báo cáo.pdf"), ("../../etc/passwd", "passwd"), ("C:\\a\\b.docx", "b.docx"),
        (".hidden", "hidden"), ("", "tep"), ("..", "tep"), ("a\x00b\n.txt", "a_b_.txt"),
        ("đ" * 300 + ".pdf", "đ" * 73 + ".pdf"), ("a:b?.txt", "a_b_.txt"),
    ],
)  # fmt: skip
def test_an_uploaded_files_name_is_one_that_any_folder_takes(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


# What readers say of answers.


def test_a_verdict_is_kept_as_a_set_that_eval_takes(office: TestClient, tmp_path: Path) -> None:
    from eval.native import load

    question = "kế hoạch nào về kiểm tra hoạt động kiểm soát thủ tục hành chính năm 2024"
    folder = tmp_path / "data" / "questions"
    for verdict in ("wrong", "useful"):
        page = office.post("/ask/verdict", data={"q": question, "verdict": verdict, "csrf": token(office)})
        assert CATALOGUE[f"web.verdict.{verdict}.noted"][0] in page.text
    judged = load(folder / "useful")
    assert [q.query for q in judged.questions] == [question]
    assert judged.questions[0].documents == ("35/KH-UBND",)
    spans = [(p.document, p.start, p.end) for p in judged.questions[0].relevant]
    assert spans
    for name, start, end in spans:
        assert "35/KH-UBND" in Path(name).read_text("utf-8")[start:end]
    assert (folder / "wrong.jsonl").read_text("utf-8") == ""


def test_the_quality_page_shows_the_newest_run(office: TestClient, tmp_path: Path) -> None:
    runs = tmp_path / "data" / "runs"
    assert "tracuu eval run reports --out" in office.get("/quality").text
    runs.mkdir()
    (runs / "broken.json").write_text("{", "utf-8")
    shutil.copy(REPORTS.parents[1] / "eval" / "baselines" / "reports.json", runs / "today.json")
    started = json.loads((runs / "today.json").read_text("utf-8"))["started"]
    page = office.get("/quality").text
    assert started in page
    assert "nDCG@10" in page
    assert "wrong links" in page
