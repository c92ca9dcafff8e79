"""The grammar of labels: what may begin a heading, and which labels each line could be carrying.

A line gets several interpretations (`I1.` may be II or 11, `d)` may be d or đ); which one holds is decided
by the sequence of all of them (`analyzers.sections.sequence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from analyzers.folding import fold
from analyzers.reading import Reading
from analyzers.sections.glyphs import (
    ALPHABET,
    LOST_POINT,
    ROMAN_VALUES,
    read_number,
    read_point,
    read_roman,
    roman,
)
from analyzers.sections.lines import Layout, Line


class Kind(IntEnum):
    """Kinds of label. A kind of lower value stands outside one of higher value."""

    ANNEX = 0  # Phụ lục 2
    FORM = 1  # Biểu mẫu 3
    PART = 2  # Phần thứ nhất
    LETTERED = 3  # A.
    CHAPTER = 4  # Chương I
    ROMAN = 5  # I.
    DIVISION = 6  # Mục 1
    SUBDIVISION = 7  # Tiểu mục 1
    ARTICLE = 8  # Điều 1.
    NUMBER = 9  # 1.
    DECIMAL2 = 10  # 2.1
    DECIMAL3 = 11  # 2.2.1
    DECIMAL4 = 12  # 2.2.1.1
    POINT = 13  # a)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One reading of a label: `ordinal` counts within its kind, (2, 1) for 2.1; `cost` as in glyphs."""

    kind: Kind
    ordinal: tuple[int, ...]
    label: str
    cost: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading. The label begins at `start`, what follows it at `text_start`.

    `take` is what it costs to call the line a heading, `skip` what it costs not to.
    """

    start: int
    text_start: int
    line: int
    interpretations: tuple[Interpretation, ...]
    take: float
    skip: float

    @property
    def is_headword(self) -> bool:
        """Whether the label is a word and its number (Điều 5), not a number alone."""
        return self.skip >= HEADWORD


HEADWORD = 8.0
CERTAIN = 10.0
_STRONG = 4.0

# Marks that stray before a label: “d)   ~ 'm)   _ p)   _ IL KET QUA   **1.   ## 1.
_JUNK = r"[\s_~'\"“”‘’`´^,.:;]*(?:\*{2,3}\s*|\#{1,6}\s+)?"
_GLYPH = r"0-9IlLi|!\]SsOoBZzT"

# a)   đ)   ¢)   9)   0)   ) with the letter lost   q a)   l )
_POINT = re.compile(
    rf"{_JUNK}(?:[A-Za-z0-9]\s(?=\S\)))?(?P<label>(?P<glyph>[^\W_]{{1,2}}|[¢|!\]]|)\s?[)}}\]])\s*(?=\S)"
)
# a. Nội dung   a/ Nội dung
_POINT_DOTTED = re.compile(rf"{_JUNK}(?P<label>(?P<glyph>[a-hj-km-npqrstuvxyđ])(?:\.\s+|/\s*))(?=[^\W\d_])")
# 2.1   2.2.1.   2.2.Ké   2.2.3, Két   L.L Tong
_DECIMAL = re.compile(
    rf"{_JUNK}(?P<label>(?P<glyph>[{_GLYPH}]{{1,2}}(?:[.,][{_GLYPH}]{{1,2}}){{1,3}})(?:[.,:]|(?=\s)))\s*(?=\S)"
)
# 1.   I1.   IV.   |.   S.   L1   A.   IL KET QUA   I Phoi hop
_NUMERAL = re.compile(
    rf"{_JUNK}(?P<label>(?P<glyph>[{_GLYPH}VXvxHmn]{{1,6}}|[A-EĐGHK])(?P<dot>\s?[.,:])?)(?P<gap>\s*)"
)
_QUOTE = re.compile(r"[“\"‘]")

_NUMERAL_WORD = r"(?P<number>\d{1,3}|[ivxl|1h]{1,6}|[a-h])\b"
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_WORDS = {fold(word): value for value, word in enumerate(_ORDINALS, start=1)}
_HEADWORDS: tuple[tuple[Kind, str, re.Pattern[str]], ...] = (
    (Kind.CHAPTER, "Chương", re.compile(rf"chu?[uow]{{1,2}}ng\s+{_NUMERAL_WORD}(?P<sep>\s*[.:–-])?")),
    (
        Kind.PART,
        "Phần",
        re.compile(rf"phan\s+(?:thu\s+(?P<word>{'|'.join(_WORDS)})\b|{_NUMERAL_WORD})(?P<sep>\s*[.:–-])?"),
    ),
    (Kind.SUBDIVISION, "Tiểu mục", re.compile(rf"ti[ec]u\s+muc\s+{_NUMERAL_WORD}(?P<sep>\s*[.:–-])?")),
    (Kind.DIVISION, "Mục", re.compile(rf"muc\s+{_NUMERAL_WORD}(?P<sep>\s*[.:–-])?")),
    # Điều 5.   Diéu 5.   Piéu 5:
    (Kind.ARTICLE, "Điều", re.compile(r"[dpb][il1][ecd]u\s+(?P<number>\d{1,3}[a-zđ]?)(?P<sep>\s*[.:,])?")),
    # Phụ lục   PHU LUC II   Phy luc so 02
    (
        Kind.ANNEX,
        "Phụ lục",
        re.compile(rf"ph[uyv]\s?l[uyv]c(?:\s+(?:s[o06]\s*)?{_NUMERAL_WORD})?(?P<sep>\s*[.:–-])?"),
    ),
    # Biểu mẫu 1   A2 Biéu méu 3   Biểu mẫu số 01
    (
        Kind.FORM,
        "Biểu mẫu",
        re.compile(
            r"b\w{1,3}u\s+m\w{1,2}u\s*(?:s[o06]\s*)?(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?|[ivx]{1,4})\b(?P<sep>\s*[.:–/-])?"
        ),
    ),
    (
        Kind.FORM,
        "Mẫu",
        re.compile(r"mau\s+s[o06]\s*(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)\b(?P<sep>\s*[.:–/-])?"),
    ),
    (Kind.FORM, "Biểu", re.compile(r"bi[ecd]u\s+s[o06]\s*(?P<number>\d{1,3}[a-z]?)\b(?P<sep>\s*[.:–/-])?")),
)
_HEADWORD_START = re.compile(r"(?:[\W_]|\w{1,2}\s){0,4}?(?=[cptmdb][\wđ])")
_HAS_HEADWORD = re.compile(r"chu|phan|muc|ph[uyv]\s?l|[dpb][il1][ecd]u\s|m\w{1,2}u\s")


def is_capitals(text: str) -> bool:
    """Whether `text` is set in capitals, as titles of parts are (OCR makes some of them small)."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 4 and sum(char.isupper() for char in letters) >= 0.8 * len(letters)


