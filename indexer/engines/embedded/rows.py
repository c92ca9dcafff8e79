"""Documents, passages and mentions as rows of SQLite, and back."""

from __future__ import annotations

import json
import sqlite3
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analyzers.annotations import Annotations, Citation
from indexer.engines.base import Chunk, Mention, Passage, StoredDocument
from indexer.engines.codec import (
    annotations_from_json,
    annotations_to_json,
    citation_from_json,
    citation_to_json,
    header_from_json,
    header_to_json,
)
from indexer.engines.keys import mention_keys
from indexer.facets import facets
from indexer.relations import relations

Row = tuple[Any, ...]

DOCUMENT_COLUMNS = (
    "id, file, sha256, media_type, encoding, collection, groups, pages, header, damage, analyzer"
)


@dataclass(frozen=True, slots=True)
class ChunkTerms:
    """What the lexical index needs of a passage."""

    ordinal: int
    accented: list[str]
    folded: list[str]
    about: list[str]
    numbers: list[str]


def document_row(document: StoredDocument) -> Row:
    """A document's row in the order `DOCUMENT_COLUMNS`, its date last."""
    return (
        document.id,
        document.file,
        document.sha256,
        document.media_type,
        document.encoding,
        document.collection,
        json.dumps(document.groups),
        json.dumps(document.pages),
        header_to_json(document.annotations.header),
        document.annotations.damage,
        document.analyzer,
        facets(document).date,
    )


def to_document(row: Row, text: str = "", annotations: Annotations | None = None) -> StoredDocument:
    """The document of a row of `DOCUMENT_COLUMNS`; without `annotations` only header and damage."""
    brief = Annotations(damage=row[9], header=header_from_json(row[8]))
    return StoredDocument(
        id=row[0],
        file=row[1],
        sha256=row[2],
        media_type=row[3],
        encoding=row[4],
        text=text,
        pages=tuple((start, end) for start, end in json.loads(row[7])),
        annotations=brief if annotations is None else annotations,
        collection=row[5],
        groups=tuple(json.loads(row[6])),
        analyzer=row[10],
    )


def content_row(document: StoredDocument) -> Row:
    """Text and annotations, compressed."""
    packed = zlib.compress(annotations_to_json(document.annotations).encode("ascii"))
    return (document.id, zlib.compress(_bytes(document.text)), packed)


def to_content(text: bytes, annotations: bytes) -> tuple[str, Annotations]:
    """The way back from `content_row`."""
    return _text(zlib.decompress(text)), annotations_from_json(zlib.decompress(annotations).decode("ascii"))


def facet_rows(document: StoredDocument) -> list[Row]:
    """The document's filter values and its groups."""
    groups = [("group", group) for group in document.groups]
    return [(document.id, field, value) for field, value in (*facets(document).terms, *groups)]


def chunk_row(document: StoredDocument, chunk: Chunk) -> Row:
    """A passage with its text and tokens."""
    tokens = json.dumps([chunk.accented, chunk.folded, chunk.about], separators=(",", ":"))
    return (
        document.id,
        chunk.ordinal,
        chunk.start,
        chunk.end,
        json.dumps(chunk.path),
        chunk.heading,
        _bytes(document.text[chunk.start : chunk.end]),
        chunk.restored,
        json.dumps(chunk.numbers),
        zlib.compress(tokens.encode("ascii")),
    )


def to_passage(row: Row) -> Passage:
    """The passage of `document, file, ordinal, start, end, path, heading, text, restored`."""
    return Passage(
        document=row[0],
        file=row[1],
        ordinal=row[2],
        start=row[3],
        end=row[4],
        path=tuple(json.loads(row[5])),
        heading=row[6],
        text=_text(row[7]),
        restored=row[8],
    )


def to_chunk_terms(row: Row) -> ChunkTerms:
    """The tokens of `ordinal, terms, numbers`."""
    accented, folded, about = json.loads(zlib.decompress(row[1]))
    return ChunkTerms(row[0], accented, folded, about, json.loads(row[2]))


def vector_row(document: str, chunks: Sequence[Chunk]) -> Row | None:
    """The vectors of a document's passages; None if it has none."""
    embedded = [chunk for chunk in chunks if chunk.vector]
    if not embedded:
        return None
    ordinals = array("i", (chunk.ordinal for chunk in embedded))
    values = array("f", (x for chunk in embedded for x in chunk.vector))
    return (document, len(embedded[0].vector), ordinals.tobytes(), values.tobytes())


def mention_rows(document: StoredDocument) -> list[Row]:
    """The citations of a document with what they are looked up by."""
    citations = document.annotations.citations
    told = relations(document.text, citations)
    return [
        _mention_row(document.id, n, c, relation)
        for n, (c, relation) in enumerate(zip(citations, told, strict=True))
    ]


def _mention_row(document: str, ordinal: int, citation: Citation, relation: str) -> Row:
    keys = mention_keys(citation)
    return (
        document,
        ordinal,
        keys.number,
        keys.number_year,
        keys.series,
        keys.type,
        keys.name,
        keys.name_year,
        citation.canonical,
        relation,
        citation_to_json(citation),
    )


def to_mention(row: Row) -> Mention:
    """The mention of `document, file, header, relation, citation, damage`."""
    header = header_from_json(row[2])
    return Mention(
        document=row[0],
        file=row[1],
        citation=citation_from_json(row[4]),
        relation=row[3],
        citing_number=header.number,
        citing_date=header.date,
        citing_issuer=header.issuer,
        citing_province=header.province,
        damage=row[5],
    )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogatepass")


def connect(database: str, *, uri: bool = True) -> sqlite3.Connection:
    """A connection that starts no transaction by itself and may be closed from another thread."""
    connection = sqlite3.connect(database, uri=uri, isolation_level=None, timeout=10, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection
