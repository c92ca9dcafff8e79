"""Tasks, rows of report forms and warnings, listed over the whole collection."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from analyzers.annotations import Annotations, Header, Indicator, Task, Warning
from indexer import open_engine
from indexer.engines.base import ANYONE, EVERYONE, Engine, Filters, StoredDocument
from indexer.engines.embedded import schema
from indexer.record_keys import (
    found_task,
    indicator_keys,
    indicator_matches,
    task_keys,
    task_matches,
    warning_matches,
)
from indexer.records import IndicatorQuery, Source, TaskQuery, WarningQuery

STAFF = frozenset({EVERYONE, "staff"})


def task(what: str, lead: str, deadline: str | None, product: str | None = None, *others: str) -> Task:
    return Task(0, 10, ("II", "1"), what, tuple(lead.split("; ")), others, product, deadline)


def row(code: str, name: str, value: float | None, form: str = "Biểu mẫu 1. Kết quả CCHC") -> Indicator:
    raw = None if value is None else f"{value:g}".replace(".", ",")
    return Indicator(20, 30, form, code, name, "%", raw, value, None)


PLAN = Annotations(
    header=Header(number="12/KH-UBND", date="2023-01-05", period="năm 2023", province="Quảng Ngãi"),
    tasks=(
        task("Ban hành Kế hoạch kiểm tra", "Sở Nội vụ", "Quý I/2023", "Kế hoạch", "Văn phòng UBND tỉnh"),
        task("Rà soát văn bản", "Sở Tư pháp; Văn phòng UBND tỉnh", "Thường xuyên trong năm"),
        task("Tổng kết công tác", "Phòng Nội vụ", "trước ngày 15/12", "Báo cáo tổng kết"),
    ),
    warnings=(Warning("impossible-date", 3, 9, "Ngày không có", "No such date", "error", True, ((3, 9),)),),
)
REPORT = Annotations(
    header=Header(number="7/BC-SNV", date="2024-04-02", period="Quý I/2024", province="Đồng Nai"),
    indicators=(
        row("1", "Số kế hoạch", 3),
        row("1.2", "Tỷ lệ hồ sơ đúng hạn", 99.5),
        row("2", "Khảo sát", None),
    ),
    warnings=(Warning("doubtful-value", 40, 50, "Giá trị không rõ"),),
)
SECRET = replace(REPORT, header=replace(REPORT.header, number="8/BC-SNV", date="2024-05-02"))


def document(name: str, annotations: Annotations, group: str = EVERYONE) -> StoredDocument:
    text = f"văn bản {name} " * 20
    return StoredDocument(
        name, f"/{name}.txt", name, "text/plain", None, text, ((0, len(text)),), annotations, groups=(group,)
    )


DOCUMENTS = (document("plan", PLAN), document("report", REPORT), document("secret", SECRET, "staff"))


@pytest.fixture
def filled(engine: Engine) -> Engine:
    for each in DOCUMENTS:
        engine.put(each, [])
    engine.commit()
    return engine


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (TaskQuery(), [0, 1, 2]),
        (TaskQuery(lead="so noi vu"), [0]),
        (TaskQuery(lead="Nội vụ"), [0, 2]),
        (TaskQuery(lead="Văn phòng"), [1]),
        (TaskQuery(unit="Văn phòng UBND"), [0, 1]),
        (TaskQuery(lead="Sở Tư pháp Văn phòng"), []),
        (TaskQuery(text="kế hoạch kiểm tra"), [0]),
        (TaskQuery(text="bao cao"), [2]),
        (TaskQuery(due_to="2023-03-31"), [0]),
        (TaskQuery(due_from="2023-04-01"), [2]),
        (TaskQuery(due_to="2023-03-30"), []),
        (TaskQuery(dated=False), [1]),
        (TaskQuery(dated=True), [0, 2]),
        (TaskQuery(by_due=True), [0, 2, 1]),
    ],
)
def test_tasks_are_selected(filled: Engine, query: TaskQuery, expected: list[int]) -> None:
    found = filled.tasks(query, ANYONE)
    assert [each.ordinal for each in found.rows] == expected
    assert found.total == len(expected)
    assert all(each.task == PLAN.tasks[each.ordinal] for each in found.rows)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (IndicatorQuery(), ["1", "1.2", "2"]),
        (IndicatorQuery(code="1.2."), ["1.2"]),
        (IndicatorQuery(text="ho so"), ["1.2"]),
        (IndicatorQuery(form="cchc"), ["1", "1.2", "2"]),
        (IndicatorQuery(form="Biểu mẫu 2"), []),
        (IndicatorQuery(numeric=False), ["2"]),
        (IndicatorQuery(numeric=True, text="kế hoạch"), ["1"]),
    ],
)
def test_rows_of_forms_are_selected(filled: Engine, query: IndicatorQuery, expected: list[str]) -> None:
    assert [each.indicator.code for each in filled.indicators(query, ANYONE).rows] == expected


def test_what_a_reader_may_not_read_is_neither_listed_nor_counted(filled: Engine) -> None:
    assert filled.indicators(IndicatorQuery(), ANYONE).total == 3
    assert filled.indicators(IndicatorQuery(), STAFF).total == 6
    assert filled.indicators(IndicatorQuery(), frozenset()).total == 0
    assert [each.source.document for each in filled.warnings(WarningQuery(), ANYONE).rows] == [
        "plan",
        "report",
    ]


def test_filters_hold_for_the_document(filled: Engine) -> None:
    assert filled.tasks(TaskQuery(), ANYONE, Filters(year=(2024,))).total == 0
    assert filled.tasks(TaskQuery(), ANYONE, Filters(province=("quang ngai",))).total == 3
    assert filled.indicators(IndicatorQuery(), ANYONE, Filters(quarter=(1,), year=(2024,))).total == 3
    assert filled.indicators(IndicatorQuery(), STAFF, Filters(number=("8/BC-SNV",))).total == 3


def test_warnings_come_back_whole_and_are_selected(filled: Engine) -> None:
    (found,) = filled.warnings(WarningQuery(kinds=("impossible-date",)), ANYONE).rows
    assert found.warning == PLAN.warnings[0]
    assert filled.warnings(WarningQuery(severities=("doubt",)), ANYONE).total == 1


def test_a_page_is_a_part_of_the_whole_list(filled: Engine) -> None:
    whole = filled.indicators(IndicatorQuery(), STAFF).rows
    pages = [filled.indicators(IndicatorQuery(), STAFF, offset=n, limit=2) for n in (0, 2, 4, 6)]
    assert [each for page in pages for each in page.rows] == list(whole)
    assert {page.total for page in pages} == {6}


def test_the_engine_selects_what_the_rules_say(filled: Engine) -> None:
    chance = random.Random(7)
    words = (None, "nội vụ", "Sở", "văn phòng ubnd", "kế hoạch", "tong ket", "x", "")
    days = (None, "2023-01-01", "2023-03-31", "2023-12-15", "2024-01-01")
    for _ in range(200):
        query = TaskQuery(
            *chance.choices(words, k=3), *chance.choices(days, k=2), chance.choice((None, True))
        )
        expected = [
            found
            for found in (
                found_task(Source("plan", "/plan.txt", PLAN.header), n, t) for n, t in enumerate(PLAN.tasks)
            )
            if task_matches(query, task_keys(found))
        ]
        assert list(filled.tasks(query, ANYONE).rows) == expected, query
    for code in (None, "1", "1.2", "9"):
        for numeric in (None, True, False):
            asked = IndicatorQuery(code=code, numeric=numeric)
            rows = [each for each in REPORT.indicators if indicator_matches(asked, indicator_keys(each))]
            assert [each.indicator for each in filled.indicators(asked, ANYONE).rows] == rows
    wanted = WarningQuery(kinds=("doubtful-value",))
    assert [w.warning for w in filled.warnings(wanted, ANYONE).rows] == [
        w for d in DOCUMENTS[:2] for w in d.annotations.warnings if warning_matches(wanted, w)
    ]


def test_a_removed_document_takes_its_records_along(filled: Engine) -> None:
    filled.remove("plan")
    assert filled.tasks(TaskQuery(), ANYONE).total == 0
    assert filled.warnings(WarningQuery(), ANYONE).total == 1


def test_records_of_an_older_folder_are_made_from_its_annotations(tmp_path: Path) -> None:
    engine = open_engine("embedded", tmp_path, write=True)
    for each in DOCUMENTS:
        engine.put(each, [])
    engine.close()
    with sqlite3.connect(tmp_path / "tracuu.sqlite") as older:
        older.executescript("DROP TABLE tasks; DROP TABLE indicators; DROP TABLE warnings;")
        older.execute(f"PRAGMA user_version = {schema.RECORDS_SINCE - 1}")
    older.close()
    engine = open_engine("embedded", tmp_path)
    assert engine.tasks(TaskQuery(lead="Sở Nội vụ"), ANYONE).rows[0].due == "2023-03-31"
    assert engine.indicators(IndicatorQuery(), STAFF).total == 6
    engine.close()