def find_candidates(reading: Reading, layout: Layout) -> Iterator[Candidate]:
    """The lines of `reading` that may be headings, in order."""
    for index, line in enumerate(layout.lines):
        candidate = _headword(reading, layout, index, line) or _numbered(reading, layout, index, line)
        if candidate is not None:
            yield candidate


def _headword(reading: Reading, layout: Layout, index: int, line: Line) -> Candidate | None:
    head = reading.folded[line.start : min(line.end, line.start + 60)]
    if not _HAS_HEADWORD.search(head[:24]):
        return None
    skipped = _HEADWORD_START.match(head)
    offset = skipped.end() if skipped else 0
    for kind, word, pattern in _HEADWORDS:
        match = pattern.match(head, offset)
        if match is None or not reading.text[line.start + offset].isupper():
            continue
        rest = reading.text[line.start + match.end() : line.end].strip()
        if not _stands_alone(kind, match["sep"] is not None, rest):
            continue
        found = _headword_label(kind, word, match)
        if found is None or (kind is Kind.ARTICLE and offset and _QUOTE.search(head[:offset])):
            continue
        text_start = line.start + match.end()
        if not rest and index + 1 < len(layout.lines):
            text_start = layout.lines[index + 1].start
        skip = CERTAIN if kind in (Kind.ANNEX, Kind.FORM) else HEADWORD
        take = 0.0 if line.fresh else 1.5
        return Candidate(line.start + offset, text_start, index, (found,), take, skip)
    return None


