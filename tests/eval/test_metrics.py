"""The measures, on cases small enough to count by hand."""

from __future__ import annotations

import pytest

from analyzers.annotations import Citation, Header, Section
from eval.evalset import GoldCitation, GoldConflict, GoldHeader, GoldSection, Judged, LookupCase, Question
from eval.metrics.abstention import score_abstention
from eval.metrics.citations import score_citations
from eval.metrics.conflicts import conflict_found
from eval.metrics.counts import Counts
from eval.metrics.documents import score_documents
from eval.metrics.evidence import figures, score_evidence
from eval.metrics.header import score_header
from eval.metrics.lookups import score_lookup
from eval.metrics.retrieval import Found, measure, units
from eval.metrics.sections import score_sections
from eval.metrics.values import score_values
from search.results import Evidence, Statement


def citation(start: int, canonical: str, date: str | None = None) -> Citation:
    return Citation(start, start + 10, "raw", "Quyết định", "1", None, "QĐ-UBND", canonical, date=date)


def gold(start: int, canonical: str, **more: object) -> GoldCitation:
    values = {"date": "2024-01-31", **more}
    return GoldCitation("a.txt", start, start + 10, "raw", "Quyết định", canonical, **values)  # type: ignore[arg-type]


def test_precision_recall_and_f1_follow_their_definitions() -> None:
    counts = Counts(right=3, false=1, missed=2)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert Counts().f1 == 1.0


def test_a_mention_counts_by_overlap_and_canonical_number_and_only_once() -> None:
    found = [citation(3, "165/QĐ-UBND", "2024-01-31"), citation(5, "165/QĐ-UBND"), citation(50, "6/QĐ-UBND")]
    score = score_citations([gold(0, "165/QĐ-UBND"), gold(50, "5/QĐ-UBND")], found)
    assert score.counts == Counts(right=1, false=2, missed=1)
    assert (score.dates, score.spans) == (1, 0)


def test_other_readings_are_right_and_optional_mentions_count_neither_way() -> None:
    wanted = [
        gold(0, "1/QĐ-UBND", canonical_alt=("2/QĐ-UBND",), date_alt=(None,)),
        gold(50, "3/BC-VP", optional=True),
    ]
    with_it = score_citations(wanted, [citation(0, "2/QĐ-UBND"), citation(50, "3/BC-VP")])
    without = score_citations(wanted, [citation(0, "1/QĐ-UBND")])
    assert with_it.counts == without.counts == Counts(right=1)
    assert with_it.dates == 1


def test_a_heading_needs_label_level_and_start() -> None:
    wanted = [GoldSection("a.txt", "II", 1, 10), GoldSection("a.txt", "đ", 3, 40, label_alt=("d",))]
    found = [Section("II", 1, "", 12, 40, ("II",)), Section("d", 3, "", 40, 90, ("II", "d"))]
    score = score_sections(wanted, found)
    assert score.exact == Counts(right=1, false=1, missed=1)
    assert score.near == Counts(right=2)


def test_header_fields_are_right_as_written_or_without_accents() -> None:
    wanted = GoldHeader(
        "a.txt",
        {"title": "Cải cách hành chính", "period": "Quý I năm 2024", "signer": "Minh Tâm", "number": None},
        {"signer": (None,)},
    )
    fields = score_header(wanted, Header(title="Cai cach hanh chinh", period="Quý I/2024", number="1/BC-VP"))
    verdicts = {field.name: (field.exact, field.folded) for field in fields}
    assert verdicts["title"] == (False, True)
    assert verdicts["period"] == verdicts["signer"] == (True, True)
    assert verdicts["number"] == (False, False)


def test_a_list_of_documents_is_judged_as_a_set_and_the_subject_may_be_named() -> None:
    question = Question("q", "?", documents=("35/KH-UBND", "36/KH-UBND"), about=("165/QĐ-UBND",))
    score = score_documents(question, ["35/KH-UBND", "165/QĐ-UBND", "23/KH-UBND"])
    assert (score["documents P"], score["documents R"], score["documents exact"]) == (0.5, 0.5, 0.0)
    assert score_documents(question, [])["documents P"] == 0.0
    assert score_documents(Question("q", "?"), ["35/KH-UBND"]) == {}


@pytest.mark.parametrize(
    ("given", "exact"),
    [
        (["99.20%"], 1.0),
        (["99,2%"], 1.0),
        (["99,2 %"], 0.0),
        (["99,2%", "99.20%"], 0.0),
        ([], 0.0),
    ],
)
def test_values_may_be_written_otherwise_and_extras_are_errors(given: list[str], exact: float) -> None:
    question = Question("q", "?", values=("99,2%",), values_alt={"99,2%": ("99.20%",)})
    assert score_values(question, given)["values exact"] == exact


