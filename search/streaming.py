"""An answer step by step, for whoever shows it while it is being made.

The steps are `understood` (what was taken from the question), `searching` (in how many documents),
`evidence` (the best passages), one `statement` for each of the answer, and `done` (the whole answer, the same
as without steps). A question that cannot be understood is refused before the first step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from indexer.engines.base import ANYONE, Reader
from search.ask import ask
from search.errors import Lang
from search.filters import is_empty
from search.llm_endpoint import Endpoint
from search.query import Query, analyse
from search.questions import Question, understand
from search.results import Answer
from search.retrieval import Scored, Searcher
from search.slots import without_left_out

Name = Literal["understood", "searching", "evidence", "statement", "done"]
EVIDENCE = 5
"""Passages that are shown while the answer is being written."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an answer; `data` is JSON."""

    name: Name
    data: dict[str, Any]


def steps(
    searcher: Searcher,
    question: str,
    reader: Reader = ANYONE,
    lang: Lang | None = None,
    model: Endpoint | None = None,
) -> Iterator[Step]:
    """The steps of the answer to a question; raises `QueryError` at once, not while they are taken."""
    understood = understand(analyse(question))
    return _steps(searcher, understood, question, reader, lang, model)


def _steps(
    searcher: Searcher,
    understood: Question,
    question: str,
    reader: Reader,
    lang: Lang | None,
    model: Endpoint | None,
) -> Iterator[Step]:
    query = without_left_out(understood.query)
    yield Step("understood", _understood(understood))
    yield Step("searching", {"documents": _searched(searcher, query, reader)})
    filters = query.document_filters
    ranked = searcher.ranked(query, reader, filters=filters, limit=EVIDENCE)
    yield Step("evidence", {"passages": _passages(ranked[:EVIDENCE])})
    answer = ask(searcher, question, reader=reader, lang=lang, model=model)
    yield from _told(answer)


def _understood(question: Question) -> dict[str, Any]:
    """What was taken from the question, conditions that are empty left out."""
    query = question.query
    conditions = {
        "years": list(query.years),
        "quarters": list(query.quarters),
        "places": [place.name for place in query.places],
        "numbers": [query.text[number.start : number.end] for number in query.numbers],
        "types": list(question.types),
        "filters": {key: value for key, value in asdict(query.document_filters).items() if value},
    }
    told = {name: value for name, value in conditions.items() if value}
    return {"kind": question.kind, "language": query.language, **told}


def _searched(searcher: Searcher, query: Query, reader: Reader) -> int:
    """How many documents meet the question's conditions."""
    filters = query.document_filters
    return len(searcher.engine.documents(reader, None if is_empty(filters) else filters))


def _passages(ranked: Sequence[Scored]) -> list[dict[str, Any]]:
    names = ("document", "file", "start", "end", "heading", "text", "restored")
    return [{name: getattr(item.passage, name) for name in names} for item in ranked]


def _told(answer: Answer) -> Iterator[Step]:
    whole = answer.to_json()
    for number, statement in enumerate(whole["statements"], start=1):
        yield Step("statement", {"number": number, **statement})
    yield Step("done", whole)
