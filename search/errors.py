"""What can be wrong with a query, said in words that its writer can act on."""

from __future__ import annotations

from typing import Literal

Lang = Literal["vi", "en"]


class QueryError(ValueError):
    """A query that cannot be met as it stands. `str()` is Vietnamese; `message("en")` is English."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(vietnamese)
        self.vietnamese = vietnamese
        self.english = english

    def message(self, lang: Lang = "vi") -> str:
        """The message in the language asked for."""
        return self.english if lang == "en" else self.vietnamese


class EmptyQuery(QueryError):
    """Nothing to search for is left: an empty query, punctuation, or question words alone."""


class BadFilter(QueryError):
    """A filter of an unknown field, with a value that cannot be, or against another filter."""


class QueryTooLong(QueryError):
    """More characters than a query may have."""
