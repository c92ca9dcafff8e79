"""The files as they came, kept by the hash of their bytes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
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
                shutil.copyfileobj(source, copy, 1 << 20)
                copy.flush()
                os.fsync(copy.fileno())
            if _sha256(Path(name)) != sha256:
                return False
            os.replace(name, target)
            _sync_folder(target.parent)
            return True
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)

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


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
