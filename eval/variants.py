"""A set with its questions changed: the same questions as people type them without accents."""

from __future__ import annotations

from dataclasses import replace

from analyzers.folding import fold
from eval.evalset import EvalSet, Question


def without_accents(judged: EvalSet) -> EvalSet:
    """The set with every Vietnamese question in lower case without accents."""
    questions = tuple(map(_plain, judged.questions))
    return replace(judged, name=f"{judged.name}-noaccent", questions=questions)


def _plain(question: Question) -> Question:
    if not question.language.startswith("vi"):
        return question
    return replace(question, query=fold(question.query), language="vi-noaccent")
