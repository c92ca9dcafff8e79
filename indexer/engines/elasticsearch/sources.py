"""Documents, passages, mentions and records as documents of Elasticsearch, and back."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from analyzers.annotations import Annotations
from indexer.engines.base import Chunk, Mention, Passage, StoredDocument
from indexer.engines.codec import (
    annotations_from_json,
    annotations_to_json,
    citation_from_json,
    citation_to_json,
    header_from_json,
    header_to_json,
)
from indexer.engines.elasticsearch.bulk import Action
from indexer.engines.elasticsearch.mappings import (
    CONTENTS,
    DOCUMENTS,
    MENTIONS,
    PASSAGES,
    RECORDS,
    Json,
    vector_field,
)
from indexer.engines.elasticsearch.safe import restored, stored, term
from indexer.engines.keys import mention_keys
from indexer.facets import facets, number_key
from indexer.record_keys import found_task, indicator_keys, task_keys
from indexer.records import Source
from indexer.relations import relations
from indexer.terms import BORDER, about_pairs, pairs

Made = Iterator[tuple[str, str, Json]]
"""Index, id and source of one document of Elasticsearch."""


def piece_of(document: str, batch: str) -> str:
    """The name of one stored version of a document."""
    return f"{document}:{batch}"


def part_id(piece: str, ordinal: int) -> str:
    """The id of a passage, mention or record: what is sent twice is stored once."""
    return f"{piece}:{ordinal}"


def parts(document: StoredDocument, chunks: Sequence[Chunk], batch: str) -> Made:
    """Everything that is stored of a document, in one batch."""
    piece = piece_of(document.id, batch)
    base: Json = {
        "document": document.id,
        "piece": piece,
        "batch": batch,
        "group": [term(group) for group in document.groups],
    }
    filtered = {**base, **_facets(document)}
    yield DOCUMENTS, piece, {**filtered, **_about(document)}
    yield CONTENTS, piece, {**base, **_content(document)}
    for chunk in chunks:
        yield PASSAGES, part_id(piece, chunk.ordinal), {**filtered, **_passage(document, chunk)}
    yield from _mentions(document, piece, base)
    yield from _records(document, piece, {**filtered, "file": stored(document.file)})


def as_action(index: str, id: str, source: Json) -> Action:
    """The bulk action that stores it."""
    return {"index": {"_index": index, "_id": id}}, source


# Documents.


def _facets(document: StoredDocument) -> Json:
    found = facets(document)
    values: dict[str, list[str]] = {}
    for field, value in found.terms:
        if field != "document":
            values.setdefault(field, []).append(safe_value(value))
    return {**values, "date": found.date} if found.date is not None else dict(values)


def safe_value(value: str) -> str:
    """A filter value as a keyword: single spaces stay, all else as in `safe.term`."""
    return " ".join(term(word) for word in value.split()[:40])


def _about(document: StoredDocument) -> Json:
    return {
        "file": stored(document.file),
        "sha256": document.sha256,
        "analyzer": document.analyzer,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "collection_name": stored(document.collection),
        "pages": json.dumps(document.pages),
        "header": header_to_json(document.annotations.header),
        "damage": document.annotations.damage,
        "groups": json.dumps(document.groups),
    }


def to_document(source: Json, text: str = "", annotations: Annotations | None = None) -> StoredDocument:
    """The document of a source; without `annotations` only header and damage."""
    brief = Annotations(damage=source["damage"], header=header_from_json(source["header"]))
    return StoredDocument(
        id=source["document"],
        file=restored(source["file"]),
        sha256=source["sha256"],
        media_type=source["media_type"],
        encoding=source["encoding"],
        text=text,
        pages=tuple((start, end) for start, end in json.loads(source["pages"])),
        annotations=brief if annotations is None else annotations,
        collection=restored(source["collection_name"]),
        groups=tuple(json.loads(source["groups"])),
        analyzer=source["analyzer"],
    )


def _content(document: StoredDocument) -> Json:
    return {
        "text": _packed(document.text.encode("utf-8", "surrogatepass")),
        "annotations": _packed(annotations_to_json(document.annotations).encode("ascii")),
    }


def to_content(source: Json) -> tuple[str, Annotations]:
    """The way back: text and annotations."""
    text = _unpacked(source["text"]).decode("utf-8", "surrogatepass")
    return text, annotations_from_json(_unpacked(source["annotations"]).decode("ascii"))


def _packed(raw: bytes) -> str:
    return base64.b64encode(zlib.compress(raw)).decode("ascii")


def _unpacked(packed: str) -> bytes:
    return zlib.decompress(base64.b64decode(packed))


# Passages.


def _passage(document: StoredDocument, chunk: Chunk) -> Json:
    made: Json = {
        "ordinal": chunk.ordinal,
        "start": chunk.start,
        "end": chunk.end,
        "path": json.dumps(chunk.path),
        "heading": stored(chunk.heading),
        "text": stored(document.text[chunk.start : chunk.end]),
    }
    if chunk.restored is not None:
        made["restored"] = stored(chunk.restored)
    if chunk.folded:
        made |= _tokens(chunk)
    if any(chunk.vector):
        made[vector_field(len(chunk.vector))] = list(chunk.vector)
    return made


def _tokens(chunk: Chunk) -> Json:
    """The tokens as they are matched, and packed, from which the same can be made again."""
    packed = json.dumps([chunk.accented, chunk.folded, chunk.about, chunk.numbers], separators=(",", ":"))
    return {**token_fields(chunk), "tokens": _packed(packed.encode("ascii"))}


def token_fields(chunk: Chunk) -> Json:
    """The fields that words are looked for in, one value between two borders.

    The title counts for the passage but is no part of it: `folded`, where phrases are looked for, lacks it.
    """
    accented = [*chunk.about, BORDER, *chunk.accented]
    neighbours = [*about_pairs(chunk.about), *pairs(chunk.folded)]
    return {
        "accented": _runs(accented),
        "folded": _runs(chunk.folded),
        "pairs": _runs(neighbours),
        "cited": [term(number_key(number)) for number in chunk.numbers],
    }


def _runs(tokens: Sequence[str]) -> list[str]:
    runs: list[list[str]] = [[]]
    for token in tokens:
        if token == BORDER:
            runs.append([])
        else:
            runs[-1].append(term(token))
    return [" ".join(run) for run in runs if run]


PASSAGE_FIELDS = ("document", "ordinal", "start", "end", "path", "heading", "text", "restored", "group")


def to_passage(source: Json, file: str) -> Passage:
    """The passage of a source with `PASSAGE_FIELDS`."""
    told = source.get("restored")
    return Passage(
        document=source["document"],
        file=file,
        ordinal=source["ordinal"],
        start=source["start"],
        end=source["end"],
        path=tuple(json.loads(source["path"])),
        heading=restored(source["heading"]),
        text=restored(source["text"]),
        restored=None if told is None else restored(told),
    )


# Mentions.


def _mentions(document: StoredDocument, piece: str, base: Json) -> Made:
    citations = document.annotations.citations
    told = relations(document.text, citations)
    for ordinal, (citation, relation) in enumerate(zip(citations, told, strict=True)):
        keys = mention_keys(citation)
        found: Json = {
            **base,
            "ordinal": ordinal,
            "number_part": keys.number,
            "number_year": keys.number_year,
            "series": keys.series,
            "type": keys.type,
            "name": keys.name,
            "name_year": keys.name_year,
            "canonical": stored(citation.canonical),
            "relation": relation,
            "citation": citation_to_json(citation),
        }
        for key in ("number_part", "series", "type", "name"):
            if found[key] is not None:
                found[key] = safe_value(found[key])
        yield MENTIONS, part_id(piece, ordinal), found


def to_mention(source: Json, citing: StoredDocument) -> Mention:
    """The mention of a source; `citing` is the document that it stands in."""
    header = citing.annotations.header
    return Mention(
        document=citing.id,
        file=citing.file,
        citation=citation_from_json(source["citation"]),
        relation=source["relation"],
        citing_number=header.number,
        citing_date=header.date,
        citing_issuer=header.issuer,
        citing_province=header.province,
        damage=citing.annotations.damage,
    )


# Tasks, indicators, warnings.


def _records(document: StoredDocument, piece: str, base: Json) -> Made:
    for table, rows in _record_rows(document).items():
        for ordinal, row in enumerate(rows):
            found = {**base, "table": table, "ordinal": ordinal, **row}
            yield RECORDS, f"{piece}:{table}:{ordinal}", found


def _record_rows(document: StoredDocument) -> dict[str, list[Json]]:
    found = document.annotations
    source = Source(document.id, document.file, found.header)
    tasks = []
    for ordinal, task in enumerate(found.tasks):
        keys = task_keys(found_task(source, ordinal, task))
        due = {} if keys.due is None else {"due": keys.due}
        names = {"lead": _names(keys.lead), "units": _names(keys.units), "words": _words(keys.words)}
        tasks.append({**due, **names, "record": _json(task)})
    rows = []
    for indicator in found.indicators:
        told = indicator_keys(indicator)
        rows.append(
            {
                "code": safe_value(told.code),
                "form": _words(told.form),
                "words": _words(told.words),
                "numeric": told.numeric,
                "record": _json(indicator),
            }
        )
    warnings = [
        {"kind": warning.kind, "severity": warning.severity, "record": _json(warning)}
        for warning in found.warnings
    ]
    return {"tasks": tasks, "indicators": rows, "warnings": warnings}


def _names(padded: str) -> list[str]:
    """Padded names (` so noi vu | van phong `) as values of a field."""
    return [_words(name) for name in padded.split("|")]


def _words(padded: str) -> str:
    return " ".join(term(token) for token in padded.split())


def _json(record: Any) -> str:
    return json.dumps(asdict(record), separators=(",", ":"))
