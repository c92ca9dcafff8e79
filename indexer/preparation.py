"""From a file to a document ready to be stored: read, analysed, cut into passages.

It is the slow part of a run and touches nothing that is stored, so it may run in other processes.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType

import corpus
from analyzers.annotations import Annotations
from indexer.chunks import chunks
from indexer.corrections import Corrections, corrected
from indexer.embedding import Embedder
from indexer.engines.base import EVERYONE, Chunk, StoredDocument
from indexer.file_facts import with_file_facts


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that is not in. `code` is `UnreadableFile`'s, a storage error's, or one of `analysis`,
    `crashed`, `changed`; `reason` says in Vietnamese why."""

    file: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that only lacks its id, file name and version."""

    document: StoredDocument
    chunks: list[Chunk]


def analyse_text(text: str) -> Annotations:
    """`analyzers.analysis.analyse`, imported when first needed."""
    from analyzers.analysis import analyse

    return analyse(text)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a file becomes a document; picklable if its parts are."""

    read: Callable[[Path], corpus.Document]
    analyse: Callable[[str], Annotations]
    embedder: Embedder
    collection: str = ""
    groups: tuple[str, ...] | None = None
    corrections: Corrections = field(default_factory=dict)

    def version(self) -> str:
        """What made the annotations: changes whenever the analyzers or the embedder do."""
        return f"{_code_version()}/{self.embedder.name}"


def prepare(recipe: Recipe, path: Path) -> Prepared | Failure:
    """Read and analyse one file; every failure is returned, not raised."""
    try:
        document = recipe.read(path)
        annotations = with_file_facts(document, recipe.analyse(document.text))
        annotations = corrected(annotations, recipe.corrections.get(document.sha256, {}))
        made = chunks(document.text, annotations, _table_rows(document.text), recipe.embedder)
    except corpus.UnreadableFile as error:
        return Failure(str(path), error.code, error.reason)
    except MemoryError:
        return Failure(str(path), "analysis", "không đủ bộ nhớ để phân tích tệp này")
    except Exception as error:  # one bad file never stops the rest
        said = f"{type(error).__name__}: {error}"
        return Failure(str(path), "analysis", f"lỗi khi phân tích tệp, hãy báo cho người bảo trì ({said})")
    return Prepared(_document(recipe, document, annotations), made)


def _document(recipe: Recipe, document: corpus.Document, annotations: Annotations) -> StoredDocument:
    return StoredDocument(
        id="",
        file="",
        sha256=document.sha256,
        media_type=document.media_type,
        encoding=document.encoding,
        text=document.text,
        pages=document.pages,
        annotations=annotations,
        collection=recipe.collection,
        groups=(EVERYONE,) if recipe.groups is None else recipe.groups,
    )


def _table_rows(text: str) -> list[tuple[int, int]]:
    """The spans of table rows; analyzers look at composed text, so the spans are led back."""
    from analyzers.mojibake import letters_view
    from analyzers.reading import Reading
    from analyzers.sections import table_rows

    view = letters_view(text)
    return [(view.original(row.start), view.original(row.end)) for row in table_rows(Reading(view.text))]


class Preparer:
    """Prepares files here, or ahead of time in `jobs` processes. Use it as a context manager."""

    def __init__(self, recipe: Recipe, jobs: int) -> None:
        self._recipe = recipe
        self._jobs = max(1, jobs)
        self._pool: ProcessPoolExecutor | None = None
        self._others: list[BaseProcess] = []
        self._begun: dict[Path, Future[Prepared | Failure]] = {}

    @property
    def lead(self) -> int:
        """How many files ahead it pays to begin."""
        return 0 if self._jobs == 1 else 2 * self._jobs

    def begin(self, path: Path) -> None:
        """Start on a file, if there are processes for it."""
        if self._jobs > 1:
            self._begun[path] = self._submit(path)

    def forget(self, path: Path) -> None:
        """The result will not be asked for."""
        future = self._begun.pop(path, None)
        if future is not None:
            future.cancel()

    def result(self, path: Path) -> Prepared | Failure:
        """What became of a file, prepared now if it was not begun."""
        future = self._begun.pop(path, None)
        if future is None:
            return prepare(self._recipe, path)
        try:
            return future.result()
        except BrokenProcessPool:
            return self._after_crash(path)

    def _after_crash(self, path: Path) -> Prepared | Failure:
        """A process died, perhaps on another file: what was begun starts anew, this file alone first."""
        self._close()
        waiting, self._begun = list(self._begun), {}
        try:
            result = self._submit(path).result()
        except BrokenProcessPool:
            self._close()
            reason = "tiến trình phân tích tệp này bị dừng đột ngột (thiếu bộ nhớ?)"
            result = Failure(str(path), "crashed", reason)
        for other in waiting:
            self.begin(other)
        return result

    def _submit(self, path: Path) -> Future[Prepared | Failure]:
        if self._pool is None:
            self._others = multiprocessing.active_children()
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_leave_interrupts)
        # A process begins with those signals blocked that are blocked here: Ctrl-C is for the parent alone.
        # (Not before the pool is made: that starts multiprocessing's tracker, which unblocks them.)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return self._pool.submit(prepare, self._recipe, path)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def __enter__(self) -> Preparer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and self._pool is not None:
            for child in multiprocessing.active_children():
                if child not in self._others:
                    child.terminate()
        self._close()


def _leave_interrupts() -> None:
    """Ctrl-C is for the parent, which ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@lru_cache(maxsize=1)
def _code_version() -> str:
    """A hash of all that decides what is stored of a file: the packages up to this one, with their data.

    So nobody has to remember to raise a number, and what is stored is always what this program finds.
    """
    import analyzers

    own = Path(__file__).parent
    folders = [Path(corpus.__file__).parent / "readers", *(Path(p) for p in analyzers.__path__)]
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    names = ("chunks.py", "splitting.py", "terms.py", "facets.py", "file_facts.py", "record_keys.py")
    files += [own / name for name in names]
    digest = hashlib.sha256()
    for file in sorted(file for file in files if "__pycache__" not in file.parts):
        digest.update(file.name.encode("utf-8", "replace") + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
