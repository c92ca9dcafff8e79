"""Counting the language model's units over the training texts, with numpy and without big dictionaries."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzers.restore.syllables import is_syllable, normal_tone
from analyzers.restore.tokens import CLASSES, COMMA, END, TOKEN, figure_class

Ints = NDArray[np.int64]
RUN = 12
"""A sentence that shares a run of this many units with an excluded text is left out."""


@dataclass(frozen=True, slots=True)
class Counts:
    """`words[i]` occurs `unigrams[i]` times; n-gram keys are ids of 16 bits each, oldest highest."""

    words: list[str]
    unigrams: Ints
    bigram_keys: Ints
    bigrams: Ints
    trigram_keys: Ints
    trigrams: Ints
    units: int
    excluded: int


class _Ids(dict[str, int]):
    """Word to id; figures and marks are classified and never stored."""

    def __init__(self) -> None:
        super().__init__({name: number for number, name in enumerate(CLASSES)})
        self.end = self[END]
        self.comma = self[COMMA]

    def __missing__(self, token: str) -> int:
        if len(token) == 1 and token in ".;:!?…\n":
            return self.end
        if not token.isalpha():
            return self[figure_class(token)]
        number = self[token] = len(self)
        return number


def to_ids(ids: _Ids, texts: Iterable[str]) -> NDArray[np.int32]:
    """The texts as one row of ids, each text closed by the end of a clause."""
    row = array("i", [ids.end])
    for text in texts:
        row.extend(map(ids.__getitem__, TOKEN.findall(text.lower())))
        row.append(ids.end)
    return np.frombuffer(row, dtype=np.int32)


def _run_hashes(row: NDArray[np.int32], length: int) -> NDArray[np.uint64]:
    """A 64-bit hash of every run of `length` ids."""
    factors = np.random.default_rng(length).integers(1, 2**63, length, dtype=np.uint64) | np.uint64(1)
    total = np.zeros(max(0, len(row) - length + 1), dtype=np.uint64)
    for offset in range(length):
        total += row[offset : offset + len(total)].astype(np.uint64) * factors[offset]
    return total


def shared_sentences(row: NDArray[np.int32], excluded: NDArray[np.int32], end: int) -> NDArray[np.bool_]:
    """True for every unit of a sentence that is, or shares a run of `RUN` units with, an excluded one."""
    marked = np.zeros(len(row), dtype=bool)
    if len(excluded) >= RUN:
        marked[: len(row) - RUN + 1] |= np.isin(_run_hashes(row, RUN), np.unique(_run_hashes(excluded, RUN)))
    borders = np.flatnonzero(excluded == end)
    for length in range(5, RUN):
        starts = borders[:-1][np.diff(borders) == length + 1]
        if len(starts):
            wanted = np.unique(_run_hashes(excluded, length + 2)[starts])
            marked[: max(0, len(row) - length - 1)] |= np.isin(_run_hashes(row, length + 2), wanted)
            # the run starts at the closing mark of the sentence before; mark the sentence itself
    hits = np.flatnonzero(marked)
    sentence = np.cumsum(row == end)
    spoiled = np.zeros(int(sentence[-1]) + 2, dtype=bool)
    spoiled[sentence[hits]] = True
    inside = np.minimum(hits + RUN - 1, len(row) - 1)
    spoiled[sentence[inside[row[hits] != end]]] = True
    found: NDArray[np.bool_] = spoiled[sentence]
    return found


def _tidy_vocabulary(ids: _Ids, counts: Ints, least: int, least_other: int) -> tuple[list[str], Ints]:
    """The kept words, most frequent first, and for each raw id its kept id (0 for unknown)."""
    merged: dict[str, int] = {}
    for word, number in ids.items():
        name = word if word in CLASSES else normal_tone(word)
        merged[name] = merged.get(name, 0) + int(counts[number])
    ordered = sorted((w for w in merged if w not in CLASSES), key=lambda w: (-merged[w], w))
    kept = [w for w in ordered if merged[w] >= (least if is_syllable(w) else least_other) and len(w) <= 16]
    words = [*CLASSES, *kept]
    if len(words) >= 65_536:
        raise ValueError(f"{len(words)} words do not fit 16 bits: raise the least counts")
    position = {word: number for number, word in enumerate(words)}
    mapping = np.zeros(len(ids), dtype=np.int64)
    for word, number in ids.items():
        mapping[number] = position.get(word if word in CLASSES else normal_tone(word), 0)
    return words, mapping


def count(texts: Iterable[str], excluded: Iterable[str], least: int = 15, least_other: int = 40) -> Counts:
    """Uni-, bi- and trigram counts over `texts` without the sentences of `excluded`."""
    ids = _Ids()
    kept_out = to_ids(ids, excluded).copy()
    row = to_ids(ids, texts)
    spoiled = shared_sentences(row, kept_out, ids.end)
    row = row[~spoiled]
    raw = np.bincount(row, minlength=len(ids)).astype(np.int64)
    words, mapping = _tidy_vocabulary(ids, raw, least, least_other)
    unit = mapping[row]
    unit = unit[np.concatenate([[True], (unit[1:] != ids.end) | (unit[:-1] != ids.end)])]
    bigram_keys, bigrams = np.unique((unit[:-1] << 16) | unit[1:], return_counts=True)
    trigram = (unit[:-2] << 32) | (unit[1:-1] << 16) | unit[2:]
    trigram_keys, trigrams = np.unique(trigram, return_counts=True)
    return Counts(
        words,
        np.bincount(unit, minlength=len(words)).astype(np.int64),
        bigram_keys,
        bigrams,
        trigram_keys,
        trigrams,
        len(unit),
        int(spoiled.sum()),
    )
