"""Words of both languages in one space: a teacher's vectors, brought together with a hand-made dictionary.

The teacher is a multilingual sentence encoder, so single words are not what it does best: the vectors are
whitened, and the English side is turned to where the dictionary's pairs meet. Sources: Artetxe et al.,
Generalizing and Improving Bilingual Word Embedding Mappings (2018), steps 1 and 2; Schönemann, A
Generalized Solution of the Orthogonal Procrustes Problem (1966).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzers.folding import fold

Vectors = NDArray[np.float32]
_NEIGHBOURS = 10
_UNTURNED = 0.1
"""How much staying as the teacher has it counts beside the dictionary."""
_ALIKE = 0.35
"""What is taken from the margin of two words that are only spelled alike: the teacher has them near."""
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words, commonest first, with vectors of unit length; near means alike across the languages."""

    english: Sequence[str]
    vietnamese: Sequence[str]
    first: Vectors
    second: Vectors

    @classmethod
    def read(cls, path: Path, dictionary: Iterable[tuple[str, str]]) -> Aligned:
        """From the teacher's file. `dictionary` holds (English, Vietnamese)."""
        with np.load(path, allow_pickle=False) as arrays:
            english, vietnamese = arrays["english"].tolist(), arrays["vietnamese"].tolist()
            first = arrays["english_vectors"].astype(np.float32)
            second = arrays["vietnamese_vectors"].astype(np.float32)
        first, second = _whitened(first, second)
        return cls(english, vietnamese, _turned(english, vietnamese, first, second, dictionary), second)

    def translations(
        self, most: int = 3, least: float = 0.0, below_best: float = 0.1
    ) -> list[tuple[str, str]]:
        """Pairs (English, Vietnamese) that are nearer than either one's neighbours usually are.

        At most `most` for an English word, of at least the margin `least` and at most `below_best` below
        its best. Source: Conneau et al., Word Translation Without Parallel Data (2018), 2.3 (CSLS).
        """
        crowd = _crowd(self.second, self.first)
        spelled = [fold(word).replace(" ", "") for word in self.vietnamese]
        found: list[tuple[str, str]] = []
        for start in range(0, len(self.english), _AT_ONCE):
            likeness = self.first[start : start + _AT_ONCE] @ self.second.T
            margin = 2 * likeness - _top(likeness).mean(axis=1, keepdims=True) - crowd
            nearest = np.argpartition(-margin, _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS]
            for row, places in enumerate(nearest.tolist()):
                word = self.english[start + row]
                ranked = sorted(
                    ((float(margin[row, p]) - _ALIKE * _alike(word, spelled[p]), p) for p in places),
                    reverse=True,
                )
                floor = max(least, ranked[0][0] - below_best)
                found += [(word, self.vietnamese[p]) for value, p in ranked[:most] if value >= floor]
        return found


def _whitened(first: Vectors, second: Vectors) -> tuple[Vectors, Vectors]:
    """Both sides without their means, turned and scaled so that no direction of the space stands out."""
    joined = np.concatenate([first - first.mean(axis=0), second - second.mean(axis=0)])
    values, directions = np.linalg.eigh(joined.T @ joined / len(joined))
    joined = _unit(joined @ (directions / np.sqrt(np.maximum(values, 1e-9))))
    return joined[: len(first)], joined[len(first) :]


def _turned(
    english: Sequence[str],
    vietnamese: Sequence[str],
    first: Vectors,
    second: Vectors,
    dictionary: Iterable[tuple[str, str]],
) -> Vectors:
    """`first` after the rotation that brings the pairs of the dictionary together best."""
    places = {word: place for place, word in enumerate(english)}, {w: p for p, w in enumerate(vietnamese)}
    pairs = [
        (places[0][one], places[1][other.lower()])
        for one, other in dictionary
        if one in places[0] and other.lower() in places[1]
    ]
    if not pairs:
        return first
    left, right = (list(side) for side in zip(*pairs, strict=True))
    size = first.shape[1]
    stay = _UNTURNED * len(pairs) / size * np.eye(size, dtype=np.float32)
    before, _, after = np.linalg.svd(first[left].T @ second[right] + stay)
    return np.asarray(first @ (before @ after), dtype=np.float32)


def _unit(vectors: NDArray[np.floating]) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _alike(english: str, spelled: str) -> float:
    """How alike two words are spelled, 0 to 1."""
    return SequenceMatcher(None, english, spelled, autojunk=False).ratio()


def _top(likeness: Vectors) -> Vectors:
    return np.asarray(np.partition(likeness, -_NEIGHBOURS, axis=1)[:, -_NEIGHBOURS:], dtype=np.float32)


def _crowd(of: Vectors, among: Vectors) -> Vectors:
    """The mean likeness of each vector to its nearest neighbours on the other side."""
    parts = range(0, len(of), _AT_ONCE)
    return np.concatenate([_top(of[start : start + _AT_ONCE] @ among.T).mean(axis=1) for start in parts])


def by_folded(words: Sequence[str], vectors: Vectors) -> dict[str, Vectors]:
    """The mean vector of all words that are one without accents; the commoner ones count more."""
    sums: dict[str, Vectors] = defaultdict(lambda: np.zeros(vectors.shape[1], dtype=np.float32))
    for place, word in enumerate(words):
        sums[fold(word)] = sums[fold(word)] + vectors[place] / np.float32(np.sqrt(1 + place))
    return {word: total / max(float(np.linalg.norm(total)), 1e-9) for word, total in sums.items()}
