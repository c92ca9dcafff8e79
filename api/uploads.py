"""Files that come in through the web pages: kept in the data folder, read one batch after another.

One thread reads; the analysis runs in a process of its own, so that searches go on beside it.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from api.settings import Settings
from indexer.errors import IndexProblem

if TYPE_CHECKING:
    from indexer.engines.base import Engine
    from indexer.ingest import Summary

FOLDER = "uploads"
"""Where in the data folder the files are kept, each in a folder named after its content."""
_WAIT = 10.0
"""Seconds that another process which writes is waited for."""
_PAUSE = 0.05
_MOST_LISTED = 200
_MOST_NAME_BYTES = 150
_MOST_REASONS = 5
"""Files of an archive whose failure is told."""
_UNWANTED = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]")
_log = logging.getLogger("tracuu.uploads")

State = Literal["waiting", "reading", "added", "updated", "unchanged", "failed"]


_BEST_FIRST: tuple[State, ...] = ("added", "updated", "unchanged")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in. `code` and `reason` say why it failed, `document` is its id once it is in."""

    number: int
    name: str
    path: Path
    state: State = "waiting"
    document: str | None = None
    code: str = ""
    reason: str = ""

    @property
    def settled(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in ("waiting", "reading")


class Busy(Exception):
    """Files are being read; the collection cannot be changed now."""


class Uploads:
    """The queue of one data folder; safe to use from many threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._listed: OrderedDict[int, Upload] = OrderedDict()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._worker: threading.Thread | None = None
        self._last = 0

    @property
    def folder(self) -> Path:
        """Where the files are kept."""
        return self._settings.data / FOLDER

    def add(self, name: str, content: BinaryIO) -> Upload:
        """Keep a file and queue it; raises `OSError` where it cannot be kept."""
        name = clean_name(name)
        return self._queue(name, _keep(self.folder, name, content))

    def again(self, path: Path) -> Upload:
        """Queue a file that came in before."""
        return self._queue(path.name, path)

    def recent(self) -> list[Upload]:
        """The latest files, newest first."""
        with self._lock:
            return list(reversed(self._listed.values()))

    def wait(self, number: int, seconds: float) -> Upload | None:
        """A file once it is settled, or as it is after that many seconds; None for an unknown one."""
        until = time.monotonic() + seconds
        while True:
            with self._lock:
                found = self._listed.get(number)
            if found is None or found.settled or time.monotonic() > until:
                return found
            time.sleep(_PAUSE)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While nothing is read here; raises `Busy` where something is, and goes on being."""
        if not self._writing.acquire(timeout=_WAIT):
            raise Busy
        try:
            yield
        finally:
            self._writing.release()

    def remove(self, document: str) -> bool:
        """Take a document out of the collection, and its file out of the folder; False if it is not there.

        Raises `Busy` while files are being read, `IndexProblem` where the index cannot be written.
        """
        with self.alone(), _opened(self._settings) as engine:
            paths = [Path(file) for file, (id_, _) in engine.known().items() if id_ == document]
            gone = engine.remove(document)
            engine.commit()
            for path in paths:
                self._forget(path, engine.known())
        return gone

    def _forget(self, path: Path, known: Iterable[str]) -> None:
        """Delete a file that was uploaded and that no document comes from; others are not ours to delete."""
        own = self.folder.absolute()
        if not path.absolute().is_relative_to(own):
            return
        folder = own / path.absolute().relative_to(own).parts[0]
        if not any(Path(file).is_relative_to(folder) for file in known):
            shutil.rmtree(folder, ignore_errors=True)

    def _queue(self, name: str, path: Path) -> Upload:
        with self._lock:
            self._last += 1
            upload = Upload(self._last, name, path)
            self._listed[upload.number] = upload
            settled = [number for number, each in self._listed.items() if each.settled]
            for number in settled[: max(0, len(self._listed) - _MOST_LISTED)]:
                del self._listed[number]
            if self._worker is None or not self._worker.is_alive():
                self._worker = threading.Thread(target=self._work, name="tracuu-uploads", daemon=True)
                self._worker.start()
        return upload

    def _work(self) -> None:
        """Read until nothing waits."""
        while True:
            with self._lock:
                batch = [each for each in self._listed.values() if each.state == "waiting"]
                for each in batch:
                    self._listed[each.number] = replace(each, state="reading")
                if not batch:
                    self._worker = None
                    return
            with self._writing:
                self._take_in(batch)

    def _take_in(self, batch: Sequence[Upload]) -> None:
        try:
            with _opened(self._settings) as engine:
                self._settle(batch, _ingested(batch, engine, self._settings), engine)
        except IndexProblem as error:
            self._fail(batch, "index", error.message(self._settings.lang))
        except Exception as error:
            _log.exception("uploads")
            self._fail(batch, "internal", f"{type(error).__name__}: {error}")

    def _settle(self, batch: Sequence[Upload], summary: Summary, engine: Engine) -> None:
        outcomes = _outcomes(summary)
        ids = engine.known()
        for each in batch:
            settled = _settled(each, outcomes, ids)
            with self._lock:
                self._listed[each.number] = settled
            if settled.state == "failed":
                self._forget(each.path, ids)

    def _fail(self, batch: Sequence[Upload], code: str, reason: str) -> None:
        with self._lock:
            for each in batch:
                self._listed[each.number] = replace(each, state="failed", code=code, reason=reason)


def _ingested(batch: Sequence[Upload], engine: Engine, settings: Settings) -> Summary:
    from indexer import ingest
    from indexer.corrections import load

    return ingest(
        [each.path for each in batch], engine, jobs=2, pages=settings.pages, corrections=load(settings.data)
    )


Outcome = tuple[State, str, str]
"""What became of one file, and for one that failed the code and the reason."""


def _outcomes(summary: Summary) -> dict[str, Outcome]:
    """What became of each file of a run, by its name."""
    found: dict[str, Outcome] = {}
    found.update((file, ("added", "", "")) for file in summary.added)
    found.update((file, ("updated", "", "")) for file in summary.updated)
    found.update((file, ("unchanged", "", "")) for file in summary.unchanged)
    found.update((each.file, ("failed", each.code, each.reason)) for each in summary.failed)
    return found


def _settled(upload: Upload, outcomes: dict[str, Outcome], ids: dict[str, tuple[str, str]]) -> Upload:
    """An upload after its run. An archive has the best of its members' states and names those that failed."""
    from indexer.files import file_name

    name = file_name(upload.path)
    document = ids[name][0] if name in ids else None
    if name in outcomes:
        state, code, reason = outcomes[name]
        return replace(upload, state=state, code=code, reason=reason, document=document)
    members = {file: outcome for file, outcome in outcomes.items() if file.startswith(f"{name}/")}
    states = {state for state, _, _ in members.values()}
    best: State = next((state for state in _BEST_FIRST if state in states), "failed")
    failed = [(Path(file).name, *outcome[1:]) for file, outcome in members.items() if outcome[0] == "failed"]
    reason = "; ".join(f"{file}: {why}" for file, _, why in failed[:_MOST_REASONS])
    code = "" if members else "empty"
    return replace(upload, state=best, code=code, reason=reason, document=document)


@contextmanager
def _opened(settings: Settings) -> Iterator[Engine]:
    from indexer import open_engine

    engine = open_engine(settings.engine, settings.data, write=True, wait=_WAIT)
    try:
        yield engine
    finally:
        engine.close()


def clean_name(name: str) -> str:
    """A file's name without folders and what no file system takes; never empty, never hidden."""
    last = _UNWANTED.sub("_", re.split(r"[/\\]", name)[-1]).strip(" .")
    stem, dot, suffix = last.rpartition(".")
    stem, suffix = (stem, dot + suffix[:10]) if stem else (last, "")
    room = _MOST_NAME_BYTES - len(suffix.encode("utf-8"))
    return (stem.encode("utf-8")[:room].decode("utf-8", "ignore") + suffix) or "tep"


def _keep(folder: Path, name: str, content: BinaryIO) -> Path:
    """Copy a file to `folder/HASH/name`, in whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, copied = tempfile.mkstemp(dir=folder, prefix=".new-")
    digest = hashlib.sha256()
    try:
        with os.fdopen(handle, "wb") as copy:
            while block := content.read(1 << 20):
                digest.update(block)
                copy.write(block)
        target = folder / digest.hexdigest()[:16] / name
        target.parent.mkdir(exist_ok=True)
        os.replace(copied, target)
    except BaseException:
        Path(copied).unlink(missing_ok=True)
        raise
    return target
