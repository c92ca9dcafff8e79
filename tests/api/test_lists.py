"""The lists of tasks and indicators, over HTTP, from the command line and as files for a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from api.sheets import Sheet, to_csv, to_xlsx

API = "/api/v1"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_tasks_of_a_unit_that_are_due_by_a_date(client: TestClient) -> None:
    asked = {"lead": "phong hanh chinh", "due_to": "2023-03-31", "order": "due"}
    found = client.get(f"{API}/tasks", params=asked).json()
    assert found["total"] == len(found["tasks"]) >= 4
    assert all("Phòng Hành chính - Quản trị" in task["lead"] for task in found["tasks"])
    assert [task["due"] for task in found["tasks"]] == sorted(task["due"] for task in found["tasks"])
    assert found["tasks"][0]["due"] == "2023-01-31"
    assert {task["number"] for task in found["tasks"]} == {"2374/KH-VP"}


def test_a_tasks_status_is_seen_from_a_day(client: TestClient) -> None:
    def total(**asked: str) -> int:
        return int(client.get(f"{API}/tasks", params=asked).json()["total"])

    parts = [total(status=status, on="2023-06-15") for status in ("overdue", "open", "undated")]
    assert sum(parts) == total()
    assert min(parts) > 0
    assert total(status="open", on="2030-01-01") == 0


def test_indicators_by_code_name_and_period(client: TestClient) -> None:
    found = client.get(f"{API}/indicators", params={"code": "1.1", "period": "năm 2024"}).json()
    assert {row["number"] for row in found["indicators"]} == {"3058/BC-VP"}
    assert {row["code"] for row in found["indicators"]} == {"1.1"}
    named = client.get(f"{API}/indicators", params={"name": "ho so truc tuyen", "numeric": "true"}).json()
    assert named["total"] > 0
    assert all(row["value"] is not None for row in named["indicators"])


@pytest.mark.parametrize("resource", ["tasks", "indicators"])
def test_a_list_is_paged_and_a_file_has_all_of_it(client: TestClient, resource: str) -> None:
    page = client.get(f"{API}/{resource}", params={"offset": 1, "limit": 2}).json()
    whole = client.get(f"{API}/{resource}", params={"limit": 1000}).json()
    assert page[resource] == whole[resource][1:3]
    assert page["total"] == whole["total"] == len(whole[resource])
    sent = client.get(f"{API}/{resource}", headers={"accept": "text/csv", "accept-language": "en"})
    assert sent.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(sent.content.decode("utf-8-sig"))))
    assert rows[0][0] == "Number"
    assert len(rows) == whole["total"] + 1
    book = load_workbook(io.BytesIO(client.get(f"{API}/{resource}", params={"format": "xlsx"}).content))
    assert book.active.max_row == whole["total"] + 1
    assert book.active.cell(1, 1).value == "Số, ký hiệu"


@pytest.mark.parametrize(
    "asked",
    [
        {"due_to": "31/02/2024"},
        {"on": "hôm qua"},
        {"year": "hai nghìn"},
        {"province": "Atlantis"},
        {"status": "late"},
        {"limit": "0"},
        {"format": "pdf"},
    ],
)
def test_a_condition_that_cannot_be_is_a_problem(client: TestClient, asked: dict[str, str]) -> None:
    refused = client.get(f"{API}/tasks", params=asked)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"


def test_an_unknown_period_is_a_problem(client: TestClient) -> None:
    assert client.get(f"{API}/indicators", params={"period": "mùa xuân"}).status_code == 422


def test_the_command_gives_the_same_rows(client: TestClient, tracuu: Any) -> None:
    printed = tracuu("tasks", "--lead", "Thanh tra", "--json").json
    got = client.get(f"{API}/tasks", params={"lead": "Thanh tra", "order": "due"}).json()
    assert printed == got
    rows = tracuu("indicators", "--code", "1.1", "--json").json
    assert rows == client.get(f"{API}/indicators", params={"code": "1.1"}).json()
    assert "Thanh tra Ban" in tracuu("tasks", "--lead", "Thanh tra").out
    assert tracuu("tasks", "--lead", "không có").code == 0
    assert tracuu("tasks", "--due-to", "31/02/2024").code == 2
    assert tracuu("indicators", "--period", "mùa xuân").code == 2


def test_the_command_writes_a_file(tracuu: Any, tmp_path: Path) -> None:
    path = tmp_path / "nhiem-vu.xlsx"
    ran = tracuu("tasks", "--out", path)
    assert (ran.code, ran.out) == (0, "")
    assert load_workbook(path).active.max_row > 10
    assert tracuu("tasks", "--out", tmp_path / "a.doc").code == 2


def test_text_that_a_spreadsheet_would_run_stays_text() -> None:
    sheet = Sheet("x", ("a", "b"), [("=1+1", 1.5), ("@cmd", None), ("-x\x00\ud800", 3)])
    rows = list(csv.reader(io.StringIO(to_csv(sheet).decode("utf-8-sig"))))
    assert rows[1] == ["'=1+1", "1.5"]
    assert rows[2] == ["'@cmd", ""]
    page = load_workbook(io.BytesIO(to_xlsx(sheet))).active
    assert (page.cell(2, 1).value, page.cell(2, 1).data_type) == ("=1+1", "s")
    assert page.cell(2, 2).value == 1.5
