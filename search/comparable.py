"""Which stored vectors a query's vector can be compared with: those that the same model made."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.embedding import same_model
from indexer.engines.base import Engine, Filters, Hit, Reader
from indexer.errors import OtherModel


class Comparable:
    """Knows which model embedded which document, until the store changes. Safe from many threads."""

    def __init__(self, engine: Engine, model: str) -> None:
        self._engine = engine
        self._model = model
        self._kept: tuple[int, dict[str, bool]] = (-1, {})

    def only(self, hits: Sequence[Hit], reader: Reader) -> list[Hit]:
        """The hits whose vectors the model made; a score beside another model's vector says nothing."""
        generation = self._engine.generation()
        if self._kept[0] != generation:
            self._kept = (generation, {})
        known = self._kept[1]
        unknown = {hit.document for hit in hits} - known.keys()
        if unknown:
            for document in self._engine.documents(reader, Filters(document=tuple(sorted(unknown)))):
                known[document.id] = same_model(document.analyzer, self._model)
        return [hit for hit in hits if known.get(hit.document, False)]

    def refuse_others(self, reader: Reader) -> None:
        """Raise `OtherModel` if there are documents, and the model embedded none of them."""
        made_by = {document.analyzer for document in self._engine.documents(reader)}
        if made_by and not any(same_model(version, self._model) for version in made_by):
            raise OtherModel(self._model, sorted(version.partition("/")[2] for version in made_by))
