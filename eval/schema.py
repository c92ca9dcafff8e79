"""The fields of every file of a set: which there are, which must be there, what they may hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Check = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its check, what it should be in words, and whether every line needs it."""

    check: Check
    words: str
    required: bool = False


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text_or_none(value: Any) -> bool:
    return value is None or _text(value)


def _offset(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _one_of(*choices: object) -> Check:
    return lambda value: any(value is choice or value == choice for choice in choices)


def _list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(item) for item in value)


def _map_of(check: Check) -> Check:
    return lambda value: isinstance(value, dict) and all(_text(k) and check(v) for k, v in value.items())


def _object(value: Any) -> bool:
    return isinstance(value, dict)


def _date(value: Any) -> bool:
    """ISO 8601 by its digits; a date that cannot be keeps them (`2019-04-31`)."""
    return value is None or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None)


def _need(check: Check, words: str) -> Field:
    return Field(check, words, required=True)


SPLITS = ("dev", "test")
STATUSES = ("found", "ambiguous", "not_found")
_ID = _need(_text, "a text")
_DOCUMENT = _need(_text, "the key of a document of the set")
_START = _need(_offset, "an offset of 0 or more")
_NOTE = Field(_text, "a text")
_SPLIT = _need(_one_of(*SPLITS), "dev or test")

SPAN: dict[str, Field] = {
    "document": _DOCUMENT,
    "start": _START,
    "end": _START,
    "grade": Field(lambda v: _offset(v) and v >= 1, "a whole number of 1 or more"),
    "date": Field(_date, "a date as YYYY-MM-DD"),
}
"""A place inside another object."""

SCHEMAS: dict[str, dict[str, Field]] = {
    "queries.jsonl": {
        "id": _ID,
        "query": _ID,
        "kind": _ID,
        "language": _ID,
        "split": _SPLIT,
        "relevant": _need(_list_of(_object), "a list of places"),
        "documents": _need(_list_of(_text), "a list of canonical numbers"),
        "values": _need(_list_of(_text), "a list of texts"),
        "values_alt": Field(_map_of(_list_of(_text)), "an object from a value to its other writings"),
        "about": Field(_list_of(_text), "a list of canonical numbers"),
        "answerable": _need(_flag, "true or false"),
        "note": _NOTE,
    },
    "lookups.jsonl": {
        "id": _ID,
        "query": _ID,
        "status": _need(_one_of(*STATUSES), "found, ambiguous or not_found"),
        "split": _SPLIT,
        "canonicals": _need(_list_of(_text), "a list of canonical numbers"),
        "note": _NOTE,
    },
    "citations.jsonl": {
        "document": _DOCUMENT,
        "start": _START,
        "end": _START,
        "raw": _ID,
        "type": _need(_text_or_none, "a text or null"),
        "canonical": _ID,
        "date": _need(_date, "a date as YYYY-MM-DD or null"),
        "date_valid": Field(_one_of(True, False, None), "true, false or null"),
        "role": _need(_one_of("self", "cites"), "self or cites"),
        "optional": Field(_flag, "true or false"),
        "type_alt": Field(_list_of(_text_or_none), "a list of texts"),
        "canonical_alt": Field(_list_of(_text), "a list of texts"),
        "date_alt": Field(_list_of(_date), "a list of dates"),
        "role_alt": Field(_list_of(_text), "a list of texts"),
        "note": _NOTE,
    },
    "sections.jsonl": {
        "document": _DOCUMENT,
        "label": _ID,
        "level": _need(lambda v: _offset(v) and v >= 1, "a whole number of 1 or more"),
        "start": _START,
        "title": Field(lambda v: isinstance(v, str), "a text"),
        "part": Field(_one_of("body", "appendix"), "body or appendix"),
        "label_alt": Field(_list_of(_text), "a list of texts"),
        "level_alt": Field(_list_of(_offset), "a list of whole numbers"),
        "note": _NOTE,
    },
    "headers.jsonl": {
        "document": _DOCUMENT,
        **{
            name: Field(_text_or_none, "a text or null")
            for name in ("doc_type", "number", "place", "issuer", "title", "signer", "signer_title")
        },
        "date": Field(_date, "a date as YYYY-MM-DD or null"),
        "province": Field(_text_or_none, "a text or null"),
        "period": Field(_text_or_none, "a text or null"),
        "recipients": Field(_list_of(_text), "a list of texts"),
        "digital_signatures": Field(_list_of(_object), "a list of objects with signer and time"),
        "alt": Field(lambda v: isinstance(v, dict), "an object from a field to its other readings"),
        "note": _NOTE,
    },
    "conflicts.jsonl": {
        "id": _ID,
        "canonical": _ID,
        "kind": _ID,
        "places": _need(lambda v: _list_of(_object)(v) and bool(v), "a list of at least one place"),
        "optional": Field(_flag, "true or false"),
        "note": _NOTE,
    },
}
"""The fields of the files, by file name."""

SET_FIELDS: dict[str, Field] = {
    "format": _need(_one_of(1), "1"),
    "name": _ID,
    "about": Field(_text, "a text"),
    "unit": Field(_one_of("passage", "document"), "passage or document"),
    "folder": _need(_text, "the folder of the documents, relative to the set"),
    "documents": _need(_list_of(_object), "a list of objects with file and sha256"),
}
"""The fields of `set.json`."""

DOCUMENT_FIELDS: dict[str, Field] = {
    "file": _ID,
    "sha256": _need(lambda v: isinstance(v, str) and len(v) == 64, "64 hex digits"),
    "text_layer": Field(_one_of("clean", "damaged"), "clean or damaged"),
}
"""The fields of a document in `set.json`."""
