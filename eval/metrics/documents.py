"""The list of documents that an answer names: precision, recall and F1 of one question.

The means over questions are macro averages. Naming the document that a question is about is no error.
An answer that names nothing where something should be named has precision 0, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.evalset import Question
from eval.metrics.counts import Counts


def score_documents(question: Question, named: Sequence[str]) -> dict[str, float]:
    """The figures of a question that asks for documents; empty for one that does not."""
    if not question.documents:
        return {}
    wanted, found = set(question.documents), set(named) - (set(question.about) - set(question.documents))
    counts = Counts(len(wanted & found), len(found - wanted), len(wanted - found))
    return {
        "documents P": counts.precision if found else 0.0,
        "documents R": counts.recall,
        "documents F1": counts.f1,
        "documents exact": float(wanted == found),
    }
