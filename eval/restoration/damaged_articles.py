"""Articles as a bad scan would give them: `python -m eval.restoration.damaged_articles ARTICLES OUT`.

Every word is replaced by what the OCR engine read for it in the pages that the channel was learned from,
drawn by how often; words that stood on no page by their onset and rhyme. ARTICLES is a JSON Lines file
(or .gz) of objects with `text`; OUT gets the same objects. Beside its queries, OUT is a set that
`tracuu eval run alqac:QUERIES` takes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from analyzers.restore.channel import CASES, channel_tables
from analyzers.restore.syllables import bare, normal_tone, split_onset

_WORD = re.compile(r"[^\W\d_]+")
_Readings = dict[str, tuple[list[str], list[int]]]
"""A clean form -> what was read for it and how often."""


class Damager:
    """Draws damaged words; the same seed gives the same text."""

    def __init__(self, seed: int) -> None:
        tables = channel_tables()
        self._words, self._parts = _by_clean(tables.words.items()), _by_clean(tables.parts.items())
        self._rng = random.Random(seed)

    def text(self, clean: str) -> str:
        """`clean` as it would be read; figures and punctuation stay."""
        return _WORD.sub(lambda match: self._word(match.group()), clean)

    def _word(self, word: str) -> str:
        form = normal_tone(word)
        if form in self._words:
            return self._draw(self._words[form])
        parts = [self._part(part) for part in split_onset(form.lower()) if part]
        pattern = "upper" if word.isupper() and len(word) > 1 else "title" if word[0].isupper() else "lower"
        return CASES[pattern]("".join(parts))

    def _part(self, part: str) -> str:
        return self._draw(self._parts[part]) if part in self._parts else bare(part)

    def _draw(self, readings: tuple[list[str], list[int]]) -> str:
        return self._rng.choices(*readings)[0]


def _by_clean(pairs: Iterable[tuple[tuple[str, str], int]]) -> _Readings:
    found: _Readings = {}
    for (clean, read), count in pairs:
        forms, counts = found.setdefault(clean, ([], []))
        forms.append(read)
        counts.append(count)
    return found


def opened(path: Path, mode: str) -> IO[str]:
    """A text file, unpacked where its name ends in .gz."""
    opener = gzip.open if path.suffix == ".gz" else open
    return opener(path, mode + "t", encoding="utf-8")  # type: ignore[return-value]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.restoration.damaged_articles", description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=20240131)
    options = parser.parse_args(arguments)
    damager = Damager(options.seed)
    with opened(options.articles, "r") as source, opened(options.out, "w") as target:
        for line in source:
            record = json.loads(line)
            record["text"] = damager.text(record["text"])
            target.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
