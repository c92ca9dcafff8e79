"""What was typed is read whole or not at all; a document that differs in one thing is only suggested."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer import Engine, ingest, open_engine
from search import lookup

MISREAD = [
    ("11OO/QD-UBND", "1100/QĐ-UBND"),
    ("3S/KH-UBND", "35/KH-UBND"),
    ("|53/KH-VP", "153/KH-VP"),
    ("21O/VP-HCQT", "210/VP-HCQT"),
    ("69/Z024/NĐ-CP", "69/2024/NĐ-CP"),
    ("6l/2018/NĐ-CP", "61/2018/NĐ-CP"),
    ("l492-KL/TU", "1492-KL/TU"),
    ("217/0P-VP", "217/QĐ-VP"),
    ("217/QPb-VP", "217/QĐ-VP"),
    ("so35/kh-ubnd", "35/KH-UBND"),
    ("３５/KH-UBND", "35/KH-UBND"),
    ("３５／ＫＨ－ＵＢＮＤ", "35/KH-UBND"),
    ("48 2021 qd ubnd", "48/2021/QĐ-UBND"),
    ("02 2017 tt vpcp", "02/2017/TT-VPCP"),
    ("tt02/2017", "02/2017/TT-VPCP"),
]

UNREADABLE = [
    "36b/KH-VP",
    "36B/KH-VP",
    "1b48/QĐ-UBND",
    "17_-KH/TU",
    "69/X024/NĐ-CP",
    "35/XYZ",
    "35/KHX-UBND",
    "35/XH-UBND",
    "35/KH-UBND-XYZ",
    "a35/KH-UBND",
    "12-35/KH-UBND",
    "1,100/QĐ-UBND",
    "3S",
    "210 abc",
    "kế hoạch 35 abc",
]

AGREEING = [
    ("nghị quyết 76 của Chính phủ", "76/NQ-CP"),
    ("quyết định 766 của Thủ tướng", "766/QĐ-TTg"),
    ("kế hoạch 35 của UBND tỉnh", "35/KH-UBND"),
    ("UBND tỉnh Quảng Ngãi kế hoạch 35", "35/KH-UBND"),
    ("quyết định của UBND tỉnh số 165", "165/QĐ-UBND"),
    ("Thông tư 02 của Bộ Nội vụ", "02/2019/TT-BNV"),
    ("báo cáo 3058 của Văn phòng", "3058/BC-VP"),
    ("45/NĐ-CP", "45/2020/NĐ-CP"),
    ("35/KH-UBND tháng 2 năm 2024", "35/KH-UBND"),
    ("35/KH-UBND of February 2024", "35/KH-UBND"),
    ("35/KH-UBND 2024", "35/KH-UBND"),
    ("Kế hoạch 35 kiểm soát thủ tục hành chính", "35/KH-UBND"),
    ("Nghị định 61/2018/NĐ-CP của Chính phủ về thực hiện cơ chế một cửa", "61/2018/NĐ-CP"),
    ("cho tôi xem quyết định 165", "165/QĐ-UBND"),
    ("tìm văn bản số 626", "626/SNV-XDCQ"),
    ("plan 35 issued by the provincial People's Committee in 2024", "35/KH-UBND"),
    ("Quyết định 766/QĐ-TTg tỉnh Quảng Ngãi", "766/QĐ-TTg"),
]

ANOTHER = [
    ("quyết định 766 của UBND tỉnh", "766/QĐ-TTg"),
    ("nghị quyết 76 của HĐND", "76/NQ-CP"),
    ("kế hoạch 35 của Sở Nội vụ", "35/KH-UBND"),
    ("kế hoạch 35 của UBND huyện Mộ Đức", "35/KH-UBND"),
    ("QĐ 766 Quảng Ngãi", "766/QĐ-TTg"),
    ("37/QĐ-UBND", "37/2020/QĐ-UBND"),
    ("23/QĐ-UBND", "23/2024/QĐ-UBND"),
    ("11/NQ-HĐND", "11/2022/NQ-HĐND"),
    ("35/KH-UBND tháng 3 năm 2024", "35/KH-UBND"),
    ("35/KH-UBND tháng 3/2024", "35/KH-UBND"),
    ("35/KH-UBND 2019", "35/KH-UBND"),
    ("35/KH-UBND Kon Tum", "35/KH-UBND"),
    ("kế hoạch 35 về phòng chống tham nhũng", "35/KH-UBND"),
    ("35/KH-UBND và 999/QĐ-UBND", "35/KH-UBND"),
    ("1b48/QĐ-UBND", "1648/QĐ-UBND"),
    ("17_-KH/TU", "177-KH/TU"),
]

LISTS = [
    ("35/KH-UBND và 36/KH-UBND", "found", {"35/KH-UBND", "36/KH-UBND"}),
    ("35/KH-UBND ngày 07/02/2024, 165/QĐ-UBND", "found", {"35/KH-UBND", "165/QĐ-UBND"}),
    ("các Nghị định số 107/2020/NĐ-CP, 107/2021/NĐ-CP", "found", {"107/2020/NĐ-CP", "107/2021/NĐ-CP"}),
    ("QĐ 165/QĐ-UBND", "found", {"165/QĐ-UBND"}),
    ("kế hoạch 35 và nghị định 107", "ambiguous", {"35/KH-UBND", "107/2020/NĐ-CP", "107/2021/NĐ-CP"}),
]

KON_TUM = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH KON TUM                 Độc lập - Tự do - Hạnh phúc
Số: 88/BC-UBND               Kon Tum, ngày 10 tháng 12 năm 2024

BÁO CÁO
Kết quả công tác cải cách hành chính năm 2024

I. KẾT QUẢ
Thực hiện Quyết định số 12/QĐ-UBND ngày 09/01/2024 của UBND tỉnh Kon Tum về kế hoạch kiểm tra.
"""


