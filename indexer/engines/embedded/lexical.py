"""The lexical index: BM25 by tantivy over tokens that our own analyzers made.

It is derived from the store. `state.json` beside tantivy's files says which store and which generation of
its journal they hold; whatever the store did later is caught up from there, and an index of another
store, or a damaged one, is built anew. The number is written after tantivy's commit: a crash between the
two makes the same documents be indexed once more, which changes nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from indexer.engines.base import Filters, Hit, LexicalQuery, Reader
from indexer.engines.embedded.problems import translated, translated_index
from indexer.engines.embedded.rows import ChunkTerms
from indexer.engines.embedded.store import Store
from indexer.facets import date_key, number_key, wanted
from indexer.terms import BORDER, about_pairs, pairs

FORMAT = 2
"""Part of the folder's name: another schema is another folder, built from the store."""

TOKENS = ("accented", "folded", "pairs")
FACETS = ("group", "type", "year", "quarter", "province", "issuer", "number", "document", "collection")

_HEAP = 50_000_000
"""Bytes that tantivy may use before it writes a segment; it insists on at least 15 MB."""

_BATCH = 500
"""Documents in one commit while catching up, so that an interrupted rebuild goes on where it was."""

_TIES = 16
"""More hits than asked are fetched by so many, so that equal scores are cut in one order always."""


class LexicalIndex:
    """The index in `data/lexical-<FORMAT>`. Searching needs no lock; `catch_up` needs the writer's."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._folder = data / f"lexical-{FORMAT}"
        self._stamp: tuple[int, int] | None = None
        self._index: Any = None
        self._open: _Open | None = None
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._opening = threading.Lock()

    def generation(self, store: str) -> int:
        """The generation of the store `store` that is indexed; -1 where there is no usable index."""
        try:
            state = json.loads((self._folder / "state.json").read_text("utf-8"))
            return int(state["generation"]) if state["store"] == store else -1
        except (OSError, ValueError, KeyError, TypeError):
            return -1

    def rebuild(self, store: Store) -> None:
        """Make the index anew from the store; needs the writer's lock. Raises `StorageError`."""
        self._clear()
        self._apply(store, 0)

    def close(self) -> None:
        """Let go of the index's files."""
        with self._opening:
            self._index, self._stamp, self._open = None, None, None
            if self._copy is not None:
                self._copy.cleanup()
                self._copy = None

    def catch_up(self, store: Store) -> None:
        """Index whatever the store did since the index was written; raises `StorageError`."""
        generation = self.generation(store.id)
        try:
            if generation < 0 or generation > store.generation():
                self._clear()
                generation = 0
            self._apply(store, generation)
        except DamagedIndex:
            self.rebuild(store)

    def search(self, query: LexicalQuery, reader: Reader, limit: int, filters: Filters | None) -> list[Hit]:
        """The best passages, ties in order of document and place; `DamagedIndex` where it is broken."""
        opened = self._current()
        if opened is None and (self._folder / "state.json").exists():
            raise DamagedIndex
        if opened is None or limit <= 0 or not reader:
            return []
        with translated_index(self._data):
            asked = _query(opened.schema, query, None if opened.all_for(reader) else reader, filters)
            found = opened.searcher.search(asked, limit + _TIES, count=False)
            hits = [_hit(score, opened.searcher.doc(address)) for score, address in found.hits]
        hits.sort(key=lambda hit: (-hit.score, hit.document, hit.ordinal))
        return hits[:limit]

    def _current(self) -> _Open | None:
        """The index as last committed by any process; None while there is none."""
        try:
            found = (self._folder / "meta.json").stat()
        except OSError:
            return None
        stamp = (found.st_ino, found.st_mtime_ns)
        with self._opening:
            if stamp != self._stamp:
                self._reopen()
                self._stamp = stamp
                self._open = None if self._index is None else _Open(self._index)
            return self._open

    def _reopen(self) -> None:
        """Make what was committed since visible; an index that cannot be opened is none."""
        import tantivy

        try:
            if self._index is None:
                self._index = tantivy.Index.open(str(self._readable_folder()))
                self._index.config_reader("manual")
            else:
                self._index.reload()
        except ValueError:
            # Damaged, or being built anew: what is committed next is opened from the start.
            self._index = None

    def _readable_folder(self) -> Path:
        """The index's folder; a copy of it where it cannot be written to, as tantivy locks what it reads."""
        if os.access(self._folder, os.W_OK):
            return self._folder
        self._copy = tempfile.TemporaryDirectory(prefix="tracuu-")
        return Path(shutil.copytree(self._folder, Path(self._copy.name) / "lexical"))

    def _apply(self, store: Store, generation: int) -> None:
        changes = store.changes(generation)
        if not changes and generation == self.generation(store.id):
            return
        with translated(self._data):
            fresh = not self._folder.exists()
            self._folder.mkdir(parents=True, exist_ok=True)
        try:
            writer = self._writer(fresh)
        except ValueError as error:
            if fresh or _is_storage(error):
                with translated_index(self._data):
                    raise
            raise DamagedIndex from error
        with translated_index(self._data):
            for at in range(0, max(1, len(changes)), _BATCH):
                batch = changes[at : at + _BATCH]
                for _, document in batch:
                    _replace(writer, store, document)
                writer.commit()
                self._note(store.id, batch[-1][0] if batch else generation)
            writer.wait_merging_threads()

    def _writer(self, fresh: bool) -> Any:
        import tantivy

        index = tantivy.Index(_schema(), str(self._folder), reuse=not fresh)
        return index.writer(heap_size=_HEAP, num_threads=1)

    def _note(self, store: str, generation: int) -> None:
        new = self._folder / "state.json.new"
        with new.open("w", encoding="utf-8") as handle:
            json.dump({"store": store, "generation": generation}, handle)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(new, self._folder / "state.json")

    def _clear(self) -> None:
        """Remove this index and those of other formats."""
        with translated(self._data):
            for folder in self._data.glob("lexical-*"):
                # The state goes first: without it nothing that is left counts as an index.
                with contextlib.suppress(FileNotFoundError):
                    (folder / "state.json").unlink()
                shutil.rmtree(folder)
        self.close()


