"""Answers with evidence, or the plain word that there is none."""

from __future__ import annotations

import json

import pytest

from search import Answer, EmptyQuery, Searcher, ask
from search.query import analyse
from search.questions import understand
from search.quoting import figures
from search.results import LONGEST


@pytest.mark.parametrize(
    ("question", "kind", "types"),
    [
        ("kế hoạch nào quy định về kiểm tra năm 2024?", "which", ("Kế hoạch",)),
        ("which plans cover inspection in 2024", "which", ("Kế hoạch",)),
        ("What decrees regulate the one-stop shop?", "which", ("Nghị định",)),
        ("Những quyết định, kế hoạch nào về kiểm soát TTHC?", "which", ("Quyết định", "Kế hoạch")),
        ("van ban nao giao du toan ngan sach 2024", "which", ()),
        ("Đề án được phê duyệt bằng quyết định nào?", "which", ("Quyết định",)),
        ("Kế hoạch chuyển đổi số 2024 số bao nhiêu?", "which", ("Kế hoạch",)),
        ("các kế hoạch tuyên truyền năm 2023", "which", ("Kế hoạch",)),
        ("35/KH-UBND là gì, ai căn cứ vào nó?", "about", ()),
        ("What is 35/KH-UBND?", "about", ()),
        ("35/KH-UBND", "about", ()),
        ("Nghị định 45/2020/NĐ-CP ban hành ngày nào?", "about", ()),
        ("Cơ quan nào chủ trì kế hoạch cải cách hành chính?", "passages", ()),
        ("Có bao nhiêu hồ sơ trễ hạn?", "passages", ()),
        ("Báo cáo ngày nào?", "passages", ()),
    ],
)
def test_the_kind_of_a_question_is_told(question: str, kind: str, types: tuple[str, ...]) -> None:
    understood = understand(analyse(question))
    assert (understood.kind, understood.types) == (kind, types)


INSPECTION = [
    "which plans cover inspection of administrative procedure control in 2024",
    "kế hoạch nào quy định về kiểm tra công tác kiểm soát TTHC năm 2024?",
    "ke hoach nao ve kiem tra kstthc nam 2024",
    "Năm 2024 tỉnh Quảng Ngãi có kế hoạch nào về kiểm tra hoạt động kiểm soát thủ tục hành chính?",
]


@pytest.mark.parametrize("question", INSPECTION)
def test_exactly_the_plan_that_is_asked_for_is_named(searcher: Searcher, question: str) -> None:
    answer = ask(searcher, question)
    assert (answer.answered, answer.documents) == (True, ("35/KH-UBND",))
    (statement,) = answer.statements
    files = [quote.file.rsplit("/", 1)[-1][:3] for quote in statement.evidence]
    assert files == ["000", "000", "001"]
    assert "35/KH-UBND" in statement.text
    assert "07/02/2024" in statement.text


WHICH = [
    ("kế hoạch nào về rà soát, đánh giá thủ tục hành chính năm 2024?", {"23/KH-UBND"}),
    ("kế hoạch nào về truyền thông hoạt động kiểm soát TTHC năm 2024?", {"36/KH-UBND"}),
    ("quyết định nào về hoạt động kiểm soát TTHC năm 2024 của UBND tỉnh?", {"165/QĐ-UBND"}),
    ("which plan covers digital transformation in 2024", {"352/KH-VP"}),
    ("công văn nào về kết nối SSO?", {"383/UBND-TTHC"}),
]


@pytest.mark.parametrize(("question", "documents"), WHICH)
def test_neighbouring_subjects_are_told_apart(searcher: Searcher, question: str, documents: set[str]) -> None:
    assert set(ask(searcher, question).documents) == documents


def test_a_document_is_described_with_who_cites_it(searcher: Searcher) -> None:
    answer = ask(searcher, "35/KH-UBND là gì, ai căn cứ vào nó?")
    assert answer.answered
    assert answer.documents[0] == "35/KH-UBND"
    assert "3058/BC-VP" in answer.documents
    assert "Kế hoạch 35/KH-UBND" in answer.answer


def test_contradicting_dates_are_said(searcher: Searcher) -> None:
    answer = ask(searcher, "Nghị định 45/2020/NĐ-CP ban hành ngày nào?")
    assert "khác nhau" in answer.answer
    assert len(answer.values) > 1


