"""What a section of a document says, for questions that ask for a whole section by what its heading says.

`Tóm tắt phương hướng quý II/2024`, `những tồn tại, hạn chế là gì`: the answer quotes the section's items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analyzers.annotations import Section
from analyzers.folding import fold
from search import wording
from search.concepts import Concept
from search.errors import Lang
from search.fitting import fits_constraints
from search.matching import TermIndex
from search.pages import Page, Unit, terms_of
from search.places_cited import Texts
from search.query import Query
from search.quoting import evidence, trimmed
from search.results import LONGEST, Answer, Statement
from search.retrieval import Scored
from search.scoring import rarity
from search.slots import topic
from search.tables import stop_phrases

SAID = 0.75
"""The share of a question that a section's heading, with those above and the document's header, must say."""
OWN = 0.5
"""The share that the heading itself must say."""
ABOVE = 0.6
"""How much a word counts that the headings above or the header say."""
DOCUMENTS = 6
ITEMS = 6
"""Documents of the best passages whose sections are looked at; items that are quoted."""
_LONGEST_TITLE = 25
"""Words of a heading at most: a numbered paragraph without one has its first sentence as title."""
_FEWEST = 4
"""Words of an item, at least."""
_SUMMARY = re.compile(
    r"\b(?:tom tat|tom luoc|khai quat|neu (?:cac|nhung)|liet ke|nhung gi|gom gi|la gi|nhung noi dung"
    r"|noi dung (?:chinh|cua|gom)|phuong huong|summar\w+|outline|main points|what are)\b"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A section with the share of the question that it is of."""

    page: Page
    section: Section
    said: float


def section_answer(query: Query, pool: Sequence[Scored], texts: Texts, lang: Lang) -> Answer | None:
    """The items of the section that a question asks for; None where it asks for none."""
    if _SUMMARY.search(fold(query.text[:2000])) is None:
        return None
    left_out = (stop_phrases("summary"), stop_phrases("body"))
    asked = [c for c in topic(query) if not any(c.forms[0].phrase.folded in words for words in left_out)]
    if not asked:
        return None
    found = _best(query, asked, pool, texts)
    if found is None:
        return None
    statements = [_quoted(unit, texts) for unit in _items(found)]
    if not statements:
        return None
    header = found.page.header
    name = wording.citing_name(header.number, header.issuer, found.page.document.file, lang)
    text = wording.section_answer(found.section.title, name, [s.text for s in statements], lang)
    return Answer(query.raw, True, text, statements=tuple(statements))


def _best(query: Query, asked: Sequence[Concept], pool: Sequence[Scored], texts: Texts) -> _Found | None:
    """The section whose heading says most of the question; of those within each other the outer one."""
    ids = list(dict.fromkeys(item.passage.document for item in pool))[:DOCUMENTS]
    pages = [page for id in ids if (page := texts.page(id)) is not None and page.is_official]
    sections = [
        (page, section)
        for page in pages
        for section in page.document.annotations.sections
        if len(section.title.split()) <= _LONGEST_TITLE
    ]
    titles = [TermIndex(terms_of(section.title)[0]) for _, section in sections]
    weights = rarity(asked, titles)
    total = sum(weights.values())
    best: _Found | None = None
    for (page, section), title in zip(sections, titles, strict=True):
        own = sum(w * title.best(c) for c, w in weights.items()) / total
        if own < OWN or not _fits(page, section, query):
            continue
        above = (page.heading_at(section.start), page.header_index)
        said = sum(
            w * max(title.best(c), *(ABOVE * index.best(c) for index in above)) for c, w in weights.items()
        )
        if said / total >= SAID and (best is None or said / total > best.said):
            best = _Found(page, section, said / total)
    return best


def _fits(page: Page, section: Section, query: Query) -> bool:
    """Whether a section is of the place and time asked for: by the years that the headings name, if any."""
    units = page.within(section.start, section.end)
    years = page.years_at(section.start)
    if query.years and years and not set(query.years) & years:
        return False
    return bool(units) and fits_constraints(units[-1], query)


def _items(found: _Found) -> list[Unit]:
    """The first sentences of a section's paragraphs, without headings and what only repeats one."""
    section = found.section
    units = found.page.within(section.start, section.end)
    firsts: dict[int, Unit] = {}
    for unit in units:
        if unit.is_row or len(unit.parsed[0]) < _FEWEST or unit.start == section.start:
            continue
        firsts.setdefault(unit.paragraph, unit)
    return list(firsts.values())[:ITEMS]


def _quoted(unit: Unit, texts: Texts) -> Statement:
    document = unit.page.document
    start, end = trimmed(document.text, unit.start, min(unit.end, unit.start + LONGEST))
    told = evidence(texts, document.id, document.file, start, end)
    return Statement(wording.quoted(told.restored or told.quote), (told,))
