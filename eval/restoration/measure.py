"""How much of a text reads right: syllables, tokens, characters, over aligned passages or made pages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby

from analyzers.reading import Alignment, to_restored
from analyzers.restore.restoration import Restoration
from analyzers.restore.syllables import bare, normal_tone
from eval.restoration.pages import Line

_TOKEN = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+")
_FEWEST = 12
"""A passage shared by two documents has at least this many equal words."""
_WIDEST_GAP = 4
_LEAST_LIKE = 0.3
_MARKS = '.,;:()"“”*…'


@dataclass(frozen=True, slots=True)
class Pair:
    """What was read, what it was restored to, and what stands in the clean text."""

    raw: str
    restored: str
    clean: str


@dataclass(slots=True)
class Scores:
    """Counts over aligned tokens. A letter syllable is a token of letters only, punctuation aside."""

    tokens: int = 0
    exact: int = 0
    syllables: int = 0
    right: int = 0
    characters: int = 0
    edits: int = 0
    wrong: list[Pair] = field(default_factory=list)

    def add(self, pair: Pair, got: str) -> None:
        clean, got = normal_tone(pair.clean), normal_tone(got)
        self.tokens += 1
        self.exact += clean == got
        self.characters += len(clean) + 1
        self.edits += edit_distance(clean, got)
        wanted = letters(clean)
        if wanted and not any(c.isdigit() for c in clean):
            self.syllables += 1
            self.right += wanted.lower() == letters(got).lower()
        if clean != got:
            self.wrong.append(pair)

    def figures(self) -> dict[str, float]:
        """Shares between 0 and 1."""
        return {
            "tokens": self.tokens,
            "exact": round(self.exact / max(1, self.tokens), 4),
            "syllables": self.syllables,
            "syllables_right": round(self.right / max(1, self.syllables), 4),
            "cer": round(self.edits / max(1, self.characters), 4),
        }


def letters(token: str) -> str:
    """The letters of a token, for comparing without punctuation."""
    return "".join(_LETTERS.findall(normal_tone("".join(_LETTERS.findall(token)))))


def edit_distance(first: str, second: str) -> int:
    """Levenshtein distance in characters."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        new = [i]
        for j, b in enumerate(second, 1):
            new.append(min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (a != b)))
        row = new
    return row[-1]


def to_original(alignment: Alignment, start: int, end: int) -> tuple[int, int]:
    """The span of the original that `start:end` of the restored text came from."""
    first = alignment[bisect_right(alignment, start, key=lambda row: row[2]) - 1]
    last = alignment[bisect_left(alignment, end, key=lambda row: row[3])]
    same_first = first[1] - first[0] == first[3] - first[2]
    same_last = last[1] - last[0] == last[3] - last[2]
    return (
        first[0] + (start - first[2] if same_first else 0),
        last[0] + (end - last[2]) if same_last else last[1],
    )


def shared_passages(text: str, restored: Restoration, clean: str) -> list[Pair]:
    """Tokens of the passages that a damaged text shares with a clean one, one for one.

    Equal words anchor a passage; between anchors as many tokens on both sides are paired. Where the two
    documents themselves differ, nothing is compared: words that are nothing alike, figures with other
    digits, and the marks behind a word.
    """
    got = [(m.group(), m.span()) for m in _TOKEN.finditer(restored.text)]
    want = _TOKEN.findall(re.sub(r"[*_]", "", clean))
    matcher = SequenceMatcher(None, [_key(t) for t, _ in got], [_key(t) for t in want], autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size]
    pairs: list[Pair] = []
    for chain in _chains(blocks):
        if sum(size for _, _, size in chain) < _FEWEST:
            continue
        for (a, b, size), following in zip(chain, [*chain[1:], None], strict=True):
            spans = [(a + i, b + i) for i in range(size)]
            if following and following[0] - a - size == following[1] - b - size:
                spans += [(i, i - a + b) for i in range(a + size, following[0])]
            for i, j in spans:
                start, end = to_original(restored.alignment, *got[i][1])
                pair = Pair(text[start:end].strip(_MARKS), got[i][0].strip(_MARKS), want[j].strip(_MARKS))
                if pair.clean and (i < a + size or _alike(pair)) and _digits(pair.raw, pair.clean):
                    pairs.append(pair)
    return pairs


