"""UIT-ViQuAD: questions on passages of the Vietnamese Wikipedia, lines of `title`, `question`, `context`.

Every different passage is a document; a question is answered by the passage that it was asked on.
"""

from __future__ import annotations

from pathlib import Path

from eval.evalset import EvalSet, Judged, Question, SetDocument
from eval.jsonl import objects


def load(path: Path) -> EvalSet:
    """The questions and passages in `path`; raises `SetProblem`."""
    keys: dict[str, str] = {}
    questions = []
    for number, row in objects(path):
        text = f"{row['title']}\n{row['context']}"
        key = keys.setdefault(text, f"p{len(keys) + 1:04d}")
        judged = Judged(key, 0, len(text))
        questions.append(Question(f"v{number:05d}", str(row["question"]), relevant=(judged,)))
    documents = tuple(SetDocument(key, content=text) for text, key in keys.items())
    return EvalSet(path.name.split(".")[0], "document", documents, tuple(questions))
