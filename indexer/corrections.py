"""What people say a document's header is: kept apart from the index, by the hash of the file's content.

So a correction survives reading again, rebuilding and a change of engine. The file is a line of JSON a
correction, the last one of a field holds: `{"sha256","field","value","at"}`; a value of null takes one back.
"""

from __future__ import annotations

import datetime
import json
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analyzers.annotations import Annotations, Citation, Header

FILE = "corrections.jsonl"
FIELDS = ("number", "date", "place", "issuer", "title", "signer", "signer_title", "doc_type", "period")
"""The fields of `analyzers.annotations.Header` that can be confirmed."""

_NUMBER = re.compile(
    r"(?P<number>\d{1,6}[a-zA-Z]?)(?:/(?P<year>(?:19|20)\d\d))?[/-](?P<series>[^\W\d_][\w&/-]*)"
)
_WARNINGS = {"number": "handwritten-number", "date": "handwritten-day"}

Corrections = dict[str, dict[str, str]]
"""Hash of the content to field to value."""


class BadCorrection(ValueError):
    """A field or a value that cannot be. `field` and `value` say which."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"{field}: {value}")
        self.field = field
        self.value = value


def load(folder: Path) -> Corrections:
    """All corrections that are kept in a data folder; lines that are none are left out."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    found: Corrections = {}
    for line in lines:
        try:
            said = json.loads(line)
            sha256, field, value = said["sha256"], said["field"], said["value"]
        except (ValueError, KeyError, TypeError):
            continue
        fields = found.setdefault(sha256, {})
        fields.pop(field, None)
        if value is not None and field in FIELDS:
            fields[field] = value
    return {sha256: fields for sha256, fields in found.items() if fields}


def keep(folder: Path, sha256: str, values: Mapping[str, str | None]) -> None:
    """Add corrections of one document. Raises `BadCorrection`, `OSError`."""
    for field, value in values.items():
        check(field, value)
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    rows = [
        json.dumps({"sha256": sha256, "field": field, "value": value, "at": at}, ensure_ascii=False)
        for field, value in values.items()
    ]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a", encoding="utf-8") as out:
        out.write("".join(row + "\n" for row in rows))
        out.flush()
        os.fsync(out.fileno())


def check(field: str, value: str | None) -> None:
    """Raises `BadCorrection` for what cannot be the value of a field."""
    if field not in FIELDS:
        raise BadCorrection(field, value or "")
    if value is None:
        return
    fine = bool(value.strip()) and len(value) <= 1000 and "\n" not in value
    if field == "number":
        fine = _NUMBER.fullmatch(value) is not None
    if field == "date":
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            fine = False
        fine = fine and len(value) == len("2024-03-05")
    if not fine:
        raise BadCorrection(field, value)


def corrected(annotations: Annotations, values: Mapping[str, str]) -> Annotations:
    """The annotations with a person's word for the header, and without the doubts that it settles."""
    if not values:
        return annotations
    said: dict[str, Any] = dict(values)
    header: Header = replace(annotations.header, **said)
    citations = annotations.citations
    if "number" in values:
        citations = tuple(_own(citation, values["number"], header) for citation in citations)
    settled = {_WARNINGS[field] for field in values if field in _WARNINGS}
    warnings = tuple(warning for warning in annotations.warnings if warning.kind not in settled)
    return replace(annotations, header=header, citations=citations, warnings=warnings)


def _own(citation: Citation, number: str, header: Header) -> Citation:
    """The document's mention of itself under its confirmed number."""
    found = _NUMBER.fullmatch(number)
    if citation.role != "self" or found is None:
        return citation
    return replace(
        citation,
        number=found["number"],
        number_year=int(found["year"]) if found["year"] else None,
        series=found["series"],
        canonical=number,
        date=header.date or citation.date,
        confidence=1.0,
    )
