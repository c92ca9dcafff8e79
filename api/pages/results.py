"""One page of search results: its passages, its filters with counts, and the address of every state."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from api.desk import Desk
from api.pages.known import Known, known
from indexer.engines.base import Filters
from indexer.facets import facets
from search.results import SearchHit

FIELDS = ("type", "year", "quarter", "province", "issuer", "collection")
"""The filters that are offered with counts, in the order shown."""
MOST = 200
"""Passages that are fetched: what can be paged through, and what the counts are of."""
PER_PAGE = 10
_MOST_VALUES = 12
"""Values that a filter offers; the chosen ones are always among them."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Parameters = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """The state of the search page. `chosen` are the values of each filter, `page` counts from 1."""

    q: str
    chosen: Mapping[str, tuple[str, ...]]
    first: str = ""
    last: str = ""
    contradicting: bool = False
    page: int = 1

    @classmethod
    def of(cls, q: str, parameters: Iterable[tuple[str, str]]) -> Asked:
        """The state that an address has; what it cannot mean is left out."""
        given = [(name, value.strip()) for name, value in parameters if value.strip()]
        single = dict(given)
        page = single.get("page", "")
        return cls(
            q=q.strip(),
            chosen={f: tuple(dict.fromkeys(v for n, v in given if n == f)) for f in FIELDS},
            first=single.get("from", "") if _DAY.fullmatch(single.get("from", "")) else "",
            last=single.get("to", "") if _DAY.fullmatch(single.get("to", "")) else "",
            contradicting=single.get("conflicts") == "1",
            page=max(1, int(page)) if re.fullmatch(r"\d{1,4}", page) else 1,
        )

    def parameters(self) -> Parameters:
        """The address of this state."""
        found = [("q", self.q)]
        found += [(name, value) for name in FIELDS for value in self.chosen.get(name, ())]
        found += [("from", self.first)] * bool(self.first) + [("to", self.last)] * bool(self.last)
        found += [("conflicts", "1")] * self.contradicting
        return found + ([("page", str(self.page))] if self.page > 1 else [])

    def toggled(self, name: str, value: str) -> Asked:
        """The state with one value of a filter chosen, or no longer chosen; at its first page."""
        values = self.chosen.get(name, ())
        left = tuple(v for v in values if v != value) if value in values else (*values, value)
        return replace(self, chosen={**self.chosen, name: left}, page=1)

    def conditions(self, without: str = "") -> tuple[str, ...]:
        """The filters as a search takes them, those of the field `without` left out."""
        fields = [f"{n}={v}" for n in FIELDS if n != without for v in self.chosen.get(n, ())]
        return (
            *fields,
            *([f"from={self.first}"] if self.first else ()),
            *([f"to={self.last}"] if self.last else ()),
        )

    @property
    def filtered(self) -> bool:
        """Whether any filter is set."""
        return bool(self.conditions()) or self.contradicting


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a filter: how many passages have it, whether it is chosen, the address that toggles it."""

    label: str
    count: int
    chosen: bool
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter with the values that the results have."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results. `total` are all passages (at most `MOST`), `pages` how many pages they fill.

    `contradictions` counts passages with a mention that another one contradicts, `doubts` has, by a
    hit's rank, the canonical numbers of the documents that such mentions of it speak of.
    """

    asked: Asked
    hits: Sequence[SearchHit]
    all_hits: Sequence[SearchHit]
    took_ms: float
    filters: tuple[Filter, ...]
    contradictions: int
    doubts: Mapping[int, tuple[str, ...]]

    @property
    def total(self) -> int:
        """How many passages there are on all pages."""
        return len(self.all_hits)

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PER_PAGE))


def find(desk: Desk, asked: Asked) -> Found:
    """The page that was asked for; raises `search.QueryError`."""
    everything = known(desk, now=False)
    found = desk.found(asked.q, MOST, "hybrid", asked.conditions())
    hits = found.hits
    labels = _Labels(desk)
    doubts = {hit.rank: _doubted(everything, hit) for hit in hits}
    contradictions = sum(1 for numbers in doubts.values() if numbers)
    if asked.contradicting:
        hits = tuple(hit for hit in hits if doubts[hit.rank])
    last_page = max(1, -(-len(hits) // PER_PAGE))
    asked = replace(asked, page=min(asked.page, last_page))
    begin = (asked.page - 1) * PER_PAGE
    filters = tuple(_filters(desk, asked, hits, labels))
    shown = hits[begin : begin + PER_PAGE]
    return Found(asked, shown, hits, found.took_ms, filters, contradictions, doubts)


def _doubted(everything: Known, hit: SearchHit) -> tuple[str, ...]:
    cited = everything.contradictions(hit.document, hit.start, hit.end)
    return tuple(each.canonical for each in cited)


class _Labels:
    """The filter values of documents: as they are compared, and as their header prints them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._of: dict[str, tuple[tuple[str, str], ...]] = {}
        self._printed: dict[tuple[str, str], str] = {}

    def _learn(self, ids: set[str]) -> None:
        wanted = Filters(document=tuple(sorted(ids - self._of.keys())))
        for document in self._desk.engine.documents(self._desk.reader, wanted) if wanted.document else ():
            terms = tuple(term for term in facets(document).terms if term[0] in FIELDS)
            self._of[document.id] = terms
            header = document.annotations.header
            given = {
                "type": header.doc_type, "province": header.province, "issuer": header.issuer,
                "collection": document.collection,
            }  # fmt: skip
            for name, value in terms:
                self._printed.setdefault((name, value), given.get(name) or value)

    def counts(self, name: str, hits: Sequence[SearchHit]) -> Counter[str]:
        """How many passages have each value of a field, by the value's label."""
        self._learn({hit.document for hit in hits})
        return Counter(
            self._printed[field, value]
            for hit in hits
            for field, value in self._of.get(hit.document, ())
            if field == name
        )


