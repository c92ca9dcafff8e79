"""Everything that the analyzers find in one text, in one call and without spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analyzers.annotations import Annotations, Citation, Indicator, Section, Task, Warning
from analyzers.citations import find_citations
from analyzers.damage import damage
from analyzers.doubts import find_doubts
from analyzers.header import HeaderReading, read_header
from analyzers.indicators import find_indicators
from analyzers.mojibake import letters_view
from analyzers.normalisation import NfcView
from analyzers.reading import Alignment, Reading
from analyzers.restore import restore
from analyzers.sections import find_sections
from analyzers.tasks import find_tasks

_WORD_OR_GAP = re.compile(r"\S+|\s+")


def analyse(text: str) -> Annotations:
    """The annotations of a text; every offset counts in `text` as given, composed or not."""
    view = letters_view(text)
    reading = restored_reading(view)
    head = read_header(reading)
    sections = find_sections(reading, head.excluded)
    citations = find_citations(reading, head.header)
    tasks = find_tasks(reading, sections)
    indicators, doubts = find_indicators(reading, sections)
    return assemble(
        text, view, reading, head, damage(view.text), sections, citations, tasks, indicators, doubts
    )


def restored_reading(view: NfcView) -> Reading:
    """A reading that quotes from restored text where the text is damaged or was converted."""
    restoration = restore(view.text)
    if not restoration.changed and not view.converted:
        return Reading(view.text)
    rows = restoration.alignment
    return Reading(view.text, restoration.text, tuple(_by_word(view.text, rows)) if view.converted else rows)


def _by_word(text: str, rows: Alignment) -> Iterator[tuple[int, int, int, int]]:
    """`rows` cut at the words of `text`: what was converted is not as long as what is printed."""
    for start, end, restored_start, restored_end in rows:
        if end - start != restored_end - restored_start:
            yield start, end, restored_start, restored_end
            continue
        shift = restored_start - start
        for match in _WORD_OR_GAP.finditer(text, start, end):
            yield match.start(), match.end(), match.start() + shift, match.end() + shift


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
    contradictions = find_doubts(reading, head.header, citations, tasks, indicators)
    warnings = [*head.warnings, *contradictions, *doubts]
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
        warnings=tuple(_original_warning(view, warning) for warning in warnings),
    )


def _original(text: str, view: NfcView, citation: Citation) -> Citation:
    start, end = view.original(citation.start), view.original(citation.end)
    return replace(citation, start=start, end=end, raw=text[start:end])


def _original_warning(view: NfcView, warning: Warning) -> Warning:
    places = tuple((view.original(start), view.original(end)) for start, end in warning.places)
    start, end = view.original(warning.start), view.original(warning.end)
    return replace(warning, start=start, end=end, places=places or ((start, end),))
