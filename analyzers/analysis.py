"""Everything that the analyzers find in one text, in one call and without spaCy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analyzers.annotations import Annotations, Citation, Indicator, Section, Task, Warning
from analyzers.citations import find_citations
from analyzers.damage import damage
from analyzers.header import HeaderReading, read_header
from analyzers.indicators import find_indicators
from analyzers.normalisation import NfcView, nfc_view
from analyzers.reading import Reading
from analyzers.restore import restore
from analyzers.sections import find_sections
from analyzers.tasks import find_tasks


def analyse(text: str) -> Annotations:
    """The annotations of a text; every offset counts in `text` as given, composed or not."""
    view = nfc_view(text)
    reading = restored_reading(view.text)
    head = read_header(reading)
    sections = find_sections(reading, head.excluded)
    citations = find_citations(reading, head.header)
    tasks = find_tasks(reading, sections)
    indicators, doubts = find_indicators(reading, sections)
    return assemble(
        text, view, reading, head, damage(view.text), sections, citations, tasks, indicators, doubts
    )


def restored_reading(text: str) -> Reading:
    """A reading of `text` (NFC) that quotes from restored text where the text is damaged."""
    restoration = restore(text)
    if not restoration.changed:
        return Reading(text)
    return Reading(text, restoration.text, restoration.alignment)


def assemble(
    text: str,
    view: NfcView,
    reading: Reading,
    head: HeaderReading,
    damaged: float,
    sections: Sequence[Section],
    citations: Sequence[Citation],
    tasks: Sequence[Task],
    indicators: Sequence[Indicator],
    doubts: Sequence[Warning],
) -> Annotations:
    """Put the findings together, their offsets led back from the NFC view to the original text.

    `doubts` are the warnings about `indicators`.
    """
    impossible = [c for c in citations if c.date_valid is False and c.role == "cites"]
    warnings = [*head.warnings, *map(_impossible_date, impossible), *doubts]
    alignment = reading.alignment
    return Annotations(
        damage=damaged,
        restored=reading.restored,
        alignment=None
        if alignment is None
        else tuple((view.original(row[0]), view.original(row[1]), row[2], row[3]) for row in alignment),
        header=head.header,
        sections=tuple(replace(s, start=view.original(s.start), end=view.original(s.end)) for s in sections),
        citations=tuple(_original(text, view, citation) for citation in citations),
        tasks=tuple(replace(t, start=view.original(t.start), end=view.original(t.end)) for t in tasks),
        indicators=tuple(
            replace(i, start=view.original(i.start), end=view.original(i.end)) for i in indicators
        ),
        warnings=tuple(replace(w, start=view.original(w.start), end=view.original(w.end)) for w in warnings),
    )


def _original(text: str, view: NfcView, citation: Citation) -> Citation:
    start, end = view.original(citation.start), view.original(citation.end)
    return replace(citation, start=start, end=end, raw=text[start:end])


def _impossible_date(citation: Citation) -> Warning:
    message = f"Ngày không có trong lịch: {citation.date_raw} (của {citation.canonical})"
    return Warning("impossible-date", citation.start, citation.end, message)
