"""What a search through the engine finds, whom it shows it to, and what other processes see of it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from analyzers.tokens import accented_terms, folded_terms
from indexer import open_engine
from indexer.embedding import StandInEmbedder
from indexer.engines.base import ANYONE, EVERYONE, Engine, Filters, LexicalQuery, MentionQuery, Reader
from tests.indexer.samples import put_into

STAFF = frozenset({EVERYONE, "staff"})


def asked(
    text: str, phrases: tuple[str, ...] = (), excluded: tuple[str, ...] = (), numbers: tuple[str, ...] = ()
) -> LexicalQuery:
    return LexicalQuery(
        accented=dict.fromkeys(accented_terms(text), 1.0),
        folded=dict.fromkeys(folded_terms(text), 1.0),
        phrases=tuple(tuple(folded_terms(phrase)) for phrase in phrases),
        excluded=tuple(tuple(folded_terms(phrase)) for phrase in excluded),
        numbers=dict.fromkeys(numbers, 5.0),
    )


@pytest.fixture
def filled(engine: Engine) -> Engine:
    put = put_into(engine)
    put(
        "bao-cao",
        "Báo cáo công tác kiểm soát thủ tục hành chính theo Kế hoạch số 35/KH-UBND.",
        doc_type="Báo cáo",
        number="3058/BC-VP",
        date="2024-12-12",
        province="Quảng Ngãi",
        issuer="Văn phòng UBND tỉnh Quảng Ngãi",
        period="năm 2024",
    )
    put(
        "ke-hoach",
        "Kế hoạch cải cách hành chính và truyền thông về thủ tục, theo Quyết định số 035/QĐ-UBND.",
        doc_type="Kế hoạch",
        number="077/KH-VP",
        date="2022-12-29",
        province="Đồng Nai",
        period="Quý I/2023",
    )
    put("mat", "Tài liệu nội bộ về kiểm soát tham nhũng.", groups=("staff",), collection="Kho mật")
    put("khong-ngay", "Kiem soat thu tuc hanh chinh nam nay.", collection="Kho mật")
    engine.commit()
    return engine


def found(
    engine: Engine, query: LexicalQuery, filters: Filters | None = None, reader: Reader = ANYONE
) -> list[str]:
    return sorted({hit.document for hit in engine.lexical(query, reader, 10, filters)})


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


def test_a_removed_document_is_gone_everywhere(filled: Engine) -> None:
    assert filled.remove("bao-cao")
    assert not filled.remove("bao-cao")
    filled.commit()
    assert found(filled, asked("kiểm soát")) == ["khong-ngay"]
    assert filled.document("bao-cao", ANYONE) is None
    assert filled.mentions(MentionQuery(number="35", series="KH-UBND"), ANYONE) == []


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


def test_a_reader_sees_what_another_process_stores_without_opening_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    writer = open_engine("embedded", data, write=True)
    put_into(writer)("a", "Kiểm soát thủ tục")
    writer.commit()
    writer.close()
    reader = open_engine("embedded", data)
    assert found(reader, asked("kiểm soát")) == ["a"]
    script = (
        "from pathlib import Path; from indexer import open_engine; "
        "from tests.indexer.samples import put_into; "
        f"e = open_engine('embedded', Path({str(data)!r}), write=True); "
        "put_into(e)('b', 'Kiểm soát tài sản'); e.remove('a'); e.commit(); e.close()"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry) + os.pathsep + os.getcwd()
    subprocess.run(
        [sys.executable, "-c", script], check=True, timeout=60, env={**os.environ, "PYTHONPATH": path}
    )
    assert found(reader, asked("kiểm soát")) == ["b"]
    vector = StandInEmbedder().embed(["tài sản"])[0].tolist()
    assert [hit.document for hit in reader.dense(vector, ANYONE, 5)] == ["b"]
    reader.close()


def test_many_threads_read_while_one_writes(filled: Engine) -> None:
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(30):
                assert "bao-cao" in found(filled, asked("kiểm soát"))
                assert filled.document("bao-cao", ANYONE)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    put = put_into(filled)
    for n in range(10):
        put(f"moi-{n}", f"Nội dung mới {n}")
        filled.commit()
    for thread in threads:
        thread.join()
    assert failures == []
