"""Parts of an ingest run that other processes can import, and a store's content for comparing."""

from __future__ import annotations

import os
import re
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import corpus
from analyzers.annotations import Annotations, Citation, Header
from indexer.engines.base import ANYONE, Engine, MentionQuery


def quick_analysis(text: str) -> Annotations:
    """Numbers and a year, without the real analyzers: these tests are about storing."""
    found = re.finditer(r"\b(\d+)/([A-ZĐ]{2,4}-[A-ZĐ]+)", text)
    citations = tuple(
        Citation(m.start(), m.end(), m.group(), None, m[1], None, m[2], m.group()) for m in found
    )
    return Annotations(citations=citations, header=Header(period="năm 2024"))


def read_or_die(path: Path) -> corpus.Document:
    """Reads as ever, but ends its process at one file, as the system does for want of memory."""
    if path.name == "b.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return corpus.read(path)


def content(engine: Engine) -> dict[tuple[str, str], Any]:
    """All that an engine holds, by document: text, annotations, passages, mentions, kept original."""
    held: dict[tuple[str, str], Any] = {}
    for listed in engine.documents(ANYONE):
        document = engine.document(listed.id, ANYONE)
        assert document is not None
        passages = engine.passages([(listed.id, n) for n in range(100)], ANYONE)
        mentions = engine.mentions(MentionQuery(document=listed.id), ANYONE)
        original = engine.original(listed.id, ANYONE)
        kept = None if original is None else original.read_bytes()
        held[listed.file, listed.id] = (replace(document, analyzer=""), passages, mentions, kept)
    return held
