"""The files as they came, kept by the hash of their bytes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO


class Originals:
    """A folder with one file a content, named by its sha256; a file that is there is complete."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where the original with this hash lies (or would)."""
        return self._folder / sha256

    def keep(self, source: BinaryIO, sha256: str) -> bool:
        """Copy `source` in; False if its bytes are no longer those of `sha256`. Raises `OSError`."""
        target = self.path(sha256)
        if target.exists():
            return True
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as copy:
                copied = hashlib.sha256()
                while block := source.read(1 << 20):
                    copy.write(block)
                    copied.update(block)
                if copied.hexdigest() != sha256:
                    return False
                copy.flush()
                os.fsync(copy.fileno())
            os.replace(name, target)
            return True
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)

    def sync(self) -> None:
        """Make the names of what was kept survive a power cut, as `keep` does with the bytes."""
        if self._folder.is_dir():
            _sync_folder(self._folder)

    def drop(self, sha256: str) -> None:
        """Take a content out that no document holds any more."""
        with contextlib.suppress(FileNotFoundError):
            self.path(sha256).unlink()

    def sweep(self, held: set[str]) -> None:
        """Remove what interrupted runs left behind: every file that is not one of the hashes `held`."""
        if not self._folder.is_dir():
            return
        for entry in os.scandir(self._folder):
            if entry.name not in held:
                os.unlink(entry.path)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
