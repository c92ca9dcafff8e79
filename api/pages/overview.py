"""What a collection holds, at a glance: by year, by type, by how damaged the texts are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzers.annotations import Header
from analyzers.folding import fold
from api.desk import Desk
from api.pages.fresh import Fresh
from indexer.engines.base import StoredDocument
from indexer.facets import years_and_quarters

_CLEAN, _DAMAGED = 0.05, 0.5
"""Damage below which a text counts as clean, and from which on as damaged."""
_MOST_BARS = 12

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of documents; `damage` has the keys `clean`, `some` and `damaged`."""

    total: int
    years: Counts
    types: Counts
    provinces: Counts
    damage: Counts


def overview(documents: Sequence[StoredDocument]) -> Overview:
    """The counts over documents as `Engine.documents` gives them."""
    headers = [document.annotations.header for document in documents]
    years = Counter(str(year) for header in headers for year in years_and_quarters(header)[0])
    return Overview(
        total=len(documents),
        years=tuple(sorted(years.items())[-_MOST_BARS:]),
        types=_counts(header.doc_type for header in headers),
        provinces=_counts(header.province for header in headers),
        damage=tuple(
            (level, count)
            for level, count in Counter(damage_level(d.annotations.damage) for d in documents).most_common()
        ),
    )


def damage_level(damage: float) -> str:
    """`clean`, `some` or `damaged`."""
    return "clean" if damage < _CLEAN else "some" if damage < _DAMAGED else "damaged"


def _counts(values: Iterable[str | None]) -> Counts:
    """Counts of values, the commonest first; None is counted as an empty name."""
    return tuple(Counter(value or "" for value in values).most_common(_MOST_BARS))


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the list of all; `words` are what it is found by, folded."""

    id: str
    file: str
    header: Header
    damage: str
    words: str


@dataclass(frozen=True, slots=True)
class Collection:
    """The whole collection: what it holds at a glance, and its documents, newest first."""

    overview: Overview
    rows: tuple[Row, ...]
    provinces: tuple[str, ...]


def collection(desk: Desk, *, now: bool = True) -> Collection:
    """The collection as the desk's reader sees it; `now` as in `Fresh.get`."""
    return _FRESH.get(desk, now=now)


def _collection(desk: Desk) -> Collection:
    documents = desk.engine.documents(desk.reader)
    provinces = {each.annotations.header.province or "" for each in documents} - {""}
    return Collection(overview(documents), tuple(map(_row, reversed(documents))), tuple(sorted(provinces)))


def _row(document: StoredDocument) -> Row:
    header = document.annotations.header
    said = (
        header.doc_type,
        header.number,
        header.title,
        header.issuer,
        header.date,
        Path(document.file).name,
    )
    words = fold(" ".join(filter(None, said)))
    return Row(document.id, document.file, header, damage_level(document.annotations.damage), words)


_FRESH = Fresh(_collection)
