"""Synthetic pages of any texts: `python -m eval.restoration.make_pages TEXTS OUT --pages 20`.

TEXTS is a JSON Lines file (or .gz) of objects with `text`. Needs Tesseract with the language and the
fonts that `make system-deps` installs.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

from eval.restoration.damaged_articles import opened
from eval.restoration.pages import write_pages

_MOST_TEXTS = 2_000


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.restoration.make_pages", description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--language", default="eng", help="Tesseract's model: eng damages, vie hardly")
    options = parser.parse_args(arguments)
    with opened(options.texts, "r") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    drawn = random.Random(options.seed).sample(texts, min(len(texts), _MOST_TEXTS))
    write_pages(options.out, drawn, options.pages, options.seed, options.language)


if __name__ == "__main__":
    main()
