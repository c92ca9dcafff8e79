"""The object of `tracuu read --json`: everything that the analyzers find in one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from analyzers.annotations import Annotations

Json = dict[str, Any]


def read_file(path: Path, name: str | None = None) -> Json:
    """Read and analyse a file; `name` is what it is called in the object, else its path as given.

    Raises `corpus.UnreadableFile`.
    """
    import corpus
    from analyzers import analyse
    from indexer.file_facts import with_file_facts

    document = corpus.read(path)
    annotations = with_file_facts(document, analyse(document.text))
    found = findings(document.text, document.pages, annotations)
    about = {
        "file": name or str(path),
        "sha256": document.sha256,
        "media_type": document.media_type,
    }
    return {**about, **found}


def findings(text: str, pages: Sequence[tuple[int, int]], annotations: Annotations) -> Json:
    """The keys of the object that come from a text and what was found in it, in the contract's order."""
    found = asdict(replace(annotations, alignment=None))
    found["alignment"] = annotations.alignment  # thousands of rows of numbers that need no copy
    return {"text": text, "pages": [list(page) for page in pages], **found}
