"""Two readers of one line: where Tesseract may be wrong, the second reader looks too, and the surer counts.

Tesseract loses the tone of a letter that has two marks (`thâm` for thẩm) and is sure of it; the second reader
adds letters at the end of a line and takes one sign of punctuation for another. So the second reader sees the
stretches in which a word is unsure, or of a kind that Tesseract misreads, and its word counts where it is
sure of every letter of it. Figures in which both are sure and differ stay as they are, marked as unsure.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from corpus.readers import second_reader
from corpus.readers.layout import Word

_SURE = 0.9
"""Confidence of a word from which on Tesseract's is not looked at again, and the second reader's counts."""
_SURER, _SURE_BOTH = 0.95, 0.99
"""Where Tesseract is as sure as the former, the second reader has to be as sure as the latter."""
_TONE = 0.6
"""What the second reader needs for a tone over a circumflex that Tesseract read without one."""
_DOUBT = 0.5
"""The most confidence of figures that the two read differently."""
_CLEAR = 0.85
"""Confidence from which on Tesseract's figures are not given up for others."""
_LONGEST_STRAY = 2
"""Letters of a word that Tesseract saw in a speck between words."""
_READABLE = 0.7
"""Mean confidence of Tesseract's words, or confidence of any of the second reader's, that a line has."""
_SMEAR, _LEAST_SMEAR = 0.3, 3
"""Mean confidence of the words that a stamp's rest looks like, and how many they are at least."""
_TORN = 3
"""Words that one reader may have made of one or two of the other's."""
_CIRCUMFLEX = "\u0302"
_TRUSTED = frozenset({"nhân", "dân", "không", "thông", "trên"})
"""The commonest words with a circumflex and no tone, which nearly always are what they seem."""
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_END = re.compile(r"[.,;:/)\]”\"]+$")
_CODE = re.compile(r"(?=\S*\d)\S*[^\W\d_]|(?=\S*\d)\S*[/-]\S")
_MARGIN = 6
"""Pixels left of and right of a stretch, at most half the gap to the next word."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A word of the second reader, with its least sure letter's confidence."""

    text: str
    confidence: float


def voted(lines: Sequence[Sequence[Word]], grey: Any, left_out: Callable[[str], bool]) -> list[list[Word]]:
    """Tesseract's lines on the page `grey`, with the words of both readers; a line whose text is `left_out`,
    and all where the second reader is not installed, as they are."""
    if not second_reader.available():
        return [list(line) for line in lines]
    found = (
        list(line) if left_out(" ".join(word.text for word in line)) else _voted(line, grey) for line in lines
    )
    return [line for line in found if line]


def _voted(line: Sequence[Word], grey: Any) -> list[Word]:
    if _is_unreadable(line, grey):
        return []
    found: list[Word] = []
    done = 0
    for start, end in _stretches(line):
        found += line[done:start]
        found += _settled(line[start:end], _read(line, start, end, grey))
        done = end
    return _without_smear(found + list(line[done:]))


def _is_unreadable(line: Sequence[Word], grey: Any) -> bool:
    """Whether a line is what the stamp of an incoming letter left: no reader is sure of any of it."""
    letters = sum(len(word.text) for word in line)
    if sum((word.confidence or 0.0) * len(word.text) for word in line) >= _READABLE * letters:
        return False
    return all(each.confidence < _READABLE for each in _read(line, 0, len(line), grey))


def _without_smear(line: list[Word]) -> list[Word]:
    """A line without what a stamp beside it left: words at its start that neither reader could read."""
    cut, bad, whole = 0, 0.0, 0
    for index, word in enumerate(line):
        whole += len(word.text)
        bad += (word.confidence or 0.0) * len(word.text)
        if bad < _SMEAR * whole and (word.confidence or 0.0) < _DOUBT:
            cut = index + 1
    return line[cut:] if _LEAST_SMEAR <= cut < len(line) else line


