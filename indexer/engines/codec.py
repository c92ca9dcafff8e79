"""Annotations as JSON and back, for engines that store them. Unknown keys are skipped on the way back."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from functools import lru_cache
from typing import Any, TypeVar

from analyzers.annotations import (
    Annotations,
    Citation,
    DigitalSignature,
    Header,
    Indicator,
    Section,
    Task,
    Warning,
)

Record = TypeVar("Record")

_LISTS: dict[str, type[Any]] = {
    "sections": Section,
    "citations": Citation,
    "tasks": Task,
    "indicators": Indicator,
    "warnings": Warning,
}


def annotations_to_json(annotations: Annotations) -> str:
    """All of the annotations; ASCII, so that any text survives."""
    return json.dumps(asdict(annotations), separators=(",", ":"))


def annotations_from_json(stored: str) -> Annotations:
    """The way back from `annotations_to_json`."""
    raw = json.loads(stored)
    made: dict[str, Any] = {
        name: tuple(_record(kind, row) for row in raw.get(name, ())) for name, kind in _LISTS.items()
    }
    alignment = raw.get("alignment")
    return replace(
        Annotations(**made),
        damage=raw.get("damage", 0.0),
        restored=raw.get("restored"),
        alignment=None if alignment is None else tuple(tuple(row) for row in alignment),
        header=_header(raw.get("header", {})),
    )


def header_to_json(header: Header) -> str:
    """A header alone, for lists of documents."""
    return json.dumps(asdict(header), separators=(",", ":"))


@lru_cache(maxsize=4096)
def header_from_json(stored: str) -> Header:
    """The way back from `header_to_json`."""
    return _header(json.loads(stored))


def citation_to_json(citation: Citation) -> str:
    """A citation alone, for lists of mentions."""
    return json.dumps(asdict(citation), separators=(",", ":"))


def citation_from_json(stored: str) -> Citation:
    """The way back from `citation_to_json`."""
    return _record(Citation, json.loads(stored))


def record_from_json(kind: type[Record], stored: str) -> Record:
    """One task, indicator or warning."""
    return _record(kind, json.loads(stored))


def _header(raw: dict[str, Any]) -> Header:
    header = _record(Header, raw)
    signature = raw.get("digital_signature")
    return replace(
        header,
        digital_signature=None if signature is None else _record(DigitalSignature, signature),
        digital_signatures=tuple(_record(DigitalSignature, row) for row in raw.get("digital_signatures", ())),
    )


def _record(kind: type[Record], raw: dict[str, Any]) -> Record:
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{key: _frozen(value) for key, value in raw.items() if key in names})


def _frozen(value: Any) -> Any:
    """Lists as tuples, all the way down."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
