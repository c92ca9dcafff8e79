"""The indices: strict mappings, so that a mistake is an error and never a new field.

Every index but `files`, `originals` and `state` holds parts of documents. Each part bears

    document   the document's stable id
    piece      `document:batch`, one stored version of the document, with everything that belongs to it
    batch      what was stored between two commits of one writer; hidden until it is published (`state`)
    group      who may read it

An index is named `PREFIX-NAME-FORMAT-NUMBER` and reached by its alias `PREFIX-NAME`.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

FORMAT = 1
"""Part of the indices' names and of the state: another structure is another number."""

STATE, FILES, DOCUMENTS, CONTENTS = "state", "files", "documents", "contents"
PASSAGES, MENTIONS, RECORDS, ORIGINALS, JOURNAL = "passages", "mentions", "records", "originals", "journal"

PARTS = (DOCUMENTS, CONTENTS, PASSAGES, MENTIONS, RECORDS)
"""The indices that hold parts of documents; they are hidden and shown together."""

FACETS = ("type", "year", "quarter", "province", "issuer", "number", "collection")

_KEYWORD: Json = {"type": "keyword"}
_INTEGER: Json = {"type": "integer"}
_KEPT: Json = {"type": "keyword", "index": False, "doc_values": False}
"""Only kept in the source, of any length."""
_UNSEARCHED: Json = {"type": "binary"}


def _tokens(options: str) -> Json:
    """Tokens of our own pipeline, joined with spaces. A phrase never reaches from one value to the next."""
    return {"type": "text", "analyzer": "whitespace", "index_options": options}


_PART: Json = dict.fromkeys(("document", "piece", "batch", "group"), _KEYWORD)
_FACETS: Json = {**dict.fromkeys(FACETS, _KEYWORD), "date": _INTEGER}

PROPERTIES: dict[str, Json] = {
    STATE: {"value": {"type": "object", "enabled": False}},
    FILES: {"path": _KEPT, "document": _KEYWORD},
    JOURNAL: {
        "document": _KEYWORD, "action": _KEYWORD, "file": _KEPT, "sha256": _KEYWORD, "at": _KEPT,
        "batch": _KEYWORD,
    },
    DOCUMENTS: {
        **_PART, **_FACETS, "file": _KEYWORD, "sha256": _KEYWORD, "analyzer": _KEYWORD,
        "media_type": _KEPT, "encoding": _KEPT, "collection_name": _KEPT, "pages": _KEPT, "header": _KEPT,
        "groups": _KEPT,
        "damage": {"type": "double", "index": False},
    },
    CONTENTS: {**_PART, "text": _UNSEARCHED, "annotations": _UNSEARCHED},
    PASSAGES: {
        **_PART, **_FACETS, "ordinal": _INTEGER, "cited": _KEYWORD,
        "accented": _tokens("freqs"), "folded": _tokens("positions"), "pairs": _tokens("freqs"),
        "start": _KEPT, "end": _KEPT, "path": _KEPT, "heading": _KEPT, "text": _KEPT, "restored": _KEPT,
        "tokens": _UNSEARCHED,
    },
    MENTIONS: {
        **_PART, "ordinal": _INTEGER, "number_part": _KEYWORD, "number_year": _INTEGER, "series": _KEYWORD,
        "type": _KEYWORD, "name": _KEYWORD, "name_year": _INTEGER, "canonical": _KEYWORD,
        "relation": _KEPT, "citation": _KEPT,
    },
    RECORDS: {
        **_PART, **_FACETS, "ordinal": _INTEGER, "file": _KEYWORD, "record": _KEPT, "table": _KEYWORD,
        "due": _INTEGER, "lead": _tokens("positions"), "units": _tokens("positions"),
        "words": _tokens("docs"), "code": _KEYWORD, "form": _tokens("docs"),
        "numeric": {"type": "boolean"}, "kind": _KEYWORD, "severity": _KEYWORD,
    },
    ORIGINALS: {"sha256": _KEYWORD, "part": _INTEGER, "parts": _INTEGER, "data": _UNSEARCHED},
}  # fmt: skip

NOT_IN_SOURCE = ("accented", "folded", "pairs")
"""Fields of passages that can be made from `tokens`, so they are indexed but not kept twice."""

_REFRESH = "30s"
"""How long what a killed run published stays unseen at most; a commit refreshes at once."""


def body(name: str, shards: int, replicas: int | None) -> Json:
    """What an index is made with."""
    small = name in (STATE, FILES, JOURNAL)
    settings: Json = {"number_of_shards": 1 if small else shards, "refresh_interval": _REFRESH}
    settings |= {"auto_expand_replicas": "0-1"} if replicas is None else {"number_of_replicas": replicas}
    mappings: Json = {"dynamic": "strict", "properties": PROPERTIES[name]}
    if name == PASSAGES:
        mappings["_source"] = {"excludes": list(NOT_IN_SOURCE)}
    return {"settings": settings, "mappings": mappings}


def vector_field(dimensions: int) -> str:
    """The field of vectors of one length; another embedder's vectors get a field of their own."""
    return f"vector_{dimensions}"


def vector_mapping(dimensions: int) -> Json:
    """Quantised HNSW over inner products; vectors have unit length, or are zero for want of known words."""
    return {
        "type": "dense_vector",
        "dims": dimensions,
        "similarity": "max_inner_product",
        "index_options": {"type": "int8_hnsw"},
    }
