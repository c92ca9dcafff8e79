"""Mentions become documents: what is one, what is two, what is not decided, and what disagrees."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest

from analyzers.annotations import Annotations, Citation, Header
from indexer import CitedDocument, resolve
from indexer.engines.base import Mention, StoredDocument
from indexer.relations import relations

QN, DN = "Quảng Ngãi", "Đồng Nai"


def mention(
    number: str,
    date: str | None = None,
    *,
    issuer: str | None = None,
    subject: str | None = None,
    kind: str | None = None,
    citing: str = "A",
    citing_date: str | None = "2024-12-12",
    province: str | None = QN,
    valid: bool = True,
    confidence: float = 1.0,
    role: str = "cites",
    damage: float = 0.0,
) -> Mention:
    found = re.fullmatch(r"(\d+)(?:/((?:19|20)\d\d))?[/-](.+)", number)
    cited = Citation(
        start=0,
        end=len(number),
        raw=number,
        type=kind,
        number=found[1] if found else None,
        number_year=int(found[2]) if found and found[2] else None,
        series=found[3] if found else None,
        canonical=number,
        date=date,
        date_valid=None if date is None else valid,
        issuer=issuer,
        subject=subject,
        role="self" if role == "self" else "cites",
        confidence=confidence,
    )
    return Mention(citing, f"{citing}.txt", cited, "1/BC-VP", citing_date, None, province, damage=damage)


def sizes(found: list[CitedDocument]) -> list[int]:
    return [len(document.mentions) for document in found]


CCHC = "Kế hoạch kiểm tra hoạt động kiểm soát thủ tục hành chính năm 2024 trên địa bàn tỉnh"

IDENTITY = [
    (
        "one number, one date",
        [mention("35/KH-UBND", "2024-02-07"), mention("035/KH-UBND", "2024-02-07")],
        [2],
    ),
    (
        "two provinces",
        [mention("35/KH-UBND", "2024-02-07"), mention("35/KH-UBND", "2024-02-07", province=DN)],
        [1, 1],
    ),
    (
        "the issuer's province counts, not the citing one's",
        [
            mention("35/KH-UBND", "2024-02-07"),
            mention("35/KH-UBND", "2024-02-07", issuer="UBND tỉnh Quảng Ngãi", province=DN),
        ],
        [2],
    ),
    (
        "a district of the province",
        [
            mention("35/KH-UBND", "2024-02-07", issuer="UBND huyện Mộ Đức"),
            mention("35/KH-UBND", "2024-02-07", issuer="UBND tỉnh Quảng Ngãi"),
        ],
        [1, 1],
    ),
    (
        "a city in the province is not the province",
        [
            mention("35/KH-UBND", "2024-02-07", issuer="UBND thành phố Quảng Ngãi"),
            mention("35/KH-UBND", "2024-02-07", issuer="UBND tỉnh Quảng Ngãi"),
        ],
        [1, 1],
    ),
    (
        "the state does not depend on the province",
        [mention("45/2020/NĐ-CP", "2020-04-08"), mention("45/2020/NĐ-CP", "2020-04-08", province=DN)],
        [2],
    ),
    (
        "a ministry does not depend on the province",
        [mention("01/2021/TT-BNV", "2021-06-01"), mention("1/2021/TT-BNV", province=DN)],
        [2],
    ),
    ("the year in the number", [mention("48/2021/QĐ-UBND"), mention("48/2022/QĐ-UBND")], [1, 1]),
    ("a series more", [mention("210/KH-VP", "2023-02-03"), mention("210/VP-HCQT", "2023-02-03")], [1, 1]),
    (
        "numbers begin anew each year",
        [mention("35/KH-UBND", "2023-02-07"), mention("35/KH-UBND", "2024-02-07")],
        [1, 1],
    ),
    (
        "one subject in two years is one document with a wrong date",
        [
            mention("35/KH-UBND", "2023-02-07", subject=CCHC),
            mention("35/KH-UBND", "2024-02-07", subject=CCHC),
        ],
        [2],
    ),
    (
        "the same plan of another year is another plan",
        [
            mention("35/KH-UBND", "2023-02-07", subject=CCHC.replace("2024", "2023")),
            mention("35/KH-UBND", "2024-02-07", subject=CCHC),
        ],
        [1, 1],
    ),
    ("two days of one year", [mention("93/NQ-HĐND", "2021-12-08"), mention("93/NQ-HĐND", "2021-12-10")], [2]),
    (
        "a committee and its chairman number apart",
        [
            mention("737/QĐ-UBND", "2024-11-14", issuer="Chủ tịch UBND tỉnh Quảng Ngãi"),
            mention("737/QĐ-UBND", "2024-06-20", issuer="UBND tỉnh Quảng Ngãi"),
        ],
        [1, 1],
    ),
    (
        "a committee named for its chairman",
        [
            mention("737/QĐ-UBND", "2024-11-14", issuer="Chủ tịch UBND tỉnh Quảng Ngãi"),
            mention("737/QĐ-UBND", "2024-11-14", issuer="UBND tỉnh Quảng Ngãi"),
        ],
        [2],
    ),
    (
        "no date joins the only document",
        [mention("35/KH-UBND", "2024-02-07"), mention("35/KH-UBND", citing="B")],
        [2],
    ),
    (
        "a document that was not there yet is not meant",
        [mention("35/KH-UBND", "2024-02-07"), mention("35/KH-UBND", citing="B", citing_date="2022-01-01")],
        [1, 1],
    ),
    (
        "unknown province, same date",
        [mention("35/KH-UBND", "2024-02-07"), mention("35/KH-UBND", "2024-02-07", citing="B", province=None)],
        [2],
    ),
    (
        "unknown province, nothing to go by",
        [mention("35/KH-UBND", "2024-02-07"), mention("35/KH-UBND", citing="B", province=None)],
        [1, 1],
    ),
    (
        "undated in two years",
        [mention("35/KH-UBND"), mention("35/KH-UBND", citing="B", citing_date="2022-01-01")],
        [1, 1],
    ),
    ("a law by name", [mention("Luật Đất đai năm 2024"), mention("Luật Đất đai", province=DN)], [2]),
    (
        "a law of two years",
        [mention("Luật Đất đai năm 2013"), mention("Luật Đất đai năm 2024"), mention("Luật Đất đai")],
        [1, 1, 1],
    ),
    ("a law's longer name is another law", [mention("Luật Đầu tư"), mention("Luật Đầu tư công")], [1, 1]),
]


@pytest.mark.parametrize(("mentions", "expected"), [pytest.param(m, e, id=name) for name, m, e in IDENTITY])
def test_mentions_are_of_one_document_or_of_several(mentions: list[Mention], expected: list[int]) -> None:
    assert sorted(sizes(resolve(mentions))) == expected
    assert sorted(sizes(resolve(mentions[::-1]))) == expected


CONFLICTS = [
    (
        "three dates of a decree, two against its number",
        [
            mention("45/2020/NĐ-CP", "2020-04-08"),
            mention("45/2020/NĐ-CP", "2018-04-08"),
            mention("45/2020/NĐ-CP", "2020-04-08"),
            mention("45/2020/NĐ-CP", "2021-04-08"),
        ],
        ["date", "number-year", "number-year"],
        "2020-04-08",
    ),
    (
        "two dates told once each",
        [mention("93/NQ-HĐND", "2021-12-08"), mention("93/NQ-HĐND", "2021-12-10")],
        ["date"],
        None,
    ),
    ("a date that cannot be", [mention("31/QĐ-VP", "2019-04-31", valid=False)], ["impossible-date"], None),
    (
        "the year of the number decides between dates",
        [mention("42/2022/NĐ-CP", "2022-06-24"), mention("42/2022/NĐ-CP", "2021-06-24")],
        ["date", "number-year"],
        "2022-06-24",
    ),
    (
        "a decree of a people's council",
        [mention("120/2018/NQ-CP", "2018-07-06", issuer="HĐND tỉnh Đồng Nai")],
        ["issuer"],
        "2018-07-06",
    ),
    (
        "a chairman for his committee",
        [
            mention("5/QĐ-UBND", "2024-01-03", issuer="Chủ tịch UBND tỉnh Quảng Ngãi"),
            mention("5/QĐ-UBND", "2024-01-03", issuer="UBND tỉnh Quảng Ngãi"),
        ],
        [],
        "2024-01-03",
    ),
    (
        "two subjects",
        [
            mention(
                "5/QĐ-UBND", "2024-01-03", subject="phê duyệt danh mục dịch vụ công trực tuyến toàn trình"
            ),
            mention("5/QĐ-UBND", "2024-01-03", subject="giao chỉ tiêu biên chế sự nghiệp giáo dục"),
        ],
        ["subject"],
        "2024-01-03",
    ),
    (
        "two types",
        [
            mention("5/KH-UBND", "2024-01-03", kind="Kế hoạch"),
            mention("5/KH-UBND", "2024-01-03", kind="Báo cáo"),
        ],
        ["type"],
        "2024-01-03",
    ),
    (
        "an official letter called a document",
        [
            mention("5/UBND-TTHC", "2024-01-03", kind="Công văn"),
            mention("5/UBND-TTHC", "2024-01-03", kind="Văn bản"),
        ],
        [],
        "2024-01-03",
    ),
    ("nothing", [mention("35/KH-UBND", "2024-02-07")] * 3, [], "2024-02-07"),
]


@pytest.mark.parametrize(
    ("mentions", "kinds", "date"), [pytest.param(m, k, d, id=name) for name, m, k, d in CONFLICTS]
)
def test_what_mentions_disagree_on_is_shown(
    mentions: list[Mention], kinds: list[str], date: str | None
) -> None:
    (document,) = resolve(mentions)
    assert [conflict.kind for conflict in document.conflicts] == kinds
    assert document.date == date
    for conflict in document.conflicts:
        assert conflict.mentions
        assert conflict.message("vi") != conflict.message("en")


GARBLED = "13 soat, danh gia thu tuc hanh chinh nam 2024 tren dja ban tinh Quang Ngai"
CLEAN = "rà soát, đánh giá thủ tục hành chính năm 2024"
TOLD = [
    ("a clean text before two damaged ones", [(GARBLED, 1.0), (GARBLED, 0.98), (CLEAN, 0.001)], CLEAN),
    ("a damaged text where no other tells", [(GARBLED, 1.0), (None, 0.0)], GARBLED),
    ("the commonest of equally good texts", [("giao", 0.0), (CLEAN, 0.0), (CLEAN, 0.01)], CLEAN),
    ("the longer of equally common ones", [("rà soát, đánh giá", 0.0), (CLEAN, 0.0)], CLEAN),
    (
        "a little damage is no difference",
        [(CLEAN, 0.02), (CLEAN, 0.03), ("rà soát thủ tục, 2024", 0.0)],
        CLEAN,
    ),
]


@pytest.mark.parametrize(("told", "subject"), [pytest.param(t, s, id=name) for name, t, s in TOLD])
def test_the_subject_comes_from_the_least_damaged_texts(
    told: list[tuple[str | None, float]], subject: str
) -> None:
    mentions = [mention("23/KH-UBND", "2024-01-31", subject=words, damage=damage) for words, damage in told]
    assert [document.subject for document in resolve(mentions)] == [subject]


def test_dates_tell_which_mentions_give_them() -> None:
    told = [mention("45/2020/NĐ-CP", day) for day in ("2018-04-08", "2020-04-08", None, "2020-04-08")]
    (document,) = resolve(told)
    assert [(dated.date, dated.mentions) for dated in document.dates] == [
        ("2020-04-08", (1, 3)),
        ("2018-04-08", (0,)),
    ]


def test_a_mention_that_may_mean_two_documents_is_left_apart_and_flagged() -> None:
    told = [mention("35/KH-UBND", "2023-02-07"), mention("35/KH-UBND", "2024-02-07"), mention("35/KH-UBND")]
    found = resolve(told)
    assert [(document.date, len(document.mentions), document.ambiguous) for document in found] == [
        (None, 1, True),
        ("2023-02-07", 1, False),
        ("2024-02-07", 1, False),
    ]


def test_a_subject_decides_between_two_documents() -> None:
    told = [
        mention("35/KH-UBND", "2023-02-07", subject="tuyên truyền phổ biến giáo dục pháp luật cho đồng bào"),
        mention("35/KH-UBND", "2024-02-07", subject=CCHC),
        mention("35/KH-UBND", subject="kiểm tra hoạt động kiểm soát thủ tục hành chính năm 2024"),
    ]
    assert {document.date: len(document.mentions) for document in resolve(told)} == {
        "2023-02-07": 1,
        "2024-02-07": 2,
    }


def test_a_doubted_reading_proves_nothing() -> None:
    told = [
        mention("45/2020/NĐ-CP", "2020-04-08"),
        mention("45/2020/NĐ-CP", "2019-04-08", confidence=0.3),
        mention("46/2020/NĐ-CP", "2020-04-08", confidence=0.4),
    ]
    first, second = resolve(told)
    assert [cited.doubtful for cited in first.mentions] == [False, True]
    assert (first.conflicts, [dated.date for dated in first.dates]) == ((), ["2020-04-08"])
    assert (second.canonical, [cited.doubtful for cited in second.mentions]) == ("46/2020/NĐ-CP", [True])


def test_a_doubted_reading_that_may_mean_two_documents_joins_neither() -> None:
    told = [mention("35/KH-UBND", "2023-02-07"), mention("35/KH-UBND", "2024-02-07")]
    found = resolve([*told, mention("35/KH-UBND", confidence=0.2)])
    assert sizes(found) == [1, 1, 1]


def held(name: str, **header: str) -> StoredDocument:
    annotations = Annotations(header=Header(**header))  # type: ignore[arg-type]
    return StoredDocument(name, f"{name}.txt", "0", "text/plain", None, "", (), annotations)


OWN = held(
    "X",
    number="2374/KH-VP",
    date="2022-12-29",
    province=QN,
    doc_type="Kế hoạch",
    issuer="Văn phòng UBND tỉnh Quảng Ngãi",
)

LINKS = [
    (mention("2374/KH-VP", "2022-12-29"), "X"),
    (mention("2374/KH-VP"), "X"),
    (mention("2374/KH-VP", "2022-12-29", province=None), "X"),
    (mention("2374/KH-VP", province=None), None),
    (mention("2374/KH-VP", "2022-12-29", province=DN), None),
    (mention("2374/KH-VP", "2021-12-29"), None),
    (mention("2374/KH-VP", citing_date="2021-01-01"), None),
    (mention("2375/KH-VP", "2022-12-29"), None),
    (mention("2374/KH-VP", "2022-12-30"), "X"),
    (mention("2374/KH-VP", "2022-12-29", confidence=0.4), "X"),
]


@pytest.mark.parametrize(("cited", "expected"), LINKS)
def test_a_mention_is_linked_to_a_stored_document_only_for_sure(cited: Mention, expected: str | None) -> None:
    (document,) = [document for document in resolve([cited], [OWN]) if document.mentions]
    assert document.document == expected


def test_a_documents_own_page_decides_on_its_date() -> None:
    (document,) = resolve([mention("2374/KH-VP", "2022-12-30")] * 3, [OWN])
    assert document.date == "2022-12-29"
    assert [conflict.kind for conflict in document.conflicts] == ["date"]


def test_a_mention_of_itself_tells_that_a_document_is_in_the_collection() -> None:
    told = [mention("503/BC-VP", "2023-03-14", citing="S", role="self"), mention("503/BC-VP", "2023-03-14")]
    (document,) = resolve(told)
    assert (document.document, sizes([document])) == ("S", [1])


def test_a_doubted_number_of_its_own_page_makes_no_document() -> None:
    doubted = mention("80/BC-UBND", "2024-03-05", citing="S", role="self", confidence=0.3)
    assert resolve([doubted]) == []


def test_nothing_becomes_nothing() -> None:
    assert resolve([]) == []


def test_every_mention_is_listed_exactly_once() -> None:
    told = [item for _, mentions, _ in IDENTITY for item in mentions]
    told = [replace(item, file=str(n)) for n, item in enumerate(told)]
    listed = [cited.mention.file for document in resolve(told) for cited in document.mentions]
    assert sorted(listed) == sorted(item.file for item in told)


RELATIONS = [
    ("Thực hiện Quyết định số 380/QĐ-UBND ngày 28/3/2022", "implemented"),
    ("Thyc hién Quyét dinh số 380/QĐ-UBND", "implemented"),
    ("Căn cứ Quyết định số 380/QĐ-UBND", "based-on"),
    ("sửa đổi, bổ sung một số điều của Quyết định số 380/QĐ-UBND", "amended"),
    ("ban hành kèm theo Quyết định số 380/QĐ-UBND", "attached-to"),
    ("Kế hoạch này thay thế Quyết định số 380/QĐ-UBND", "replaced"),
    ("bãi bỏ Quyết định số 380/QĐ-UBND", "repealed"),
    ("Đã thực hiện xong. Quyết định số 380/QĐ-UBND", "cites"),
    ("tại Quyết định số 380/QĐ-UBND", "cites"),
]


@pytest.mark.parametrize(("text", "expected"), RELATIONS)
def test_a_relation_is_what_the_words_before_a_number_say(text: str, expected: str) -> None:
    start = text.index("Quy", 5) if "Quy" in text[5:] else 0
    cited = replace(mention("380/QĐ-UBND").citation, start=start, end=text.index("UBND") + 4)
    assert relations(text, [cited]) == [expected]


def test_a_decree_that_everybody_cites_is_resolved_quickly() -> None:
    told = [mention("45/2020/NĐ-CP", "2020-04-08", citing=str(n % 900), subject=CCHC) for n in range(20_000)]
    begun = time.perf_counter()
    (document,) = resolve(told)
    assert len(document.mentions) == 20_000
    assert time.perf_counter() - begun < 5
