"""Answers from a document's own header and foot: who signed it, its number, its date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzers.folding import fold
from analyzers.tokens import folded_terms
from indexer.engines.base import Filters, Reader
from indexer.facets import years_and_quarters
from search import wording
from search.errors import Lang
from search.matching import TermIndex
from search.pages import Page, Unit, headers, page
from search.places import speaks_for
from search.places_cited import Texts
from search.query import Query
from search.questions import Question
from search.quoting import evidence, supported, trimmed
from search.related import DESCRIBED, described_document
from search.results import LONGEST, Answer, Statement
from search.retrieval import Searcher
from search.tables import stop_phrases

LIKELY = 0.5
"""The share of a question's words that the header of the document it means must say."""
_SIGNER = re.compile(
    r"\b(?:ai|nguoi)\b(?: \w+){0,12}? ky\b|\bky\b(?: \w+){0,3} (?:ai|nguoi nao)\b"
    r"|\bsigned\b|\bsigner\b|\bsignatory\b|\bwho signs?\b"
)
_OTHER_KY = re.compile(
    r"\bk[yỳỷỹ] (?:luat|cuong|truoc|nay|bao cao|hop|thuat|nang|niem|thi|so|bao)\b|\bk[ỳỷỹ]\b"
)
"""`kỳ báo cáo`, `kỷ luật`: not what `ký` is."""
_OFFICE_HELD = re.compile(r"\bai (?:dang |hien )*(?:la|giu chuc|lam)\b|\bwho (?:is|was) the\b|\bla ai\b")
_ISSUED = re.compile(r"\b(?:ban hanh|ky|phat hanh|ra ngay|de ngay)\b|\b(?:issued|dated|signed)\b")
_POSITION = re.compile(r"\b(?:chuc vu|chuc danh|cuong vi)\b|\bposition\b|\bjob title\b")
_WHO = re.compile(r"\bai\b|\bwho\b|\bten\b|\bname\b")
_NUMBER = re.compile(r"\bso (?:may|nao|bao nhieu|ky hieu)\b|\b(?:what|which) number\b|\bnumber of the\b")
_DATE = re.compile(
    r"\b(?:ngay (?:nao|may|bao nhieu|ban hanh|ky)|khi nao|bao gio)\b|\bwhen\b|\b(?:what|which) date\b"
)


def header_answer(
    searcher: Searcher, question: Question, texts: Texts, reader: Reader, lang: Lang
) -> Answer | None:
    """The fields of the header of the document that a question describes; None if it asks for none."""
    typed = " ".join(re.findall(r"\w+", question.query.text[:2000].lower()))
    folded = fold(typed)
    signer = _SIGNER.search(fold(_OTHER_KY.sub(" ", typed))) is not None
    number, date = _NUMBER.search(folded) is not None, _DATE.search(folded) is not None
    dated = date and bool(question.query.types) and _ISSUED.search(folded) is not None
    if not signer and (question.kind == "about" or not ((number and date) or dated)):
        return None
    document = _meant(searcher, question, reader, LIKELY if signer or number else DESCRIBED)
    if document is None:
        return None
    header = document.header
    asked: list[tuple[str | None, Unit | None]] = []
    position = signer and _POSITION.search(folded) is not None
    if signer and (not position or _WHO.search(folded)):
        asked.append((header.signer, _last_with(document, header.signer)))
    if position:
        asked.append((_as_written(header.signer_title), _last_with(document, header.signer_title)))
    if number:
        asked.append((header.number, _first_with(document, (header.number or "").split("/")[0])))
    if date:
        unit = _dated(document)
        asked.append((_printed(document, unit), unit))
    return _told(asked, document, texts, question.query.raw, lang)


def _as_written(title: str | None) -> str | None:
    """A position in lower case but for its first letters, where it is printed in capitals."""
    return title.capitalize() if title is not None and title.isupper() else title


def _meant(searcher: Searcher, question: Question, reader: Reader, least: float) -> Page | None:
    """The document whose number is typed, or that the question describes."""
    for typed in question.query.numbers:
        held = (
            searcher.engine.documents(reader, Filters(number=(typed.canonical,))) if typed.canonical else []
        )
        if held:
            return page(searcher.engine, held[0].id, reader)
    if question.kind == "about":
        return None
    return described_document(searcher, question, reader, least)


