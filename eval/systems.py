"""What can be measured: our own search, or a peer. A peer only ranks; ours also answers and looks up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from eval.evalset import EvalSet
from eval.metrics.retrieval import Found

if TYPE_CHECKING:
    from search.results import Answer, Statement

Mode = Literal["hybrid", "lexical", "dense"]


class Ranker(Protocol):
    """Anything that ranks the documents of a set, or passages of them."""

    @property
    def name(self) -> str:
        """What is shown in reports, with its settings."""

    def search(self, query: str, k: int) -> Sequence[Found]:
        """At most `k` passages or documents, best first."""

    def close(self) -> None:
        """Let go of what was opened."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What a look-up gave: canonical numbers, and each conflict as its places (document, start, end)."""

    status: str
    canonicals: tuple[str, ...]
    conflicts: tuple[tuple[tuple[str, int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question gave."""

    answered: bool
    answer: str
    documents: tuple[str, ...]
    values: tuple[str, ...]
    statements: tuple[Statement, ...]


class Tracuu:
    """The program itself over a data folder that holds the set."""

    def __init__(self, judged: EvalSet, engine_name: str, data: Path, mode: Mode = "hybrid") -> None:
        import indexer
        from indexer.static_embedding import StaticEmbedder
        from search.retrieval import Searcher

        self.name = f"tracuu {mode} ({engine_name})"
        self._mode = mode
        self._keys = {document.key for document in judged.documents}
        self._engine = indexer.open_engine(engine_name, data)
        self._searcher = Searcher(self._engine, StaticEmbedder())

    def search(self, query: str, k: int) -> list[Found]:
        """See `Ranker`; a query that the program refuses finds nothing."""
        from search.errors import QueryError

        try:
            hits = self._searcher.search(query, k=k, mode=self._mode).hits
        except QueryError:
            return []
        return [Found(self._key(hit.file), hit.start, hit.end, hit.score) for hit in hits]

    def ask(self, question: str) -> Asked:
        """The answer to a question."""
        from search.ask import ask

        found = ask(self._searcher, question)
        return Asked(found.answered, found.answer, found.documents, found.values, self._statements(found))

    def lookup(self, number: str) -> LookedUp:
        """The cited documents that a typed number means."""
        from search.lookup import lookup

        found = lookup(self._engine, number)
        conflicts = tuple(
            tuple((self._key(place.file), place.start, place.end) for place in conflict.mentions)
            for match in found.matches
            for conflict in match.conflicts
        )
        return LookedUp(found.status, tuple(match.canonical for match in found.matches), conflicts)

    def close(self) -> None:
        """See `Ranker`."""
        self._engine.close()

    def _statements(self, answer: Answer) -> tuple[Statement, ...]:
        """The statements of an answer, their quotes by the set's keys of the documents."""
        return tuple(
            replace(told, evidence=tuple(replace(e, document=self._key(e.file)) for e in told.evidence))
            for told in answer.statements
        )

    def _key(self, file: str) -> str:
        """The set's key of a stored file: given texts are stored under their key, files under their path."""
        return file if file in self._keys else Path(file).name
