"""Pages that have been recognised, kept beside the index: a scan that was interrupted goes on where it
stopped, and reading it again costs nothing. What `places` gives is how a quotation is shown on the picture.

    ROOT/<sha256 of the file>/<version of the readers>-<page>   one page, deflated JSON
    ROOT/<sha256 of the file>/places                            of the whole document
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.document import Document, FilledIn
from corpus.readers.page import Page

_PLACES = "places"


class PageStore:
    """The pages of one file. What cannot be read or written there is as if it were not."""

    def __init__(self, root: Path, sha256: str) -> None:
        self._folder = root / sha256

    def get(self, number: int) -> Page | None:
        """A page that this version of the readers has read, if it is kept."""
        saved = _load(self._folder / f"{_version()}-{number}")
        if saved is None:
            return None
        boxes = [(start, end, tuple(place), sure) for start, end, place, sure in saved["boxes"]]
        return Page(saved["text"], boxes, saved["source"], tuple(map(filled_in, saved["filled_in"])))

    def put(self, number: int, page: Page) -> None:
        """Keep a page."""
        _save(self._folder / f"{_version()}-{number}", asdict(page))


def open_store(root: str, sha256: str) -> PageStore | None:
    """The store of a file; None where no root is given."""
    return PageStore(Path(root), sha256) if root else None


def save_places(root: Path, document: Document) -> None:
    """Keep where the words of a document stand."""
    if document.word_boxes is not None:
        words = document.word_boxes.hex()
        filled = [asdict(each) for each in document.filled_in]
        _save(root / document.sha256 / _PLACES, {"words": words, "filled_in": filled})


def places(root: Path, sha256: str) -> tuple[bytes, tuple[FilledIn, ...]] | None:
    """The word boxes and the filled-in places of a document, None where they are not kept."""
    saved = _load(root / sha256 / _PLACES)
    if saved is None:
        return None
    return bytes.fromhex(saved["words"]), tuple(map(filled_in, saved["filled_in"]))


def drop(root: Path, sha256: str) -> None:
    """Forget a file's pages."""
    shutil.rmtree(root / sha256, ignore_errors=True)


def prune(root: Path, keep: Collection[str]) -> None:
    """Forget the pages of all files but those with these hashes."""
    with suppress(OSError):
        for folder in list(root.iterdir()):
            if folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)


def filled_in(saved: dict[str, Any]) -> FilledIn:
    """A filled-in place from JSON."""
    return FilledIn(**{**saved, "box": tuple(saved["box"]), "readings": tuple(saved["readings"])})


@lru_cache(maxsize=1)
def _version() -> str:
    """Changes whenever the readers do, or what they read with."""
    from corpus.readers import second_reader

    digest = hashlib.sha256(str(second_reader.available()).encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _load(path: Path) -> dict[str, Any] | None:
    try:
        saved = json.loads(zlib.decompress(path.read_bytes()))
    except (OSError, ValueError, zlib.error):
        return None
    return saved if isinstance(saved, dict) else None


def _save(path: Path, content: dict[str, Any]) -> None:
    """Write a file whole or not at all; a full disk costs only the repetition of the work."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(zlib.compress(json.dumps(content).encode("ascii"), 6))
        os.replace(name, path)
