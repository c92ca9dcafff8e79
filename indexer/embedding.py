"""Vectors for passages and questions, so that meaning can be searched beside words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from analyzers.tokens import folded_terms

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Matrix = NDArray[float32]


class Embedder(Protocol):
    """Turns texts into vectors. `name` changes whenever the vectors of a text would."""

    @property
    def name(self) -> str:
        """What made the vectors; stored with them."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    @property
    def weight(self) -> float:
        """How much this embedder's side may count in the fusion, 0 to 1."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        """One row of unit length a text (all zero for a text without tokens), float32."""


def same_model(version: str, name: str) -> bool:
    """Whether what made a document (`StoredDocument.analyzer`) embedded it as the embedder `name` does.

    A document that does not say what made it is taken to fit.
    """
    return not version or version.endswith(f"/{name}")


class StandInEmbedder:
    """A stand-in, not a model: hashed folded syllables and their neighbours, by feature hashing.

    It keeps the vector path running and tested until a trained model is there. It knows no meaning, so
    its weight in the fusion is 0. Source: Weinberger et al., Feature Hashing for Large Scale Multitask
    Learning (2009), equation 2: a hash chooses the place, one bit of it the sign.
    """

    name = "stand-in-hash-96"
    dimensions = 96
    weight = 0.0

    def embed(self, texts: Sequence[str]) -> Matrix:
        """See `Embedder.embed`."""
        import numpy as np

        matrix = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for feature in _features(text):
                place, sign = _hashed(feature, self.dimensions)
                matrix[row, place] += sign
        norms = np.sqrt(np.square(matrix).sum(axis=1, keepdims=True))
        unit: Matrix = matrix / np.maximum(norms, np.float32(1e-12))
        return unit


def _features(text: str) -> Iterator[str]:
    terms = folded_terms(text)
    yield from terms
    for first, second in pairwise(terms):
        yield f"{first} {second}"


@lru_cache(maxsize=65536)
def _hashed(feature: str, dimensions: int) -> tuple[int, float]:
    digest = int.from_bytes(hashlib.blake2b(feature.encode("utf-8", "replace"), digest_size=8).digest())
    return (digest >> 1) % dimensions, 1.0 if digest & 1 else -1.0
