"""What documents are filtered by, in the one form in which filters and documents are compared.

Both engines index these values, so that a filter means the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from analyzers.annotations import Header
from analyzers.folding import fold
from indexer.engines.base import Filters, StoredDocument

_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_PARTIAL_NUMBER = re.compile(r"\d+[a-z]?(?:/(?:19|20)\d\d)?(?:[/-][a-z]+)?")
"""A number key without a whole series: `3058`, `48/2021`, `3058/bc`."""
SHORTEST_ID = 4
"""Characters of a document's id from which on a beginning of it will do."""
_SEAT = re.compile(r" (?:tinh|thanh pho|tp\.?)$")
_BODIES = (("uy ban nhan dan", "ubnd"), ("hoi dong nhan dan", "hdnd"))
"""Bodies that headers print both in full and short (Decree 30/2020/NĐ-CP, Appendix I, on issuers)."""


@dataclass(frozen=True, slots=True)
class Facets:
    """A document's filter values: `(field, value)` pairs, and its date as a number `yyyymmdd`."""

    terms: tuple[tuple[str, str], ...]
    date: int | None


def facets(document: StoredDocument) -> Facets:
    """The filter values of a document, read from its header."""
    header = document.annotations.header
    years, quarters = years_and_quarters(header)
    pairs = [
        *(("type", text_key(value)) for value in _given(header.doc_type)),
        *(("year", str(year)) for year in years),
        *(("quarter", str(quarter)) for quarter in quarters),
        *(("province", text_key(value)) for value in _given(header.province)),
        *(("issuer", issuer_key(value)) for value in _given(header.issuer)),
        *(("number", number_key(value)) for value in _given(header.number)),
        ("document", document.id),
        *(("collection", text_key(value)) for value in _given(document.collection)),
    ]
    return Facets(tuple(dict.fromkeys(pairs)), date_key(header.date))


def wanted(filters: Filters) -> list[tuple[str, tuple[str, ...]]]:
    """The conditions of `filters` as `(field, values)`, any of the values; dates are left out."""
    conditions = [
        ("type", tuple(map(text_key, filters.type))),
        ("year", tuple(map(str, filters.year))),
        ("quarter", tuple(map(str, filters.quarter))),
        ("province", tuple(map(text_key, filters.province))),
        ("issuer", tuple(map(issuer_key, filters.issuer))),
        ("number", tuple(map(number_key, filters.number))),
        ("document", filters.document),
        ("collection", tuple(map(text_key, filters.collection))),
    ]
    return [(name, values) for name, values in conditions if values]


def means(field: str, asked: str, stored: str) -> bool:
    """Whether the value asked for in a filter means a document's value of the same field.

    A body is named with or without its place (`ban dan toc`), a number with or without its series
    (`3058`), an id by its beginning; all else must be equal. Both are keys as `wanted` and `facets` give.
    """
    if asked == stored:
        return True
    if field == "issuer":
        return _same_issuer(asked, stored)
    if field == "number":
        behind = stored[len(asked) : len(asked) + 1]
        return bool(_PARTIAL_NUMBER.fullmatch(asked)) and stored.startswith(asked) and behind in ("/", "-")
    return field == "document" and len(asked) >= SHORTEST_ID and stored.startswith(asked)


def _same_issuer(asked: str, stored: str) -> bool:
    body, place = _body_and_place(asked)
    other, its_place = _body_and_place(stored)
    return body == other and (not place or place == its_place)


@lru_cache(maxsize=4096)
def _body_and_place(key: str) -> tuple[str, str]:
    """A body's name without the province at its end, and that province's (folded)."""
    from analyzers.bodies import find_provinces

    place = next((found for found in find_provinces(key) if found[1] == len(key)), None)
    bare = key if place is None else key[: place[0]].rstrip()
    return _SEAT.sub("", bare), text_key(place[2]) if place else ""


def years_and_quarters(header: Header) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What the document reports on or plans for; where it names no period, those of its date."""
    from analyzers.period import years_and_quarters as of_period

    if header.period:
        years, quarters = of_period(header.period)
        if years or quarters:
            return tuple(sorted(years)), tuple(sorted(quarters))
    found = _ISO_DATE.fullmatch(header.date or "")
    if found is None:
        return (), ()
    return (int(found[1]),), ((int(found[2]) + 2) // 3,)


def text_key(value: str) -> str:
    """A name for comparing: folded, single-spaced."""
    return " ".join(fold(value).split())


def issuer_key(value: str) -> str:
    """A body's name for comparing, with its commonest long forms shortened."""
    key = text_key(value)
    for long, short in _BODIES:
        key = key.replace(long, short)
    return key


def number_key(canonical: str) -> str:
    """A document number for comparing: folded, without spaces and leading zeros."""
    return "".join(fold(canonical).split()).lstrip("0")


def date_key(date: str | None) -> int | None:
    """An ISO date as `yyyymmdd`; None for no date or another writing."""
    found = _ISO_DATE.fullmatch(date or "")
    return int("".join(found.groups())) if found else None


def _given(value: str | None) -> Iterable[str]:
    return (value,) if value else ()