def _stands_alone(kind: Kind, separated: bool, rest: str) -> bool:
    """Whether what follows the label on its line leaves it a heading, not a mention in running text."""
    if not rest:
        return True
    if kind is Kind.ARTICLE:
        return separated
    if kind is Kind.ANNEX and not separated:
        return is_capitals(rest) or len(rest) <= 3
    return rest[0].isupper() or rest[0] in '(“"' or separated


def _headword_label(kind: Kind, word: str, match: re.Match[str]) -> Interpretation | None:
    groups = match.groupdict()
    if groups.get("word"):
        value = _WORDS[groups["word"]]
        return Interpretation(kind, (value,), f"{word} thứ {_ORDINALS[value - 1]}", 0)
    printed = groups.get("number")
    if printed is None:
        return Interpretation(kind, (1,), word, 0)
    if printed[0].isdigit() and printed not in ("1", "11", "111"):
        digits = re.match(r"\d+", printed)
        assert digits is not None
        return Interpretation(kind, (int(digits.group()),), f"{word} {printed}", 0)
    numeral = ROMAN_VALUES.get(printed.upper())
    if numeral is None and not printed.isdigit():
        found = read_roman(printed.upper().replace("L", "I"))
        numeral = found[0] if found else None
    if numeral is not None:
        return Interpretation(kind, (numeral,), f"{word} {roman(numeral)}", 0)
    if printed.isdigit():
        return Interpretation(kind, (int(printed),), f"{word} {printed}", 0)
    if len(printed) == 1 and printed in ALPHABET:
        return Interpretation(kind, (ALPHABET.index(printed) + 1,), f"{word} {printed.upper()}", 0)
    return None


def _numbered(reading: Reading, layout: Layout, index: int, line: Line) -> Candidate | None:
    text = reading.text
    first = text[line.start]
    if first in "-+–—•=" or (first.isalpha() and first.islower() and _is_word(text, line)):
        return None
    for pattern, interpret in (
        (_POINT, _points),
        (_POINT_DOTTED, _points),
        (_DECIMAL, _decimals),
        (_NUMERAL, _numerals),
    ):
        match = pattern.match(text, line.start, line.end)
        if match is None or (pattern is _POINT_DOTTED and not text[match.end() : match.end() + 1].isupper()):
            continue
        rest = text[match.end() : line.end]
        found = tuple(interpret(match, rest))
        if found:
            return _candidate(text, layout, index, line, match, found)
    return None


def _is_word(text: str, line: Line) -> bool:
    """Whether the line begins with a word of three letters or more, which no label is."""
    opening = text[line.start : line.start + 3]
    return opening.isalpha() and line.end - line.start > 3 and not set(opening) <= set("lIiLVXvx")


def _points(match: re.Match[str], rest: str) -> Iterator[Interpretation]:
    glyph = match["glyph"]
    readings = read_point(glyph) if glyph else (LOST_POINT if rest[:1].isupper() else ())
    upper = 1.0 if glyph.isupper() else 0.0
    for letter, cost in readings:
        yield Interpretation(Kind.POINT, (ALPHABET.index(letter) + 1,), letter, cost + upper)


def _decimals(match: re.Match[str], rest: str) -> Iterator[Interpretation]:
    parts = [read_number(part) for part in re.split(r"[.,]", match["glyph"])]
    numbers = [part[0] for part in parts if part is not None]
    if len(numbers) < len(parts) or not all(0 < number <= 40 for number in numbers):
        return
    if not any(char.isalpha() for char in rest[:12]):
        return
    cost = sum(part[1] for part in parts if part is not None)
    yield Interpretation(
        Kind(Kind.NUMBER + len(numbers) - 1), tuple(numbers), ".".join(map(str, numbers)), cost
    )


