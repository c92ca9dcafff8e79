"""How well the analyzers read the documents of a set: citations, headings and header fields."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from eval.evalset import EvalSet, GoldCitation, GoldSection, SetDocument
from eval.metrics.citations import CitationScore, score_citations
from eval.metrics.counts import Counts, total
from eval.metrics.header import HeaderField, score_header
from eval.metrics.sections import SectionScore, score_sections

Gold = TypeVar("Gold", GoldCitation, GoldSection)


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """The scores of one document; `header` is empty where the set does not judge it."""

    document: SetDocument
    text: str
    seconds: float
    damage: float
    citations: CitationScore
    sections: SectionScore
    header: tuple[HeaderField, ...]

    @property
    def fields_exact(self) -> float:
        """The share of header fields that are exactly right."""
        return sum(field.exact for field in self.header) / len(self.header) if self.header else 1.0

    @property
    def fields_folded(self) -> float:
        """The share of header fields that are right without regard to accents."""
        return sum(field.folded for field in self.header) / len(self.header) if self.header else 1.0

    def line(self, offset: int, width: int = 110) -> str:
        """`L12: the words around` an offset, for a list of faults."""
        text = self.text
        first = max(text.rfind("\n", 0, offset) + 1, offset - width // 3)
        last = text.find("\n", offset)
        last = min(len(text) if last < 0 else last, offset + width)
        number = text.count("\n", 0, offset) + 1
        return f"L{number}: {text[first:last].strip()}"


def read_set(judged: EvalSet) -> list[DocumentReading]:
    """Analyse every document that the set judges and score what is found."""
    names = {item.document for part in (judged.citations, judged.sections, judged.headers) for item in part}
    return [_read(judged, document) for document in judged.documents if document.key in names]


def _read(judged: EvalSet, document: SetDocument) -> DocumentReading:
    from analyzers import analyse

    text = document.text
    began = time.perf_counter()
    found = analyse(text)
    seconds = time.perf_counter() - began
    headers = [gold for gold in judged.headers if gold.document == document.key]
    return DocumentReading(
        document=document,
        text=text,
        seconds=seconds,
        damage=found.damage,
        citations=score_citations(_of(document, judged.citations), found.citations),
        sections=score_sections(_of(document, judged.sections), found.sections),
        header=tuple(field for gold in headers for field in score_header(gold, found.header)),
    )


def _of(document: SetDocument, gold: Sequence[Gold]) -> list[Gold]:
    return [item for item in gold if item.document == document.key]


def citation_total(readings: list[DocumentReading]) -> Counts:
    """Mentions found, false and missed over all documents."""
    return total(reading.citations.counts for reading in readings)


def section_total(readings: list[DocumentReading]) -> Counts:
    """Headings found (start exact), false and missed over all documents."""
    return total(reading.sections.exact for reading in readings)
