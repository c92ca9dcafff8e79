"""Makes the tables of `analyzers.restore` from a folder of clean Vietnamese texts.

    python -m eval.restoration.train DATA --work FOLDER \\
        --exclude corpus/reports/001_*.txt --damaged corpus/reports/00[0234]_*.txt

Every step is deterministic: the same data, fonts and OCR engine give the same tables. It takes about a
quarter of an hour on one core and 6 GB of memory. `--work` keeps the synthetic pages, so that a run
that was interrupted goes on; the figures are written to `training.json` beside this module.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzers.restore.candidates import make_candidates, syllables_of
from analyzers.restore.channel import Channel, ChannelTables
from analyzers.restore.decoding import Decoder
from analyzers.restore.model import TABLES, LanguageModel
from analyzers.restore.restoration import Restoration, damaged_spans, restore_spans
from eval.restoration.abbreviations import AbbreviationCounter
from eval.restoration.channel_training import WordPairs, fit_channel, word_pairs
from eval.restoration.counts import count
from eval.restoration.language_model import Pruning, build, save
from eval.restoration.measure import clean_changes, page_pairs, score, shared_passages, typed_pairs
from eval.restoration.pages import read_pages, write_pages
from eval.restoration.self_training import decoded_pairs, runs
from eval.restoration.texts import read_sources

SHARES = {"law_articles": 0.45, "legal_documents": 0.28, "admin_phrases": 0.07, "news": 0.12, "wiki": 0.08}
"""How the synthetic pages are mixed."""
_POOL = 2_500
_SEED = 1
_CLEAN_SOURCES = ("law_articles", "legal_documents", "news")


@dataclass(slots=True)
class Pools:
    """Samples of the texts for making pages, and the held-out ones for measuring."""

    rng: random.Random
    training: dict[str, list[str]] = field(default_factory=dict)
    held_out: dict[str, list[str]] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)

    def add(self, source: str, text: str, held_out: bool) -> None:
        """Keeps a uniform sample (algorithm R) of each source's texts, all of the held-out ones."""
        if held_out:
            self.held_out.setdefault(source, []).append(text)
            return
        pool = self.training.setdefault(source, [])
        self.seen[source] = self.seen.get(source, 0) + 1
        if len(pool) < _POOL:
            pool.append(text)
        elif (place := self.rng.randrange(self.seen[source])) < _POOL:
            pool[place] = text

    def mixed(self, pools: dict[str, list[str]], seed: int) -> list[str]:
        """Texts drawn by `SHARES`."""
        rng = random.Random(seed)
        names = [name for name in SHARES if pools.get(name)]
        drawn = rng.choices(names, [SHARES[name] for name in names], k=4_000)
        return [rng.choice(pools[name]) for name in drawn]


@dataclass(frozen=True, slots=True)
class Trial:
    """One language model and vocabulary, for trying channels on."""

    model: LanguageModel
    known: dict[str, int]

    def decoder(self, tables: ChannelTables) -> Decoder:
        """A decoder with a channel that may not be the shipped one."""
        channel = Channel(tables, syllables_of(self.model)[1])
        return Decoder(self.model, make_candidates(self.model, channel, self.known))


def restore_with(decoder: Decoder, text: str) -> Restoration:
    """`analyzers.restore.restore` with a given decoder."""
    return restore_spans(text, damaged_spans(text), decoder)


def restore_all(decoder: Decoder, text: str) -> Restoration:
    """Restores without asking whether the text is damaged, as synthetic pages are."""
    return restore_spans(text, [(0, len(text))], decoder)


