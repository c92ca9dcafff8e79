"""Ranked lists against judged places: nDCG@10, R@k, RR and Success@k, computed by `ir-measures`.

A passage answers a judged span if the two share at least `OVERLAP` of the shorter one. To count each span
once whatever the passages are cut like, a passage stands for the first span that it answers and that no
better ranked one did; others that it answers at the same time are taken out of the judgements of that
question, and a passage that only repeats what was answered counts as not relevant. In a set judged on
whole documents, a list of passages becomes the list of their documents, each at its first place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.evalset import EvalProblem, Judged, Question, Unit
from eval.messages import message

OVERLAP = 0.5

MEASURES = ("nDCG@10", "R@5", "R@10", "R@100", "RR", "Success@5", "Success@10")


@dataclass(frozen=True, slots=True)
class Found:
    """A passage (or, with the whole text as span, a document) in a ranked list, best first."""

    document: str
    start: int
    end: int
    score: float


Ranked = tuple[dict[str, int], list[str]]
"""Judgements by id, and the ids of the list in order, for one question."""


def measure(
    questions: Sequence[Question], lists: Mapping[str, Sequence[Found]], unit: Unit
) -> dict[str, dict[str, float]]:
    """The measures by question id, of the questions that have a judged place.

    Raises `EvalProblem` if ir-measures is not installed.
    """
    judged = [question for question in questions if question.relevant]
    ranked = {question.id: units(question.relevant, lists.get(question.id, ()), unit) for question in judged}
    return _calculated(ranked)


def units(relevant: Sequence[Judged], found: Sequence[Found], unit: Unit) -> Ranked:
    """Judgements and list of one question in ids that both share."""
    if unit == "document":
        grades = {place.document: place.grade for place in relevant}
        return grades, list(dict.fromkeys(item.document for item in found))
    grades = {f"span{at}": place.grade for at, place in enumerate(relevant)}
    names: list[str] = []
    answered: set[int] = set()
    for rank, item in enumerate(found):
        new = [i for i, place in enumerate(relevant) if i not in answered and answers(item, place)]
        if not new:
            names.append(f"other{rank}")
            continue
        first = max(new, key=lambda i: relevant[i].grade)
        names.append(f"span{first}")
        answered.update(new)
        for also in new:
            if also != first:
                del grades[f"span{also}"]
    return grades, names


def answers(found: Found, place: Judged) -> bool:
    """Whether a passage shows enough of a judged place."""
    if found.document != place.document:
        return False
    shared = min(found.end, place.end) - max(found.start, place.start)
    shorter = min(found.end - found.start, place.end - place.start)
    return shared > 0 and shared >= OVERLAP * shorter


def _calculated(ranked: Mapping[str, Ranked]) -> dict[str, dict[str, float]]:
    try:
        import ir_measures
    except ImportError as error:
        raise EvalProblem(
            message("ir-measures is not installed; install it with: pip install 'tracuu[eval]'")
        ) from error
    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    qrels = [
        ir_measures.Qrel(question, name, grade)
        for question, (grades, _) in ranked.items()
        for name, grade in grades.items()
    ]
    run = [
        ir_measures.ScoredDoc(question, name, float(len(names) - rank))
        for question, (_, names) in ranked.items()
        for rank, name in enumerate(names)
    ]
    figures = {question: dict.fromkeys(MEASURES, 0.0) for question in ranked}
    for metric in ir_measures.iter_calc(measures, qrels, run):
        figures[metric.query_id][str(metric.measure)] = float(metric.value)
    return figures