def _filters(desk: Desk, asked: Asked, hits: Sequence[SearchHit], labels: _Labels) -> Iterable[Filter]:
    """A chosen field is counted as if it were not, so that its other values show what they would bring."""
    for name in FIELDS:
        chosen = asked.chosen.get(name, ())
        counted = hits
        if chosen:
            counted = desk.found(asked.q, MOST, "hybrid", asked.conditions(without=name)).hits
        counts = labels.counts(name, counted)
        ordered = sorted(counts.items(), key=_order(name))[:_MOST_VALUES]
        missing = [(value, counts.get(value, 0)) for value in chosen if value not in dict(ordered)]
        values = tuple(
            Value(label, count, label in chosen, asked.toggled(name, label).parameters())
            for label, count in (*ordered, *missing)
        )
        if len(values) > 1 or chosen:
            yield Filter(name, values)


def _order(name: str) -> Any:
    """Years newest first, quarters in order, all else by how often it is found."""
    if name == "year":
        return lambda item: -int(item[0])
    if name == "quarter":
        return lambda item: item[0]
    return lambda item: (-item[1], item[0])


COLUMNS = ("rank", "type", "number", "date", "issuer", "title", "heading", "text", "file", "start", "end")


def as_csv(hits: Sequence[SearchHit]) -> str:
    """Passages as a table for a spreadsheet: a byte-order mark, and no cell that one would run."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for hit in hits:
        head = hit.header
        about = (hit.rank, head.doc_type, head.number, head.date, head.issuer, head.title, hit.heading,
                 hit.restored or hit.text, hit.file, hit.start, hit.end)  # fmt: skip
        writer.writerow([_cell(value) for value in about])
    return out.getvalue()


def _cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula (OWASP, CSV Injection)."""
    if isinstance(value, str):
        text = " ".join(value.split())
        return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
    return value
