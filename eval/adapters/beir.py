"""A BEIR folder: `corpus.jsonl`, `queries.jsonl` and `qrels/*.tsv`, each `.jsonl` also gzipped.

Format: Thakur et al., BEIR (2021). Lines of the corpus have `_id`, `title`, `text`, those of the queries
`_id`, `text`; a qrels file has a heading line, then query id, corpus id and grade separated by tabs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from eval.evalset import EvalSet, Judged, Question, SetDocument, SetProblem
from eval.jsonl import lines, objects
from eval.messages import message


def load(folder: Path, split: str | None = None) -> EvalSet:
    """The set in `folder`, judged by `qrels/<split>.tsv`; raises `SetProblem`."""
    judgements = _judgements(_qrels(folder, split))
    documents = tuple(_documents(folder))
    lengths = {document.key: len(document.content or "") for document in documents}
    questions = tuple(_questions(folder, judgements, lengths))
    if not questions:
        raise SetProblem(message("{folder}: no query is judged on a document that is there", folder=folder))
    return EvalSet(folder.name, "document", documents, questions)


def _qrels(folder: Path, split: str | None) -> Path:
    there = sorted((folder / "qrels").glob("*.tsv"))
    wanted = [path for path in there if path.stem == (split or "test")] or ([] if split else there)
    if not wanted:
        raise SetProblem(message("{folder} has no qrels/{split}.tsv", folder=folder, split=split or "test"))
    return wanted[0]


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for number, line in lines(path):
        cells = line.rstrip("\n").split("\t")
        if number == 1 and not cells[-1].strip().lstrip("-").isdigit():
            continue
        if len(cells) < 3 or not cells[-1].strip().lstrip("-").isdigit():
            place = f"{path}:{number}"
            raise SetProblem(message("{place}: must be query id, corpus id and grade by tabs", place=place))
        if int(cells[-1]) > 0:
            found[cells[0]][cells[-2]] = int(cells[-1])
    return found


def _file(folder: Path, name: str) -> Path:
    plain = folder / name
    return plain if plain.exists() else folder / f"{name}.gz"


def _documents(folder: Path) -> Iterator[SetDocument]:
    for _, row in objects(_file(folder, "corpus.jsonl")):
        parts = [str(row.get("title") or "").strip(), str(row.get("text") or "").strip()]
        yield SetDocument(str(row["_id"]), content="\n".join(part for part in parts if part))


def _questions(
    folder: Path, judgements: dict[str, dict[str, int]], lengths: dict[str, int]
) -> Iterator[Question]:
    for _, row in objects(_file(folder, "queries.jsonl")):
        grades = judgements.get(str(row["_id"]), {})
        relevant = [Judged(key, 0, lengths[key], grade) for key, grade in grades.items() if key in lengths]
        if relevant:
            yield Question(str(row["_id"]), str(row["text"]), relevant=tuple(relevant))
