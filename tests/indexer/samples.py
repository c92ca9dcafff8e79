"""Stored documents made of a few lines, through the real chunker and tokens."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from analyzers.annotations import Annotations, Citation, Header
from indexer.chunks import chunks
from indexer.embedding import StandInEmbedder
from indexer.engines.base import EVERYONE, Engine, StoredDocument

Put = Callable[..., str]


def stored(name: str, text: str, header: Header, groups: tuple[str, ...], collection: str) -> StoredDocument:
    """A document as an ingest run would store it, citations of the form `35/KH-UBND` found."""
    citations = tuple(
        Citation(m.start(), m.end(), m.group(), None, m[1], None, m[2], m.group())
        for m in re.finditer(r"\b(\d+)/([A-ZĐ]{2,4}-[A-ZĐ]+)", text)
    )
    return StoredDocument(
        id=name,
        file=f"/van-ban/{name}.txt",
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        pages=((0, len(text)),),
        annotations=Annotations(header=header, citations=citations),
        collection=collection,
        groups=groups,
    )


def put_into(engine: Engine) -> Put:
    """A function that stores a text under a name."""

    def put(
        name: str, text: str, groups: tuple[str, ...] = (EVERYONE,), collection: str = "", **header: str
    ) -> str:
        document = stored(name, text, Header(**header), groups, collection)
        engine.put(document, chunks(text, document.annotations, embedder=StandInEmbedder()))
        return name

    return put