def office_holder(
    searcher: Searcher, question: Question, texts: Texts, reader: Reader, lang: Lang
) -> Answer | None:
    """Who holds an office, as the newest document says that its holder signed.

    None where nobody signed as its holder, and where a question asks for something else.
    """
    query = question.query
    folded = " ".join(re.findall(r"\w+", fold(query.text[:2000])))
    if _OFFICE_HELD.search(folded) is None:
        return None
    asked = TermIndex(folded_terms(query.text))
    signed = []
    for id, header in headers(searcher.engine, reader).items():
        title = folded_terms(header.signer_title or "")
        here = not query.places or any(speaks_for(header, place) for place in query.places)
        if header.signer and title and here and asked.phrase(title) == 1.0:
            signed.append((header.date or "", id))
    for _, id in sorted(signed, reverse=True):
        document = page(searcher.engine, id, reader)
        if document is not None and _years_fit(document, query.years):
            unit = _last_with(document, document.header.signer)
            return _told([(document.header.signer, unit)], document, texts, query.raw, lang)
    return None


def asks_for_holder(query: Query) -> bool:
    """Whether a question asks who holds an office (`Ai là Chủ tịch UBND tỉnh?`)."""
    folded = " ".join(re.findall(r"\w+", fold(query.text[:2000])))
    offices = stop_phrases("office")
    terms = folded_terms(query.text[:2000])
    return _OFFICE_HELD.search(folded) is not None and any(
        offices.longest(terms, at) for at in range(len(terms))
    )


def _years_fit(document: Page, years: Sequence[int]) -> bool:
    """Whether a document is of one of the years; any will do where none is named."""
    dated = {int(document.header.date[:4])} if document.header.date else set()
    return not years or bool(set(years) & (dated | set(years_and_quarters(document.header)[0])))


def _told(
    asked: Sequence[tuple[str | None, Unit | None]], document: Page, texts: Texts, raw: str, lang: Lang
) -> Answer | None:
    """The answer if every field that is asked for is there and stands in its quotation."""
    statements: list[Statement] = []
    values: list[str] = []
    for value, unit in asked:
        if value is None or unit is None:
            return None
        start, end = trimmed(document.document.text, unit.start, min(unit.end, unit.start + LONGEST))
        quote = evidence(texts, document.document.id, document.document.file, start, end)
        # A date that is printed in words is left in words: the statement says no figure that is not there.
        text = wording.fact(value, unit.text, lang) if value in unit.text else wording.quoted(unit.text)
        if not supported(text, [quote]):
            return None
        values.append(value)
        statements.append(Statement(text, (quote,)))
    number = document.header.number
    text = wording.values_answer(values, [told.text for told in statements], lang)
    documents = (number,) if number in values else ()
    return Answer(raw, True, text, documents, tuple(values), tuple(statements))


def _last_with(document: Page, name: str | None) -> Unit | None:
    """The last unit that bears a name, in letters that may be damaged."""
    wanted = folded_terms(name or "")
    if not wanted:
        return None
    found = [unit for unit in document.units if unit.index.phrase(wanted) > 0]
    if found:
        return found[-1]
    return next((unit for unit in reversed(document.units) if wanted[0] in unit.index.places), None)


def _first_with(document: Page, number: str) -> Unit | None:
    return next((unit for unit in document.units[:12] if number and number in unit.text), None)


def _dated(document: Page) -> Unit | None:
    """The unit of the head that prints the document's date."""
    parts = [part.lstrip("0") for part in (document.header.date or "").split("-")]
    for unit in document.units[:12]:
        figures = {figure.lstrip("0") for figure in re.findall(r"\d+", unit.text)}
        if len(parts) == 3 and set(parts) <= figures:
            return unit
    return None


def _printed(document: Page, unit: Unit | None) -> str | None:
    """The document's date in figures, as it is printed."""
    date = document.header.date
    if date is None or unit is None:
        return None
    year, month, day = date.split("-")
    figures = re.findall(r"\d+", unit.text)
    return "/".join(
        next((f for f in figures if f.lstrip("0") == p.lstrip("0")), p) for p in (day, month, year)
    )