def _numerals(match: re.Match[str], rest: str) -> Iterator[Interpretation]:
    glyph, dotted, gap = match["glyph"], match["dot"] is not None, match["gap"]
    capitals = is_capitals(rest)
    if not dotted and not (gap and rest[:1].isupper() and all(char in "0123456789IlL|!VX" for char in glyph)):
        return
    if dotted and rest[:1].isdigit() and not gap:
        return
    bare = 0.0 if dotted else (0.5 if capitals and not glyph.isdigit() else 1.5)
    yield from _as_number(glyph, dotted, bare + (0.5 if capitals else 0.0))
    yield from _as_roman(glyph, dotted, capitals, bare)
    if dotted and glyph in ("i", "l", "o"):  # i. and l. are points where points are written a. b. c.
        for letter, cost in read_point(glyph):
            yield Interpretation(Kind.POINT, (ALPHABET.index(letter) + 1,), letter, cost + 0.5)
    if dotted and len(glyph) == 1 and glyph in "ABCDĐEGHK":
        yield Interpretation(Kind.LETTERED, (ALPHABET.index(glyph.lower()) + 1,), glyph, 0.3)


def _as_number(glyph: str, dotted: bool, cost: float) -> Iterator[Interpretation]:
    number = read_number(glyph)
    if number is None or not 0 < number[0] <= 199 or len(glyph) > 3:
        return
    value, misprint = number
    yield Interpretation(Kind.NUMBER, (value,), str(value), cost + misprint)
    digits = str(value)
    if dotted and len(digits) in (2, 3) and "0" not in digits:  # 22. for 2.2, 222 for 2.2.2
        kind = Kind(Kind.NUMBER + len(digits) - 1)
        yield Interpretation(kind, tuple(map(int, digits)), ".".join(digits), cost + misprint + 2.0)


def _as_roman(glyph: str, dotted: bool, capitals: bool, cost: float) -> Iterator[Interpretation]:
    numeral = read_roman(glyph)
    swallowed = len(glyph) > 1 and glyph.endswith("L")  # IL: the last stroke and its full stop
    if numeral is None or not (dotted or capitals or swallowed):
        return
    value, misprint = numeral
    if not capitals:
        misprint *= 1.5
    yield Interpretation(Kind.ROMAN, (value,), roman(value), cost + misprint)
    if capitals and value < 3:  # a stroke is lost: "1. NHIEM VU TRONG TAM" is II
        yield Interpretation(Kind.ROMAN, (value + 1,), roman(value + 1), cost + max(misprint, 2.0) + 0.2)


def _candidate(
    text: str, layout: Layout, index: int, line: Line, match: re.Match[str], found: tuple[Interpretation, ...]
) -> Candidate:
    take, skip = 0.0, _STRONG
    text_start, end = match.end(), line.end
    if text_start >= line.end and index + 1 < len(layout.lines):
        following = layout.lines[index + 1]
        text_start, end = following.start, following.end
        take, skip = (3.0, 0.0) if following.after_gap else (1.0, 1.0)
    begins = next((char for char in text[text_start:end] if char.isalnum()), "")
    if not begins:
        take, skip = 3.0, 0.0
    elif not begins.isupper():
        take, skip = take + 1.5, min(skip, 1.5)
    if not line.fresh:
        take, skip = take + 1.5, min(skip, 1.5)
    if _QUOTE.search(text, line.start, match.start("label")):
        take, skip = take + 1.0, min(skip, 2.0)
    cheapest = min(interpretation.cost for interpretation in found)
    if cheapest >= 1.5 and not match.groupdict().get("dot") and "gap" in match.groupdict():
        skip = 0.0
    elif cheapest > 0.5:
        skip = min(skip, 2.5)
    return Candidate(match.start("label"), text_start, index, found, take, skip)
