"""The training data: one reader a file, each record in NFC, and what is kept out of training."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HELD_OUT_ONE_IN = 8
"""One in so many bilingual documents is only measured with (whole documents: their articles are alike)."""

_KIND = re.compile(r"^\(Điều \S+ ((?:Bộ )?[Ll]uật|Nghị định|Thông tư|Pháp lệnh|Nghị quyết|Quyết định)\b")
"""The kind of document that an article of the codified law comes from."""
_LAW_TITLE = re.compile(r"^Điều\s+[\w.]+?\.\s+(?=\D)")


@dataclass(frozen=True, slots=True)
class Titled:
    """A text below its title. `group` is what it is a part of (a topic, a page); '' where nothing is said."""

    title: str
    text: str
    group: str = ""
    abstract: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the passage that answers it, and the page that the passage stands on."""

    question: str
    passage: str
    page: str


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One article in two languages."""

    document: str
    english: str
    vietnamese: str

    @property
    def held_out(self) -> bool:
        """Whether the document is only measured with."""
        return zlib.crc32(self.document.encode()) % HELD_OUT_ONE_IN == 0


def read_records(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The records of `NAME.jsonl.gz`, strings in NFC.

    Raises FileNotFoundError naming the missing file when `folder` is not the folder of training data.
    """
    path = folder / f"{name}.jsonl.gz"
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: give the folder that holds the training data")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(unicodedata.normalize("NFC", line))


def law_articles(folder: Path) -> Iterator[Titled]:
    """Articles of the codified law, titles without article numbers; the group is what the law is called."""
    for record in read_records(folder, "law_articles"):
        title = _LAW_TITLE.sub("", str(record["title"]))
        yield Titled(title, str(record["text"]), _law_name(record))


def _law_name(record: dict[str, Any]) -> str:
    """What the law that an article comes from is called, roughly: the kind of document and the topic."""
    found, topic = _KIND.match(str(record["source"] or "")), str(record["topic"] or "")
    return f"{found[1]} {topic}" if found and topic else topic


def news(folder: Path) -> Iterator[Titled]:
    """News texts with title and abstract."""
    for record in read_records(folder, "news"):
        yield Titled(str(record["title"]), str(record["text"]), "", str(record["abstract"] or ""))


def encyclopedia(folder: Path) -> Iterator[Titled]:
    """Encyclopedia texts."""
    for record in read_records(folder, "wiki"):
        yield Titled(str(record["title"]), str(record["text"]))


def legal_documents(folder: Path) -> Iterator[str]:
    """Whole legal documents."""
    for record in read_records(folder, "legal_documents"):
        yield str(record["text"])


def questions(folder: Path, part: str) -> Iterator[Question]:
    """Questions over encyclopedia passages; `part` is train or dev."""
    for record in read_records(folder, f"viquad_{part}"):
        yield Question(str(record["question"]), str(record["context"]), str(record["title"]))


def bilingual_articles(folder: Path) -> Iterator[Bilingual]:
    """Law articles in English and Vietnamese."""
    for record in read_records(folder, "law_articles_en_vi"):
        yield Bilingual(str(record["so_hieu"]), str(record["en"]), str(record["vi"]))
