"""Questions understood, passages found, documents looked up, answers written from evidence.

`Searcher` holds an engine and an embedder; `search` gives ranked passages, `lookup` one cited document
by its number in any spelling, `ask` an answer in which every statement has its quotations.
A query goes `query.analyse` (syntax, numbers, concepts) -> `retrieval` (pool, fusion, reading closely)
-> `results`, whose dataclasses print the objects of the contract with `to_json()`.
What a query's writer should mend raises a `QueryError`, whose `message(lang)` says how.
"""

from __future__ import annotations

from search.ask import ask
from search.errors import BadFilter, EmptyQuery, QueryError, QueryTooLong
from search.filters import parse_filters
from search.lookup import lookup
from search.results import Answer, Evidence, LookupResult, Match, SearchHit, SearchResult, Statement
from search.retrieval import Searcher, search

__all__ = [
    "Answer",
    "BadFilter",
    "EmptyQuery",
    "Evidence",
    "LookupResult",
    "Match",
    "QueryError",
    "QueryTooLong",
    "SearchHit",
    "SearchResult",
    "Searcher",
    "Statement",
    "ask",
    "lookup",
    "parse_filters",
    "search",
]
