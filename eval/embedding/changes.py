"""The tables of augmentation that are ours: abbreviations, the glossary, the word list, the OCR channel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from analyzers.restore.channel import ChannelTables
from analyzers.restore.model import TABLES
from eval.embedding.augmentation import Abbreviations, Damage, Glosser, read_table
from eval.embedding.pairs import Changes, Mixture

_QUERY_TABLES = Path(__file__).parents[2] / "search" / "data"
_OWN_TABLES = Path(__file__).parent / "data"
_WORD_LISTS = (_OWN_TABLES / "general_en_vi.tsv", _QUERY_TABLES / "glossary_en_vi.tsv")
"""Common English, and the glossary of queries, in this order."""
_FUNCTION_WORDS = (
    ("what", "gì|cái gì|là gì|những gì|thế nào"),
    ("which", "nào|những nào"),
    ("who", "ai|người nào|những ai"),
    ("where", "đâu|ở đâu|nơi nào"),
    ("when", "khi nào|lúc nào|bao giờ|thời gian nào"),
    ("why", "vì sao|tại sao|lý do|nguyên nhân"),
    ("how", "như thế nào|thế nào|ra sao|bằng cách nào"),
    ("how many", "bao nhiêu|mấy"),
    ("how much", "bao nhiêu"),
    ("the", "các|những"),
    ("of", "của"),
    ("and", "và"),
    ("in", "ở|trong|tại|vào"),
    ("to", "đến|để|tới"),
    ("by", "bởi|bằng"),
    ("with", "với|cùng"),
    ("for", "cho|vì"),
    ("from", "từ"),
    ("on", "trên|về"),
    ("was", "đã|bị|được"),
    ("is", "là|được"),
    ("are", "có|được"),
    ("did", "đã"),
    ("not", "không|chưa"),
    ("during", "trong khi|trong"),
    ("after", "sau|sau khi"),
    ("before", "trước|trước khi"),
    ("between", "giữa"),
    ("year", "năm"),
    ("century", "thế kỷ|thế kỉ"),
)
"""English and the Vietnamese that asks and joins, of which a teacher of meaning knows little."""


def dictionary() -> list[tuple[str, str]]:
    """English and Vietnamese words that mean the same, as people wrote them down."""
    tables = [*_FUNCTION_WORDS, *(row for path in _WORD_LISTS for row in read_table(path))]
    return [(english, meaning) for english, meanings in tables for meaning in meanings.split("|")]


def english_for(words: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """English for each Vietnamese word; what comes first in `words` comes first here."""
    found: dict[str, list[str]] = defaultdict(list)
    for english, vietnamese in words:
        found[vietnamese.lower()].append(english)
    return dict(found)


def abbreviations() -> list[str]:
    """The abbreviations that queries are expanded with."""
    return [abbreviation for abbreviation, _ in read_table(_QUERY_TABLES / "abbreviations.tsv")]


def read_damage() -> Damage:
    """The OCR channel that restoration is trained with."""
    with np.load(TABLES / "channel.npz", allow_pickle=False) as arrays:
        return Damage(ChannelTables.from_json(bytes(arrays["json"]).decode()))


def load_changes(found: Sequence[tuple[str, str]]) -> Changes:
    """All tools of augmentation. `found` are translations beside those of the dictionary."""
    return Changes(
        read_damage(),
        Abbreviations(read_table(_QUERY_TABLES / "abbreviations.tsv")),
        Glosser(english_for(dictionary()), english_for(found), [english for english, _ in _FUNCTION_WORDS]),
        Mixture(),
    )
