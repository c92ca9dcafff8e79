"""Filters: from `FIELD=VALUE` (command line), `FIELD:VALUE` (typed inline, HTTP) to conditions.

A filter that names no field, a value that cannot be, or two that nothing can satisfy together are
errors said plainly; a filter is never silently dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace

from analyzers.folding import fold
from analyzers.tokens import folded_terms
from indexer.engines.base import Filters
from search.errors import BadFilter
from search.periods import iso_range, quarters
from search.tables import document_types, english_terms

FIELDS = (
    "type",
    "year",
    "quarter",
    "province",
    "issuer",
    "number",
    "document",
    "collection",
    "from",
    "to",
)

_ALIASES = {
    "loai": "type",
    "nam": "year",
    "quy": "quarter",
    "tinh": "province",
    "co quan": "issuer",
    "coquan": "issuer",
    "so": "number",
    "vanban": "document",
    "tu": "from",
    "den": "to",
}


def field_name(typed: str) -> str | None:
    """The filter field that a word names, in English or (`loại`, `năm`, `tỉnh`) Vietnamese."""
    name = fold(typed.strip())
    name = _ALIASES.get(name, name)
    return name if name in FIELDS else None


def parse_filters(pairs: Iterable[str]) -> Filters:
    """Filters from `FIELD=VALUE` or `FIELD:VALUE` strings; raises `BadFilter`."""
    found = Filters()
    for pair in pairs:
        name, sign, value = _split(pair)
        field = field_name(name)
        if field is None:
            raise _unknown_field(name)
        if not sign:
            raise _no_value(field)
        found = merge(found, one_filter(field, value))
    return found


def _split(pair: str) -> tuple[str, str, str]:
    match = re.match(r"([^=:]+)([=:])(.*)", pair, re.DOTALL)
    return (match[1], match[2], match[3]) if match else (pair, "", "")


def _unknown_field(name: str) -> BadFilter:
    known = ", ".join(FIELDS)
    return BadFilter(
        f"Không có bộ lọc “{name}”. Viết TRƯỜNG=GIÁ TRỊ với một trong các trường: {known}.",
        f"There is no filter “{name}”. Write FIELD=VALUE with one of: {known}.",
    )


def _no_value(field: str) -> BadFilter:
    return BadFilter(
        f"Bộ lọc “{field}” thiếu giá trị; viết {field}=GIÁ TRỊ.",
        f"The filter “{field}” has no value; write {field}=VALUE.",
    )


def one_filter(field: str, value: str) -> Filters:
    """The condition of one field (of `FIELDS`) with one value; raises `BadFilter`."""
    value = " ".join(value.strip().strip("\"“”'").split())
    if not value:
        raise _no_value(field)
    match field:
        case "year":
            return Filters(year=(_year(value),))
        case "quarter":
            return Filters(quarter=(_quarter(value),))
        case "from" | "to":
            return _date_filter(field, value)
        case "type":
            return Filters(type=(_type(value),))
        case "province":
            return Filters(province=_province(value))
        case "issuer":
            return Filters(issuer=(value,))
        case "number":
            return Filters(number=(_number(value),))
        case "document":
            return Filters(document=(value,))
        case _:
            return Filters(collection=(value,))


def _year(value: str) -> int:
    if re.fullmatch(r"(?:19|20)\d\d", value):
        return int(value)
    raise BadFilter(
        f"“{value}” không phải là năm; viết bốn chữ số, ví dụ year=2024.",
        f"“{value}” is not a year; write four digits, e.g. year=2024.",
    )


def _quarter(value: str) -> int:
    found = quarters(f"quý {value}") or quarters(value)
    if len(found) == 1:
        return found[0]
    raise BadFilter(
        f"“{value}” không phải là quý; viết 1, 2, 3, 4 hoặc I, II, III, IV.",
        f"“{value}” is not a quarter; write 1 to 4 or I to IV.",
    )


def _date_filter(field: str, value: str) -> Filters:
    days = iso_range(fold(value)) if re.search(r"\d", value) else None
    if days is None:
        raise BadFilter(
            f"“{value}” không phải là ngày có thật; viết 2024-02-07, 07/02/2024, 02/2024 hoặc 2024.",
            f"“{value}” is not a date that exists; write 2024-02-07, 07/02/2024, 02/2024 or 2024.",
        )
    return Filters(date_from=days[0]) if field == "from" else Filters(date_to=days[1])


def _type(value: str) -> str:
    for terms in (tuple(folded_terms(value)), tuple(english_terms(value))):
        found = document_types().longest(terms, 0) if terms else None
        if found and found[0] == len(terms):
            return found[1][0]
    raise BadFilter(
        f"Không có loại văn bản “{value}”; ví dụ: Kế hoạch, Báo cáo, Quyết định, Công văn, Nghị định.",
        f"There is no document type “{value}”; for example: Kế hoạch, Báo cáo, Quyết định, plan, decree.",
    )


def _number(value: str) -> str:
    from search.numbers import parse_typed

    typed = parse_typed(value)
    if typed is None:
        return value
    if typed.canonical is not None:
        return typed.canonical
    year = f"/{typed.number_year}" if typed.number_year else ""
    return f"{typed.number}{year}" + "".join(f"/{part}" for part in typed.series)


def _province(value: str) -> tuple[str, ...]:
    """The province that a value names, and those that it was merged with: either name finds both."""
    from analyzers.bodies import names_for_query
    from search.places import province_named

    found = province_named(value)
    if found is not None:
        return (found, *sorted(names_for_query(found) - {found}))
    raise BadFilter(
        f"Không có tỉnh, thành phố nào tên “{value}”.",
        f"There is no province or city named “{value}”.",
    )


def merge(first: Filters, second: Filters) -> Filters:
    """Both filters at once: values of one field are alternatives, dates narrow; raises `BadFilter`."""
    merged: dict[str, object] = {}
    for field in fields(Filters):
        a, b = getattr(first, field.name), getattr(second, field.name)
        if isinstance(a, tuple):
            merged[field.name] = tuple(dict.fromkeys((*a, *b)))
        else:
            pick = max if field.name == "date_from" else min
            merged[field.name] = pick(a, b) if a and b else a or b
    result = replace(Filters(), **merged)  # type: ignore[arg-type]
    check(result)
    return result


def check(filters: Filters) -> None:
    """Raise `BadFilter` for conditions that no document can satisfy."""
    first, last = filters.date_from, filters.date_to
    if first and last and first > last:
        raise BadFilter(
            f"Khoảng ngày mâu thuẫn: từ {first} đến {last} không chứa ngày nào.",
            f"The dates contradict each other: nothing lies between {first} and {last}.",
        )


def is_empty(filters: Filters | None) -> bool:
    """Whether nothing is asked for."""
    return filters is None or filters == Filters()
