"""The figures of restoration: `python -m eval.restoration.report --damaged FILE --clean FILE --pages FILE`.

`--damaged` and `--clean` share passages (the same report as OCR text and as clean text). `--pages` are
made by `python -m eval.restoration.make_pages`, `--correct` are clean texts that should stay as they are.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from analyzers.restore import Restoration, restore
from analyzers.restore.restoration import decoder, restore_paragraphs
from eval.restoration.measure import Pair, clean_changes, page_pairs, score, shared_passages
from eval.restoration.pages import read_pages


def _printed(text: str, damaged: bool) -> Restoration:
    """A page whose kind is known, restored as one paragraph."""
    return restore_paragraphs(text, [(0, len(text), damaged)], decoder())


def _row(name: str, pairs: Sequence[Pair], raw: bool) -> str:
    figures = score(pairs, raw).figures()
    return (
        f"{name:44} {figures['tokens']:7,} {figures['syllables_right']:9.2%} {figures['exact']:9.2%}"
        f" {figures['cer']:8.4f}"
    )


def _show(name: str, pairs: Sequence[Pair]) -> None:
    print(_row(f"{name}, as read", pairs, True))
    print(_row(f"{name}, restored", pairs, False))


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a table: tokens, letter syllables right (case folded), tokens exact, character error rate."""
    parser = argparse.ArgumentParser(prog="python -m eval.restoration.report", description=__doc__)
    parser.add_argument("--damaged", type=Path)
    parser.add_argument("--clean", type=Path)
    parser.add_argument("--pages", type=Path, nargs="*", default=[], help="pages read with English OCR")
    parser.add_argument("--vietnamese-pages", type=Path, nargs="*", default=[], help="with Vietnamese OCR")
    parser.add_argument("--correct", type=Path, nargs="*", default=[])
    options = parser.parse_args(arguments)
    print(f"{'':44} {'tokens':>7} {'syllables':>9} {'exact':>9} {'CER':>8}")
    if options.damaged and options.clean:
        text, clean = (path.read_text(encoding="utf-8") for path in (options.damaged, options.clean))
        _show("shared passages", shared_passages(text, restore(text), clean))
    for damaged, paths in ((True, options.pages), (False, options.vietnamese_pages)):
        read: Callable[[str], Restoration] = partial(_printed, damaged=damaged)
        for path in paths:
            _show(path.stem, page_pairs(read_pages(path), read))
    if options.correct:
        texts = [path.read_text(encoding="utf-8") for path in options.correct]
        changed, syllables = clean_changes(texts, restore)
        print(f"correct text: {changed} of {syllables:,} syllables changed")


if __name__ == "__main__":
    main()
