"""Pairs as numbers of pieces, and which pairs meet in a batch."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from eval.embedding.pairs import Pair
from eval.embedding.vocabulary import Vocabulary

LONGEST = 320
"""Pieces of a text; the rest is cut."""
_AT_ONCE = 4_096


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as bags of pieces: text i has `pieces[starts[i]:starts[i + 1]]`."""

    pieces: NDArray[np.uint16]
    starts: NDArray[np.int64]

    def take(self, texts: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The pieces of the texts of these numbers in a row, and where each text starts."""
        lengths = self.starts[texts + 1] - self.starts[texts]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        places = np.repeat(self.starts[texts] - starts[:-1], lengths) + np.arange(starts[-1])
        return self.pieces[places].astype(np.int32), starts


@dataclass(frozen=True, slots=True)
class Encoded:
    """The pairs of an epoch. `sources` and `themes` are hashes; `kinds` index `kind_names`."""

    queries: Bags
    passages: Bags
    sources: NDArray[np.int64]
    themes: NDArray[np.int64]
    kinds: NDArray[np.int16]
    kind_names: Sequence[str]


def encode_pairs(pairs: Iterable[Pair], vocabulary: Vocabulary, seed: int, by_syllable: float) -> Encoded:
    """Pairs encoded in order; a text is cut into syllables instead of words with chance `by_syllable`.

    That teaches the syllables of words that are mostly met whole, as subword regularisation does."""
    chance = random.Random(seed)
    names: dict[str, int] = {}
    queries: list[NDArray[np.uint16]] = []
    passages: list[NDArray[np.uint16]] = []
    rows: list[tuple[int, int, int]] = []
    stream = iter(pairs)
    while chunk := list(islice(stream, _AT_ONCE)):
        tokenizer = vocabulary.by_syllable if chance.random() < by_syllable else vocabulary.tokenizer
        queries += _encode(tokenizer, [pair.query for pair in chunk])
        tokenizer = vocabulary.by_syllable if chance.random() < by_syllable else vocabulary.tokenizer
        passages += _encode(tokenizer, [pair.passage for pair in chunk])
        rows += [(_hash(p.source), _hash(p.theme), names.setdefault(p.kind, len(names))) for p in chunk]
    table = np.array(rows, dtype=np.int64)
    return Encoded(
        _bags(queries), _bags(passages), table[:, 0], table[:, 1], table[:, 2].astype(np.int16), tuple(names)
    )


def _hash(text: str) -> int:
    raw = text.encode("utf-8", "replace")
    return zlib.crc32(raw) << 31 | zlib.adler32(raw) >> 1


def _encode(tokenizer: Tokenizer, texts: list[str]) -> list[NDArray[np.uint16]]:
    encodings = tokenizer.encode_batch_fast(texts, add_special_tokens=False)
    return [np.array(encoding.ids[:LONGEST] or [0], dtype=np.uint16) for encoding in encodings]


def _bags(texts: list[NDArray[np.uint16]]) -> Bags:
    lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    return Bags(np.concatenate(texts), np.concatenate(([0], np.cumsum(lengths))))


def batches(encoded: Encoded, size: int, seed: int) -> list[NDArray[np.int64]]:
    """Every pair once in batches of one kind, in random order.

    Half of the batches of a kind with themes are cut from the pairs sorted by theme: articles of one
    topic are the negatives that are hard to tell apart. A rest smaller than a quarter of a batch is left out.
    """
    chance = np.random.default_rng(seed)
    found: list[NDArray[np.int64]] = []
    for kind in range(len(encoded.kind_names)):
        members = chance.permutation(np.flatnonzero(encoded.kinds == kind))
        half = len(members) // 2
        themed = members[:half]
        order = np.argsort(_shuffled(encoded.themes[themed], chance), kind="stable")
        for part in (themed[order], members[half:]):
            found += [
                batch
                for batch in np.split(part, range(size, len(part), size))
                if len(batch) * 4 >= size or not found
            ]
    return [found[place] for place in chance.permutation(len(found))]


def _shuffled(themes: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
    """Themes renamed at random, so that other topics are neighbours each time."""
    _, renamed = np.unique(themes, return_inverse=True)
    order = chance.permutation(int(renamed.max(initial=0)) + 1)
    return np.asarray(order[renamed], dtype=np.int64)