UNANSWERABLE = [
    "999/KH-UBND là gì?",
    "Kế hoạch nào về kiểm tra công tác kiểm soát TTHC năm 2031?",
    "which plans cover inspection of administrative procedure control in 2017",
    "Kế hoạch nào về trồng rừng ngập mặn năm 2024?",
    "Tỉnh Lào Cai có bao nhiêu hồ sơ trễ hạn?",
    "Nuôi tôm hùm xuất khẩu đạt sản lượng bao nhiêu?",
    "Văn phòng UBND tỉnh Quảng Ngãi có bao nhiêu đảng viên?",
    "Ban Dân tộc có bao nhiêu biên chế?",
    "Trong quý III/2024 Quảng Ngãi tiếp nhận bao nhiêu phản ánh kiến nghị?",
    "Thông tư nào của Bộ Y tế được dẫn?",
    "Lương bình quân của công chức Văn phòng là bao nhiêu?",
]


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_what_is_not_in_the_collection_is_said_to_be_so(searcher: Searcher, question: str) -> None:
    answer = ask(searcher, question)
    assert (answer.answered, answer.documents, answer.values) == (False, (), ())
    assert answer.answer


FIGURES = [
    ("Văn phòng UBND tỉnh được giao bao nhiêu biên chế công chức năm 2024?", {"62"}),
    ("Năm 2024 Cổng TTĐT tỉnh đăng bao nhiêu video và ảnh?", {"730", "4.670"}),
    ("Tỷ lệ hồ sơ đất đai trả đúng hạn năm 2024?", {"97,9%"}),
    ("Quảng Ngãi xếp thứ mấy cả nước về thanh toán trực tuyến?", {"01/63"}),
    ("quy 1 nam 2024 tiep nhan bao nhieu phan anh kien nghi", {"58"}),
    ("Quyết định 380/QĐ-UBND ban hành ngày nào?", {"28/3/2022"}),
    ("Kế hoạch kiểm tra kiểm soát TTHC năm 2024 của tỉnh Quảng Ngãi ban hành ngày nào?", {"07/02/2024"}),
    ("Ai ký báo cáo cải cách hành chính năm 2024 của Quảng Ngãi?", {"Nguyễn Quốc Việt"}),
    ("How many SMS messages did the Quang Ngai centre send in 2024?", {"163.000"}),
]


@pytest.mark.parametrize(("question", "values"), FIGURES)
def test_exactly_the_figure_that_is_asked_for_is_given(
    searcher: Searcher, question: str, values: set[str]
) -> None:
    answer = ask(searcher, question)
    assert answer.answered
    assert set(answer.values) == values
    quoted = figures(" ".join(quote.quote for told in answer.statements for quote in told.evidence))
    assert figures(" ".join(value for value in values if value[0].isdigit())) <= quoted


LEVELS = [
    ("tỷ lệ hồ sơ giải quyết đúng hạn của cấp xã ở Quảng Ngãi và Đồng Nai", ("99.20%", "98,86%")),
    ("tỷ lệ hồ sơ giải quyết đúng hạn của cấp huyện ở Quảng Ngãi và Đồng Nai", ("99.50%", "96,01%")),
    ("tỷ lệ hồ sơ giải quyết đúng hạn của cấp tỉnh ở Quảng Ngãi", ("99.95%",)),
    ("tỷ lệ hồ sơ giải quyết đúng hạn của cấp xã ở Đồng Nai", ("98,86%",)),
    ("ty le ho so giai quyet dung han cua cap huyen o Dong Nai", ("96,01%",)),
]


@pytest.mark.parametrize(("question", "values"), LEVELS)
def test_a_row_of_another_level_is_never_taken(
    searcher: Searcher, question: str, values: tuple[str, ...]
) -> None:
    answer = ask(searcher, question)
    assert answer.values == values
    assert "% %" not in answer.answer


def test_a_province_without_the_figure_is_named(searcher: Searcher) -> None:
    answer = ask(searcher, "tỷ lệ hồ sơ giải quyết đúng hạn của sở ngành ở Quảng Ngãi và Đồng Nai")
    assert len(answer.values) == 2 or "Không tìm thấy số liệu này của: Đồng Nai" in answer.answer


ABSENT = [
    ("dân số Quảng Ngãi", "dân số"),
    ("thủ đô nước Pháp", "thủ đô"),
    ("thủ tướng Nhật Bản là ai", "nhật bản"),
    ("cách nấu phở", "phở"),
    ("lịch nghỉ tết 2024", "lịch nghỉ"),
    ("thu nhập bình quân đầu người", "thu nhập bình quân"),
    ("kế hoạch phát triển nhà ở xã hội", "nhà ở xã hội"),
    ("quyết định nào về giá đất", "giá đất"),
    ("capital of France", "capital"),
    ("xử phạt giao thông", "xử phạt"),
    ("x", "x"),
    ("35", "35"),
]