def _key(token: str) -> str:
    return bare(letters(token)).lower() or token


def _digits(raw: str, clean: str) -> bool:
    """False where two figures differ, which is no error of reading."""
    if not (any(map(str.isdigit, clean)) and any(map(str.isdigit, raw))):
        return True
    first, second = ("".join(filter(str.isdigit, text)) for text in (raw, clean))
    return SequenceMatcher(None, first, second).ratio() > 0.75


def _alike(pair: Pair) -> bool:
    def ratio(text: str) -> float:
        return SequenceMatcher(None, bare(text).lower(), bare(pair.clean).lower()).ratio()

    return max(ratio(pair.raw), ratio(pair.restored)) >= _LEAST_LIKE


def _chains(blocks: Sequence[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    chains: list[list[tuple[int, int, int]]] = []
    for a, b, size in blocks:
        if chains:
            i, j, length = chains[-1][-1]
            if a - i - length <= _WIDEST_GAP and b - j - length <= _WIDEST_GAP:
                chains[-1].append((a, b, size))
                continue
        chains.append([(a, b, size)])
    return chains


def score(pairs: Iterable[Pair], raw: bool = False) -> Scores:
    """Scores of the restored side, or of what was read."""
    scores = Scores()
    for pair in pairs:
        scores.add(pair, pair.raw if raw else pair.restored)
    return scores


def page_pairs(lines: Iterable[Line], restore: Callable[[str], Restoration]) -> list[Pair]:
    """Tokens of synthetic pages, each page restored as one text. Words that OCR lost whole are left out."""
    pairs: list[Pair] = []
    for _, page in groupby(lines, key=lambda line: line.page):
        text, spans = _running_text(page)
        restored = restore(text)
        for start, end, clean in spans:
            first, last = to_restored(restored.alignment, start, end)
            got = restored.text[first:last]
            raw, read, want = text[start:end].split(), got.split(), clean.split()
            if len(read) == len(want):
                raw = raw if len(raw) == len(want) else [" ".join(raw)] * len(want)
                pairs += map(Pair, raw, read, want)
            else:
                pairs += [Pair(" ".join(raw), got, word) for word in want]
    return pairs


def _running_text(page: Iterable[Line]) -> tuple[str, list[tuple[int, int, str]]]:
    pieces: list[str] = []
    spans = []
    at = 0
    for line in page:
        for clean, read in line.groups:
            words = " ".join(read)
            if clean and words:
                spans.append((at, at + len(words), " ".join(clean)))
            if words:
                pieces.append(words + " ")
                at += len(words) + 1
        if pieces:
            pieces[-1] = pieces[-1][:-1] + "\n"
    return "".join(pieces), spans


def typed_pairs(texts: Iterable[str], restore: Callable[[str], Restoration]) -> list[Pair]:
    """Tokens of clean texts that lost all diacritics, as people type without an input method."""
    pairs: list[Pair] = []
    for text in texts:
        typed = bare(text)
        restored = restore(typed)
        for token in _TOKEN.finditer(text):
            first, last = to_restored(restored.alignment, *token.span())
            raw = typed[slice(*token.span())]
            pairs.append(Pair(raw, restored.text[first:last], token.group()))
    return pairs


def clean_changes(texts: Iterable[str], restore: Callable[[str], Restoration]) -> tuple[int, int]:
    """Changed words and all syllables of clean texts, which should stay as they are."""
    changed = syllables = 0
    for text in texts:
        syllables += len(_LETTERS.findall(text))
        restored = restore(text)
        changed += sum(text[a:b] != restored.text[c:d] for a, b, c, d in restored.alignment)
    return changed, syllables
