"""What is made once before training: the vocabulary, counted on clean and on damaged text."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from analyzers.folding import fold
from eval.embedding import sources
from eval.embedding.changes import abbreviations, dictionary, read_damage
from eval.embedding.counts import count, sampled, vietnamese_texts
from eval.embedding.vocabulary import Sizes, Vocabulary, build, read

_TOKENIZER, _BY_SYLLABLE = "tokenizer.json", "tokenizer-by-syllable.json"
_DAMAGED_SHARE = 0.08
_DAMAGED_WORDS = 0.6
_ENGLISH = re.compile("[a-z]+")
_WORD = re.compile(r"[^\W_]+")
_ENGLISH_SHARE = 0.1
_ABBREVIATION_COUNT = 500
"""An abbreviation is a piece of its own however rare the data have it."""


def make_vocabulary(folder: Path, work: Path, common: Sequence[str]) -> Vocabulary:
    """The vocabulary of the data folder, kept in `work` for the processes that encode.

    `common` are English words, commonest first."""
    counts = count(vietnamese_texts(folder))
    damage, chance = read_damage(), random.Random(5)
    damaged = count(
        sampled(vietnamese_texts(folder), _DAMAGED_SHARE, 5),
        lambda text: damage(text, chance, _DAMAGED_WORDS),
    )
    counts.words.update(damaged.words)
    vocabulary = build(counts, english_counts(folder, common, counts.words.total()), Sizes())
    vocabulary.tokenizer.save(str(work / _TOKENIZER), pretty=False)
    vocabulary.by_syllable.save(str(work / _BY_SYLLABLE), pretty=False)
    return vocabulary


def english_counts(folder: Path, common: Sequence[str], texts: int) -> Counter[str]:
    """Abbreviations and English words. `texts`: the words of all texts, of which English has its share.

    A word of rank r is taken to be as frequent as Zipf's law has it in English (about 0.1 / r)."""
    law = Counter(
        word
        for article in sources.bilingual_articles(folder)
        if not article.held_out
        for word in _ENGLISH.findall(article.english.lower())
    )
    counts = Counter({word: often for word, often in law.items() if often > 1 and len(word) > 1})
    for rank, word in enumerate(common):
        counts[word] = max(counts[word], int(_ENGLISH_SHARE * texts / (rank + 3)), 1)
    for english, _ in dictionary():
        for word in _ENGLISH.findall(english.lower()):
            counts.setdefault(word, 1)
    for abbreviation in abbreviations():
        counts.update(dict.fromkeys(_WORD.findall(fold(abbreviation)), _ABBREVIATION_COUNT))
    return counts


def load_vocabulary(work: Path) -> Vocabulary:
    """What `make_vocabulary` kept."""
    return Vocabulary(
        *(read((work / name).read_text(encoding="utf-8")) for name in (_TOKENIZER, _BY_SYLLABLE))
    )
