"""A person's word for a header field, kept and put into the index at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import corpus
from indexer.corrections import keep, load
from indexer.embedding import Embedder
from indexer.engines.base import Engine, Reader, StoredDocument
from indexer.preparation import Failure, Recipe, analyse_text, prepare
from indexer.static_embedding import StaticEmbedder


def confirm(
    engine: Engine,
    folder: Path,
    document: StoredDocument,
    values: Mapping[str, str | None],
    reader: Reader,
    *,
    pages: Path | None = None,
    embedder: Embedder | None = None,
) -> StoredDocument | Failure:
    """Keep what a person says of a document in the data folder `folder`, and store the document anew.

    A value of None takes an earlier word back. Raises `corrections.BadCorrection`; gives a `Failure` where
    the kept original cannot be read again: the word is kept and counts when the file is ingested next.
    """
    keep(folder, document.sha256, values)
    original = engine.original(document.id, reader)
    if original is None:
        return Failure(document.file, "missing", "không còn bản gốc trong kho; hãy nạp lại tệp")
    recipe = Recipe(
        partial(corpus.read, pages=pages), analyse_text, embedder or StaticEmbedder(), document.collection,
        document.groups, load(folder),
    )  # fmt: skip
    made = prepare(recipe, original)
    if isinstance(made, Failure):
        return replace(made, file=document.file)
    stored = replace(made.document, id=document.id, file=document.file, analyzer=recipe.version())
    engine.put(stored, made.chunks)
    engine.commit()
    return stored
