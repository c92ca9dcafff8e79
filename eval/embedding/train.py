"""The training loop: a bag of vectors, in-batch negatives, several lengths of the vector at once.

A text's vector is the mean of its pieces' vectors. The loss is that of sentence-transformers'
MultipleNegativesRankingLoss (Henderson et al., Efficient Natural Language Response Suggestion, 2017,
section 4) in MatryoshkaLoss (Kusupati et al., Matryoshka Representation Learning, 2022, equation 1).
The model is so simple that its gradient is written out here, and numpy and scipy train it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from eval.embedding.encoding import Bags, Encoded, batches

Matrix = NDArray[np.float32]
_MASKED = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that the training does with its data. `lengths`: the longest is the model's."""

    lengths: tuple[int, ...] = (384, 192)
    draws: int = 2
    first_draw: int = 2
    """What draws are numbered from: another number, other pairs."""
    passes: int = 1
    """How often each draw of pairs is trained on. A second time costs more on unseen questions than it
    gives: the teacher's vectors are moved too far."""
    batch: int = 1_024
    rate: float = 0.004
    warm_up: float = 0.05
    least_rate: float = 0.03
    scale: float = 20.0
    backward: float = 0.3
    """Weight of finding the question for the passage against finding the passage for the question."""
    by_syllable: float = 0.25
    seed: int = 7


