"""Any text goes through the finders of tasks and indicators, and their spans lie in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.indicators import find_indicators
from analyzers.reading import Reading
from analyzers.sections import find_sections
from analyzers.tasks import find_tasks

PIECES = st.sampled_from(
    [
        "- Đơn vị chủ trì:",
        "- Bon vi chu tri: Phong A",
        "Sản phẩm:",
        "- Thời gian: Quý 111",
        "1. Sở Nội vụ chủ trì",
        "a) ",
        "II. NHIỆM VỤ",
        "Biểu mẫu 3",
        "STT\tChỉ tiêu\tĐơn vị tính\tSố liệu",
        "1.1.\tSố hồ sơ\tHồ sơ\t1.234",
        "1.2. | S6 hd so | Ho so 12",
        "L.L Tong so Nguoi 5",
        "3,02, So van ban Van ban 7",
        "TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian",
        "Co=1; i",
        "=",
        "(",
        ")",
        "\t",
        "|",
        "\n",
        "\n",
        "\n\n",
        "\f",
        " ",
        "phối hợp với ",
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(), max_size=200), st.lists(st.one_of(PIECES, st.text(max_size=6))).map("".join)
)


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_no_text_breaks_the_finders_and_spans_lie_in_it(text: str) -> None:
    reading = Reading(text)
    sections = find_sections(reading)
    indicators, warnings = find_indicators(reading, sections)
    spans = [(task.start, task.end) for task in find_tasks(reading, sections)]
    spans += [(row.start, row.end) for row in indicators]
    spans += [(warning.start, warning.end) for warning in warnings]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
