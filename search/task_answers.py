"""Answers from the tasks of plans: who leads, who coordinates, which product, by when; lists of tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzers.annotations import Task
from analyzers.folding import fold
from analyzers.tasks.due import due_day
from analyzers.tokens import folded_terms
from indexer.engines.base import Reader
from indexer.facets import years_and_quarters
from search import wording
from search.concepts import Concept
from search.errors import Lang
from search.matching import TermIndex
from search.pages import Page, Unit, headers, page
from search.periods import quarters
from search.places import speaks_for
from search.places_cited import Texts
from search.query import Query
from search.quoting import evidence, supported
from search.results import Answer, Evidence, Statement
from search.retrieval import Scored, Searcher
from search.scoring import rarity
from search.slots import topic
from search.tables import stop_phrases

SURE = 0.5
"""The share of a question's words that a task must say, where the question asks in a plan's own words."""
LIKELY = 0.62
"""The same where it asks in words that other questions have too (`ai`, `khi nào`)."""
MOST_DOCUMENTS = 200
_QUOTES = 3
_LABELS = {
    "lead": (("chu", "tri"), ("don", "vi", "thuc", "hien"), ("phu", "trach")),
    "coordinate": (("phoi", "hop"),),
    "product": (("san", "pham"),),
    "deadline": (("thoi", "gian"), ("thoi", "han"), ("hoan", "thanh", "truoc")),
}
"""The words that introduce a field in a plan."""

_LEAD = re.compile(r"\bchu tri\b|\blead|\bin charge\b|\bresponsible\b")
_WHO = re.compile(
    r"\bai\b|\b(?:don vi|co quan|phong|bo phan|trung tam) nao\b|\bwho\b"
    r"|\bwhich (?:unit|office|department|division|centre)"
)
_COORDINATE = re.compile(r"\bphoi hop\b|\bcoordinat|\bsupport(?:s|ing)? unit")
_PRODUCT = re.compile(
    r"\bsan pham\b|\bproduct\b|\bdeliverable|\bco ket qua gi\b|\boutput\b|\bra van ban gi\b"
)
_DEADLINE = re.compile(
    r"\b(?:khi|luc) nao\b|\bbao gio\b|\b(?:thoi gian|thoi han|han chot)\b"
    r"|(?<!dung )(?<!tre )(?<!qua )(?<!truoc )\bhan\b(?! che| muc| che)|\b(?:thang|quy|ngay) (?:nao|may)\b"
    r"|\bwhen\b|\bdeadline\b|\bdue\b"
)
_UNIT_ASKED = re.compile(
    r"\b(?:don vi|phong|bo phan|trung tam) nao\b|\bwhich (?:unit|office|department|division|centre)"
)
_DURATION = re.compile(r"\b(?:may|bao nhieu) ngay\b|\bbao lau\b|\bhow (?:many|long)\b|\bt[yi] le\b")
_BY = re.compile(r"hoàn thành[^;.]*?trước\s+(?:ngày\s+)?(\d{1,2}/\s?\d{1,2}/\s?\d{4})", re.IGNORECASE)
_LONG_DEADLINE = 60
_LIST = re.compile(
    r"\b(?:nhung |cac |bao nhieu )?nhiem vu (?:nao|gi)\b|\bviec gi\b|\b(?:nhung|cac) (?:cong )?viec\b"
    r"|\b(?:lam|phu trach|dam nhiem|duoc giao) (?:nhung |cac )?(?:viec |nhiem vu )?gi\b"
    r"|\b(?:which|what|list) (?:the |all )*tasks\b|\ball (?:the )?tasks\b|\b(?:cac|nhung) nhiem vu\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A task with its page; `said` is the weighted share of the question that it says."""

    page: Page
    task: Task
    said: float


