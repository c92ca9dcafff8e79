"""Questions answered from evidence, or the plain word that the collection does not answer them.

A question goes to the first way of answering that has an answer for its kind: one document by its number
(`about`), a document's header, which documents, a comparison, a plan's task, a date, a figure. What none of
them answers gets the sentences that say most of it - or, if they say too little, the plain no with the
nearest thing found.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from indexer.engines.base import ANYONE, Filters, Reader
from indexer.facets import years_and_quarters
from search import gate, wording
from search.about import answer_about
from search.comparing import comparison
from search.concepts import Concept
from search.date_answers import date_answer
from search.errors import Lang
from search.fact_answers import fact_answer
from search.facts import units_of
from search.filling import Found, fill, nearest_fact
from search.header_answers import asks_for_holder, header_answer, office_holder
from search.llm import MOST_QUOTES, with_model
from search.llm_endpoint import Endpoint
from search.lookup import cited_as
from search.numbers import TypedNumber
from search.places import speaks_for
from search.places_cited import Texts
from search.query import Query, analyse
from search.questions import Question, understand
from search.results import Answer
from search.retrieval import Scored, Searcher
from search.section_answers import section_answer
from search.sentence_answers import Sentence, quote, sentence_answer, sentences
from search.slots import slots, without_left_out
from search.task_answers import task_answer
from search.which import answer_which
from search.yes_no import asks_yes_or_no, counted_answer, verdict

ENOUGH = 0.42
"""The share of a question that its best sentence, with what stands around it, must say."""
ENOUGH_UNFILLED = 0.66
"""What the sentence alone must say where the question asks for a value that no way of answering found."""
ENOUGH_ELSEWHERE = 0.2
"""The share that is enough in a text that is no official document, where nothing else is understood."""
ENOUGH_SEARCHED = 0.1
"""The share that is enough where nothing is asked, words are only searched for."""
LOOKED_AT = 40
"""Sentences that are looked at for the years that a question names."""


def ask(
    searcher: Searcher,
    question: str,
    reader: Reader = ANYONE,
    lang: Lang | None = None,
    model: Endpoint | None = None,
) -> Answer:
    """The answer to a question, in its language unless `lang` says another; raises `QueryError`.

    With a `model` its verified sentences stand above the answer (`search.llm`).
    """
    began = time.perf_counter()
    query = analyse(question)
    spoken: Lang = lang or ("en" if query.language == "en" else "vi")
    asked = _Asked(searcher, understand(query), reader, spoken)
    answer = asked.answer()
    if model is not None:
        answer = asked.written(answer, model)
    return replace(answer, took_ms=1000 * (time.perf_counter() - began))


class _Asked:
    """One question with what is found for it on the way."""

    def __init__(self, searcher: Searcher, question: Question, reader: Reader, lang: Lang) -> None:
        self.searcher = searcher
        self.question = question
        self.reader = reader
        self.lang = lang
        self.query = without_left_out(question.query)
        self.texts = Texts(searcher.engine, reader)
        self._ranked: list[Scored] | None = None

    def answer(self) -> Answer:
        """The answer of the first way that has one."""
        if self.question.kind == "about":
            signed = header_answer(self.searcher, self.question, self.texts, self.reader, self.lang)
            return signed or answer_about(self.searcher, self.question, self.reader, self.lang)
        unknown = unknown_names(self.searcher, self.query, self.reader)
        if unknown:
            return self._no(unknown, self._sentences())
        header = header_answer(self.searcher, self.question, self.texts, self.reader, self.lang)
        header = header or office_holder(self.searcher, self.question, self.texts, self.reader, self.lang)
        if header is not None:
            return header
        if asks_for_holder(self.query) and self._speaks_officially():
            return self._no((), self._sentences())
        absent = self._absent()
        if absent:
            return self._no([concept.label for concept in absent], self._sentences())
        if self.question.kind == "which":
            found = answer_which(self.searcher, self.question, self.reader, self.lang)
            if found is not None:
                return found
            if not self.question.named and self._speaks_officially():
                return self._no((), self._sentences())
        return self._fact()

    def written(self, answer: Answer, model: Endpoint) -> Answer:
        """The answer with what a language model writes from its quotations and the next best sentences."""
        more = [
            quote(item.unit, item.unit, self.texts) for item in self._sentences()[:MOST_QUOTES] if item.fits
        ]
        return with_model(answer, more, model, self.texts, self.lang)

    def _absent(self) -> list[Concept]:
        """What a question asks of official documents that none of them speaks of, if it is most of it."""
        return (
            gate.absent(self.query, units_of(self._pool(), self.texts)) if self._speaks_officially() else []
        )

    def _fact(self) -> Answer:
        """The compared figures, the task, date or figures that are asked for; else sentences."""
        searcher, query, texts, reader, lang = self.searcher, self.query, self.texts, self.reader, self.lang
        answer = comparison(searcher, query, texts, reader, lang)
        if answer is not None:
            return answer
        pool = self._pool()
        yes_or_no = asks_yes_or_no(query)
        asked = () if yes_or_no else slots(query)
        if yes_or_no and self._speaks_officially():
            answer = counted_answer(query, pool, texts, reader, lang)
            if answer is not None:
                return answer
        answer = task_answer(searcher, query, pool, texts, reader, lang)
        if answer is None and any(slot.kind == "date" for slot in asked):
            answer = date_answer(searcher, self.question, texts, reader, lang)
        if answer is not None:
            return answer
        filled: list[Found] = []
        if asked and all(slot.kind != "person" for slot in asked):
            filled = fill(asked, query, pool, texts, reader)
            answer = fact_answer(query, filled, texts, lang)
        if answer is not None:
            return answer
        wants_figure = any(slot.kind not in ("person", "date") for slot in asked)
        if wants_figure and self._speaks_officially():
            return self._no((), self._sentences(), nearest_fact(filled))
        told = None if asked else section_answer(query, pool, texts, lang)
        return told or self._quoted(pool, filled, bool(asked))

    def _quoted(self, pool: Sequence[Scored], filled: Sequence[Found], wants_value: bool) -> Answer:
        """The sentences that say most of the question; the plain no where they say too little."""
        found = sentences(self.query, pool, self.texts)
        absent = [
            str(year) for year in self.query.years if not any(_of_year(s, year) for s in found[:LOOKED_AT])
        ]
        if not found or absent or not self._enough(found[0], wants_value):
            return self._no(absent, found, nearest_fact(filled))
        answer = sentence_answer(self.query, found, self.texts, self.lang)
        if answer is None:
            return self._no((), found)
        said = verdict(self.query, found[0].unit, found[0].said)
        if said is None or not found[0].unit.page.is_official:
            return answer
        return replace(answer, answer=wording.yes_no(said, [s.text for s in answer.statements], self.lang))

    def _enough(self, best: Sentence, wants_value: bool) -> bool:
        """Whether a sentence says enough of the question; words that ask nothing are a search."""
        if not best.unit.page.is_official:
            return best.around >= ENOUGH_ELSEWHERE
        if not best.fits:
            return False
        if not gate.enough_said(self.query, best.unit, units_of(self._pool(), self.texts)):
            return False
        if wants_value:
            return best.typed and best.said >= ENOUGH_UNFILLED
        return best.around >= (ENOUGH if self.query.is_question else ENOUGH_SEARCHED)

    def _speaks_officially(self) -> bool:
        """Whether the best passage is of an official document, whose figures and citations are all read."""
        pool = self._pool()
        page = self.texts.page(pool[0].passage.document) if pool else None
        return page is None or page.is_official

    def _pool(self) -> list[Scored]:
        if self._ranked is None:
            filters = self.query.document_filters
            self._ranked = self.searcher.ranked(self.query, self.reader, filters=filters)
        return self._ranked

    def _sentences(self) -> list[Sentence]:
        return sentences(self.query, self._pool(), self.texts)

    def _no(self, missing: Sequence[str], found: Sequence[Sentence], nearest: str | None = None) -> Answer:
        """The plain no, with what is missing and the nearest thing."""
        near = nearest or (wording.quoted(found[0].unit.text) if found else None)
        return Answer(self.query.raw, False, wording.not_found(missing, near, self.lang))


def unknown_names(searcher: Searcher, query: Query, reader: Reader) -> list[str]:
    """Document numbers and provinces that a question names and the collection does not have."""
    unknown = [
        query.text[typed.start : typed.end]
        for typed in query.numbers
        if typed.series
        and _is_written(query, typed)
        and not cited_as(searcher.engine, typed, query.text, reader, frame=True)
    ]
    for place in query.places:
        here = Filters(province=tuple(sorted(place.names)))
        held = searcher.engine.documents(reader, here)
        if not any(speaks_for(document.annotations.header, place) for document in held):
            unknown.append(place.name)
    return unknown


def _is_written(query: Query, typed: TypedNumber) -> bool:
    """Whether a number is written as a document's (`35/KH`, `số 35 KH`), not by chance (`1022 đã`)."""
    written = query.text[typed.start : typed.end]
    return typed.type is not None or any(sign in written for sign in "/-") or "số" in written.lower()


def _of_year(item: Sentence, year: int) -> bool:
    years = years_and_quarters(item.unit.page.header)[0]
    return not years or year in years or year in item.unit.years
