"""The one place where the interfaces reach the program: every request, as the contract's JSON object.

The command line and the HTTP interface both ask a `Desk`, so that the same request has the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from api.failures import Failure
from api.settings import Lang, Settings, language_model
from indexer.engines.base import ANYONE, Engine, Reader, StoredDocument

if TYPE_CHECKING:
    from search.llm_endpoint import Endpoint
    from search.results import SearchResult
    from search.retrieval import Searcher

Json = dict[str, Any]
Mode = Literal["hybrid", "lexical", "dense"]

_SHORTEST_ID = 6
"""Characters of a document's id from which on a beginning of it will do."""


@contextmanager
def opened(settings: Settings, write: bool = False) -> Iterator[Desk]:
    """A desk over the engine of these settings, closed at the end.

    Raises `indexer.errors.IndexProblem` where there is no index or it cannot be used; only `ingest`
    makes a data folder.
    """
    from indexer import open_engine

    if write and settings.engine == "embedded" and not settings.data.is_dir():
        write = False
    if write and settings.engine != "embedded":
        open_engine(settings.engine, settings.data).close()  # says so where there is nothing to change
    engine = open_engine(settings.engine, settings.data, write=write)
    try:
        yield Desk(engine)
    finally:
        engine.close()


class Desk:
    """Answers requests of one reader. Reading is safe from many threads."""

    def __init__(self, engine: Engine, reader: Reader = ANYONE) -> None:
        self.engine = engine
        self.reader = reader

    @cached_property
    def _searcher(self) -> Searcher:
        from indexer.static_embedding import StaticEmbedder
        from search.retrieval import Searcher

        return Searcher(self.engine, StaticEmbedder())

    @cached_property
    def _model(self) -> Endpoint | None:
        return language_model()

    def search(self, query: str, k: int, mode: Mode, filters: Sequence[str] = (), id_: Any = None) -> Json:
        """The object of `search --json`; `filters` are `FIELD=VALUE` or `FIELD:VALUE`."""
        return {**self.found(query, k, mode, filters).to_json(), "id": id_}

    def found(self, query: str, k: int, mode: Mode, filters: Sequence[str] = ()) -> SearchResult:
        """What `search` shows, not yet an object for JSON."""
        from search.filters import parse_filters

        return self._searcher.search(
            query, k=k, mode=mode, filters=parse_filters(filters), reader=self.reader
        )

    def ask(self, question: str, lang: Lang, id_: Any = None, *, with_model: bool = True) -> Json:
        """The object of `ask --json`, its sentences in the language asked for.

        The language model of the environment, if there is one, is asked only `with_model`.
        """
        from search.ask import ask

        model = self._model if with_model else None
        found = ask(self._searcher, question, reader=self.reader, lang=lang, model=model)
        return {**found.to_json(), "id": id_}

    def steps(self, question: str, lang: Lang) -> Iterator[tuple[str, Json]]:
        """The steps of an answer with their names (`search.streaming`); the last is that of `ask`."""
        from search.streaming import steps

        taken = steps(self._searcher, question, reader=self.reader, lang=lang, model=self._model)
        whole = {"id": None}
        return ((step.name, step.data | (whole if step.name == "done" else {})) for step in taken)

    def lookup(self, number: str, lang: Lang = "vi", id_: Any = None) -> Json:
        """The object of `lookup --json`, its sentences in the language asked for."""
        from search.lookup import lookup

        return {**lookup(self.engine, number, self.reader, lang).to_json(), "id": id_}

    def documents(self, filters: Sequence[str] = ()) -> list[Json]:
        """The indexed documents, oldest first by their own date, without their text."""
        from search.filters import parse_filters

        return [_card(each) for each in self.engine.documents(self.reader, parse_filters(filters))]

    def document(self, id_: str) -> Json | None:
        """One document with its text and annotations, None where there is none that may be read."""
        stored = self.engine.document(id_, self.reader)
        if stored is None:
            return None
        from api.findings import findings

        about = {key: getattr(stored, key) for key in ("id", "file", "sha256", "media_type", "collection")}
        return {**about, **findings(stored.text, stored.pages, stored.annotations)}

    def remove(self, name: str) -> Json:
        """Take out the document that `name` means; raises `Failure` for none or several."""
        document = self._the_one(name)
        card = {"id": document.id, "file": document.file, "number": document.annotations.header.number}
        if not self.engine.remove(document.id):
            raise Failure("remove.unknown", name=name)
        self.engine.commit()
        return card

    def confirm(self, name: str, values: Mapping[str, str | None], settings: Settings) -> Json:
        """Keep a person's word for the header of the document that `name` means, and show it.

        `document` is its card, `failure` why it could not be stored anew. Raises `BadCorrection`, `Failure`.
        """
        from indexer.confirming import confirm
        from indexer.preparation import Failure as NotRead

        stored = self._the_one(name)
        made = confirm(self.engine, settings.data, stored, values, self.reader, pages=settings.pages)
        if isinstance(made, NotRead):
            return {"document": _card(stored), "failure": made}
        return {"document": _card(made), "failure": None}

    def _the_one(self, name: str) -> StoredDocument:
        stored = self.engine.documents(self.reader)
        for test in (_is_id, _is_file, _is_number, _begins_id, _is_file_name):
            meant = [document for document in stored if test(document, name)]
            if len(meant) == 1:
                return meant[0]
            if meant:
                shown = "\n".join(f"  {each.id}  {each.file}" for each in meant)
                raise Failure("remove.ambiguous", name=name, count=len(meant), documents=shown)
        raise Failure("remove.unknown", name=name)


def _is_id(document: StoredDocument, name: str) -> bool:
    return document.id == name


def _begins_id(document: StoredDocument, name: str) -> bool:
    return len(name) >= _SHORTEST_ID and document.id.startswith(name.lower())


def _is_file(document: StoredDocument, name: str) -> bool:
    from indexer.files import file_name

    return document.file in (name, file_name(Path(name)))


def _is_file_name(document: StoredDocument, name: str) -> bool:
    return Path(document.file).name == name


def _is_number(document: StoredDocument, name: str) -> bool:
    from search.numbers import parse_typed

    number = document.annotations.header.number
    if number is None:
        return False
    typed = parse_typed(name)
    return number == name or (typed is not None and typed.canonical == number)


def _card(document: StoredDocument) -> Json:
    """A document in a list."""
    return {
        "id": document.id,
        "file": document.file,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "collection": document.collection,
        "damage": document.annotations.damage,
        "header": asdict(document.annotations.header),
    }
