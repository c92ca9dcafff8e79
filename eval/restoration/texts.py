"""The texts that the tables are learned from, and what is kept out of them."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCES: dict[str, tuple[str, ...]] = {
    "law_articles": ("title", "text"),
    "legal_documents": ("text",),
    "admin_phrases": ("text",),
    "news": ("title", "abstract", "text"),
    "wiki": ("title", "text"),
}
"""File name (without `.jsonl.gz`) and the fields whose text is read."""

HELD_OUT_ONE_IN = 100

_ONLY_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")
_JUDGED_FROM = 40
_LEAST_SHARE = 0.04
"""A line of 40 characters or more with fewer letters that only Vietnamese has is typed without accents,
damaged, or foreign, and teaches nothing; clean text has 0.15."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """One document of the training data; `held_out` ones are for measuring only."""

    source: str
    text: str
    held_out: bool


def read_sources(folder: Path) -> Iterator[SourceText]:
    """Every document of the data folder, in file order, in NFC.

    Raises FileNotFoundError naming the missing file when the folder is not the data folder.
    """
    for source, fields in SOURCES.items():
        path = folder / f"{source}.jsonl.gz"
        if not path.exists():
            raise FileNotFoundError(f"{path} is missing: give the folder that holds the training data")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                record = json.loads(line)
                text = "\n".join(str(record.get(name) or "") for name in fields)
                text = "\n".join(filter(_is_whole, unicodedata.normalize("NFC", text).split("\n")))
                held_out = zlib.crc32(f"{source} {number}".encode()) % HELD_OUT_ONE_IN == 0
                yield SourceText(source, text, held_out)


def _is_whole(line: str) -> bool:
    return len(line) < _JUDGED_FROM or len(_ONLY_VIETNAMESE.findall(line)) >= _LEAST_SHARE * len(line)
