"""What a filter asks for in part (`3058`, a body without its place, the beginning of an id) made whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from indexer.engines.base import Filters
from indexer.facets import issuer_key, means, number_key

Values = Callable[[str, str], Iterable[str]]
"""The stored values of a field that begin so."""


def settled(
    filters: Filters | None, values: Values, held: Callable[[tuple[str, ...]], set[str]]
) -> Filters | None:
    """The filters with what was asked for in part as the values that are stored (`facets.means`).

    `held` tells which ids are stored: whole ids, of which a search has many, are looked up at once.
    """
    if filters is None or not (filters.issuer or filters.number or filters.document):
        return filters
    whole = held(filters.document) if filters.document else set()
    parts = tuple(id for id in filters.document if id not in whole)
    return replace(
        filters,
        issuer=_stored("issuer", filters.issuer, issuer_key, values),
        number=_stored("number", filters.number, number_key, values),
        document=(
            *(id for id in filters.document if id in whole),
            *_stored("document", parts, str, values),
        ),
    )


def _stored(field: str, asked: tuple[str, ...], key: Callable[[str], str], values: Values) -> tuple[str, ...]:
    """The stored values that are meant by those asked for; itself where one is stored or none is."""
    found: list[str] = []
    for value in asked:
        begins = "" if field == "issuer" else key(value)
        meant = [stored for stored in values(field, begins) if means(field, key(value), stored)]
        exact = field != "issuer" and key(value) in meant
        found += [value] if exact or not meant else meant
    return tuple(dict.fromkeys(found))
