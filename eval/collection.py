"""The documents of a set, indexed by the program's own indexer into a data folder.

Files go through an ingest run. Texts that a set gives directly go through the same preparation, in
several processes and in batches, and are stored under their key. What is there already, from the same
version of the program, is left as it is.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from eval.evalset import EvalProblem, EvalSet, SetDocument
from eval.messages import message

if TYPE_CHECKING:
    from indexer.engines.base import Engine
    from indexer.preparation import Failure, Prepared, Recipe

_BATCH = 50
"""Texts that go to a process at once."""

_WORTH_PROCESSES = 200
"""Texts from which on several processes pay for their start."""


def index_set(judged: EvalSet, engine_name: str, data: Path, jobs: int | None = None) -> None:
    """Make `data` hold the documents of the set; raises `EvalProblem` if one cannot be stored."""
    import indexer
    from indexer.preparation import Recipe, analyse_text
    from indexer.static_embedding import StaticEmbedder

    engine = indexer.open_engine(engine_name, data, write=True)
    try:
        files = [document.path for document in judged.documents if document.path is not None]
        if files:
            _checked(indexer.ingest(files, engine).failed)
        texts = [document for document in judged.documents if document.content is not None]
        if texts:
            import corpus

            recipe = Recipe(corpus.read, analyse_text, StaticEmbedder())
            _put_texts(texts, engine, recipe, jobs or min(4, os.cpu_count() or 1))
    finally:
        engine.close()


def version() -> str:
    """What the program that is measured is: a hash of its readers, analyzers, indexer and embedder."""
    import corpus
    from indexer.preparation import Recipe, analyse_text
    from indexer.static_embedding import StaticEmbedder

    return Recipe(corpus.read, analyse_text, StaticEmbedder()).version()


def _checked(failed: Sequence[Failure]) -> None:
    if failed:
        first = failed[0]
        raise EvalProblem(
            message(
                "{count} documents could not be indexed, the first is {file}: {reason}",
                count=len(failed),
                file=first.file,
                reason=first.reason,
            )
        )


def _put_texts(texts: Sequence[SetDocument], engine: Engine, recipe: Recipe, jobs: int) -> None:
    known, outdated, made_by = engine.known(), engine.outdated(recipe.version()), recipe.version()
    wanted = []
    for document in texts:
        stored = known.get(document.key)
        if stored is None or stored[1] != _sha256(document.text) or stored[0] in outdated:
            wanted.append(document)
    for document, prepared in _prepared(wanted, recipe, jobs):
        made = replace(prepared.document, id=_id(document.key), file=document.key, analyzer=made_by)
        engine.put(made, prepared.chunks)
    engine.commit()


def _prepared(
    texts: Sequence[SetDocument], recipe: Recipe, jobs: int
) -> Iterator[tuple[SetDocument, Prepared]]:
    batches = [texts[at : at + _BATCH] for at in range(0, len(texts), _BATCH)]
    if jobs == 1 or len(texts) < _WORTH_PROCESSES:
        for batch in batches:
            yield from zip(batch, _prepare_all(recipe, [document.text for document in batch]), strict=True)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        futures = [pool.submit(_prepare_all, recipe, [document.text for document in b]) for b in batches]
        for batch, future in zip(batches, futures, strict=True):
            yield from zip(batch, future.result(), strict=True)


def _prepare_all(recipe: Recipe, texts: list[str]) -> list[Prepared]:
    return [_prepare(recipe, text) for text in texts]


def _prepare(recipe: Recipe, text: str) -> Prepared:
    from corpus import Document
    from indexer.preparation import Failure, prepare

    def given(path: Path) -> Document:
        return Document(path, text, ((0, len(text)),), _sha256(text), "text/plain", "utf-8")

    result = prepare(replace(recipe, read=given), Path("text"))
    if isinstance(result, Failure):
        _checked([result])
        raise AssertionError(result)
    return result


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _id(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
