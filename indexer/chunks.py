"""A document's text cut into the passages that are indexed and shown.

A passage never reaches across a section's border - but that short neighbours under one heading share
one. It has at most `LIMIT` characters, unless it is a single table row. Passages do not overlap, and
every character that is not space is in one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analyzers.annotations import Annotations, Citation, Header, Section
from analyzers.reading import Reading, to_restored
from indexer.embedding import Embedder
from indexer.engines.base import Chunk
from indexer.splitting import LIMIT, Spans, split
from indexer.terms import Terms, about_terms, terms

_SHORT = 300
"""Characters up to which a section counts as short, and may share a passage with its neighbour."""

_MERGED = 700
"""Characters that passages made of short neighbours have at most."""

_HEADING_SLACK = 12
"""Characters that a heading may have beyond its label and title (spaces, stops, bold marks)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it has tokens. `whole` tells that it is all of one section without subsections.

    `ancestors` are the sections that it stands in, outermost first; `bare` that it is only a heading.
    """

    start: int
    end: int
    ancestors: tuple[Section, ...] = ()
    whole: bool = False
    bare: bool = False

    @property
    def parent(self) -> tuple[Section, ...]:
        """The sections around the one that the piece stands in."""
        return self.ancestors[:-1]


def cut(
    text: str, sections: Sequence[Section], citations: Sequence[Citation] = (), rows: Spans = ()
) -> list[Piece]:
    """The passages of a text, in order, without space at their ends.

    `rows` are the spans of table rows, in order; no passage begins or ends inside one, or inside a
    citation, unless there is no other way to keep the limit.
    """
    unbroken = [(citation.start, citation.end) for citation in citations]
    pieces: list[Piece] = []
    for segment in _segments(text, sections):
        spans = split(text, segment.start, segment.end, rows, unbroken)
        if len(spans) == 1:
            pieces.append(replace(segment, start=spans[0][0], end=spans[0][1]))
        else:
            pieces.extend(Piece(start, end, segment.ancestors) for start, end in spans)
    return _merged(pieces)


def chunks(
    text: str, annotations: Annotations, rows: Spans = (), embedder: Embedder | None = None
) -> list[Chunk]:
    """The passages of an analysed text with everything that they are found by."""
    pieces = cut(text, annotations.sections, annotations.citations, rows)
    reading = Reading(text, annotations.restored, annotations.alignment)
    about = about_terms(_title(annotations.header))
    if len(pieces) > 1:
        pieces = [replace(piece, bare=piece.bare or _is_title(piece, reading, about)) for piece in pieces]
    made = [
        _chunk(ordinal, piece, reading, about, annotations.citations) for ordinal, piece in enumerate(pieces)
    ]
    return made if embedder is None else _embedded(made, reading, embedder)


def _chunk(
    ordinal: int, piece: Piece, reading: Reading, about: tuple[str, ...], citations: Sequence[Citation]
) -> Chunk:
    """One passage with its tokens: of restored text where there is some, and of the raw text folded."""
    heading = " › ".join(section.title for section in piece.ancestors if section.title)
    found = Terms((), ()) if piece.bare else _terms(piece, heading, reading)
    return Chunk(
        ordinal=ordinal,
        start=piece.start,
        end=piece.end,
        path=piece.ancestors[-1].path if piece.ancestors else (),
        heading=heading,
        accented=found.accented,
        folded=found.folded,
        about=about if found.accented else (),
        numbers=_numbers(piece, citations),
        restored=None if reading.restored is None else reading.best(piece.start, piece.end),
    )


def _title(header: Header) -> str:
    """What a document calls itself: its type, unless the title begins with it, and its title."""
    title, kind = header.title or "", header.doc_type or ""
    return title if not title or title.casefold().startswith(kind.casefold()) else f"{kind} {title}"


def _is_title(piece: Piece, reading: Reading, about: tuple[str, ...]) -> bool:
    """Whether a passage above all headings is the title by itself, which all that follow have already."""
    if piece.ancestors or not about:
        return False
    return about_terms(reading.best(piece.start, piece.end)) == about


def _terms(piece: Piece, heading: str, reading: Reading) -> Terms:
    start, end = piece.start, piece.end
    if reading.restored is None or reading.alignment is None:
        return terms(heading, reading.text[start:end])
    first, last = to_restored(reading.alignment, start, end)
    return terms(heading, reading.restored[first:last])


def _numbers(piece: Piece, citations: Sequence[Citation]) -> tuple[str, ...]:
    inside = (c.canonical for c in citations if c.start < piece.end and piece.start < c.end)
    return tuple(dict.fromkeys(inside))


def _embedded(made: list[Chunk], reading: Reading, embedder: Embedder) -> list[Chunk]:
    """The chunks with the vectors of heading and passage; those without tokens get none."""
    texts = [f"{chunk.heading}\n{reading.best(chunk.start, chunk.end)}" for chunk in made if chunk.folded]
    rows = iter(embedder.embed(texts)) if texts else iter(())
    return [
        replace(chunk, vector=tuple(float(x) for x in next(rows))) if chunk.folded else chunk
        for chunk in made
    ]


def _segments(text: str, sections: Sequence[Section]) -> list[Piece]:
    """The text between neighbouring borders of sections, each with the sections it stands in."""
    borders = sorted({0, len(text), *(_clip(at, text) for s in sections for at in (s.start, s.end))})
    opened: list[Section] = []
    waiting = sorted(sections, key=lambda s: (s.start, -s.end, s.level))
    at = 0
    segments = []
    for start, end in pairwise(borders):
        opened = [section for section in opened if section.end > start]
        while at < len(waiting) and waiting[at].start <= start:
            if waiting[at].end > start:
                opened.append(waiting[at])
            at += 1
        if text[start:end].strip():
            segments.append(_segment(text, start, end, tuple(opened)))
    return segments


def _segment(text: str, start: int, end: int, ancestors: tuple[Section, ...]) -> Piece:
    if not ancestors:
        return Piece(start, end)
    section = ancestors[-1]
    starts_it = section.start == start
    own = len(text[start:end].strip())
    heading = len(section.label) + len(section.title) + _HEADING_SLACK
    whole = starts_it and section.end == end
    return Piece(start, end, ancestors, whole, bare=starts_it and not whole and own <= heading)


def _clip(offset: int, text: str) -> int:
    return min(max(offset, 0), len(text))


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring short sections under one heading as one piece, which then stands in that heading."""
    merged: list[Piece] = []
    group: list[Piece] = []
    for piece in pieces:
        if group and not _joins(group, piece):
            merged.append(_joined(group))
            group = []
        group.append(piece)
    return [*merged, _joined(group)] if group else merged


def _joins(group: list[Piece], piece: Piece) -> bool:
    first = group[0]
    short = all(p.whole and p.end - p.start <= _SHORT for p in (group[-1], piece))
    return (
        short
        and bool(piece.parent)
        and first.parent == piece.parent
        and first.ancestors[-1].level == piece.ancestors[-1].level
        and piece.end - first.start <= min(_MERGED, LIMIT)
    )


def _joined(group: list[Piece]) -> Piece:
    if len(group) == 1:
        return group[0]
    return Piece(group[0].start, group[-1].end, group[0].parent)