@pytest.mark.parametrize(("question", "missing"), ABSENT)
def test_what_no_document_speaks_of_is_named(searcher: Searcher, question: str, missing: str) -> None:
    answer = ask(searcher, question)
    assert (answer.answered, answer.documents, answer.values) == (False, (), ())
    assert missing in answer.answer


SPOKEN_OF = ["phòng họp không giấy", "chuyển đổi số", "bảo hiểm xã hội", "TCVN ISO 9001:2015"]


@pytest.mark.parametrize("question", SPOKEN_OF)
def test_what_documents_speak_of_is_quoted(searcher: Searcher, question: str) -> None:
    assert ask(searcher, question).answered


def test_a_damaged_printed_date_is_told_as_it_is_meant(searcher: Searcher) -> None:
    assert ask(searcher, "Kế hoạch 88/KH-VP ban hành ngày nào").values == ("15/01/2024",)


CITED_IN = [
    ("Luật nào được viện dẫn trong báo cáo 2024", {"Luật Đất đai năm 2024", "Luật Tiếp cận thông tin"}),
    (
        "nghị định nào được dẫn trong báo cáo của Đồng Nai",
        {"61/2018/NĐ-CP", "45/2020/NĐ-CP", "30/2020/NĐ-CP", "117/2013/NĐ-CP", "60/2021/NĐ-CP"},
    ),
    ("chỉ thị nào cấm uống rượu", {"31-CT/TU"}),
]


@pytest.mark.parametrize(("question", "documents"), CITED_IN)
def test_documents_cited_in_a_described_document_are_listed(
    searcher: Searcher, question: str, documents: set[str]
) -> None:
    assert documents <= set(ask(searcher, question).documents)


def test_the_signer_of_a_numbered_document_is_told(searcher: Searcher) -> None:
    assert ask(searcher, "ai ký báo cáo 3058/BC-VP").values == ("Nguyễn Quốc Việt",)


def test_sentences_answer_what_asks_for_no_value(searcher: Searcher) -> None:
    answer = ask(searcher, "Phần mềm Egov có vướng mắc gì?")
    assert answer.answered
    assert sum(len(quote.quote) for told in answer.statements for quote in told.evidence) <= 500


@pytest.mark.parametrize(
    "question", [*INSPECTION, *(q for q, _ in WHICH), "45/2020/NĐ-CP là gì, ai nhắc đến?"]
)
def test_every_statement_has_exact_evidence_for_its_figures(searcher: Searcher, question: str) -> None:
    answer = ask(searcher, question)
    assert answer.statements
    for statement in answer.statements:
        quoted: set[str] = set()
        for quote in statement.evidence:
            document = searcher.engine.document(quote.document, frozenset({"everyone"}))
            assert document is not None
            assert document.text[quote.start : quote.end] == quote.quote
            assert 0 < len(quote.quote) <= LONGEST
            quoted |= figures(quote.quote) | figures(quote.restored or "")
        assert figures(statement.text) <= quoted


def test_an_english_question_is_answered_in_english(searcher: Searcher) -> None:
    assert "cited in" in ask(searcher, INSPECTION[0]).answer
    assert "được dẫn" in ask(searcher, INSPECTION[0], lang="vi").answer


def test_a_reader_of_no_group_is_told_nothing(searcher: Searcher) -> None:
    answer = ask(searcher, INSPECTION[0], reader=frozenset())
    assert (answer.answered, answer.documents, answer.statements) == (False, (), ())
    assert "35/KH-UBND" not in answer.answer


def test_an_empty_question_is_refused(searcher: Searcher) -> None:
    with pytest.raises(EmptyQuery):
        ask(searcher, "là gì?")


def test_the_json_has_the_fields_of_the_contract(searcher: Searcher) -> None:
    printed = ask(searcher, INSPECTION[1]).to_json("a")
    assert list(printed) == "id query answered answer documents values statements took_ms".split()
    assert list(printed["statements"][0]) == ["text", "evidence", "computed"]
    assert list(printed["statements"][0]["evidence"][0]) == "file document start end quote restored".split()
    json.dumps(printed)
    assert isinstance(ask(searcher, INSPECTION[1]), Answer)
