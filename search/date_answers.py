"""When a document was issued that a question describes by its subject, not by its number."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.engines.base import Reader
from search import wording
from search.candidates import Candidate
from search.errors import Lang
from search.places_cited import Texts
from search.questions import Question
from search.quoting import supported
from search.results import Answer, Statement
from search.retrieval import Searcher
from search.which import chosen_documents, dates_of, evidence_of, statement

_OFFICES = ("vp", "van phong", "office")


def date_answer(
    searcher: Searcher, question: Question, texts: Texts, reader: Reader, lang: Lang
) -> Answer | None:
    """The dates of the documents that a question describes; None where none is near enough."""
    query = question.query
    if not query.types:
        return None
    asked = Question(query, "which", query.types[:1])
    found = _meant(chosen_documents(searcher, asked, texts, reader), question)
    if not found:
        return None
    cited = found[0].cited
    quotes = evidence_of(searcher, cited, texts, reader)
    dates = dates_of([cited])
    if not quotes or not dates or not supported(" ".join(dates), quotes):
        return None
    told: Statement = statement(cited, quotes, lang)
    text = wording.values_answer(dates, [told.text], lang)
    return Answer(query.raw, True, text, (), dates, (told,))


def _meant(chosen: Sequence[Candidate], question: Question) -> list[Candidate]:
    """Of documents that are equally near, that of the number typed, else not an office's own."""
    best = [item for item in chosen if item.coverage >= chosen[0].coverage - 0.05]
    numbers = {typed.plain for typed in question.query.numbers}
    if numbers:
        best = [
            item for item in chosen if item.cited.canonical.split("/")[0].split("-")[0].lstrip("0") in numbers
        ]
    office = any(c.forms[0].phrase.folded in _office_terms() for c in question.query.content)
    return sorted(best, key=lambda item: ("VP" in item.cited.canonical) != office)


def _office_terms() -> set[tuple[str, ...]]:
    return {tuple(words.split()) for words in _OFFICES}
