"""The operators of a query: `"exact phrase"`, `-word`, `type:kế hoạch`, date ranges, order by date.

What is left is the free text. Nothing here fails on odd input: what is no operator is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from analyzers.folding import fold
from analyzers.tokens import folded_terms
from indexer.engines.base import Filters
from search import periods
from search.errors import BadFilter
from search.filters import field_name, merge, one_filter
from search.tables import Terms, document_types

Sort = Literal["relevance", "date-desc", "date-asc"]

_QUOTED = re.compile(r"(?<!\w)(-?)(?:\"([^\"]*)\"|“([^”]*)”)")
_EXCLUDED = re.compile(r"(?:(?<=\s)|^)-(?=[^\W\d_])(\S+)")
_FIELD = re.compile(r"(?:(?<=\s)|^)([^\W\d_]{2,10}):(?=[^\s:/])")
_SORTS: dict[str, Sort] = {
    "date": "date-desc",
    "date-desc": "date-desc",
    "newest": "date-desc",
    "date-asc": "date-asc",
    "oldest": "date-asc",
    "relevance": "relevance",
    "score": "relevance",
}
_NEWEST = re.compile(r"\b(?:moi nhat|gan day nhat|gan nhat|most recent(?:ly)?|latest|newest)\b")
_OLDEST = re.compile(r"\b(?:cu nhat|som nhat|lau nhat|oldest|earliest)\b")
_QUANTITY = re.compile(
    r"\b(?:bao nhieu|may|ty le|so luong|how (?:many|much)|what (?:share|rate|percentage))\b"
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query taken apart: free `text`, conditions, and the order of the hits.

    `filters` are those typed as fields; `between` are dates asked for in words. In a question about
    figures `between` is None: the dates are then part of what is asked. `phrases` and `excluded` are
    folded terms; `outside` is the text without what stands in quotation marks.
    """

    text: str
    phrases: tuple[Terms, ...]
    excluded: tuple[Terms, ...]
    filters: Filters
    sort: Sort
    between: periods.DateRange | None = None
    outside: str = ""


def parse(raw: str) -> Parsed:
    """Take a query apart; raises `BadFilter` for an inline filter that cannot be met."""
    text, filters, sort = _take_fields(raw)
    phrases: list[Terms] = []
    excluded: list[Terms] = []

    def quoted(match: re.Match[str]) -> str:
        words = match[2] if match[2] is not None else match[3]
        terms = tuple(folded_terms(words))
        if terms:
            (excluded if match[1] else phrases).append(terms)
        return " " if match[1] else f" {words} "

    def minus(match: re.Match[str]) -> str:
        terms = tuple(folded_terms(match[1]))
        if terms:
            excluded.append(terms)
        return " "

    outside = _QUOTED.sub(" ", text)
    text = _EXCLUDED.sub(minus, _QUOTED.sub(quoted, text))
    text, between = _take_range(text)
    text, sort = _take_order(text, sort)
    return Parsed(
        text=" ".join(text.split()),
        phrases=tuple(phrases),
        excluded=tuple(excluded),
        filters=filters,
        sort=sort or "relevance",
        between=between,
        outside=outside,
    )


def _take_fields(raw: str) -> tuple[str, Filters, Sort | None]:
    """Take `field:value` out of the text; a word with a colon that names no field stays text."""
    filters, sort = Filters(), None
    parts: list[str] = []
    at = 0
    for match in _FIELD.finditer(raw):
        if match.start() < at:
            continue
        is_sort = fold(match[1]) in ("sort", "sapxep")
        # A bare Vietnamese alias needs its value right behind the colon: `Số: 35/KH-UBND` is text.
        field = None if is_sort else field_name(match[1])
        if field is None and not is_sort:
            continue
        length = _value_length("" if field is None else field, raw[match.end() :])
        value = raw[match.end() : match.end() + length]
        if field is None:
            sort = _sort(value)
        else:
            filters = merge(filters, one_filter(field, value))
        parts.append(raw[at : match.start()])
        at = match.end() + length
    return " ".join([*parts, raw[at:]]), filters, sort


def _sort(value: str) -> Sort:
    if value.lower() in _SORTS:
        return _SORTS[value.lower()]
    raise BadFilter(
        f"Không có cách sắp xếp “{value}”; viết sort:date, sort:date-asc hoặc sort:relevance.",
        f"There is no order “{value}”; write sort:date, sort:date-asc or sort:relevance.",
    )


def _value_length(field: str, rest: str) -> int:
    """How much of the text behind `field:` is its value."""
    if quoted := re.match(r"\"[^\"]*\"|“[^”]*”", rest):
        return quoted.end()
    ends = _FIELD.search(rest)
    scope = rest[: ends.start()] if ends else rest
    if field in ("type", "province", "issuer"):
        return _known_length(field, scope)
    word = re.match(r"\S+", rest)
    return word.end() if word else 0


def _known_length(field: str, scope: str) -> int:
    """The longest beginning of `scope` that names a type or province; a comma or the end otherwise."""
    words = list(re.finditer(r"[^\s,;]+", re.split("[,;]", scope, maxsplit=1)[0]))
    if not words:
        return 0
    if field == "issuer":
        return words[-1].end()
    for last in reversed(words[:6]):
        if _names(field, scope[: last.end()]):
            return last.end()
    return words[0].end()


def _names(field: str, value: str) -> bool:
    if field == "type":
        terms = folded_terms(value)
        found = document_types().longest(terms, 0) if terms else None
        return found is not None and found[0] == len(terms)
    from search.places import province_named

    return province_named(value) is not None


def _take_range(text: str) -> tuple[str, periods.DateRange | None]:
    """Take a range of dates out of the text, but not out of a question about figures."""
    found = periods.date_range(text)
    if found is None or _QUANTITY.search(fold(text)):
        return text, None
    return text[: found.span[0]] + " " + text[found.span[1] :], found


def _take_order(text: str, sort: Sort | None) -> tuple[str, Sort | None]:
    """Take `mới nhất`, `latest` and the like out of the text."""
    orders: tuple[tuple[re.Pattern[str], Sort], ...] = ((_NEWEST, "date-desc"), (_OLDEST, "date-asc"))
    for pattern, order in orders:
        match = pattern.search(fold(text))
        if match:
            return text[: match.start()] + " " + text[match.end() :], sort or order
    return text, sort
