"""Learning the channel further from damaged texts: what the decoder reads in them becomes pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from analyzers.restore.decoding import Choice, Decoder
from analyzers.restore.restoration import damaged_spans
from analyzers.restore.syllables import bare, is_syllable, normal_tone
from analyzers.restore.tokens import END, TOKEN
from analyzers.restore.units import Unit, units
from eval.restoration.channel_training import WordPairs

RUN = 6
"""A sentence that shares a run of this many words with an excluded text is left out."""
LEAST_CONFIDENCE = 0.6


def runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """All runs of `RUN` words of the texts, without accents, and every shorter line of three or more."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = [bare(w).lower() for w in TOKEN.findall(text) if w.isalpha()]
        found.update(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
        for line in text.split("\n"):
            short = tuple(bare(w).lower() for w in TOKEN.findall(line) if w.isalpha())
            if 3 <= len(short) < RUN:
                found.add(short)
    return found


def decoded_pairs(text: str, decoder: Decoder, excluded: set[tuple[str, ...]]) -> WordPairs:
    """Pairs (reading, read) of the surely read syllables of a damaged text, abbreviations left out."""
    pairs: WordPairs = Counter()
    for start, end in damaged_spans(text):
        found = units(text, start, end)
        for sentence in _sentences(found, decoder.decode(found)):
            words = [bare(w).lower() for choice in sentence for w in choice.surface.split() if w.isalpha()]
            if _is_excluded(words, excluded):
                continue
            for choice in sentence:
                read = found[choice.first].text
                if (
                    choice.width == 1
                    and choice.confidence >= LEAST_CONFIDENCE
                    and _teaches(choice.surface, read)
                ):
                    pairs[normal_tone(choice.surface), read] += 1
    return pairs


def _sentences(found: Sequence[Unit], choices: Sequence[Choice]) -> Iterable[list[Choice]]:
    sentence: list[Choice] = []
    for choice in choices:
        sentence.append(choice)
        if found[choice.first + choice.width - 1].after == END:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _is_excluded(words: Sequence[str], excluded: set[tuple[str, ...]]) -> bool:
    if len(words) < RUN:
        return tuple(words) in excluded
    return any(tuple(words[at : at + RUN]) in excluded for at in range(len(words) - RUN + 1))


def _teaches(surface: str, read: str) -> bool:
    """A syllable, not a number read as one and not capitals, which may be an abbreviation."""
    return (
        is_syllable(surface.lower()) and not read.isdigit() and not (surface.isupper() and len(surface) > 1)
    )