@dataclass(slots=True)
class Adam:
    """Adam (Kingma and Ba, 2015, algorithm 1) on the rows that a batch touches."""

    mean: Matrix
    square: Matrix
    steps: NDArray[np.int32]
    first: float = 0.9
    second: float = 0.999

    @classmethod
    def of(cls, weights: Matrix) -> Adam:
        return cls(np.zeros_like(weights), np.zeros_like(weights), np.zeros(len(weights), dtype=np.int32))

    def update(self, weights: Matrix, rows: NDArray[np.int64], gradient: Matrix, rate: float) -> None:
        """Move the rows against their gradient."""
        self.steps[rows] += 1
        steps = self.steps[rows, None].astype(np.float32)
        mean = self.mean[rows] * np.float32(self.first) + gradient * np.float32(1 - self.first)
        square = self.square[rows] * np.float32(self.second) + gradient * gradient * np.float32(
            1 - self.second
        )
        self.mean[rows], self.square[rows] = mean, square
        size = np.float32(rate) / (1 - np.float32(self.first) ** steps)
        spread = np.sqrt(square / (1 - np.float32(self.second) ** steps)) + np.float32(1e-8)
        weights[rows] -= size * mean / spread


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the training is, for the log."""

    step: int
    steps: int
    loss: float
    seconds: float


def train(
    weights: Matrix,
    prepared: Callable[[int], Encoded],
    recipe: Recipe,
    frozen: Sequence[int],
    report: Callable[[Progress], None],
) -> Matrix:
    """Train `weights` (pieces x dimensions) in place and return them.

    `prepared(n)` gives the pairs of draw n; the `frozen` rows stay zero.
    """
    adam = Adam.of(weights)
    weights[list(frozen)] = 0
    began, step, steps = time.monotonic(), 0, 0
    for number in range(recipe.draws):
        encoded = prepared(number)
        planned = [
            batch
            for again in range(recipe.passes)
            for batch in batches(encoded, recipe.batch, recipe.seed * 1_000 + number * recipe.passes + again)
        ]
        steps = steps or len(planned) * recipe.draws
        for batch in planned:
            rate = recipe.rate * _share_of_rate(step, steps, recipe)
            loss, rows, gradient = gradient_of(weights, encoded, batch, recipe)
            adam.update(weights, rows, gradient, rate)
            weights[list(frozen)] = 0
            step += 1
            if step % 50 == 0 or step == 1:
                report(Progress(step, steps, loss, time.monotonic() - began))
    return weights


def _share_of_rate(step: int, steps: int, recipe: Recipe) -> float:
    """Up in a straight line, then down in one."""
    warm = max(1.0, recipe.warm_up * steps)
    if step < warm:
        return (step + 1) / warm
    return max(recipe.least_rate, 1 - (step - warm) / max(1.0, steps - warm))


def gradient_of(
    weights: Matrix, encoded: Encoded, batch: NDArray[np.int64], recipe: Recipe
) -> tuple[float, NDArray[np.int64], Matrix]:
    """The loss of one batch, the rows that it depends on, and the gradient for these rows."""
    rows, queries, passages = _local(encoded.queries, encoded.passages, batch, len(weights))
    own = weights[rows]
    asked, answers = queries @ own, passages @ own
    source = encoded.sources[batch]
    alike = (source[:, None] == source[None, :]) & ~np.eye(len(batch), dtype=bool)
    asked_back, answers_back = np.zeros_like(asked), np.zeros_like(answers)
    loss = 0.0
    for length in recipe.lengths:
        part, first, second = ranking_loss(asked[:, :length], answers[:, :length], alike, recipe)
        loss += part / len(recipe.lengths)
        asked_back[:, :length] += first
        answers_back[:, :length] += second
    gradient = (queries.T @ asked_back + passages.T @ answers_back) / np.float32(len(recipe.lengths))
    return loss, rows, np.asarray(gradient, dtype=np.float32)


def ranking_loss(
    asked: Matrix, answers: Matrix, alike: NDArray[np.bool_], recipe: Recipe
) -> tuple[float, Matrix, Matrix]:
    """The loss of one length of the vectors, and its gradient for both sides (rows x length)."""
    first, first_norm = _unit(asked)
    second, second_norm = _unit(answers)
    scores = (first @ second.T) * np.float32(recipe.scale)
    scores[alike] = _MASKED
    right = np.arange(len(scores))
    forward, backward = _softmax(scores, 1), _softmax(scores, 0)
    loss = -float(np.log(forward[right, right] + 1e-30).mean())
    loss -= recipe.backward * float(np.log(backward[right, right] + 1e-30).mean())
    slope = forward
    slope += np.float32(recipe.backward) * backward
    slope[right, right] -= np.float32(1 + recipe.backward)
    slope *= np.float32(recipe.scale / len(scores) / (1 + recipe.backward))
    return (
        loss / (1 + recipe.backward),
        _through_unit(slope @ second, first, first_norm),
        _through_unit(slope.T @ first, second, second_norm),
    )


def _softmax(scores: Matrix, axis: int) -> Matrix:
    powers: Matrix = np.exp(scores - scores.max(axis=axis, keepdims=True))
    powers /= powers.sum(axis=axis, keepdims=True)
    return powers


def _unit(vectors: Matrix) -> tuple[Matrix, Matrix]:
    norms = np.maximum(np.sqrt(np.square(vectors).sum(axis=1, keepdims=True)), np.float32(1e-6))
    return vectors / norms, norms


def _through_unit(gradient: Matrix, unit: Matrix, norms: Matrix) -> Matrix:
    """The gradient before the vectors were brought to unit length."""
    along: Matrix = (gradient * unit).sum(axis=1, keepdims=True)
    return np.asarray((gradient - unit * along) / norms, dtype=gradient.dtype)


def _local(
    queries: Bags, passages: Bags, batch: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], csr_matrix, csr_matrix]:
    """The rows that a batch touches, and its texts as sparse means over these rows."""
    asked, asked_starts = queries.take(batch)
    answers, answer_starts = passages.take(batch)
    used = np.zeros(size, dtype=bool)
    used[asked] = True
    used[answers] = True
    rows = np.flatnonzero(used)
    place = np.zeros(size, dtype=np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    return (
        rows,
        _means(place[asked], asked_starts, len(rows)),
        _means(place[answers], answer_starts, len(rows)),
    )


def _means(columns: NDArray[np.int32], starts: NDArray[np.int64], size: int) -> csr_matrix:
    lengths = np.diff(starts)
    values = np.repeat((1 / lengths).astype(np.float32), lengths)
    return csr_matrix((values, columns, starts.astype(np.int32)), shape=(len(lengths), size))
