"""The vocabulary: a unigram tokenizer that keeps frequent words of one and two syllables whole.

Accents are folded in the tokenizer, so a text has the same vector with and without them. A space does
not end a piece, which is how `▁thu▁tuc` (thủ tục) can be one. Each piece costs what its frequency says
(Kudo, Subword Regularization, 2018, section 3.2): two syllables become one piece where they stand side
by side more often than chance.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from analyzers.folding import fold
from eval.embedding.counts import Counts

SPACE = "▁"
PAD, UNKNOWN = "[PAD]", "[UNK]"
UNKNOWN_COST = -30.0
SUBWORD_PENALTY = 7.0
"""Nats that a piece of a word costs beyond its frequency: whole words win wherever they exist."""
_LETTER_COST, _WORD_LETTER_COST, _SPACE_COST = -15.0, -14.0, -14.0
_LONGEST_SUBWORD = 5
_WHOLE_FROM = 200
_WHOLE_SHARE = 0.02
"""A word that has a piece of its own counts only so much for the pieces of other words."""

Piece = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many pieces of each kind."""

    words: int = 9_000
    foreign: int = 18_000
    subwords: int = 3_500
    letters: int = 300
    phrases: int = 11_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`tokenizer` knows the phrases; `by_syllable` is the same without them (same numbers for the rest)."""

    tokenizer: Tokenizer
    by_syllable: Tokenizer

    @property
    def size(self) -> int:
        """The number of pieces."""
        return int(self.tokenizer.get_vocab_size())

    def empty_pieces(self) -> list[int]:
        """The pieces that say nothing: their vectors are zero."""
        found = (self.tokenizer.token_to_id(piece) for piece in (PAD, UNKNOWN, SPACE))
        return [number for number in found if number is not None]


def build(counts: Counts, foreign: Counter[str], sizes: Sizes) -> Vocabulary:
    """The vocabulary of `counts` (accented or not, they are folded here) and of `foreign` words."""
    folded = _folded(counts)
    total = sum(folded.words.values())
    pieces: dict[str, float] = {PAD: 0.0, UNKNOWN: UNKNOWN_COST}
    whole = [word for word, _ in folded.words.most_common(sizes.words)]
    whole += [word for word, _ in foreign.most_common(sizes.foreign)]
    for word in whole:
        often = max(folded.words[word], foreign[word], 1)
        pieces.setdefault(SPACE + word, math.log(often / total))
    for piece, share in _subwords(folded.words, set(whole), sizes.subwords):
        pieces.setdefault(piece, math.log(max(share, 1.0) / total) - SUBWORD_PENALTY)
    pieces.setdefault(SPACE, _SPACE_COST)
    for letter in _letters(folded.words, sizes.letters):
        pieces.setdefault(letter, _LETTER_COST)
        pieces.setdefault(SPACE + letter, _WORD_LETTER_COST)
    syllables = list(pieces.items())
    for phrase, often in _phrases(folded, sizes.phrases):
        pieces.setdefault(phrase, math.log(often / total))
    return Vocabulary(_tokenizer(list(pieces.items())), _tokenizer(syllables))


def read(text: str) -> Tokenizer:
    """A tokenizer from its JSON."""
    return Tokenizer.from_str(text)


def pieces_of(tokenizer: Tokenizer) -> list[Piece]:
    """All pieces by number, with the logarithm of their frequency."""
    return [(piece, cost) for piece, cost in json.loads(tokenizer.to_str())["model"]["vocab"]]


def _tokenizer(pieces: Sequence[Piece]) -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram(list(pieces), 1, False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace("đ", "d"),
            normalizers.Replace("€", "e"),  # OCR reads ê, ệ and é so
            normalizers.Replace("¢", "c"),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r" ?[^\p{L}\p{N} ][^\p{L}\p{N}]*"), "removed"),
            pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always", split=False),
        ]
    )
    return tokenizer


def _folded(counts: Counts) -> Counts:
    folded = Counts()
    for word, often in counts.words.items():
        folded.words[fold(word)] += often
    for (first, second), often in counts.pairs.items():
        folded.pairs[fold(first), fold(second)] += often
    return folded


def _subwords(words: Counter[str], whole: set[str], most: int) -> list[tuple[str, float]]:
    found: dict[str, float] = defaultdict(float)
    for word, often in words.items():
        share = _WHOLE_SHARE if word in whole and often > _WHOLE_FROM else 1.0
        marked = SPACE + word
        for length in range(2, _LONGEST_SUBWORD + 1):
            for start in range(len(marked) - length + 1):
                found[marked[start : start + length]] += share * often
    taken = {SPACE + word for word in whole}
    ranked = sorted(
        ((often * (len(piece) - 0.7), piece) for piece, often in found.items() if piece not in taken),
        reverse=True,
    )
    return [(piece, found[piece]) for _, piece in ranked[:most]]


def _letters(words: Counter[str], most: int) -> list[str]:
    found: Counter[str] = Counter()
    for word, often in words.items():
        for letter in word:
            found[letter] += often
    return [letter for letter, _ in found.most_common(most)]


def _phrases(counts: Counts, most: int) -> Iterable[tuple[str, int]]:
    """Two words that stand side by side more often than chance, by the evidence that they do.

    Ranked by frequency times pointwise mutual information (Church and Hanks, 1990)."""
    total = sum(counts.words.values())
    ranked: list[tuple[float, str, int]] = []
    for (first, second), often in counts.pairs.items():
        if not (first.isalpha() and second.isalpha()):
            continue
        together = math.log(often * total / (counts.words[first] * counts.words[second]))
        if together > 1:
            ranked.append((often * together, f"{SPACE}{first}{SPACE}{second}", often))
    ranked.sort(reverse=True)
    return [(phrase, often) for _, phrase, often in ranked[:most]]