def _stretches(line: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """What the second reader looks at: each word in question between its neighbours."""
    start = end = -1
    for index, word in enumerate(line):
        if not _is_questionable(word):
            continue
        first, last = max(0, index - 1), min(len(line), index + 2)
        if first <= end:
            end = last
            continue
        if end > 0:
            yield start, end
        start, end = first, last
    if end > 0:
        yield start, end


def _is_questionable(word: Word) -> bool:
    return (word.confidence or 0.0) < _SURE or _has_lost_tone(word.text) or bool(_CODE.search(word.text))


def _has_lost_tone(text: str) -> bool:
    """Whether a word has a circumflex and no tone: its tone may be what Tesseract lost."""
    if text.lower().strip(",.;:") in _TRUSTED:
        return False
    marks = unicodedata.normalize("NFD", text)
    return _CIRCUMFLEX in marks and _TONES.isdisjoint(marks)


def _read(line: Sequence[Word], start: int, end: int, grey: Any) -> list[_Read]:
    """The second reader's words of `line[start:end]`."""
    words = line[start:end]
    left, right = min(word.left for word in words), max(word.right for word in words)
    before = left - line[start - 1].right if start else math.inf
    behind = line[end].left - right if end < len(line) else math.inf
    left -= min(_MARGIN, max(0.0, before / 2))
    right += min(_MARGIN, max(0.0, behind / 2))
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    crop = grey[max(0, round(top)) : round(bottom), max(0, round(left)) : round(right)]
    return _words(second_reader.sure_path(second_reader.posteriors(crop))) if crop.size else []


def _words(letters: Sequence[tuple[str, float]]) -> list[_Read]:
    found: list[_Read] = []
    text, least = "", 1.0
    for letter, likely in [*letters, (" ", 1.0)]:
        if letter != " ":
            text, least = text + letter, min(least, likely)
        elif text:
            found.append(_Read(unicodedata.normalize("NFC", text), least))
            text, least = "", 1.0
    return found


def _settled(words: Sequence[Word], read: Sequence[_Read]) -> list[Word]:
    """The words of one stretch, aligned and chosen one by one."""
    found: list[Word] = []
    matcher = SequenceMatcher(None, [word.text for word in words], [each.text for each in read], False)
    for kind, first, last, begin, stop in matcher.get_opcodes():
        mine, other = words[first:last], read[begin:stop]
        if kind == "delete" and first > 0 and last < len(words) and _is_stray(mine):
            continue
        if kind == "replace" and len(mine) == len(other):
            found += [_chosen([word], [each]) for word, each in zip(mine, other, strict=True)]
        elif kind == "replace" and _as_long(mine, other) and (one := _chosen(mine, other)) not in mine:
            found.append(one)
        else:
            found += mine
    return found


def _is_stray(words: Sequence[Word]) -> bool:
    """Whether what only Tesseract saw may be dust: short, and neither a figure nor a dash."""
    text = "".join(word.text for word in words)
    return len(text) <= _LONGEST_STRAY and not any(char.isdigit() or char in "-–—/" for char in text)


def _as_long(words: Sequence[Word], read: Sequence[_Read]) -> bool:
    """Whether a few words of one side may be those of the other: the letters are about as many."""
    one, two = sum(len(word.text) for word in words), sum(len(each.text) for each in read)
    return max(len(words), len(read)) <= _TORN and abs(one - two) <= max(2, two // 3)


def _chosen(words: Sequence[Word], read: Sequence[_Read]) -> Word:
    """One word for a stretch: Tesseract's first one, or the second reader's reading over all of them."""
    first, last = words[0], words[-1]
    mine = min(word.confidence or 0.0 for word in words)
    sure = min(each.confidence for each in read)
    printed = " ".join(word.text for word in words)
    text = " ".join(each.text for each in read)
    if _END.sub("", printed) == _END.sub("", text):
        return first  # only the sign at the end differs, and Tesseract sees those better
    differ = _figures(printed) != _figures(text)
    least = _TONE if _finds_tone(text, printed) else _SURE_BOTH if mine >= _SURER else _SURE
    if sure < least or _has_echo(text, printed):
        return first
    if differ and mine >= _CLEAR:
        return replace(first, confidence=min(mine, _DOUBT))
    end = _END.search(printed)
    if end is not None and _END.search(text) is None:
        text += end[0]
    return Word(text, first.left, first.top, max(first.right, last.right), first.bottom, sure)


def _finds_tone(text: str, printed: str) -> bool:
    """Whether `text` is what was printed with one tone more, over a circumflex."""
    return _has_lost_tone(printed) and _toneless(_END.sub("", text)) == _toneless(_END.sub("", printed))


def _toneless(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if mark not in _TONES)


def _figures(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _has_echo(text: str, printed: str) -> bool:
    """Whether a letter stands twice that Tesseract read once (`Cônng`): no syllable has that."""
    return any(
        one == two and one.islower() and one + two not in printed.lower() for one, two in pairwise(text)
    )
