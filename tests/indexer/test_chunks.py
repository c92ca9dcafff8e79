"""Passages: borders, sizes, cover. The text itself comes from hypothesis and from the five reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.analysis import analyse
from analyzers.annotations import Annotations, Header, Section
from indexer.chunks import chunks, cut
from indexer.embedding import StandInEmbedder
from indexer.splitting import LIMIT
from indexer.terms import BORDER, pairs

REPORTS = sorted(Path("corpus/reports").glob("*.txt"))


@st.composite
def texts_with_sections(draw: st.DrawFn) -> tuple[str, list[Section], list[tuple[int, int]]]:
    words = st.sampled_from(
        ["thủ tục", "hành chính.", "năm 2024;", "\n", "\n\n", "- ", "a) ", "x" * 90, "\f", " "]
    )
    text = " ".join(draw(st.lists(words, max_size=700)))
    count = draw(st.integers(0, 8))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2 * count, max_size=2 * count)))
    borders = [*cuts, len(text)]
    sections = [
        Section(
            str(n), 1, "tiêu đề", borders[n], borders[min(n + draw(st.integers(1, 3)), len(cuts))], (str(n),)
        )
        for n in range(count)
    ]
    rows = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    return text, sections, rows


@settings(max_examples=150, deadline=None)
@given(texts_with_sections())
def test_passages_do_not_overlap_and_cover_all_that_is_not_space(
    case: tuple[str, list[Section], list[tuple[int, int]]],
) -> None:
    text, sections, rows = case
    pieces = cut(text, sections, (), rows)
    covered = [False] * len(text)
    last = 0
    for piece in pieces:
        assert last <= piece.start < piece.end <= len(text)
        last = piece.end
        covered[piece.start : piece.end] = [True] * (piece.end - piece.start)
        assert text[piece.start : piece.end].strip() == text[piece.start : piece.end]
        if piece.end - piece.start > LIMIT:
            assert any(start <= piece.start and piece.end <= end for start, end in rows), (
                "only a row is longer"
            )
    assert all(covered[i] for i, char in enumerate(text) if not char.isspace())


@settings(max_examples=100, deadline=None)
@given(texts_with_sections())
def test_a_table_row_that_lies_in_one_section_is_never_divided(
    case: tuple[str, list[Section], list[tuple[int, int]]],
) -> None:
    text, sections, rows = case
    borders = {at for section in sections for at in (section.start, section.end)}
    pieces = cut(text, sections, (), rows)
    for start, end in rows:
        if any(start < border < end for border in borders):
            continue
        assert not any(
            start < at < end and text[start:at].strip() and text[at:end].strip()
            for piece in pieces
            for at in (piece.start, piece.end)
        )


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name[:3])
def test_passages_of_the_reports_stay_within_one_section_or_short_neighbours(path: Path) -> None:
    text = path.read_text("utf-8")
    annotations = analyse(text)
    for piece in cut(text, annotations.sections, annotations.citations):
        crossed = [s for s in annotations.sections if piece.start < s.start < piece.end]
        assert len({s.path[:-1] for s in crossed}) <= 1
        assert not crossed or piece.end - piece.start <= 700
        assert piece.end - piece.start <= LIMIT


def _section(label: str, start: int, end: int, path: tuple[str, ...], title: str = "Việc") -> Section:
    return Section(label, len(path), title, start, end, path)


def test_short_neighbours_under_one_heading_share_a_passage() -> None:
    text = "I. Mục tiêu\na) Việc một.\nb) Việc hai.\nII. Giải pháp\na) Việc ba.\n"
    at = [text.index(label) for label in ("I.", "a) Việc một", "b)", "II.", "a) Việc ba")]
    sections = [
        _section("I", at[0], at[3], ("I",), "Mục tiêu"),
        _section("a", at[1], at[2], ("I", "a"), "Việc một."),
        _section("b", at[2], at[3], ("I", "b"), "Việc hai."),
        _section("II", at[3], len(text), ("II",), "Giải pháp"),
        _section("a", at[4], len(text), ("II", "a"), "Việc ba."),
    ]
    found = [(text[p.start : p.end], p.ancestors[-1].path) for p in cut(text, sections)]
    assert found == [
        ("I. Mục tiêu", ("I",)),
        ("a) Việc một.\nb) Việc hai.", ("I",)),
        ("II. Giải pháp", ("II",)),
        ("a) Việc ba.", ("II", "a")),
    ]


def test_a_long_section_is_cut_at_the_ends_of_sentences() -> None:
    sentence = "Văn phòng đã tham mưu Chủ tịch UBND tỉnh ban hành kịp thời các kế hoạch về TTHC năm 2024. "
    pieces = cut(sentence * 40, [])
    assert len(pieces) <= -(-len(sentence * 40) // LIMIT) + 1
    assert all((sentence * 40)[piece.start : piece.end].endswith("2024.") for piece in pieces)


def test_a_citation_is_not_cut_in_two() -> None:
    from analyzers.annotations import Citation

    cited = "Quyết định số 165/QĐ-UBND"
    text = "một hai ba bốn năm sáu bảy tám chín mười " * 28 + cited + " mười một mười hai" * 60
    start = text.index(cited)
    citation = Citation(start, start + len(cited), cited, "Quyết định", "165", None, "QĐ-UBND", "165/QĐ-UBND")
    pieces = cut(text, [], [citation])
    assert any(piece.start <= start and start + len(cited) <= piece.end for piece in pieces)


def test_headings_travel_with_a_passage_and_a_bare_heading_has_no_tokens() -> None:
    text = "I. Cải cách thể chế\n1. Kết quả\nBan hành Quyết định số 165/QĐ-UBND ngày 31/01/2024.\n"
    first = text.index("1.")
    sections = [
        _section("I", 0, len(text), ("I",), "Cải cách thể chế"),
        _section("1", first, len(text), ("I", "1"), "Kết quả"),
    ]
    bare, passage = chunks(text, Annotations(sections=tuple(sections)), embedder=StandInEmbedder())
    assert (bare.folded, bare.vector) == ((), ())
    assert passage.path == ("I", "1")
    assert passage.heading == "Cải cách thể chế › Kết quả"
    assert passage.folded[: passage.folded.index(BORDER)] == ("cai", "cach", "the", "che", "ket", "qua")
    assert len(passage.vector) == StandInEmbedder.dimensions
    assert abs(sum(x * x for x in passage.vector) - 1) < 1e-5


def test_pairs_are_of_neighbours_and_do_not_reach_across_a_border() -> None:
    assert pairs(["thu", "tuc", BORDER, "ket", "qua"]) == ["thu_tuc", "ket_qua"]


def test_a_title_travels_with_every_passage_and_is_none_by_itself() -> None:
    text = "Luật Cư trú\nĐiều 1. Phạm vi\nLuật này quy định việc thực hiện quyền tự do cư trú.\n"
    section = _section("Điều 1", text.index("Điều 1"), len(text), ("Điều 1",), "Phạm vi")
    found = chunks(text, Annotations(header=Header(title="Luật Cư trú"), sections=(section,)))
    assert [chunk.about for chunk in found] == [(), ("luật", "cư", "trú")]
    assert found[0].folded == ()


def test_a_document_that_is_only_its_title_is_still_found() -> None:
    [only] = chunks("Luật Cư trú", Annotations(header=Header(title="Luật Cư trú")))
    assert only.accented == ("luật", "cư", "trú")


def test_the_type_of_a_document_is_part_of_what_it_is_about() -> None:
    header = Header(doc_type="Kế hoạch", title="Cải cách hành chính năm 2023")
    [only] = chunks("Nội dung thực hiện.", Annotations(header=header))
    assert only.about[:4] == ("kế", "hoạch", "cải", "cách")


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_what_is_found_does_not_depend_on_how_lines_end(newline: str) -> None:
    text = Path("corpus/reports/001_bb37e80757a25429.txt").read_text("utf-8")
    plain, other = analyse(text), analyse(text.replace("\n", newline))
    assert [(s.label, s.title) for s in other.sections] == [(s.label, s.title) for s in plain.sections]
    assert [c.canonical for c in other.citations] == [c.canonical for c in plain.citations]
    assert [i.value for i in other.indicators] == [i.value for i in plain.indicators]
