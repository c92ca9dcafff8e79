"""Runs: written and read back, compared, reported; peers; messages in both languages."""

from __future__ import annotations

import ast
import random
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

import eval as package
from eval.cli import app
from eval.collection import index_set
from eval.compare import compare
from eval.evalset import EvalProblem, EvalSet, Judged, Question, SetDocument
from eval.messages import message
from eval.peers import open_peer
from eval.report.markdown import markdown
from eval.report.page import page
from eval.runfile import Item, Run, load_run
from eval.runner import run_set
from eval.significance import p_value
from eval.systems import Tracuu
from eval.vietnamese import VIETNAMESE

LAWS = {
    "d1": "Luật Cư trú\nĐiều 1. Đăng ký thường trú tại nơi ở hợp pháp.",
    "d2": "Luật Du lịch\nĐiều 2. Khách du lịch và hướng dẫn viên.",
    "d3": "Luật Đất đai\nĐiều 3. Bồi thường khi Nhà nước thu hồi đất.",
}


@pytest.fixture(scope="module")
def judged() -> EvalSet:
    documents = tuple(SetDocument(key, content=text) for key, text in LAWS.items())
    asked = {"d1": "đăng ký thường trú", "d2": "hướng dẫn viên du lịch", "d3": "thu hồi đất bồi thường"}
    questions = tuple(Question(f"q-{k}", q, relevant=(Judged(k, 0, len(LAWS[k])),)) for k, q in asked.items())
    return EvalSet("laws", "document", documents, questions)


@pytest.fixture(scope="module")
def made(judged: EvalSet, tmp_path_factory: pytest.TempPathFactory) -> Run:
    data = tmp_path_factory.mktemp("data")
    index_set(judged, "embedded", data)
    index_set(judged, "embedded", data)
    system = Tracuu(judged, "embedded", data, "lexical")
    try:
        return run_set(judged, system, k=10, config={"k": 10})
    finally:
        system.close()


def with_figures(run: Run, value: float) -> Run:
    items = [replace(i, measures=dict.fromkeys(i.measures, value)) for i in run.items]
    return replace(run, items=tuple(items))


def test_texts_go_through_the_real_indexer_and_are_found(made: Run) -> None:
    assert {item.id: item.measures["RR"] for item in made.items} == {"q-d1": 1.0, "q-d2": 1.0, "q-d3": 1.0}


def test_a_run_is_read_back_as_it_was_written(made: Run, tmp_path: Path) -> None:
    made.save(tmp_path / "run.json")
    again = load_run(tmp_path / "run.json")
    again.save(tmp_path / "again.json")
    assert (tmp_path / "run.json").read_text() == (tmp_path / "again.json").read_text()
    assert [item.id for item in again.items] == [item.id for item in made.items]
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(EvalProblem):
        load_run(tmp_path / "bad.json")


def test_bm25s_finds_the_same_documents(judged: EvalSet) -> None:
    peer = open_peer("bm25s", judged)
    assert [peer.search(question.query, 3)[0].document for question in judged.questions] == ["d1", "d2", "d3"]


def test_a_peer_that_needs_a_server_says_so(judged: EvalSet) -> None:
    with pytest.raises(EvalProblem, match="máy chủ"):
        open_peer("elasticsearch-standard", judged)


def test_what_got_lost_is_listed_by_item(made: Run) -> None:
    worse = with_figures(made, 0.0)
    compared = compare(made, worse)
    assert [change.id for change in compared.lost] == ["q-d1", "q-d2", "q-d3"]
    assert not compared.gained
    assert not compared.regressions, "three questions are too few to tell a fall from chance"


def test_a_fall_on_many_questions_is_a_regression_and_a_rise_is_none(made: Run) -> None:
    many = tuple(replace(made.items[0], id=f"q{n}") for n in range(40))
    before, after = replace(made, items=many), with_figures(replace(made, items=many), 0.5)
    assert {difference.measure for difference in compare(before, after).regressions} >= {"nDCG@10", "RR"}
    assert not compare(after, before).regressions


