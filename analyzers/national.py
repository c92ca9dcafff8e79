"""The registry of national documents: when laws, decrees and circulars were issued and took effect.

`data/national_documents.tsv.gz` is made by `scripts/national_documents.py`. Only numbers that carry their
year (`61/2018/NĐ-CP`, `57/2020/QH14`) are in it: no two documents share one.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analyzers.folding import fold

_FILE = Path(__file__).parent / "data" / "national_documents.tsv.gz"


@dataclass(frozen=True, slots=True)
class NationalDocument:
    """A document of the state; dates are ISO 8601, `effect` None where it is not known."""

    number: str
    date: str
    effect: str | None
    type: str
    issuer: str | None
    title: str


def national_document(canonical: str) -> NationalDocument | None:
    """The document of a canonical number, None for one that is not in the registry."""
    rows = _rows()
    start = rows.find(f"\n{registry_key(canonical)}\t")
    if start < 0:
        return None
    _, number, date, effect, type_, issuer, title = rows[start + 1 : rows.index("\n", start + 1)].split("\t")
    return NationalDocument(number, date, effect or None, type_, issuer or None, title)


def registry_key(number: str) -> str:
    """A number as the registry's first column has it: folded, without leading zeros."""
    return "".join(fold(number).split()).lstrip("0")


@cache
def _rows() -> str:
    """The registry as it stands in the file: a row is found faster than all rows are read."""
    return "\n" + gzip.decompress(_FILE.read_bytes()).decode()
