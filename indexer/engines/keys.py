"""What mentions are looked up by, the same in both engines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzers.annotations import Citation
from indexer.engines.base import MentionQuery
from indexer.facets import text_key

_LAW_YEAR = re.compile(r"[ ,]*(?:\(?(?:nam )?((?:19|20)\d\d)\)?)$")
"""The year at the end of a law's name: `Luật Đất đai năm 2024`, `Luật Đất đai 2024`."""


@dataclass(frozen=True, slots=True)
class MentionKeys:
    """What a mention is compared by; None where it has no such thing, or where a query does not ask."""

    number: str | None
    number_year: int | None
    series: str | None
    type: str | None
    name: str | None
    name_year: int | None


def mention_keys(citation: Citation) -> MentionKeys:
    """The keys of a mention; a law's name is one only where there is no number."""
    name, year = (None, None) if citation.number else law_key(citation.canonical)
    return MentionKeys(
        number=number_part(citation.number),
        number_year=citation.number_year,
        series=series_key(citation.series),
        type=text_key(citation.type) if citation.type else None,
        name=name,
        name_year=year,
    )


def query_keys(query: MentionQuery) -> MentionKeys:
    """The keys that a query asks for."""
    name, year = (None, None) if query.name is None else law_key(query.name)
    return MentionKeys(
        number=number_part(query.number),
        number_year=query.number_year,
        series=series_key(query.series),
        type=text_key(query.type) if query.type else None,
        name=name,
        name_year=year,
    )


def number_part(number: str | None) -> str | None:
    """A number without leading zeros."""
    return None if number is None else number.strip().lstrip("0") or "0"


def series_key(series: str | None) -> str | None:
    """A series for comparing: folded, without spaces."""
    return None if series is None else text_key(series).replace(" ", "")


def law_key(name: str) -> tuple[str, int | None]:
    """A law's name for comparing and the year at its end: `("luat dat dai", 2024)`."""
    key = text_key(name)
    found = _LAW_YEAR.search(key)
    if found is None:
        return key, None
    return key[: found.start()].rstrip(), int(found[1])