def test_refusals_are_counted_both_ways() -> None:
    pairs = [(True, True), (True, True), (True, False), (False, False), (False, True)]
    assert score_abstention(pairs) == {
        "abstention P": 0.5,
        "abstention R": 0.5,
        "false abstention": pytest.approx(1 / 3),
    }


TEXT = "Kế hoạch số 35/KH-UBND ngày 07/02/2024 có 29 nhiệm vụ"


@pytest.mark.parametrize(
    ("claim", "sound"),
    [
        (Statement("35/KH-UBND ra ngày 7/2/2024", (Evidence("a.txt", "a", 0, 38, TEXT[:38]),)), 1.0),
        (Statement("có 29 nhiệm vụ", (Evidence("a.txt", "a", 0, 38, TEXT[:38]),)), 0.0),
        (Statement("35/KH-UBND", (Evidence("a.txt", "a", 1, 38, TEXT[:37]),)), 0.0),
        (Statement("29 + 35 = 64", (Evidence("a.txt", "a", 0, len(TEXT), TEXT),), computed=True), 1.0),
        (Statement("64", (Evidence("a.txt", "a", 0, len(TEXT), TEXT),), computed=True), 0.0),
        (Statement("35/KH-UBND", ()), 0.0),
    ],
)
def test_a_statement_needs_exact_quotes_that_hold_its_figures(claim: Statement, sound: float) -> None:
    assert score_evidence([claim], lambda key: TEXT)["evidence sound"] == sound


def test_figures_are_compared_without_leading_zeros() -> None:
    assert figures("ngày 07/02/2024: 08 việc, 99,9%") == {"7/2/2024", "8", "99,9"}


def test_every_match_of_a_look_up_that_was_not_meant_is_a_wrong_link() -> None:
    case = LookupCase("l", "210", "ambiguous", canonicals=("210/KH-VP", "210/VP-HCQT"))
    assert score_lookup(case, "ambiguous", ["210/KH-VP", "210/VP-HCQT"])["canonical right"] == 1.0
    assert score_lookup(case, "found", ["210/QĐ-UBND"])["wrong links"] == 1.0
    assert (
        score_lookup(LookupCase("l", "166/QĐ-UBND", "not_found"), "found", ["165/QĐ-UBND"])["wrong links"]
        == 1.0
    )


def test_a_contradiction_is_found_if_two_of_its_places_are_shown_together() -> None:
    wanted = GoldConflict("x", "1/QĐ", "date", (Judged("a", 0, 10), Judged("b", 5, 9), Judged("c", 1, 2)))
    assert conflict_found(wanted, [[("a", 5, 20), ("b", 0, 6)]])
    assert not conflict_found(wanted, [[("a", 5, 20)], [("b", 0, 6)]])


def test_a_passage_counts_for_one_span_and_repeats_count_for_none() -> None:
    relevant = (Judged("a", 0, 100), Judged("a", 100, 120), Judged("b", 0, 50))
    found = [Found("c", 0, 9, 3), Found("a", 0, 200, 2), Found("a", 10, 60, 1), Found("b", 40, 400, 0.5)]
    grades, names = units(relevant, found, "passage")
    assert names == ["other0", "span0", "other2", "other3"]
    assert set(grades) == {"span0", "span2"}


def test_ranks_give_the_figures_of_ir_measures() -> None:
    question = Question("q", "?", relevant=(Judged("a", 0, 10), Judged("b", 0, 10)))
    figures_of = measure([question], {"q": [Found("x", 0, 5, 2), Found("a", 0, 10, 1)]}, "passage")["q"]
    assert (figures_of["RR"], figures_of["R@5"], figures_of["Success@10"]) == (0.5, 0.5, 1.0)
    assert figures_of["nDCG@10"] == pytest.approx((1 / 1.5849625) / (1 + 1 / 1.5849625))


def test_passages_become_documents_where_documents_are_judged() -> None:
    found = [Found("x", 0, 5, 3), Found("x", 5, 9, 2), Found("a", 0, 5, 1)]
    assert units((Judged("a", 0, 100, 2),), found, "document") == ({"a": 2}, ["x", "a"])


def test_error_rates_count_characters_and_syllables() -> None:
    from eval.metrics.restoration import error_rates

    assert error_rates("văn phòng tỉnh", "văn phong  tỉnh") == {
        "CER": pytest.approx(1 / 14),
        "WER": pytest.approx(1 / 3),
    }