def task_answer(
    searcher: Searcher, query: Query, pool: Sequence[Scored], texts: Texts, reader: Reader, lang: Lang
) -> Answer | None:
    """What a plan says of the task that a question means; None where it means none."""
    folded = " ".join(re.findall(r"\w+", fold(query.text[:2000])))
    listed = _LIST.search(folded) is not None
    fields = _fields(folded) if not _DURATION.search(folded) else []
    if not fields and not listed:
        return None
    pages = _pages(searcher, query, pool, texts, reader)
    if listed:
        answer = _listed(pages, query, folded, texts, lang)
        if answer is not None or not fields:
            return answer
    found = _ranked(pages, query)
    sure = any(p.search(folded) for p in (_LEAD, _COORDINATE, _PRODUCT, _UNIT_ASKED))
    if not found or found[0].said < (SURE if sure else LIKELY):
        return None
    return _told(found[0], fields, query.raw, texts, lang)


def _fields(folded: str) -> list[str]:
    """The fields that a question asks for."""
    coordinate = _COORDINATE.search(folded) is not None
    lead = _LEAD.search(folded) is not None or (_WHO.search(folded) is not None and not coordinate)
    asked = {
        "lead": lead,
        "coordinate": coordinate,
        "product": _PRODUCT.search(folded) is not None,
        "deadline": _DEADLINE.search(folded) is not None,
    }
    return [name for name, wanted in asked.items() if wanted]


def _pages(
    searcher: Searcher, query: Query, pool: Sequence[Scored], texts: Texts, reader: Reader
) -> list[Page]:
    """The documents with tasks that a question may mean: of the pool, and of its province."""
    ids = list(dict.fromkeys(item.passage.document for item in pool))[:MOST_DOCUMENTS]
    known = headers(searcher.engine, reader)
    found = []
    for id in ids:
        if query.places and not any(speaks_for(known[id], place) for place in query.places):
            continue
        document = page(searcher.engine, id, reader)
        if document is not None and document.document.annotations.tasks:
            found.append(document)
    return found


def _ranked(pages: Iterable[Page], query: Query) -> list[Found]:
    """The tasks of the pages by how much of the question they say, the best first."""
    asked = [c for c in topic(query) if c.forms[0].phrase.folded not in stop_phrases("field")]
    tasks = [(document, task) for document in pages for task in document.document.annotations.tasks]
    told = [(document, task, _parts(document, task)) for document, task in tasks]
    weights = rarity(asked, [parts[0][0] for _, _, parts in told])
    for concept in asked:
        if not any(index.best(concept) > 0.5 for _, _, parts in told for index, _ in parts):
            weights[concept] *= 0.8
    total = sum(weights.values())
    if not total:
        return []
    found = [
        Found(document, task, _said(parts, weights) / total * _timely(document, task, query))
        for document, task, parts in told
    ]
    return sorted(found, key=lambda item: (-item.said, item.task.start))


def _parts(document: Page, task: Task) -> list[tuple[TermIndex, float]]:
    """What tells of a task, each with how much it counts."""
    others = " \n ".join((*task.lead, *task.coordinate, task.deadline or ""))
    return [
        (TermIndex(folded_terms(task.task)), 1.0),
        (TermIndex(folded_terms(task.product or "")), 0.8),
        (TermIndex(folded_terms(others)), 0.6),
        (document.heading_at(task.start), 0.5),
        (document.header_index, 0.5),
    ]


def _said(parts: Sequence[tuple[TermIndex, float]], weights: dict[Concept, float]) -> float:
    return sum(w * max(factor * index.best(c) for index, factor in parts) for c, w in weights.items())


def _timely(document: Page, task: Task, query: Query) -> float:
    """1 for a task of the year that is asked for, little for another."""
    if not query.years:
        return 1.0
    spelled = " ".join((task.task, task.product or "", task.deadline or ""))
    if any(str(year) in spelled for year in query.years):
        return 1.0
    return 0.95 if set(query.years) & set(years_and_quarters(document.header)[0]) else 0.4


