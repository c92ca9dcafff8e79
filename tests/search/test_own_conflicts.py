"""What a document contradicts in itself is told in the answer about it."""

from __future__ import annotations

import pytest

from search import Searcher, ask
from search.quoting import figures


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Văn bản 503/BC-VP là gì?", "Lưu ý: 503/BC-VP: Tổng ghi 207 không bằng các phần cộng lại"),
        ("What is 503/BC-VP?", "Note: 503/BC-VP: The total is given as 207"),
    ],
)
def test_an_answer_about_one_document_names_its_contradictions(
    searcher: Searcher, question: str, told: str
) -> None:
    answer = ask(searcher, question)
    assert told in answer.answer
    assert answer.documents == ("503/BC-VP",)
    for statement in answer.statements:
        assert all(len(quoted.quote) <= 400 for quoted in statement.evidence)
        if not statement.computed:
            shown = {
                f for quoted in statement.evidence for f in figures(quoted.quote + (quoted.restored or ""))
            }
            assert figures(statement.text) <= shown


def test_a_question_for_its_date_is_not_answered_with_them(searcher: Searcher) -> None:
    answer = ask(searcher, "Báo cáo 503/BC-VP ban hành khi nào?")
    assert "207" not in answer.answer
