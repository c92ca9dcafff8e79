"""The ingest run: files in, documents stored, each completely or not at all.

What a run does to a file depends only on the file and on what is stored, and files go in sorted order, so
a run that was killed is completed by the next one, and the number of processes changes nothing.

- A path that is not known, with new content: a document is added.
- A known path with other content: its document is updated and keeps its id.
- Content that another path brought before: the path is noted with that document; nothing is stored twice.
- A known path whose content did not change: nothing, unless another version of the analyzers made what is
  stored, which is then made anew.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

import corpus
from analyzers.annotations import Annotations
from corpus.readers import page_store
from indexer.archives import Unpacked, is_there, unpacked
from indexer.corrections import Corrections
from indexer.embedding import Embedder
from indexer.engines.base import Engine
from indexer.errors import IndexProblem, StorageError
from indexer.files import discover, sha256_of
from indexer.preparation import Failure, Prepared, Preparer, Recipe, analyse_text
from indexer.static_embedding import StaticEmbedder

Outcome = Literal["added", "unchanged", "updated", "failed"]

_COMMIT_SECONDS = 5.0
"""How long searches wait at most, while a run goes on, to see what it stored."""


@dataclass(frozen=True, slots=True)
class Event:
    """One file of a run is settled: the `done`-th of `total`."""

    done: int
    total: int
    file: str
    outcome: Outcome


Progress = Callable[[Event], None]


@dataclass(slots=True)
class Summary:
    """What a run did, file by file.

    `duplicates` are those of `unchanged` whose content another path has brought, with the document that
    holds it. `problem` is why the run could not go on, where the store failed; then the files that were
    not reached are in `failed`, too.
    """

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    problem: IndexProblem | None = None


def ingest(
    paths: Iterable[Path],
    engine: Engine,
    *,
    jobs: int = 1,
    read: Callable[[Path], corpus.Document] = corpus.read,
    analyse: Callable[[str], Annotations] = analyse_text,
    embedder: Embedder | None = None,
    progress: Progress | None = None,
    collection: str = "",
    groups: tuple[str, ...] | None = None,
    pages: Path | None = None,
    corrections: Corrections | None = None,
) -> Summary:
    """Bring files, folders (recursively, hidden files left out) and ZIP archives of files into `engine`,
    opened for writing.

    With `jobs` > 1 files are read and analysed in that many processes, and `read`, `analyse` and
    `embedder` must be picklable. Never raises for a bad file; what was stored is visible at the end, even
    if the run is interrupted by `KeyboardInterrupt`. Under the folder `pages` recognised pages of scans are
    kept, so that a run goes on in the middle of a scan; those of files that are not stored are removed.
    `corrections` are what people said of headers.
    """
    if pages is not None and read is corpus.read:
        read = partial(corpus.read, pages=pages)
    recipe = Recipe(read, analyse, embedder or StaticEmbedder(), collection, groups, corrections or {})
    with tempfile.TemporaryDirectory(prefix="tracuu-ingest-") as folder, Preparer(recipe, jobs) as preparer:
        files = unpacked(discover(paths), Path(folder))
        run = _Run(engine, recipe.version(), preparer, progress, files)
        run.go()
    if pages is not None and run.summary.problem is None:
        page_store.prune(pages, {sha256 for _, sha256 in engine.known().values()})
    return run.summary


class _Run:
    """One run: what is stored, what was decided, and what is being prepared ahead."""

    def __init__(
        self,
        engine: Engine,
        version: str,
        preparer: Preparer,
        progress: Progress | None,
        files: Unpacked,
    ) -> None:
        self.summary = Summary(failed=list(files.failed))
        self._files = files
        self._engine = engine
        self._version = version
        self._preparer = preparer
        self._progress = progress or (lambda event: None)
        self._known = engine.known()
        self._outdated = engine.outdated(version)
        self._holders = {sha256: document for document, sha256 in self._known.values()}
        self._taken = {document for document, _ in self._known.values()}
        self._committed = time.monotonic()
        self._done = 0
        self._total = 0

    def go(self) -> None:
        """Settle every file, and commit whatever happens."""
        self._total = len(self._files.files)
        try:
            self._settle_all(self._files.files)
        finally:
            self._commit()

    def _settle_all(self, files: Sequence[Path]) -> None:
        for number, (path, sha256, prepared) in enumerate(self._ahead(files)):
            try:
                outcome = self._settle(path, sha256, prepared)
            except StorageError as error:
                self._stop(error, files[number:])
                return
            self._report(path, outcome)
            if time.monotonic() - self._committed > _COMMIT_SECONDS:
                self._commit()
        self._settle_copies()

    def _ahead(self, files: Sequence[Path]) -> Iterator[tuple[Path, str | None, bool]]:
        """The files in order, with preparation of those that will need it begun some files earlier."""
        begun: set[str] = set()
        window: list[tuple[Path, str | None, bool]] = []
        for path in files:
            sha256 = sha256_of(path)
            needed = self._needs_work(self._files.name(path), sha256) and sha256 not in begun
            if needed:
                self._preparer.begin(path)
                begun.add(sha256 or "")
            window.append((path, sha256, needed))
            if len(window) > self._preparer.lead:
                yield window.pop(0)
        yield from window

    def _needs_work(self, file: str, sha256: str | None) -> bool:
        if sha256 is None:
            return True
        known = self._known.get(file)
        if known is None:
            return sha256 not in self._holders
        return known[1] != sha256 or known[0] in self._outdated

    def _settle(self, path: Path, sha256: str | None, begun: bool) -> Outcome:
        """Decide what a file is now, and do it."""
        file = self._files.name(path)
        if not self._needs_work(file, sha256) and sha256 is not None:
            if begun:
                self._preparer.forget(path)
            return self._note_copy(path, file, sha256)
        result = self._preparer.result(path)
        if isinstance(result, Failure):
            self.summary.failed.append(replace(result, file=file))
            return "failed"
        return self._store(path, file, result)

    def _note_copy(self, path: Path, file: str, sha256: str) -> Outcome:
        """A content that is stored: note the path, and that the document moved if its file did.

        Its original is put back if it has gone.
        """
        if not self._keep(path, file, sha256):
            return "failed"
        document = self._holders[sha256]
        if file not in self._known:
            moved = self._has_moved(document)
            self._engine.link(file, document, moved=moved)
            self._known[file] = (document, sha256)
            if not moved:
                self.summary.duplicates.append((file, document))
        self.summary.unchanged.append(file)
        return "unchanged"

    def _has_moved(self, document: str) -> bool:
        """Whether none of the paths that a document is known by is still there."""
        paths = [path for path, (owner, _) in self._known.items() if owner == document]
        gone = not any(is_there(path) for path in paths)
        if gone:
            for path in paths:
                del self._known[path]
        return gone

    def _store(self, path: Path, file: str, prepared: Prepared) -> Outcome:
        sha256 = prepared.document.sha256
        known = self._known.get(file)
        if known is None and sha256 in self._holders:
            # The file became a copy of another between two looks at it.
            return self._note_copy(path, file, sha256)
        if not self._keep(path, file, sha256):
            return "failed"
        document = known[0] if known else self._new_id(sha256)
        self._engine.put(
            replace(prepared.document, id=document, file=file, analyzer=self._version), prepared.chunks
        )
        self._note_stored(file, document, sha256, known)
        (self.summary.updated if known else self.summary.added).append(file)
        return "updated" if known else "added"

    def _keep(self, path: Path, file: str, sha256: str) -> bool:
        try:
            kept = self._engine.keep(path, sha256)
        except OSError as error:
            kept = False
            reason = f"không sao được tệp gốc: {error.strerror or error}"
        else:
            reason = "tệp thay đổi trong lúc đang đọc; hãy chạy lại"
        if not kept:
            self.summary.failed.append(Failure(file, "changed", reason))
        return kept

    def _note_stored(self, file: str, document: str, sha256: str, known: tuple[str, str] | None) -> None:
        if known is not None and known[1] != sha256:
            # The document's copies elsewhere hold what it was before; they are looked at again.
            for path in [path for path, (owner, _) in self._known.items() if owner == document]:
                del self._known[path]
            if self._holders.get(known[1]) == document:
                del self._holders[known[1]]
        self._known[file] = (document, sha256)
        self._holders.setdefault(sha256, document)
        self._outdated.discard(document)

    def _new_id(self, sha256: str) -> str:
        """The first 16 hex digits of the content's hash; of the hash of that, where they are taken."""
        candidate = sha256
        while candidate[:16] in self._taken:
            candidate = hashlib.sha256(candidate.encode("ascii")).hexdigest()
        self._taken.add(candidate[:16])
        return candidate[:16]

    def _settle_copies(self) -> None:
        """Files that were copies of a document which this run then updated are documents of their own."""
        lost = [file for file in self.summary.unchanged if file not in self._known]
        places = {name: path for path, name in self._files.names.items()}
        for file in lost:
            path = places.get(file, Path(file))
            self.summary.unchanged.remove(file)
            self.summary.duplicates = [pair for pair in self.summary.duplicates if pair[0] != file]
            self._settle(path, sha256_of(path), begun=False)

    def _stop(self, error: StorageError, rest: Sequence[Path]) -> None:
        """The store failed: what it holds is whole, and every file that it did not take is named."""
        self.summary.problem = error
        for path in rest:
            self.summary.failed.append(Failure(self._files.name(path), error.code, str(error)))
            self._report(path, "failed")

    def _commit(self) -> None:
        try:
            self._engine.commit()
        except StorageError as error:
            self.summary.problem = self.summary.problem or error
        self._committed = time.monotonic()

    def _report(self, path: Path, outcome: Outcome) -> None:
        self._done += 1
        self._progress(Event(self._done, self._total, self._files.name(path), outcome))
