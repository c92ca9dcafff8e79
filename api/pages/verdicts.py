"""What readers say of answers, kept as an evaluation set that `tracuu eval` takes (docs/evaluation.md).

`questions/useful` in the data folder is the set: the answers found useful, whose documents, values and
evidence are then what a right answer has. `questions/wrong.jsonl` has those found wrong, for somebody to
say what is right. A question has one line; the last verdict counts.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Literal

from api.desk import Json

Verdict = Literal["useful", "wrong"]
FOLDER = "questions"
_FILES: dict[Verdict, str] = {"useful": "useful/queries.jsonl", "wrong": "wrong.jsonl"}
_SET = "useful"
_MOST = 10_000
"""Questions that a file keeps; then the oldest go."""
_lock = Lock()


def note(data: Path, answer: Json, verdict: Verdict, hashes: dict[str, str]) -> None:
    """Keep a verdict on an answer (the object of `ask`).

    `hashes` are the sha256 of the collection's files by name. Raises `OSError` where it cannot be written.
    """
    folder = data / FOLDER
    line = _line(answer)
    with _lock:
        (folder / _SET).mkdir(parents=True, exist_ok=True)
        for kind, name in _FILES.items():
            kept = [each for each in _lines(folder / name) if each["id"] != line["id"]]
            if kind == verdict:
                kept.append(line)
            _write(folder / name, "".join(_json(each) + "\n" for each in kept[-_MOST:]))
        useful = _lines(folder / _FILES["useful"])
        used = {place["document"] for each in useful for place in each["relevant"]}
        described = folder / _SET / "set.json"
        _write(described, _json(_described(described, used, hashes)) + "\n")


def counts(data: Path) -> dict[Verdict, int]:
    """How many questions have each verdict."""
    with _lock:
        return {verdict: len(_lines(data / FOLDER / name)) for verdict, name in _FILES.items()}


def _line(answer: Json) -> Json:
    from search.language import language_of

    places = {
        (each["file"], each["start"], each["end"]): None
        for statement in answer["statements"]
        for each in statement["evidence"]
    }
    question = " ".join(answer["query"].split())
    return {
        "id": hashlib.sha256(question.encode("utf-8")).hexdigest()[:12],
        "query": question,
        "kind": "reader",
        "language": "en" if language_of(question) == "en" else "vi",
        "split": "dev",
        "relevant": [{"document": file, "start": start, "end": end} for file, start, end in places],
        "documents": answer["documents"],
        "values": answer["values"],
        "answerable": answer["answered"],
    }


def _described(path: Path, used: Iterable[str], hashes: dict[str, str]) -> Json:
    """The set's description; hashes of documents that have left the collection stay as they were."""
    before = json.loads(path.read_text("utf-8"))["documents"] if path.exists() else []
    known = {each["file"]: each["sha256"] for each in before} | hashes
    documents = [{"file": file, "sha256": known[file]} for file in sorted(used) if file in known]
    about = "Questions of readers whose answers were found useful"
    return {"format": 1, "name": FOLDER, "about": about, "folder": "/", "documents": documents}


def _lines(path: Path) -> list[Json]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    """Write a file in whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(name, path)
