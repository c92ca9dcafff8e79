"""Questions that are answered by yes or no, and what the documents say to them.

A count of none says no (`Nghỉ hưu: 00 trường hợp`), another yes. A sentence says no where a negation
stands in the clause that says the question. Where neither is plain, the sentence alone is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzers.folding import fold
from indexer.engines.base import Reader
from search import wording
from search.clauses import clauses_of
from search.errors import Lang
from search.fact_answers import fact_statement
from search.facts import Fact
from search.filling import fill
from search.pages import Unit
from search.places_cited import Texts
from search.query import Query
from search.results import Answer
from search.retrieval import Scored
from search.slots import Slot, topic
from search.values import number_of

SAID = 0.7
"""The share of a question that a sentence must say itself to be a yes or a no."""
COUNTED = 0.6
"""The score that a count needs to be one."""
AS_GOOD = 0.93
"""The share of the best score that other rows need to be of the question, too."""

_ENDS = re.compile(
    r"\b(?:hay |phai |dung )?(?:khong|chua)(?: a| vay| nhi| the)?\s*[?.!]*\s*\Z|\bco phai\b|\bphai chang\b"
)
_BEGINS = re.compile(r"\A\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|should)\s")
_ASKS_MORE = re.compile(r"\b(?:bao nhieu|may|the nao|ra sao|nhu the nao|how|what|which|who|when)\b")
_NEGATED = re.compile(r"\b(?:chưa|không|chẳng|no|not|none|never)\b", re.IGNORECASE)


def asks_yes_or_no(query: Query) -> bool:
    """Whether a question wants a yes or a no (`... không?`, `... chưa?`, `Did ...?`)."""
    folded = fold(query.text[:2000].strip())
    if _ASKS_MORE.search(folded):
        return False
    return (_BEGINS if query.language == "en" else _ENDS).search(folded) is not None


def counted_answer(
    query: Query, pool: Sequence[Scored], texts: Texts, reader: Reader, lang: Lang
) -> Answer | None:
    """The yes or no that counts of a report form, or of a list (`Bổ nhiệm mới: 00 trường hợp`), give."""
    slot = Slot("count", topic(query), text=query.text)
    found = fill((slot,), query, pool, texts, reader)[0]
    if found.fact is None or found.fact.score < COUNTED or not _counts(found.fact):
        return None
    alike = [
        fact
        for fact in found.ranked
        if fact.score >= AS_GOOD * found.fact.score
        and _counts(fact)
        and fact.unit.page is found.fact.unit.page
    ]
    numbers = [number_of(fact) for fact in alike]
    told = [statement for fact in alike if (statement := fact_statement(fact, texts, lang)) is not None]
    if not told or any(number is None for number in numbers):
        return None
    text = wording.yes_no(any(number != 0 for number in numbers), [s.text for s in told], lang)
    return Answer(query.raw, True, text, (), (), tuple(told))


def _counts(fact: Fact) -> bool:
    """Whether a figure is what a row or a list item is of, not one of several in a sentence."""
    if fact.unit.indicator is not None:
        return True
    before, behind = fact.unit.text[: fact.figure.start], fact.unit.text[fact.figure.end :]
    return before.rstrip().endswith(":") and len(behind.split()) <= 2


def verdict(query: Query, unit: Unit, said: float) -> bool | None:
    """What a sentence says to a question: yes, no, or neither plainly."""
    asked = topic(query)
    if said < SAID or has_own_no(query) or not asks_yes_or_no(query):
        return None
    places = [(first, end) for concept in asked for first, end, _ in unit.index.where(concept)]
    if not places:
        return None
    clauses = clauses_of(unit)
    said_in = [clauses.clause_at(first) for first, _ in places]
    main = max(set(said_in), key=said_in.count)
    inside = [at for at, clause in enumerate(clauses.of_term) if clause == main]
    spans = unit.parsed[1]
    return _NEGATED.search(unit.text, spans[inside[0]][0], spans[inside[-1]][1]) is None


def has_own_no(query: Query) -> bool:
    """Whether a question itself denies (`có công chức nào không hoàn thành không?`)."""
    words = re.findall(r"\w+", query.text[:2000].lower())
    return any(word in ("không", "chưa", "not", "khong", "chua") for word in words[:-1])
