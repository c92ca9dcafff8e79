"""What the pages show, part by part, without HTTP: states, blocks, charts, calendars, families."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from analyzers.annotations import Annotations, Header, Section, Warning
from api.desk import Desk
from api.messages import Speaker
from api.pages.calendar import as_calendar
from api.pages.charts import HEIGHT, WIDTH, charts
from api.pages.cited import beside
from api.pages.citing import citation_of
from api.pages.family import family
from api.pages.fresh import Fresh
from api.pages.known import known
from api.pages.reader import PART, read
from api.pages.results import Asked, as_csv, find
from indexer import open_engine
from indexer.engines.base import StoredDocument
from search.results import SearchHit


@pytest.fixture(scope="module")
def desk(data: Path) -> Iterator[Desk]:
    engine = open_engine("embedded", data)
    yield Desk(engine)
    engine.close()


# Search.


@pytest.mark.parametrize(
    "parameters",
    [
        [("q", "a")],
        [("q", "a"), ("type", "Báo cáo"), ("year", "2023"), ("year", "2024"), ("page", "3")],
        [("q", "a"), ("from", "2023-01-01"), ("to", "2023-12-31"), ("conflicts", "1")],
    ],
)
def test_every_state_of_a_search_has_an_address(parameters: list[tuple[str, str]]) -> None:
    assert Asked.of("a", parameters).parameters() == parameters


@pytest.mark.parametrize(
    ("name", "value"),
    [("page", "0"), ("page", "-1"), ("page", "x"), ("page", "99999"), ("from", "1/2/2023"),
     ("conflicts", "yes"), ("unknown", "1"), ("year", " ")],
)  # fmt: skip
def test_what_an_address_cannot_mean_is_left_out(name: str, value: str) -> None:
    assert Asked.of("a", [("q", "a"), (name, value)]).parameters() == [("q", "a")]


def test_a_page_beyond_the_last_is_the_last(desk: Desk) -> None:
    found = find(desk, Asked("cải cách", {}, page=999))
    assert found.asked.page == found.pages
    assert found.hits


def test_passages_that_other_documents_contradict_say_of_what(desk: Desk) -> None:
    found = find(desk, Asked("một cửa liên thông", {}, contradicting=True))
    assert found.total == found.contradictions > 0
    doubted = {number for hit in found.all_hits for number in found.doubts[hit.rank]}
    assert "45/2020/NĐ-CP" in doubted


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", " =1"])
def test_no_cell_of_a_table_is_a_formula(start: str) -> None:
    header = Header(number=start, title=start)
    hit = SearchHit(1, 1.0, "d", "a", 0, 1, (), start, start, None, header)
    row = as_csv([hit]).splitlines()[1]
    assert [cell for cell in row.split(",") if cell[:1] in "=+-@" and cell] == []


# The reader.


def a_document(text: str, **annotations: Any) -> StoredDocument:
    return StoredDocument(
        "d", "/d.txt", "0" * 64, "text/plain", "utf-8", text, ((0, len(text)),), Annotations(**annotations)
    )


def test_the_blocks_of_a_restored_text_join_to_it_at_any_place(desk: Desk) -> None:
    for card in desk.documents():
        document = desk.engine.document(card["id"], desk.reader)
        assert document is not None
        reads = document.annotations.restored or document.text
        for start in range(0, len(document.text), 1 + len(document.text) // 40):
            blocks: list[Any] = []
            total = part = 1
            while part <= total:
                shown = read(document, start, start + 37, True, part)
                blocks += shown.blocks
                total, part = shown.total, part + 1
            assert "".join(piece.text for block in blocks for piece in block.pieces) == reads
            assert [block.start for block in blocks] == sorted({block.start for block in blocks})


def test_a_place_inside_a_restored_word_shows_the_whole_word() -> None:
    document = a_document(
        "abc xyz", restored="abcd xyz", alignment=((0, 3, 0, 4), (3, 4, 4, 5), (4, 7, 5, 8))
    )
    (block,) = read(document, 1, 5, True).blocks
    assert "".join(piece.text for piece in block.pieces) == "abcd xyz"
    assert "".join(piece.text for piece in block.pieces if piece.place) == " x"


def test_a_long_text_is_read_in_parts_and_a_place_is_in_its_own() -> None:
    text = "".join(f"{n}. Đoạn {'chữ ' * 200}\n\n" for n in range(200))
    document = a_document(text)
    start = text.index("150. Đoạn")
    shown = read(document, start, start + 3, False)
    assert shown.total > 2
    assert shown.number == shown.holding(start) == read(document, 0, 0, False).holding(start)
    assert any(piece.place for block in shown.blocks for piece in block.pieces)
    assert all(len("".join(p.text for p in b.pieces)) <= PART for b in shown.blocks)


def test_a_heading_is_a_block_of_its_own_and_a_warning_stands_beside_it() -> None:
    text = "Mở đầu\nI. MỤC ĐÍCH\nNội dung ngày 31/4/2019\n"
    at = text.index("31/4/2019")
    document = a_document(
        text,
        sections=(Section("I", 1, "MỤC ĐÍCH", 7, len(text), ("I",)),),
        warnings=(Warning("impossible-date", at, at + 9, "Ngày không có trong lịch"),),
    )
    blocks = read(document, 0, 0, False).blocks
    assert [(block.level, block.pieces[0].text) for block in blocks[:2]] == [
        (0, "Mở đầu\n"),
        (1, "I. MỤC ĐÍCH\n"),
    ]
    assert [note.kind for note in blocks[2].notes] == ["impossible-date"]
    assert [piece.text for piece in blocks[2].pieces if piece.warned] == ["31/4/2019"]


# Cited documents.


@pytest.mark.parametrize(
    ("canonical", "older", "younger"),
    [
        ("61/2018/NĐ-CP", set(), {("amended", "107/2021/NĐ-CP")}),
        ("113/2018/NĐ-CP", {("amended", "108/2014/NĐ-CP")}, set()),
        ("117/2013/NĐ-CP", {("amended", "130/2005/NĐ-CP")}, set()),
    ],
)
def test_a_family_is_what_the_texts_say(
    desk: Desk, canonical: str, older: set[tuple[str, str]], younger: set[tuple[str, str]]
) -> None:
    everything = known(desk)
    cited = next(each for each in everything.cited if each.canonical == canonical)
    found = family(desk, everything, cited)
    assert older <= {(kin.relation, kin.label) for kin in found.older}
    assert younger <= {(kin.relation, kin.label) for kin in found.younger}
    for kin in (*found.older, *found.younger):
        assert 0 <= kin.x <= found.width
        assert 0 < kin.y < found.height


def test_documents_of_one_paragraph_are_cited_beside_each_other(desk: Desk) -> None:
    everything = known(desk)
    cited = next(each for each in everything.cited if each.canonical == "35/KH-UBND")
    near = {each.cited.canonical: each.count for each in beside(everything, cited)}
    assert near["36/KH-UBND"] >= 2
    assert "35/KH-UBND" not in near


def test_a_source_is_cited_as_official_texts_do_it() -> None:
    header = {"doc_type": "Báo cáo", "number": "3058/BC-VP", "date": "2024-12-12", "title": "Công tác",
              "issuer": "Văn phòng UBND tỉnh Quảng Ngãi"}  # fmt: skip
    assert citation_of(header, "a.txt", Speaker("vi")) == (
        "Báo cáo số 3058/BC-VP ngày 12 tháng 12 năm 2024 của Văn phòng UBND tỉnh Quảng Ngãi về “Công tác”"
    )
    unnamed = dict.fromkeys(header)
    assert citation_of(unnamed, "a.txt", Speaker("vi")) == "Văn bản (a.txt)"


# Charts and calendars.


def a_row(value: float | None, document: str = "d", **other: Any) -> dict[str, Any]:
    usual = {"indicator": "Tỷ lệ đúng hạn", "code": "1", "unit": "%", "province": "Đồng Nai", "period": None,
             "date": "2024-01-01", "number": None, "value_raw": str(value), "start": 0}  # fmt: skip
    return {**usual, "value": value, "document": document, **other}


@pytest.mark.parametrize(
    "values", [[0.0], [0.0, 0.0], [99.95], [0.003, 0.001], [-5.0, 5.0], [123_747.0, 1.0], [1e12], [1.0] * 40]
)
def test_every_value_has_a_place_inside_the_chart(values: list[float]) -> None:
    rows = [a_row(value, f"d{n}", date=f"20{10 + n}-01-01") for n, value in enumerate(values)]
    (chart,) = charts(rows, 5)
    assert len(chart.points) == len(values)
    for point in chart.points:
        assert 0 <= point.x <= WIDTH
        assert 0 <= point.y <= HEIGHT
    assert bool(chart.lines) == (len(values) > 16)


def test_values_are_in_the_order_of_their_periods_and_rows_without_one_are_left_out() -> None:
    rows = [
        a_row(3, "a", period="năm 2024"),
        a_row(1, "b", period="Quý I/2023"),
        a_row(2, "c", period="Quý III/2023"),
        a_row(None, "e", period="năm 2020"),
    ]
    (chart,) = charts(rows, 5)
    assert [point.row["value"] for point in chart.points] == [1, 2, 3]


def test_rows_of_one_document_are_never_one_chart() -> None:
    rows = [a_row(1, "a", indicator="Số hồ sơ cấp xã"), a_row(2, "a", indicator="Số hồ sơ cấp xã")]
    assert [len(chart.points) for chart in charts(rows, 5)] == [1, 1]


def test_a_calendar_is_one_that_office_programs_take() -> None:
    task = {"due": "2024-06-30", "task": "Kiểm tra; rà soát, báo cáo\\ " + "đ" * 200, "lead": ["Sở A"],
            "product": None, "deadline": "Quý II", "number": "1/KH", "file": "/x/a.txt", "start": 5, "end": 9,
            "document": "abc"}  # fmt: skip
    undated = {**task, "due": None}
    calendar = as_calendar([task, undated], "Nhiệm vụ", datetime(2024, 1, 2, tzinfo=UTC))
    assert calendar.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    whole = calendar.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20240630\r\nDTEND;VALUE=DATE:20240701" in whole
    assert "SUMMARY:Kiểm tra\\; rà soát\\, báo cáo\\\\ " in whole
    assert whole.count("BEGIN:VEVENT") == 1


# What is kept.


def test_a_value_of_a_moment_ago_is_given_at_once_while_the_new_one_is_made(tmp_path: Path) -> None:
    going = threading.Event()
    made: list[int] = []

    def count(desk: Desk) -> int:
        going.wait(10 if made else 0)
        made.append(len(desk.engine.documents(desk.reader)))
        return made[-1]

    engine = open_engine("embedded", tmp_path / "data", write=True)
    desk, fresh = Desk(engine), Fresh(count)
    assert fresh.get(desk) == 0
    engine.put(a_document("a"), [])
    engine.commit()
    assert [fresh.get(desk, now=False) for _ in range(3)] == [0, 0, 0]
    going.set()
    assert fresh.get(desk) == 1
    assert made == [0, 1]
    stranger = Desk(engine, frozenset({"strangers"}))
    assert fresh.get(stranger, now=False) == 0
    engine.close()
