"""Everything that the analyzers find in one text, in one call and without spaCy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analyzers.annotations import Annotations, Citation, Section, Warning
from analyzers.citations import find_citations
from analyzers.damage import damage
from analyzers.header import HeaderReading, read_header
from analyzers.normalisation import NfcView, nfc_view
from analyzers.reading import Reading
from analyzers.sections import find_sections


def analyse(text: str) -> Annotations:
    """The annotations of a text; every offset counts in `text` as given, composed or not."""
    view = nfc_view(text)
    reading = Reading(view.text)
    head = read_header(reading)
    sections = find_sections(reading, head.excluded)
    return assemble(text, view, head, damage(view.text), sections, find_citations(reading, head.header))


def assemble(
    text: str,
    view: NfcView,
    head: HeaderReading,
    damaged: float,
    sections: Sequence[Section],
    citations: Sequence[Citation],
) -> Annotations:
    """Put the findings together, their offsets led back from the NFC view to the original text."""
    warnings = [
        *head.warnings,
        *(_impossible_date(c) for c in citations if c.date_valid is False and c.role == "cites"),
    ]
    return Annotations(
        damage=damaged,
        header=head.header,
        sections=tuple(replace(s, start=view.original(s.start), end=view.original(s.end)) for s in sections),
        citations=tuple(_original(text, view, citation) for citation in citations),
        warnings=tuple(replace(w, start=view.original(w.start), end=view.original(w.end)) for w in warnings),
    )


def _original(text: str, view: NfcView, citation: Citation) -> Citation:
    start, end = view.original(citation.start), view.original(citation.end)
    return replace(citation, start=start, end=end, raw=text[start:end])


def _impossible_date(citation: Citation) -> Warning:
    message = f"Ngày không có trong lịch: {citation.date_raw} (của {citation.canonical})"
    return Warning("impossible-date", citation.start, citation.end, message)
