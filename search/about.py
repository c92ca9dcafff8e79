"""Answers to `what is document N`, `who cites it`, `when was it issued`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from indexer import CitedDocument
from indexer.engines.base import MentionQuery, Reader
from search import wording
from search.errors import Lang
from search.lookup import cited_as, suggestions
from search.own_doubts import own_conflicts
from search.places_cited import Texts
from search.questions import Question
from search.quoting import evidence, of_mention, supported, trimmed
from search.results import Answer, CitedPlace, Evidence, Statement
from search.retrieval import Searcher
from search.which import dates_of, evidence_of, statement


def answer_about(searcher: Searcher, question: Question, reader: Reader, lang: Lang) -> Answer:
    """What the documents that a question names are, who cites them, and what contradicts."""
    query = question.query
    found: list[CitedDocument] = []
    missing: list[str] = []
    near: list[str] = []
    for typed in query.numbers:
        matches = cited_as(searcher.engine, typed, query.text, reader, frame=True)
        found += matches
        if not matches:
            missing.append(query.text[typed.start : typed.end])
            near += suggestions(searcher.engine, typed, query.text, reader)
    if not found:
        text = wording.not_found(missing, ", ".join(near) or None, lang)
        return Answer(query=query.raw, answered=False, answer=text)
    return _answer(searcher, question, found, missing, reader, lang)


def _answer(
    searcher: Searcher,
    question: Question,
    found: Sequence[CitedDocument],
    missing: Sequence[str],
    reader: Reader,
    lang: Lang,
) -> Answer:
    texts = Texts(searcher.engine, reader)
    statements: list[Statement] = []
    documents: list[str] = []
    for cited in found:
        quotes = evidence_of(searcher, cited, texts, reader)
        documents.append(cited.canonical)
        if quotes:
            statements.append(statement(cited, quotes, lang))
        statements += _conflicts(cited, texts, lang)
        if not question.asks_date and not question.asks_citing:
            statements += _own_conflicts(searcher, cited, texts, reader, lang)
        if question.asks_citing:
            told, numbers = _citing(searcher, cited, texts, reader, lang)
            statements += told
            documents += numbers
    values = dates_of(found) if question.asks_date else ()
    text = _text(found, statements, missing, lang)
    kept = tuple(dict.fromkeys(documents))
    return Answer(question.query.raw, True, text, kept, values, tuple(statements))


def _text(
    found: Sequence[CitedDocument], statements: Sequence[Statement], missing: Sequence[str], lang: Lang
) -> str:
    lines = [told.text for told in statements]
    if len(found) > 1:
        head = (
            f"{len(found)} documents share this number; say the type, issuer or year to choose one."
            if lang == "en"
            else f"Có {len(found)} văn bản cùng khớp với số đã nêu; hãy ghi thêm loại, cơ quan hoặc năm."
        )
        lines.insert(0, head)
    lines += [f"{wording.places(cited, lang).capitalize()}: {cited.canonical}." for cited in found]
    if missing:
        absent = ", ".join(missing)
        lines.append(
            f"Not in the collection: {absent}." if lang == "en" else f"Không có trong kho: {absent}."
        )
    return "\n".join(lines)


def _conflicts(cited: CitedDocument, texts: Texts, lang: Lang) -> list[Statement]:
    """What the mentions contradict each other on, quoted."""
    told = []
    for conflict in cited.conflicts:
        quotes = [of_mention(texts, cited.mentions[i].mention) for i in conflict.mentions]
        message = conflict.message(lang)
        head = "Note" if lang == "en" else "Lưu ý"
        text = f"{head}: {cited.canonical}: {message}."
        if quotes and supported(text, quotes):
            told.append(Statement(text, tuple(quotes)))
        elif quotes:
            plain = (
                "the places that cite it contradict each other"
                if lang == "en"
                else "các nơi dẫn ghi khác nhau"
            )
            told.append(Statement(f"{head}: {cited.canonical}: {plain}.", tuple(quotes)))
    return told


_ARITHMETIC = frozenset({"wrong-share", "wrong-total", "impossible-count"})
"""Kinds whose explanation computes what should stand there, and shows from what."""


def _own_conflicts(
    searcher: Searcher, cited: CitedDocument, texts: Texts, reader: Reader, lang: Lang
) -> list[Statement]:
    """What a document of the collection contradicts in itself, quoted with the place of its own number."""
    if cited.document is None:
        return []
    own = _own_evidence(searcher, cited.document, texts, reader)
    head = "Note" if lang == "en" else "Lưu ý"
    head = f"{head}: {cited.canonical}" if supported(cited.canonical, own) else head
    plain = "the document contradicts itself here" if lang == "en" else "văn bản ghi không thống nhất tại đây"
    told = []
    for conflict in own_conflicts(texts, cited.document, lang):
        quotes = [_place_quoted(texts, place) for place in conflict.mentions]
        computed = conflict.kind in _ARITHMETIC
        message = conflict.message if computed or supported(conflict.message, quotes) else plain
        if quotes:
            places = tuple(dict.fromkeys([*quotes, *own]))
            told.append(Statement(f"{head}: {message}.", places, computed))
    return told


def _place_quoted(texts: Texts, place: CitedPlace) -> Evidence:
    start, end = trimmed(texts.text(place.document), place.start, place.end)
    return evidence(texts, place.document, place.file, start, end)


def _citing(
    searcher: Searcher, cited: CitedDocument, texts: Texts, reader: Reader, lang: Lang
) -> tuple[list[Statement], list[str]]:
    """One statement for each document that cites, and their numbers."""
    statements: list[Statement] = []
    numbers: list[str] = []
    for document, group in groupby(cited.mentions, key=lambda listed: listed.mention.document):
        places = [listed.mention for listed in group if not listed.doubtful]
        if not places:
            continue
        first = places[0]
        quotes = [of_mention(texts, mention) for mention in places]
        number = first.citing_number
        own = _own_evidence(searcher, document, texts, reader) if number else []
        if number and own:
            numbers.append(number)
        name = wording.citing_name(number if own else None, first.citing_issuer, first.file, lang)
        relation = texts.place(next(m for m in cited.mentions if m.mention is first)).relation
        text = _citing_text(name, cited.canonical, relation, lang)
        if supported(text, [*own, *quotes]):
            statements.append(Statement(text, (*quotes, *own)))
    return statements, numbers


def _own_evidence(searcher: Searcher, document: str, texts: Texts, reader: Reader) -> list[Evidence]:
    mentions = searcher.engine.mentions(MentionQuery(document=document), reader)
    return [of_mention(texts, mention) for mention in mentions if mention.citation.role == "self"][:1]


_VERBS = {
    "based-on": ("căn cứ", "is based on"),
    "implements": ("dẫn để thực hiện", "cites, as being implemented,"),
    "amends": ("nêu việc sửa đổi, bổ sung", "speaks of amending"),
    "replaces": ("nêu việc thay thế, bãi bỏ", "speaks of replacing"),
    "issues": ("nêu việc ban hành", "speaks of the issuing of"),
}


def _citing_text(name: str, canonical: str, relation: str, lang: Lang) -> str:
    vietnamese, english = _VERBS.get(relation, ("dẫn", "cites"))
    text = f"{name} {english} {canonical}." if lang == "en" else f"{name} {vietnamese} {canonical}."
    return text[0].upper() + text[1:]
