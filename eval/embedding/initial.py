"""Where training starts: words that share syllables, or a meaning, start near each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.embedding.alignment import Aligned, by_folded
from eval.embedding.vocabulary import SPACE, Vocabulary, pieces_of

_SPREAD = 0.1
_OWN = 0.25
"""How much of a random vector is mixed into a vector that is made of others."""
_RARE = 9.0
_SHORTEST, _LONGEST = 0.15, 1.3
"""A piece of frequency e^-9 starts at length 1 (times the spread), commoner ones shorter: words that
are everywhere say little, and training takes long to find that out."""


def initial_weights(
    vocabulary: Vocabulary, aligned: Aligned, words: Sequence[tuple[str, str]], seed: int
) -> NDArray[np.float32]:
    """The teacher's vectors where it knows the word; else random ones.

    A phrase that it does not know starts at the sum of its syllables, an English word in the dictionary
    near its translations there."""
    chance = np.random.default_rng(seed)
    size = aligned.first.shape[1]
    weights = (chance.standard_normal((vocabulary.size, size)) / np.sqrt(size)).astype(np.float32)
    costs = pieces_of(vocabulary.tokenizer)
    pieces = [piece for piece, _ in costs]
    known = by_folded(aligned.vietnamese, aligned.second)
    english = dict(zip(aligned.english, aligned.first, strict=True))
    numbers = {piece: number for number, piece in enumerate(pieces)}
    syllables = vocabulary.by_syllable.get_vocab_size()
    for number, piece in enumerate(pieces):
        word = piece.removeprefix(SPACE).replace(SPACE, " ")
        vector = known.get(word, english.get(word)) if piece.startswith(SPACE) else None
        if vector is not None:
            weights[number] = _mixed(vector, weights[number])
        elif number >= syllables:
            parts = [numbers[SPACE + part] for part in word.split() if SPACE + part in numbers]
            weights[number] = _mixed(weights[parts].sum(axis=0), weights[number])
    for word, vectors in _translated(vocabulary, words, weights).items():
        if SPACE + word in numbers and word not in known:
            row = numbers[SPACE + word]
            weights[row] = _unit(weights[row]) + _unit(np.mean(vectors, axis=0))
    return _by_rarity(weights, np.array([cost for _, cost in costs]))


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


def _by_rarity(weights: NDArray[np.float32], costs: NDArray[np.float64]) -> NDArray[np.float32]:
    wanted = np.clip(-costs / _RARE, _SHORTEST, _LONGEST) * _SPREAD * np.sqrt(weights.shape[1])
    lengths = np.linalg.norm(weights, axis=1) + 1e-9
    return np.asarray(weights * (wanted / lengths)[:, None], dtype=np.float32)


def _mixed(made: NDArray[np.float32], own: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(made + np.float32(_OWN) * own, dtype=np.float32)


def _translated(
    vocabulary: Vocabulary, words: Sequence[tuple[str, str]], weights: NDArray[np.float32]
) -> dict[str, list[NDArray[np.float32]]]:
    found: dict[str, list[NDArray[np.float32]]] = {}
    encodings = vocabulary.tokenizer.encode_batch(
        [vietnamese for _, vietnamese in words], add_special_tokens=False
    )
    for (english, _), encoding in zip(words, encodings, strict=True):
        if encoding.ids:
            found.setdefault(english.lower(), []).append(weights[encoding.ids].sum(axis=0))
    return found