def test_one_wrong_link_or_one_citation_less_is_a_regression(made: Run) -> None:
    link = Item(
        "l1",
        "lookup",
        "35",
        kind="found",
        measures={"wrong links": 0.0, "status right": 1.0, "canonical right": 1.0},
    )
    read = Item("a.txt", "read", "a.txt", measures={"citation F1": 1.0})
    before = replace(made, items=(link, read))
    worse = (
        replace(link, measures={**link.measures, "wrong links": 1.0}),
        replace(read, measures={"citation F1": 0.99}, output={"wrong": ["citation missed: 35/KH-UBND at 7"]}),
    )
    compared = compare(before, replace(made, items=worse))
    assert {difference.measure for difference in compared.regressions} == {"wrong links", "citation F1"}
    assert [change.text for change in compared.lost] == ["citation missed: 35/KH-UBND at 7"]


def test_items_of_the_reporting_half_are_not_listed(made: Run) -> None:
    halves = tuple(
        replace(item, split=split) for item, split in zip(made.items, ("dev", "test", "test"), strict=True)
    )
    before = replace(made, items=halves)
    assert [change.id for change in compare(before, with_figures(before, 0.0)).lost] == ["q-d1"]


def test_runs_without_common_items_cannot_be_compared(made: Run) -> None:
    with pytest.raises(EvalProblem):
        compare(made, replace(made, items=tuple(replace(i, id=f"other-{i.id}") for i in made.items)))


@pytest.mark.parametrize("size", [5, 12, 60])
def test_the_permutation_test_agrees_with_scipy(size: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    import numpy as np

    chance = random.Random(size)
    first = [chance.random() for _ in range(size)]
    second = [min(1.0, value + chance.uniform(-0.3, 0.5)) for value in first]
    reference = stats.permutation_test(
        (np.array(first), np.array(second)),
        lambda a, b, axis: np.mean(b - a, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=20_000,
        rng=np.random.default_rng(1),
    ).pvalue
    assert p_value(first, second) == pytest.approx(reference, abs=0.02)


def test_equal_runs_differ_by_nothing() -> None:
    assert p_value([0.1, 0.5], [0.1, 0.5]) == 1.0


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_report_needs_nothing_from_outside(made: Run, lang: str) -> None:
    kinds = tuple(replace(item, id=f"{item.id}{n}", kind=f"k{n}") for n in range(3) for item in made.items)
    made = replace(made, items=kinds)
    compared = compare(with_figures(made, 0.0), made)
    found = page(made, compared, "en" if lang == "en" else "vi")
    assert "<svg" in found
    assert "nDCG@10" in found
    assert not any(outside in found for outside in ("<script", "http:", "https:", "<link", "@import"))
    assert "q-d1" in markdown(made, compared, "vi")


def test_a_query_cannot_put_markup_into_the_page(made: Run) -> None:
    evil = replace(
        made.items[0],
        query="<img src=x onerror=alert(1)>",
        measures={**made.items[0].measures, "Success@10": 0.0},
    )
    found = page(replace(made, items=(evil, *made.items[1:])), None, "vi")
    assert "<img" not in found


def test_every_message_has_vietnamese_words_with_the_same_values() -> None:
    folder = Path(str(package.__file__)).parent
    files = [*folder.glob("*.py")]
    for part in ("adapters", "commands", "metrics", "peers", "report"):
        files += (folder / part).glob("*.py")
    said = {
        node.args[0].value
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("message", "helped")
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert said <= set(VIETNAMESE)
    for english, vietnamese in VIETNAMESE.items():
        assert english.count("{") == vietnamese.count("{"), english
    assert message("{count} faults", count=3).text("vi") == "3 lỗi"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["run", "--help"], 0),
        (["validate", "reports"], 0),
        (["validate", "/nowhere"], 1),
        (["run", "/nowhere"], 1),
        (["annotations", "/nowhere"], 1),
        (["compare", "/nowhere", "/nowhere"], 1),
        (["run"], 2),
        (["nothing"], 2),
    ],
)
def test_commands_end_with_the_code_of_the_contract(arguments: list[str], code: int) -> None:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code
    assert "Traceback" not in result.output
