"""From counts to the shipped language model: absolute discounting, pruning by worth, 8-bit costs.

Interpolated absolute discounting after Ney, Essen and Kneser, "On structuring probabilistic
dependences in stochastic language modelling" (1994); an n-gram is kept when it is worth its place:
count times what it gains over backing off (the weighted difference of Seymore and Rosenfeld, 1996).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzers.restore.model import COST_STEP
from eval.restoration.counts import Counts, Ints

Floats = NDArray[np.float64]
DISCOUNT = 0.75


@dataclass(frozen=True, slots=True)
class Pruning:
    """The least count and the least worth (nats times occurrences) of a kept n-gram."""

    bigram_count: int = 2
    bigram_worth: float = 4.0
    trigram_count: int = 3
    trigram_worth: float = 8.0


def _unigrams(counts: Counts) -> Floats:
    """Half the plain frequency, half the share of different words that a word follows."""
    size = len(counts.words)
    follows = np.bincount(counts.bigram_keys & 0xFFFF, minlength=size).astype(float)
    plain = counts.unigrams / counts.unigrams.sum()
    mixed: Floats = np.maximum(0.5 * follows / follows.sum() + 0.5 * plain, 1e-8)
    return mixed


def _bigrams(counts: Counts, unigram: Floats, keep: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Probabilities of the kept bigrams and the backing-off weight of every word."""
    size = len(counts.words)
    context = counts.bigram_keys >> 16
    total = np.maximum(np.bincount(context, weights=counts.bigrams, minlength=size), 1)
    held = np.bincount(context[keep], weights=counts.bigrams[keep] - DISCOUNT, minlength=size)
    back = 1 - held / total
    keys = counts.bigram_keys[keep]
    direct = (counts.bigrams[keep] - DISCOUNT) / total[keys >> 16]
    return direct + back[keys >> 16] * unigram[keys & 0xFFFF], back


def _lookup(keys: Ints, values: Floats, wanted: Ints, otherwise: Floats) -> Floats:
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, values[place], otherwise)


def build(counts: Counts, pruning: Pruning) -> dict[str, NDArray[Any]]:
    """The arrays of `language_model.npz`, as `analyzers.restore.model.LanguageModel` reads them."""
    unigram = _unigrams(counts)
    every = np.ones(len(counts.bigrams), dtype=bool)
    full, full_back = _bigrams(counts, unigram, every)
    backed = full_back[counts.bigram_keys >> 16] * unigram[counts.bigram_keys & 0xFFFF]
    worth = counts.bigrams * np.log(full / backed)
    keep2 = (counts.bigrams >= pruning.bigram_count) & (worth >= pruning.bigram_worth)
    context3 = counts.trigram_keys >> 16
    tail = counts.trigram_keys & 0xFFFFFFFF
    at3 = np.searchsorted(counts.bigram_keys, context3)
    total3 = np.bincount(at3, weights=counts.trigrams)[at3]
    lower = full[np.searchsorted(counts.bigram_keys, tail)]
    whole = (counts.trigrams - DISCOUNT + DISCOUNT * np.bincount(at3)[at3] * lower) / total3
    worth3 = counts.trigrams * np.abs(np.log(whole / lower))
    keep3 = (counts.trigrams >= pruning.trigram_count) & (worth3 >= pruning.trigram_worth)
    keep2 |= np.isin(counts.bigram_keys, np.unique(context3[keep3]))
    bigram, back = _bigrams(counts, unigram, keep2)
    keys2 = counts.bigram_keys[keep2]
    keys3, count3 = counts.trigram_keys[keep3], counts.trigrams[keep3]
    at2 = np.searchsorted(keys2, keys3 >> 16)
    total = total3[keep3]
    held = np.zeros(len(keys2))
    np.add.at(held, at2, (count3 - DISCOUNT) / total)
    back3 = 1 - held
    tail3 = keys3 & 0xFFFFFFFF
    lower3 = _lookup(keys2, bigram, tail3, back[tail3 >> 16] * unigram[tail3 & 0xFFFF])
    trigram = (count3 - DISCOUNT) / total + back3[at2] * lower3
    return {
        "words": np.frombuffer("\n".join(counts.words).encode(), dtype=np.uint8),
        "counts": np.minimum(counts.unigrams, 2**32 - 1).astype(np.uint32),
        "unigram": _cost(unigram),
        "back": _cost(back),
        "row_lengths": np.bincount(keys2 >> 16, minlength=len(counts.words)).astype(np.uint16),
        "bigram_words": (keys2 & 0xFFFF).astype(np.uint16),
        "bigram": _cost(bigram),
        "bigram_back": _cost(back3),
        "tail_lengths": np.bincount(at2, minlength=len(keys2)).astype(np.uint16),
        "trigram_words": (keys3 & 0xFFFF).astype(np.uint16),
        "trigram": _cost(trigram),
    }


def _cost(probability: Floats) -> NDArray[np.uint8]:
    """Negative logs in steps of `COST_STEP` nats."""
    return np.clip(np.round(-np.log(np.maximum(probability, 1e-9)) / COST_STEP), 0, 255).astype(np.uint8)


def save(path: Path, arrays: dict[str, NDArray[Any]]) -> int:
    """Writes the arrays compressed; the size of the file in bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
    return path.stat().st_size
