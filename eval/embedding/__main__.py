"""Train the shipped embedding model:

    python -m eval.embedding.teacher DATA [--work FOLDER]
    OPENBLAS_NUM_THREADS=1 python -m eval.embedding DATA [--out FOLDER] [--work FOLDER]

(One thread: beside the process that prepares pairs, two are slower on two cores.)
DATA is the folder of training data. Needs `pip install scipy` beside tracuu itself and, once,
the teacher (see `teacher.py`); no GPU, no torch.
Writes the model folder and `figures.json` with the development figures; two runs on one machine give the
same model.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from eval.embedding import measure, teacher
from eval.embedding.alignment import Aligned
from eval.embedding.changes import dictionary, load_changes, read_damage
from eval.embedding.encoding import Encoded, encode_pairs
from eval.embedding.initial import initial_weights
from eval.embedding.pairs import Corpus, draw_pairs
from eval.embedding.preparation import load_vocabulary, make_vocabulary
from eval.embedding.quantise import quantise, round_trip, write_model
from eval.embedding.train import Progress, Recipe, train
from eval.embedding.vocabulary import Vocabulary

NAME = "tracuu-static-vi"
VERSION = "2"
SHIPPED = Path(__file__).parents[2] / "indexer" / "models" / "static"
DIMENSIONS = 384
TEACHER = teacher.FILE
FUSION_WEIGHTS = (0.2, 0.3, 0.4, 0.5)


def prepare_draw(folder: Path, work: Path, recipe: Recipe, number: int) -> Encoded:
    """The encoded pairs of one draw (runs in a process of its own, beside the training)."""
    found = Aligned.read(work / TEACHER, dictionary()).translations()
    corpus = Corpus.read(folder, [*dictionary(), *found])
    seed = recipe.seed * 1_000 + recipe.first_draw + number
    chance = random.Random(seed)
    pairs = draw_pairs(corpus, load_changes(found), chance)
    return encode_pairs(pairs, load_vocabulary(work), seed, recipe.by_syllable)


class Ahead:
    """Prepares the next draw while one is trained on."""

    def __init__(self, pool: ProcessPoolExecutor, prepare: Callable[[int], Encoded], draws: int) -> None:
        self._pool, self._prepare, self._draws = pool, prepare, draws
        self._next: Future[Encoded] = pool.submit(prepare, 0)

    def __call__(self, number: int) -> Encoded:
        """The pairs of draw `number`; to be called in order."""
        encoded = self._next.result()
        if number + 1 < self._draws:
            self._next = self._pool.submit(self._prepare, number + 1)
        return encoded


def embedder(tokenizer: Tokenizer, weights: NDArray[np.float32]) -> measure.Embed:
    """Texts to unit vectors, straight from a weight matrix."""

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        sums = np.array([weights[encoding.ids].sum(axis=0) for encoding in encodings], dtype=np.float32)
        norms = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
        return np.asarray(sums / norms, dtype=np.float32)

    return embed


def main() -> None:
    """Train, write, measure."""
    arguments = _arguments()
    began = time.monotonic()
    arguments.work.mkdir(parents=True, exist_ok=True)
    recipe = replace(Recipe(), draws=arguments.draws)
    if not (arguments.work / TEACHER).is_file():
        sys.exit(f"{arguments.work / TEACHER} is missing: run python -m eval.embedding.teacher first")
    aligned = Aligned.read(arguments.work / TEACHER, dictionary())
    vocabulary = make_vocabulary(arguments.data, arguments.work, aligned.english)
    _log(began, f"vocabulary: {vocabulary.size} pieces")
    weights = trained(arguments.data, arguments.work, vocabulary, aligned, recipe, partial(_log, began))
    np.save(arguments.work / "weights.npy", weights)
    model = quantise(weights, arguments.dimensions)
    config = write_model(arguments.out, model, vocabulary.tokenizer, NAME, VERSION)
    _log(began, f"written: {config}")
    found = measure.all_figures(
        arguments.data, embedder(vocabulary.tokenizer, round_trip(model)), read_damage(), FUSION_WEIGHTS
    )
    report = {"recipe": asdict(recipe), "seconds": round(time.monotonic() - began), "figures": found}
    (arguments.work / "figures.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(measure.as_json(found))


def trained(
    folder: Path,
    work: Path,
    vocabulary: Vocabulary,
    aligned: Aligned,
    recipe: Recipe,
    log: Callable[[str], None],
) -> NDArray[np.float32]:
    """The trained weights."""

    def report(progress: Progress) -> None:
        log(f"step {progress.step} of {progress.steps}, loss {progress.loss:.3f}")

    weights = initial_weights(vocabulary, aligned, dictionary(), recipe.seed)
    with ProcessPoolExecutor(1) as pool:
        ahead = Ahead(pool, partial(prepare_draw, folder, work, recipe), recipe.draws)
        return train(weights, ahead, recipe, vocabulary.empty_pieces(), report)


def _log(began: float, message: str) -> None:
    print(f"{time.monotonic() - began:7.0f} s  {message}", file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="the folder of training data")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the model folder to write")
    parser.add_argument("--work", type=Path, default=Path("embedding-work"), help="for what lies between")
    parser.add_argument(
        "--draws", type=int, default=Recipe().draws, help="how many draws of pairs to train on"
    )
    parser.add_argument("--dimensions", type=int, default=DIMENSIONS, help="length of the shipped vectors")
    return parser.parse_args()


if __name__ == "__main__":
    main()
