"""Sets: what the validator says, what the adapters make, what the bundled set holds."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eval.evalset import SetProblem
from eval.sources import SETS, open_set
from eval.validation import validate
from eval.variants import without_accents

TEXT = "Kế hoạch số 35/KH-UBND ngày 07/02/2024\n\n"
QUERY: dict[str, Any] = {
    "id": "q1",
    "query": "kế hoạch nào?",
    "kind": "which",
    "language": "vi",
    "split": "dev",
    "relevant": [{"document": "a.txt", "start": 0, "end": 22}],
    "documents": ["35/KH-UBND"],
    "values": [],
    "answerable": True,
}


def make_set(folder: Path, **files: list[Any]) -> Path:
    (folder / "a.txt").write_bytes(TEXT.encode())
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    described = {"format": 1, "name": "s", "folder": ".", "documents": [{"file": "a.txt", "sha256": sha256}]}
    (folder / "set.json").write_text(json.dumps(described), "utf-8")
    for name, rows in files.items():
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def span(start: int, end: int, document: str = "a.txt") -> dict[str, Any]:
    return {**QUERY, "relevant": [{"document": document, "start": start, "end": end}]}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (span(0, 900), "reaches outside the text"),
        (span(5, 5), "empty span 5..5"),
        (span(38, 40), "holds only space"),
        (span(0, 5, "b.txt"), "unknown document b.txt"),
        ({**QUERY, "colour": "red"}, "unknown field colour"),
        ({k: v for k, v in QUERY.items() if k != "kind"}, "field kind is missing"),
        ({**QUERY, "split": "train"}, "field split must be dev or test"),
        ({**QUERY, "relevant": []}, "needs a place"),
        ({**QUERY, "answerable": False}, "a question that is not answerable has no"),
        ({**QUERY, "values_alt": {"1": ["01"]}}, "'values_alt' names 1"),
        ({**QUERY, "relevant": [{"document": "a.txt", "start": 0}]}, "place 1: field end is missing"),
        ("{oops", "not JSON"),
        ("[1]", "must be one JSON object"),
    ],
)
def test_the_validator_says_what_is_wrong_with_a_line(tmp_path: Path, row: object, said: str) -> None:
    problems = validate(make_set(tmp_path, queries=[QUERY | {"id": "q0"}, row]))
    assert len(problems) == 1
    assert (problems[0].file, problems[0].line) == ("queries.jsonl", 2)
    assert said in problems[0].text("en")


def test_the_validator_finds_duplicate_ids_changed_documents_and_strange_files(tmp_path: Path) -> None:
    folder = make_set(tmp_path, queries=[QUERY, QUERY], extra=[])
    (folder / "a.txt").write_text(TEXT + "!", "utf-8")
    said = " | ".join(problem.text("en") for problem in validate(folder))
    assert "queries.jsonl:2: q1 stands already on line 1" in said
    assert "document a.txt has changed" in said
    assert "extra.jsonl: unknown file" in said


def test_a_citation_must_quote_its_span(tmp_path: Path) -> None:
    row = {"document": "a.txt", "start": 0, "end": 8, "raw": "Kế hoạch", "type": None, "canonical": "1/KH"}
    row |= {"date": None, "role": "cites"}
    assert validate(make_set(tmp_path, citations=[row])) == []
    assert "'raw' is not" in validate(make_set(tmp_path, citations=[row | {"raw": "Kê hoạch"}]))[0].text("en")


def test_a_set_with_faults_is_refused_with_its_first_faults(tmp_path: Path) -> None:
    with pytest.raises(SetProblem, match=r"queries\.jsonl:1"):
        open_set(str(make_set(tmp_path, queries=[span(5, 5)])))


def test_the_bundled_set_is_valid_and_halved_within_every_kind() -> None:
    assert validate(SETS / "reports") == []
    judged = open_set("reports")
    assert len(judged.questions) >= 150
    halves: dict[str, Counter[str]] = {}
    for question in judged.questions:
        halves.setdefault(question.kind, Counter())[question.split] += 1
    assert all(abs(count["dev"] - count["test"]) <= 1 for count in halves.values())
    assert judged.fingerprint() == open_set("reports").fingerprint()


def test_a_beir_folder_is_judged_on_documents(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text('{"_id": "d1", "title": "Luật", "text": "Điều 1"}\n', "utf-8")
    (tmp_path / "queries.jsonl").write_text(
        '{"_id": "1", "text": "luật gì"}\n{"_id": "2", "text": "?"}\n', "utf-8"
    )
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\td1\t2\n2\td9\t1\n", "utf-8")
    judged = open_set(str(tmp_path))
    assert (judged.unit, judged.documents[0].text) == ("document", "Luật\nĐiều 1")
    assert [(q.id, q.relevant[0].grade) for q in judged.questions] == [("1", 2)]
    with pytest.raises(SetProblem, match="qrels/dev"):
        open_set(f"beir:{tmp_path}:dev")


def write_gzip(path: Path, *rows: dict[str, Any]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as handle:
        handle.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def test_alqac_articles_carry_the_name_of_their_law(tmp_path: Path) -> None:
    write_gzip(
        tmp_path / "alqac_articles.jsonl.gz",
        {"id": "Luật Cư trú|36", "law": "Luật Cư trú", "article": "36", "text": "Cơ sở dữ liệu\n\n1. Là ..."},
    )
    queries = write_gzip(tmp_path / "q.jsonl.gz", {"id": "1", "query": "?", "relevant": ["Luật Cư trú|36"]})
    judged = open_set(f"alqac:{queries}")
    assert judged.documents[0].text.startswith("Luật Cư trú\nĐiều 36. Cơ sở dữ liệu")
    assert judged.questions[0].relevant[0].document == "Luật Cư trú|36"


def test_viquad_passages_are_documents_once(tmp_path: Path) -> None:
    rows = [{"title": "Paris", "question": f"{n}?", "context": "Paris là ..."} for n in range(2)]
    judged = open_set(f"viquad:{write_gzip(tmp_path / 'v.jsonl.gz', *rows)}")
    assert (len(judged.documents), len(judged.questions)) == (1, 2)


def test_questions_without_accents_keep_what_answers_them() -> None:
    judged = open_set("reports")
    plain = without_accents(judged)
    pairs = list(zip(judged.questions, plain.questions, strict=True))
    assert all(old.relevant == new.relevant for old, new in pairs)
    assert plain.questions[1].query == "ke hoach truyen thong ve kstthc nam 2024 cua tinh mang so nao?"
    assert all(old.query == new.query for old, new in pairs if old.language == "en")
