"""A plain BM25 over syllables: what the model is measured beside and fused with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix  # type: ignore[import-untyped]

from analyzers.folding import fold

Scores = NDArray[np.float32]
_SYLLABLE = re.compile(r"[^\W_]+")


class Bm25:
    """BM25 as Lucene computes it; k1 and b as bm25s sets them.

    Source: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), equation 3.15, with the
    inverse document frequency of Lucene, which is never negative.
    """

    def __init__(self, texts: Sequence[str], k1: float = 1.5, b: float = 0.75) -> None:
        terms = [Counter(syllables(text)) for text in texts]
        self._column = {term: number for number, term in enumerate(sorted(set().union(*terms)))}
        lengths = np.array([found.total() for found in terms], dtype=np.float64)
        rows = np.repeat(np.arange(len(terms)), [len(found) for found in terms])
        columns = np.array([self._column[term] for found in terms for term in found], dtype=np.int64)
        often = np.array([count for found in terms for count in found.values()], dtype=np.float64)
        spread = np.bincount(columns, minlength=len(self._column))
        rarity = np.log(1 + (len(terms) - spread + 0.5) / (spread + 0.5))
        damping = k1 * (1 - b + b * lengths[rows] / lengths.mean())
        values = rarity[columns] * often / (often + damping)
        self._matrix = csc_matrix(
            (values.astype(np.float32), (rows, columns)), shape=(len(terms), len(self._column))
        )

    def scores(self, query: str) -> Scores:
        """One score a text."""
        found = Counter(self._column[term] for term in syllables(query) if term in self._column)
        weights = np.zeros(len(self._column), dtype=np.float32)
        weights[list(found)] = list(found.values())
        return np.asarray(self._matrix @ weights, dtype=np.float32)


def syllables(text: str) -> list[str]:
    """Lower-case words, accents as written."""
    return _SYLLABLE.findall(text.lower())


class AccentedAndFolded:
    """The sum of BM25 with accents and BM25 without: typed accents count, missing ones do no harm."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._accented = Bm25(texts)
        self._folded = Bm25([fold(text) for text in texts])

    def scores(self, query: str) -> Scores:
        """One score a text."""
        folded = self._folded.scores(fold(query))
        return folded if fold(query) == query.lower() else folded + self._accented.scores(query)