class _Open:
    """One commit of the index, and which readers may read all of it."""

    def __init__(self, index: Any) -> None:
        self.schema = index.schema
        self.searcher = index.searcher()
        self._all_for: dict[Reader, bool] = {}

    def all_for(self, reader: Reader) -> bool:
        """Whether a reader may read every passage: then the condition is left out.

        Without conditions tantivy skips what cannot be among the best (block-max WAND), which is
        several times as fast on a large index.
        """
        known = self._all_for.get(reader)
        if known is None:
            readable = self.searcher.search(_terms(self.schema, "group", sorted(reader)), 1).count
            known = self._all_for[reader] = readable == self.searcher.num_docs
        return known


class DamagedIndex(Exception):
    """tantivy cannot open its own files: they are to be made anew from the store."""


def _is_storage(error: ValueError) -> bool:
    said = str(error)
    return any(words in said for words in ("No space", "StorageFull", "Permission", "Read-only", "LockBusy"))


def _schema() -> Any:
    """Tokens are joined with spaces and split at them again; facets are single raw terms."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in TOKENS:
        option = "position" if name == "folded" else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    for name in FACETS:
        builder.add_text_field(name, stored=name == "document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("cited", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("date", indexed=True, fast=True)
    builder.add_unsigned_field("ordinal", stored=True)
    return builder.build()


def _replace(writer: Any, store: Store, document: str) -> None:
    """Take out what the index holds of a document and put in what the store does."""
    writer.delete_documents_by_term("document", document)
    found = store.facets_of(document)
    if found is None:
        return
    values, date = found
    for terms in store.terms_of(document):
        if terms.folded:
            writer.add_document(_indexed(terms, values, date))


def _indexed(terms: ChunkTerms, values: list[tuple[str, str]], date: int | None) -> Any:
    import tantivy

    made = tantivy.Document()
    # The title counts for the passage but is no part of it: `folded`, where phrases are looked for, lacks it.
    accented = [*terms.about, BORDER, *terms.accented]
    neighbours = [*about_pairs(terms.about), *pairs(terms.folded)]
    for name, tokens in (("accented", accented), ("folded", terms.folded), ("pairs", neighbours)):
        for run in _runs(tokens):
            made.add_text(name, " ".join(run))
    for field, value in values:
        made.add_text(field, _clean(value))
    for number in terms.numbers:
        made.add_text("cited", _clean(number_key(number)))
    if date is not None:
        made.add_integer("date", date)
    made.add_unsigned("ordinal", terms.ordinal)
    return made


def _runs(tokens: Sequence[str]) -> list[list[str]]:
    """Tokens between borders; tantivy leaves a gap between the values of a field."""
    runs: list[list[str]] = [[]]
    for token in tokens:
        if token == BORDER:
            runs.append([])
        else:
            runs[-1].append(_clean(token))
    return [run for run in runs if run]


def _query(schema: Any, query: LexicalQuery, reader: Reader | None, filters: Filters | None) -> Any:
    """The tantivy query: conditions score nothing, so scores are those of the passage alone.

    `reader` is None where the reader may read everything.
    """
    from tantivy import Occur, Query

    scoring = _scoring(schema, query)
    parts = [] if reader is None else [(Occur.Must, _terms(schema, "group", sorted(reader)))]
    parts += [(Occur.Must, _phrase(schema, phrase)) for phrase in query.phrases if phrase]
    parts += [(Occur.MustNot, _phrase(schema, phrase)) for phrase in query.excluded if phrase]
    if scoring and not parts and filters is None:
        return Query.boolean_query([(Occur.Should, part) for part in scoring])
    if scoring:
        needed = Occur.Should if query.phrases else Occur.Must
        parts.append((needed, Query.boolean_query([(Occur.Should, part) for part in scoring])))
    if filters is not None:
        parts += [(Occur.Must, _terms(schema, name, values)) for name, values in wanted(filters)]
        if filters.date_from is not None or filters.date_to is not None:
            parts.append((Occur.Must, _dates(schema, filters)))
    if all(occur == Occur.MustNot for occur, _ in parts):
        parts.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
    return Query.boolean_query(parts)


def _scoring(schema: Any, query: LexicalQuery) -> list[Any]:
    from tantivy import Query

    weighted = [
        (name, _clean(token), weight) for name in TOKENS for token, weight in getattr(query, name).items()
    ]
    weighted += [("cited", _clean(number_key(number)), weight) for number, weight in query.numbers.items()]
    return [
        Query.boost_query(Query.term_query(schema, name, token, "freq"), weight)
        for name, token, weight in weighted
        if token and weight > 0
    ]


def _phrase(schema: Any, tokens: Sequence[str]) -> Any:
    from tantivy import Query

    if len(tokens) == 1:
        return Query.term_query(schema, "folded", _clean(tokens[0]))
    return Query.phrase_query(schema, "folded", [_clean(token) for token in tokens])


def _terms(schema: Any, field: str, values: Sequence[str]) -> Any:
    from tantivy import Query

    return Query.const_score_query(Query.term_set_query(schema, field, [_clean(v) for v in values]), 0.0)


def _dates(schema: Any, filters: Filters) -> Any:
    from tantivy import FieldType, Query

    low = date_key(filters.date_from) or 0
    high = 99991231 if filters.date_to is None else date_key(filters.date_to) or 0
    return Query.const_score_query(
        Query.range_query(schema, "date", FieldType.Integer, lower_bound=low, upper_bound=high), 0.0
    )


def _hit(score: float, stored: Any) -> Hit:
    return Hit(stored.get_first("document"), stored.get_first("ordinal"), float(score))


def _clean(token: str) -> str:
    """A token that tantivy can take: no lone surrogates, no space."""
    return "\x1f".join(token.encode("utf-8", "replace").decode("utf-8").split())
