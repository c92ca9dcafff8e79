"""One writer at a time for a data folder; the lock goes with the process, however it ends."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import TextIO

from indexer.errors import EngineBusy

_PAUSE = 0.1
"""Seconds between two tries."""


class WriterLock:
    """Holds `path` locked from `take` to `release`. The file says which process holds it, since when."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: TextIO | None = None

    def take(self, wait: float = 0.0) -> None:
        """Lock, waiting at most `wait` seconds; raises `EngineBusy` with the holder's process id."""
        handle = open(self._path, "a+", encoding="utf-8")  # noqa: SIM115 - held until release
        until = time.monotonic() + wait
        while not _locked(handle):
            if time.monotonic() >= until:
                owner = _owner(handle)
                handle.close()
                raise EngineBusy(owner)
            time.sleep(_PAUSE)
        self._file = handle
        handle.seek(0)
        handle.truncate()
        handle.write(f"pid {os.getpid()}, {time.strftime('%Y-%m-%d %H:%M:%S')}\n")
        handle.flush()

    def release(self) -> None:
        """Let go; harmless where nothing is held."""
        if self._file is None:
            return
        self._file.close()
        self._file = None


def _locked(handle: TextIO) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _owner(handle: TextIO) -> str:
    handle.seek(0)
    return handle.read().strip() or "pid ?"