def _told(found: Found, fields: Sequence[str], raw: str, texts: Texts, lang: Lang) -> Answer | None:
    """The fields of a task, each with the lines that say it."""
    values: list[str] = []
    statements: list[Statement] = []
    for field in fields:
        given = _values(found.task, field)
        if not given:
            continue
        quotes = _quotes(found, field, given, texts)
        text = wording.task_field(field, given, found.task.task, lang)
        if not supported(text, quotes):
            text = wording.task_field(field, given, None, lang)
        if supported(text, quotes):
            values += given
            statements.append(Statement(text, tuple(quotes)))
    if not values:
        return None
    text = "\n".join(told.text for told in statements)
    return Answer(raw, True, text, (), tuple(values), tuple(statements))


def _values(task: Task, field: str) -> list[str]:
    if field == "lead":
        return list(task.lead)
    if field == "coordinate":
        return list(task.coordinate)
    value = task.product if field == "product" else task.deadline
    if field == "deadline" and value and len(value) > _LONG_DEADLINE:
        day = _BY.search(value)
        value = "".join(day[1].split()) if day else value
    return [value] if value else []


def _quotes(found: Found, field: str, values: Sequence[str], texts: Texts) -> list[Evidence]:
    """The task's first words, and the lines that bear the values."""
    document = found.page.document
    units = list(found.page.within(found.task.start, found.task.end))
    first = found.page.unit_at(found.task.start)
    chosen: list[Unit] = [first] if first is not None else units[:1]
    chosen += [u for u in units if any(u.index.phrase(label) > 0.8 for label in _LABELS[field])][:1]
    for value in values:
        terms = folded_terms(value)
        bearing = next((u for u in units if u.index.phrase(terms[:4]) > 0), None)
        chosen += (
            [bearing] if bearing is not None else [u for u in units if u.index.phrase(terms[:2]) > 0][:1]
        )
    kept = list({unit.key: unit for unit in chosen}.values())[: _QUOTES + 1]
    return [evidence(texts, document.id, document.file, unit.start, unit.end) for unit in kept]


def _listed(pages: Sequence[Page], query: Query, folded: str, texts: Texts, lang: Lang) -> Answer | None:
    """All tasks that the unit named in a question leads (or coordinates), of the quarter it names."""
    asked = _asked_units(query)
    coordinate = _COORDINATE.search(folded) is not None
    chosen: list[Found] = []
    for document in pages:
        for task in document.document.annotations.tasks:
            units = task.coordinate if coordinate else task.lead
            named = any(" ".join(folded_terms(unit)) in asked for unit in units)
            if named and _in_quarter(task, query) and _in_time(task, document, query):
                chosen.append(Found(document, task, 1.0))
    statements = []
    for item in chosen:
        quotes = _quotes(item, "deadline", [*item.task.lead, item.task.deadline or ""], texts)
        text = wording.listed_task(item.task.task, item.task.deadline, lang)
        text = text if supported(text, quotes) else wording.listed_task(item.task.task, None, lang)
        if supported(text, quotes):
            statements.append(Statement(text, tuple(quotes)))
    if not statements:
        return None
    told = wording.listed_tasks([s.text for s in statements], lang)
    return Answer(query.raw, True, told, (), (), tuple(statements))


def _asked_units(query: Query) -> str:
    """The words of a question in which a unit's name may stand; of an English one their translation, too."""
    told = " ".join(folded_terms(query.text))
    if query.language == "en":
        forms = (" ".join(form.phrase.folded) for c in query.content for form in c.forms)
        told = " | ".join([told, *forms])
    return told


def _in_time(task: Task, document: Page, query: Query) -> bool:
    """Whether a task is due within the dates that a question names (`trước ngày 30/11/2023`)."""
    between = query.between
    if between is None:
        return True
    years = years_and_quarters(document.header)[0]
    due = due_day(task.deadline, years[0] if len(years) == 1 else None)
    if due is None:
        return False
    return (between.first is None or due >= between.first) and (between.last is None or due <= between.last)


def _in_quarter(task: Task, query: Query) -> bool:
    if not query.quarters:
        return True
    return bool(set(quarters(task.deadline or "")) & set(query.quarters))
