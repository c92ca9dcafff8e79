"""Counting the words and the neighbours of words of the training data, with and without accents."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from eval.embedding import sources

STRETCH = re.compile(r"[^\W_]+(?:\s[^\W_]+)*")
"""Words with nothing but a space between them: what a word of several syllables may stand in."""
_NEWS_ONE_IN, _LAW_ONE_IN = 10, 2
"""News and law are so much text that a part of them is enough to count."""


@dataclass(slots=True)
class Counts:
    """How often each word, and each two words side by side, occur (lower case)."""

    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, text: str) -> None:
        """Count one text."""
        for stretch in STRETCH.findall(text.lower()):
            words = stretch.split()
            self.words.update(words)
            self.pairs.update(pairwise(words))


def vietnamese_texts(folder: Path) -> Iterator[str]:
    """The Vietnamese texts that the vocabulary is counted on."""
    for number, article in enumerate(sources.law_articles(folder)):
        yield f"{article.title}\n{article.text}" if number % _LAW_ONE_IN == 0 else article.title
    for number, item in enumerate(sources.news(folder)):
        yield f"{item.title}\n{item.text}" if number % _NEWS_ONE_IN == 0 else item.title
    for page in sources.encyclopedia(folder):
        yield f"{page.title}\n{page.text}"
    yield from sorted({question.passage for question in sources.questions(folder, "train")})


def count(texts: Iterable[str], change: Callable[[str], str] = str) -> Counts:
    """The counts of `texts`, each put through `change` first."""
    counts = Counts()
    for text in texts:
        counts.add(change(text))
    return counts


def sampled(texts: Iterable[str], share: float, seed: int) -> Iterator[str]:
    """A part of `texts`, the same for the same seed."""
    chance = random.Random(seed)
    return (text for text in texts if chance.random() < share)
