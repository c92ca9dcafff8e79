"""Header fields, right or not, one by one.

A field is `exact` if it is written as in the gold (or in one of its other readings), `folded` if it is
without regard to accents, case, spaces and punctuation. A period may be written with a stroke or in
words (`Quý I/2024`, `Quý I năm 2024`). Lists must hold the same items in any order. Fields that the gold
does not carry for a document are right only if nothing was found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analyzers.annotations import DigitalSignature, Header
from analyzers.folding import fold
from eval.evalset import GoldHeader

FIELDS = (
    "doc_type",
    "number",
    "date",
    "place",
    "issuer",
    "title",
    "signer",
    "signer_title",
    "recipients",
    "province",
    "period",
    "digital_signatures",
)


@dataclass(frozen=True, slots=True)
class HeaderField:
    """One field of one document: what was found, what is right, and whether they agree."""

    name: str
    found: object
    right: object
    exact: bool
    folded: bool


def score_header(gold: GoldHeader, header: Header) -> list[HeaderField]:
    """Compare the fields that `gold` judges, in their order in `FIELDS`."""
    judged = [name for name in FIELDS if name in gold.fields or name == "digital_signatures"]
    return [_field(name, gold, getattr(header, name)) for name in judged]


def _field(name: str, gold: GoldHeader, found: Any) -> HeaderField:
    right = gold.fields.get(name, [] if name == "digital_signatures" else None)
    readings = [right, *gold.alt.get(name, ())]
    exact = any(_plain(name, found) == _plain(name, reading) for reading in readings)
    folded = any(_loose(name, found) == _loose(name, reading) for reading in readings)
    return HeaderField(name, found, right, exact, exact or folded)


def _plain(name: str, value: Any) -> object:
    if name == "digital_signatures":
        return sorted(_time(item) for item in value or ())
    if isinstance(value, list | tuple):
        return sorted(" ".join(item.split()) for item in value)
    return _period(value) if name == "period" else value


def _time(item: DigitalSignature | dict[str, Any]) -> str:
    return item.time if isinstance(item, DigitalSignature) else str(item["time"])


def _period(value: str | None) -> str | None:
    if value is None:
        return None
    return value.replace("/", " năm ").casefold()


def _loose(name: str, value: Any) -> object:
    plain = _plain(name, value)
    if isinstance(plain, Sequence) and not isinstance(plain, str):
        return sorted(_letters(str(item)) for item in plain)
    return _letters(plain) if isinstance(plain, str) else plain


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))
