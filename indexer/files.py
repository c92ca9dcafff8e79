"""Which files a run looks at, and what they are called."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_NO_DOCUMENTS = frozenset(
    ".json .jsonl .toml .yaml .yml .ini .cfg .log .lock .py .js .css .sh .bat .exe .dll .so .db .sqlite "
    ".tmp .bak .part".split()
)
"""Ends of names of what lies beside documents in a folder and is none: settings, programs, leftovers."""


_DATA_FOLDER_MARK = "tracuu.sqlite"
"""A folder with this file in it is an index; what it keeps are copies, not documents to take in."""


def discover(paths: Iterable[Path]) -> list[Path]:
    """The files that are named, and those in the folders that are, sorted, each once.

    Hidden files and folders, data folders of the embedded engine, and files that by their name are no
    documents (manifests, programs) are left out unless they are named themselves. A path that does not
    exist is in the list, so that reading it says so.
    """
    found = {file_name(file): file for path in paths for file in _files(path)}
    return [found[name] for name in sorted(found)]


def file_name(path: Path) -> str:
    """The name that a file is stored and shown under: its absolute path, as text that any store takes."""
    absolute = os.path.abspath(path)
    return absolute.encode("utf-8", "backslashreplace").decode("utf-8")


def sha256_of(path: Path) -> str | None:
    """The hash of a regular file's bytes; None for what cannot be read, which reading will say."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return None


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not Path(folder, name, _DATA_FOLDER_MARK).exists()
        )
        for name in names:
            if is_document_name(name):
                yield Path(folder, name)


def is_document_name(name: str) -> bool:
    """Whether a file in a folder or an archive may be a document, by the end of its path."""
    last = name.rsplit("/", 1)[-1]
    return not last.startswith((".", "~$")) and Path(last).suffix.lower() not in _NO_DOCUMENTS