@pytest.fixture(scope="module")
def kon_tum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine that holds one report of a province that was merged since."""
    folder = tmp_path_factory.mktemp("kon-tum")
    (folder / "report.txt").write_text(KON_TUM, encoding="utf-8")
    writer = open_engine("embedded", folder / "data", write=True)
    assert not ingest([folder / "report.txt"], writer).failed
    writer.close()
    engine = open_engine("embedded", folder / "data")
    yield engine
    engine.close()


@pytest.mark.parametrize(("typed", "canonical"), [*MISREAD, *AGREEING])
def test_what_can_only_mean_one_document_finds_it(corpus_engine: Engine, typed: str, canonical: str) -> None:
    result = lookup(corpus_engine, typed)
    assert (result.status, [match.canonical for match in result.matches]) == ("found", [canonical])


@pytest.mark.parametrize("typed", UNREADABLE)
def test_what_cannot_be_read_is_no_number(corpus_engine: Engine, typed: str) -> None:
    result = lookup(corpus_engine, typed)
    assert (result.status, result.matches) == ("not_found", ())


@pytest.mark.parametrize(("typed", "near"), ANOTHER)
def test_one_difference_makes_a_suggestion(corpus_engine: Engine, typed: str, near: str) -> None:
    result = lookup(corpus_engine, typed)
    assert (result.status, result.matches) == ("not_found", ())
    assert near in result.suggestions


@pytest.mark.parametrize(("typed", "status", "canonicals"), LISTS)
def test_each_number_of_a_list_is_looked_up(
    corpus_engine: Engine, typed: str, status: str, canonicals: set[str]
) -> None:
    result = lookup(corpus_engine, typed)
    assert (result.status, {match.canonical for match in result.matches}) == (status, canonicals)


@pytest.mark.parametrize("typed", ["x", "lookup x", "qq", "xin chào"])
def test_nothing_is_suggested_for_nonsense(corpus_engine: Engine, typed: str) -> None:
    assert lookup(corpus_engine, typed).suggestions == ()


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("12/QĐ-UBND", "found"),
        ("12/QĐ-UBND Kon Tum", "found"),
        ("Quyết định 12/QĐ-UBND của UBND tỉnh Kon Tum", "found"),
        ("12/QĐ-UBND Quảng Ngãi", "not_found"),
        ("Quyết định 12/QĐ-UBND của UBND tỉnh Quảng Ngãi", "not_found"),
    ],
)
def test_a_merged_province_has_its_own_numbers(kon_tum: Engine, typed: str, status: str) -> None:
    assert lookup(kon_tum, typed).status == status


def test_contradictions_are_told_in_the_language_asked_for(corpus_engine: Engine) -> None:
    (vietnamese,) = lookup(corpus_engine, "45/2020/NĐ-CP").matches
    (english,) = lookup(corpus_engine, "45/2020/NĐ-CP", lang="en").matches
    assert "ngày" in vietnamese.conflicts[0].message
    assert english.conflicts[0].message.isascii() or "ngày" not in english.conflicts[0].message
