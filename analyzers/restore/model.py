"""The language model of restoration: how likely a syllable is after two others.

Its arrays are slices of sorted n-grams; dictionaries are made for a context when it is first met, so
that loading takes a fraction of a second and a text pays only for the contexts that it has.
All values are costs: negative natural logarithms, times the weight of the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLES = Path(__file__).parent / "tables"
COST_STEP = 0.0725
"""Nats per unit of an 8-bit cost: 255 units are a probability of one in 100 million."""

WEIGHT = 0.8
"""The weight of the model against the channel, tuned on synthetic pages of held-out texts."""

_MOST_STATES = 200_000
"""How many contexts are remembered before they are forgotten all at once."""


@dataclass(slots=True, eq=False)
class State:
    """What the model remembers: the last word, or the last two where it has seen something after both.

    The cost of a word is `seen[word]`, or `back` plus the one in `row.seen`, or both backs plus
    `unigram[word]`. States are interned, so equal memories are the same object.
    """

    word: int
    seen: dict[int, float]
    back: float
    row: Row


@dataclass(slots=True, eq=False)
class Row:
    """What follows one word: costs, and the places of the bigrams."""

    seen: dict[int, float]
    places: dict[int, int]
    back: float


class LanguageModel:
    """Syllable trigrams. `words[i]` is lower case; `ids` is its inverse; `counts[i]` its occurrences."""

    def __init__(self, arrays: dict[str, NDArray[Any]], weight: float = WEIGHT) -> None:
        self.words: list[str] = bytes(arrays["words"]).decode().split("\n")
        self.ids = {word: number for number, word in enumerate(self.words)}
        self.counts: list[int] = arrays["counts"].tolist()
        scale = [unit * COST_STEP * weight for unit in range(256)]
        self._scale = scale
        self.unigram: list[float] = [scale[unit] for unit in arrays["unigram"].tolist()]
        self._back = [scale[unit] for unit in arrays["back"].tolist()]
        self._starts = [0, *arrays["row_lengths"].cumsum(dtype="int64").tolist()]
        self._tails = arrays["tail_lengths"].cumsum(dtype="int64")
        self._bigram_words, self._bigram = arrays["bigram_words"], arrays["bigram"]
        self._bigram_back = arrays["bigram_back"]
        self._trigram_words, self._trigram = arrays["trigram_words"], arrays["trigram"]
        self._arrays = arrays
        self._rows: dict[int, Row] = {}
        self._short: dict[int, State] = {}
        self._states: dict[int, State] = {}

    def flat(self) -> dict[str, NDArray[Any]]:
        """What the compiled search reads: the stored arrays, `starts` of the rows and `tails`, the ends of
        the trigrams of each bigram, as 64-bit places, and `scale`, the cost of each 8-bit unit."""
        import numpy as np

        names = ("bigram_words", "bigram", "bigram_back", "trigram_words", "trigram", "unigram", "back")
        return {
            "starts": np.array(self._starts, dtype=np.int64),
            "tails": self._tails,
            "scale": np.array(self._scale),
            **{name: self._arrays[name] for name in names},
        }

    def row(self, word: int) -> Row:
        """What the model knows to follow `word`."""
        row = self._rows.get(word)
        if row is None:
            start, end = self._starts[word], self._starts[word + 1]
            words = self._bigram_words[start:end].tolist()
            costs = map(self._scale.__getitem__, self._bigram[start:end].tolist())
            places = dict(zip(words, range(start, end), strict=True))
            row = self._rows[word] = Row(dict(zip(words, costs, strict=True)), places, self._back[word])
        return row

    def start(self, word: int) -> State:
        """The state in which only `word` is known."""
        state = self._short.get(word)
        if state is None:
            state = self._short[word] = State(word, {}, 0.0, self.row(word))
        return state

    def after(self, before: int, word: int) -> State:
        """The state after `before` and `word`."""
        key = before << 16 | word
        state = self._states.get(key)
        if state is None:
            if len(self._states) > _MOST_STATES:
                self._states.clear()
            state = self._states[key] = self._make(before, word)
        return state

    def _make(self, before: int, word: int) -> State:
        place = self.row(before).places.get(word)
        if place is None:
            return self.start(word)
        start, end = int(self._tails[place - 1]) if place else 0, int(self._tails[place])
        if start == end:
            return self.start(word)
        costs = map(self._scale.__getitem__, self._trigram[start:end].tolist())
        seen = dict(zip(self._trigram_words[start:end].tolist(), costs, strict=True))
        return State(word, seen, self._scale[int(self._bigram_back[place])], self.row(word))

    def cost(self, state: State, word: int) -> float:
        """The cost of `word` in a state."""
        found = state.seen.get(word)
        if found is not None:
            return found
        found = state.row.seen.get(word)
        if found is not None:
            return state.back + found
        return state.back + state.row.back + self.unigram[word]


@lru_cache(maxsize=1)
def language_model() -> LanguageModel:
    """The shipped model, loaded at the first call."""
    import numpy as np

    with np.load(TABLES / "language_model.npz") as stored:
        return LanguageModel({name: stored[name] for name in stored.files})
