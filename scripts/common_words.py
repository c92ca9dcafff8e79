"""Count the words of administrative, legal and news prose: the table `search/data/words.tsv`.

    python scripts/common_words.py DATA > search/data/words.tsv

DATA is a folder with `admin_phrases`, `law_articles` and `news` as `.jsonl.gz`, each line an object or a
string. A word is two to four syllables that underthesea takes together; words that are always
capitalised are names and left out, and so is what `stopwords.tsv` names. The same folder gives the same
table.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from underthesea import word_tokenize

SAMPLE = {"admin_phrases": 3200, "law_articles": 2500, "news": 900}
"""How many lines of each file are read."""

LONGEST = 1500
"""Characters read of each line."""

LEAST = 8
"""Least number of times that a word must stand in the sample in small letters."""

_WORD = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,3}")


def texts(data: Path) -> Iterator[str]:
    """The sampled lines' strings, joined."""
    chosen = random.Random(7)
    for name, size in SAMPLE.items():
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        for row in chosen.sample(rows, min(size, len(rows))):
            values = row.values() if isinstance(row, dict) else [row]
            yield " ".join(value for value in values if isinstance(value, str))[:LONGEST]


def main() -> None:
    """Print the table to standard output."""
    counts: Counter[str] = Counter()
    characters = 0
    for text in texts(Path(sys.argv[1])):
        characters += len(text)
        counts.update(word for word in word_tokenize(text) if word.islower() and _WORD.fullmatch(word))
    left_out = stopwords()
    common = [word for word, count in counts.most_common() if count >= LEAST and word not in left_out]
    print(
        "# Words of two to four syllables of administrative, legal and news prose, the commonest first:\n"
        f"# what underthesea found at least {LEAST} times in small letters in {characters / 1e6:.1f}\n"
        "# million characters (scripts/common_words.py)."
    )
    print("\n".join(common))


def stopwords() -> set[str]:
    """What a question says around its subject, which is no subject itself."""
    table = Path(__file__).parents[1] / "search" / "data" / "stopwords.tsv"
    lines = table.read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[1] for line in lines if not line.startswith("#")}


if __name__ == "__main__":
    main()