class Training:
    """The steps, in order; `log` collects the figures."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.log: dict[str, Any] = {}
        self.excluded = [path.read_text(encoding="utf-8") for path in options.exclude]
        self.damaged = {path.name: path.read_text(encoding="utf-8") for path in options.damaged}
        self._started = time.monotonic()

    def run(self) -> None:
        """Trains, writes the tables and the log."""
        pools, abbreviations = Pools(random.Random(_SEED)), AbbreviationCounter()
        arrays = self._language_model(pools, abbreviations)
        trial = Trial(LanguageModel(arrays), abbreviations.known())
        pages = self._pages(pools)
        tables = self._channel(trial, word_pairs(read_pages(pages["training"])), pages["development"])
        self._say("channel bytes", _save_channel(TABLES / "channel.npz", tables, trial.known))
        self._measure(trial.decoder(tables), pools)
        log = Path(__file__).parent / "training.json"
        log.write_text(json.dumps(self.log, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def _say(self, what: str, value: Any) -> None:
        self.log[what] = value
        print(f"[{time.monotonic() - self._started:6.0f} s] {what}: {value}", file=sys.stderr, flush=True)

    def _language_model(self, pools: Pools, abbreviations: AbbreviationCounter) -> dict[str, NDArray[Any]]:
        def texts() -> Iterator[str]:
            for found in read_sources(self.options.data):
                pools.add(found.source, found.text, found.held_out)
                if not found.held_out:
                    if found.source != "wiki":
                        abbreviations.add(found.text)
                    yield found.text

        counts = count(texts(), self.excluded)
        self._say("units", counts.units)
        self._say("units of excluded sentences", counts.excluded)
        arrays = build(counts, Pruning())
        kept = [len(arrays[name]) for name in ("unigram", "bigram_words", "trigram_words")]
        self._say("words, bigrams, trigrams kept", kept)
        self._say("language model bytes", save(TABLES / "language_model.npz", arrays))
        return arrays

    def _pages(self, pools: Pools) -> dict[str, Path]:
        self.options.work.mkdir(parents=True, exist_ok=True)
        plan = {
            "training": (pools.training, self.options.pages, _SEED),
            "development": (pools.held_out, self.options.development_pages, _SEED + 1),
        }
        paths = {}
        for name, (texts, pages, seed) in plan.items():
            paths[name] = self.options.work / f"pages-{name}.jsonl"
            write_pages(paths[name], pools.mixed(texts, seed), pages, seed)
            self._say(f"{name} pages", pages)
        return paths

    def _channel(self, trial: Trial, pairs: WordPairs, development: Path) -> ChannelTables:
        self._say("word pairs", sum(pairs.values()))
        tables = fit_channel(pairs)
        lines = list(read_pages(development))
        excluded = runs(self.excluded)
        for number in range(self.options.rounds + 1):
            decoder = trial.decoder(tables)
            found = page_pairs(lines, partial(restore_all, decoder))
            self._say(f"development pages, self-trained {number} times", score(found).figures())
            if number == self.options.rounds:
                break
            more = WordPairs(pairs)
            for text in self.damaged.values():
                more.update(decoded_pairs(text, decoder, excluded))
            self._say(
                f"word pairs from damaged texts, round {number + 1}", sum(more.values()) - sum(pairs.values())
            )
            tables = fit_channel(more)
        return tables

    def _measure(self, decoder: Decoder, pools: Pools) -> None:
        for name, text in self.damaged.items():
            restored = restore_with(decoder, text)
            for clean in self.excluded:
                pairs = shared_passages(text, restored, clean)
                if len(pairs) >= 100:
                    self._say(f"{name} against the excluded text, as read", score(pairs, raw=True).figures())
                    self._say(f"{name} against the excluded text, restored", score(pairs).figures())
        clean = [text for name in _CLEAN_SOURCES for text in pools.held_out.get(name, ())]
        self._say(
            "clean held-out texts: words changed, syllables",
            clean_changes(clean, partial(restore_with, decoder)),
        )
        sample = [text[:2_000] for text in clean[::10]]
        typed = typed_pairs(sample, partial(restore_with, decoder))
        self._say("clean held-out texts typed without accents", score(typed).figures())


def _save_channel(path: Path, tables: ChannelTables, known: dict[str, int]) -> int:
    np.savez_compressed(
        path,
        json=np.frombuffer(tables.to_json().encode(), dtype=np.uint8),
        abbreviations=np.frombuffer("\n".join(known).encode(), dtype=np.uint8),
        abbreviation_counts=np.array(list(known.values()), dtype=np.uint32),
    )
    return path.stat().st_size


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.restoration.train", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with law_articles.jsonl.gz, news.jsonl.gz ...")
    parser.add_argument(
        "--exclude", type=Path, nargs="*", default=[], help="texts to keep out, sentence by sentence"
    )
    parser.add_argument("--damaged", type=Path, nargs="*", default=[], help="damaged texts for self-training")
    parser.add_argument(
        "--work", type=Path, required=True, help="folder for the synthetic pages (about 5 MB)"
    )
    parser.add_argument("--pages", type=int, default=180)
    parser.add_argument("--development-pages", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=2, help="rounds of self-training")
    Training(parser.parse_args(arguments)).run()


if __name__ == "__main__":
    main()
