"""What holds for the sections and rows of any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.reading import Reading
from analyzers.sections import find_sections, table_rows

LABELS = st.sampled_from(
    "I. |II. |I1. |1. |2. |3. |2.1. |2.2.1. |a) |b) |c) |d) |đ) |) |9) |Phụ lục|Phụ lục 2|Biểu mẫu 1|Điều 1. "
    "|Chương I|Mục 1|A. |Phần thứ nhất|Nơi nhận:|STT Chỉ tiêu|- |5.1.\tMột\tHai\t3|1.1. | Một | 2".split("|")
)
WORDS = st.sampled_from(
    ["", "Mục đích", "YÊU CẦU", "thực hiện 289", "Kết quả: Năm 2024 đạt 5. Còn lại.", "(kèm theo)", "|"]
)
GAPS = st.sampled_from(["\n", "\n\n", "\f", "\r\n", " "])
DOCUMENTS = st.lists(st.tuples(LABELS, WORDS, GAPS), max_size=40).map(
    lambda lines: "".join(label + words + gap for label, words, gap in lines)
)


def check(text: str) -> None:
    sections = find_sections(Reading(text))
    assert [section.start for section in sections] == sorted({section.start for section in sections})
    open_sections: list[tuple[int, int, tuple[str, ...]]] = []
    for section in sections:
        assert 0 <= section.start < section.end <= len(text)
        assert section.path[-1] == section.label
        while open_sections and open_sections[-1][0] <= section.start:
            open_sections.pop()
        outer = open_sections[-1] if open_sections else None
        assert section.path[:-1] == (outer[2] if outer else ())
        assert outer is None or (section.end <= outer[0] and section.level > outer[1])
        open_sections.append((section.end, section.level, section.path))
    end = 0
    for row in table_rows(Reading(text)):
        assert end <= row.start < row.end <= len(text)
        assert all(row.start <= cell.start < cell.end <= row.end for cell in row.cells)
        end = row.end


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS)
def test_sections_of_documents_nest_and_rows_do_not_overlap(text: str) -> None:
    check(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    check(text)


@given(DOCUMENTS)
def test_the_same_text_has_the_same_sections(text: str) -> None:
    assert find_sections(Reading(text)) == find_sections(Reading(text))
