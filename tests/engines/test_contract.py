"""What every engine does: what a search finds and whom it shows it to, the same cases for each."""

from __future__ import annotations

import threading

import pytest

from indexer.embedding import StandInEmbedder
from indexer.engines.base import ANYONE, EVERYONE, Engine, Filters, LexicalQuery, MentionQuery
from tests.engines.parts import asked, fill, found
from tests.indexer.samples import put_into

STAFF = frozenset({EVERYONE, "staff"})


QUERIES = [
    (asked("kiểm soát"), ["bao-cao", "khong-ngay"]),
    (asked("kiem soat"), ["bao-cao", "khong-ngay"]),
    (asked("nước ngoài"), []),
    (asked("thủ tục", phrases=("thủ tục hành chính",)), ["bao-cao", "khong-ngay"]),
    (asked("", phrases=("cải cách hành chính",)), ["ke-hoach"]),
    (asked("", phrases=("hành chính thủ tục",)), []),
    (asked("thủ tục", excluded=("truyền thông",)), ["bao-cao", "khong-ngay"]),
    (asked("thủ tục", excluded=("kiểm soát thủ tục",)), ["ke-hoach"]),
    (asked("", numbers=("35/KH-UBND",)), ["bao-cao"]),
    (asked("", numbers=("35/QĐ-UBND",)), ["ke-hoach"]),
    (LexicalQuery(pairs={"kiem_soat": 1.0}), ["bao-cao", "khong-ngay"]),
    (LexicalQuery(pairs={"chinh_thu": 1.0}), []),
    (asked("a\ud800b \x00"), []),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_a_query_finds(filled: Engine, query: LexicalQuery, expected: list[str]) -> None:
    assert found(filled, query) == expected


FILTERS = [
    (Filters(type=("báo cáo",)), ["bao-cao"]),
    (Filters(type=("Bao Cao", "Kế hoạch")), ["bao-cao", "ke-hoach"]),
    (Filters(year=(2023,)), ["ke-hoach"]),
    (Filters(year=(2022,)), []),
    (Filters(year=(2023, 2024)), ["bao-cao", "ke-hoach"]),
    (Filters(quarter=(1,)), ["ke-hoach"]),
    (Filters(year=(2024,), quarter=(1,)), []),
    (Filters(province=("quang ngai",)), ["bao-cao"]),
    (Filters(issuer=("Văn phòng Ủy ban nhân dân tỉnh Quảng Ngãi",)), ["bao-cao"]),
    (Filters(number=("77/KH-VP",)), ["ke-hoach"]),
    (Filters(document=("khong-ngay",)), ["khong-ngay"]),
    (Filters(collection=("kho mật",)), ["khong-ngay"]),
    (Filters(date_from="2022-12-29", date_to="2022-12-29"), ["ke-hoach"]),
    (Filters(date_from="2023-01-01"), ["bao-cao"]),
    (Filters(date_to="2021-01-01"), []),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_a_filter_means_the_same_to_every_method(
    filled: Engine, filters: Filters, expected: list[str]
) -> None:
    vector = StandInEmbedder().embed(["thủ tục"])[0].tolist()
    assert found(filled, asked("thủ tục"), filters) == expected
    assert sorted({hit.document for hit in filled.dense(vector, ANYONE, 10, filters)}) == expected
    assert sorted(document.id for document in filled.documents(ANYONE, filters)) == expected


READERS = [
    (frozenset[str](), []),
    (frozenset({"staff"}), ["mat"]),
    (ANYONE, ["bao-cao", "ke-hoach", "khong-ngay"]),
    (STAFF, ["bao-cao", "ke-hoach", "khong-ngay", "mat"]),
]


@pytest.mark.parametrize(("reader", "expected"), READERS)
def test_what_a_reader_may_not_read_does_not_exist(
    filled: Engine, reader: frozenset[str], expected: list[str]
) -> None:
    everything = ["bao-cao", "ke-hoach", "khong-ngay", "mat"]
    vector = StandInEmbedder().embed(["kiểm soát"])[0].tolist()
    assert found(filled, asked("kiểm soát tài liệu thủ tục"), reader=reader) == expected
    assert sorted({hit.document for hit in filled.dense(vector, reader, 10)}) == expected
    assert sorted(document.id for document in filled.documents(reader)) == expected
    assert [name for name in everything if filled.document(name, reader)] == expected
    assert sorted(p.document for p in filled.passages([(name, 0) for name in everything], reader)) == expected
    citing = {"bao-cao", "ke-hoach"} & set(expected)
    assert {mention.document for mention in filled.mentions(MentionQuery(), reader)} == citing
    assert len(list(filled.canonicals(reader))) == len(citing)


def test_documents_come_oldest_first_and_undated_last(filled: Engine) -> None:
    assert [document.id for document in filled.documents(ANYONE)] == ["ke-hoach", "bao-cao", "khong-ngay"]


def test_a_number_is_looked_up_without_its_leading_zeros(filled: Engine) -> None:
    def canonicals(**query: str) -> list[str]:
        return [m.citation.canonical for m in filled.mentions(MentionQuery(**query), ANYONE)]  # type: ignore[arg-type]

    assert canonicals(number="35") == ["35/KH-UBND", "035/QĐ-UBND"]
    assert canonicals(number="0035", series="qd-ubnd") == ["035/QĐ-UBND"]
    assert canonicals(number="36") == []


def test_a_mention_knows_who_cites(filled: Engine) -> None:
    (mention,) = filled.mentions(MentionQuery(document="bao-cao"), ANYONE)
    assert (mention.citing_number, mention.citing_date, mention.citing_province) == (
        "3058/BC-VP",
        "2024-12-12",
        "Quảng Ngãi",
    )


def test_a_document_comes_back_as_it_was_put(engine: Engine) -> None:
    put_into(engine)("a", "Kế hoạch số 35/KH-UBND \ud800 ngày 07/02/2024 🙂", date="2024-02-07")
    engine.commit()
    document = engine.document("a", ANYONE)
    assert document is not None
    assert document.text == "Kế hoạch số 35/KH-UBND \ud800 ngày 07/02/2024 🙂"
    assert document.annotations.header.date == "2024-02-07"
    assert document.annotations.citations[0].canonical == "35/KH-UBND"
    assert engine.passages([("a", 0)], ANYONE)[0].text == document.text


def test_an_update_replaces_every_trace_of_what_was_there(engine: Engine) -> None:
    put = put_into(engine)
    put("a", "Kiểm soát thủ tục theo 35/KH-UBND")
    engine.commit()
    put("a", "Truyền thông theo 36/KH-UBND")
    engine.commit()
    assert found(engine, asked("kiểm soát")) == []
    assert found(engine, asked("truyền thông")) == ["a"]
    assert [canonical for canonical, _ in engine.canonicals(ANYONE)] == ["36/KH-UBND"]


def test_a_removed_document_is_gone_everywhere(engine: Engine) -> None:
    fill(engine)
    assert engine.remove("bao-cao")
    assert not engine.remove("bao-cao")
    engine.commit()
    assert found(engine, asked("kiểm soát")) == ["khong-ngay"]
    assert engine.document("bao-cao", ANYONE) is None
    assert engine.mentions(MentionQuery(number="35", series="KH-UBND"), ANYONE) == []


def test_a_phrase_does_not_reach_from_a_heading_into_its_passage(engine: Engine) -> None:
    from dataclasses import replace

    from analyzers.annotations import Header, Section
    from indexer.chunks import chunks
    from tests.indexer.samples import stored

    text = "I. Cải cách\n1. Thể chế hành chính được ban hành đầy đủ trong năm nay."
    document = stored("a", text, Header(), (EVERYONE,), "")
    sections = (
        Section("I", 1, "Cải cách", 0, len(text), ("I",)),
        Section("1", 2, "Thể chế", text.index("1."), len(text), ("I", "1")),
    )
    document = replace(document, annotations=replace(document.annotations, sections=sections))
    engine.put(document, chunks(text, document.annotations))
    engine.commit()
    assert found(engine, asked("", phrases=("cải cách",))) == ["a"]
    assert found(engine, asked("", phrases=("thể chế hành chính",))) == ["a"]
    assert found(engine, asked("", phrases=("thể chế 1",))) == []


def test_equal_scores_are_cut_in_one_order(engine: Engine) -> None:
    put = put_into(engine)
    for n in (3, 1, 4, 2, 5):
        put(f"d{n}", "cùng một nội dung")
        engine.commit()
    hits = engine.lexical(asked("nội dung"), ANYONE, 3)
    assert [hit.document for hit in hits] == ["d1", "d2", "d3"]


def test_many_threads_read_while_one_writes(engine: Engine) -> None:
    fill(engine)
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(10):
                assert "bao-cao" in found(engine, asked("kiểm soát"))
                assert engine.document("bao-cao", ANYONE)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    put = put_into(engine)
    for n in range(4):
        put(f"moi-{n}", f"Nội dung mới {n}")
        engine.commit()
    for thread in threads:
        thread.join()
    assert failures == []
