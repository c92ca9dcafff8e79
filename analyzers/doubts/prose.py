"""Figures of a sentence that contradict each other, and the last row of a table that is only text.

Read are: a share behind a fraction (`367/386 lượt đạt 95,1%`), a total with its levels of government in
parentheses, a total that a list behind `trong đó` parts, and cases (`analyzers.doubts.cases`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analyzers.annotations import Indicator, Warning
from analyzers.doubts.cases import case_doubts
from analyzers.doubts.counts import COUNT, COUNTS, SHARE, Figure, figure, wrong_share, wrong_sum
from analyzers.doubts.figures import is_share, nodes, share_fits
from analyzers.doubts.making import Place, one_apart
from analyzers.doubts.words import Words

_FRACTION = re.compile(
    rf"(?<![\d/.,])(?P<part>\d{{1,3}}(?:\.\d{{3}})+|\d{{2,}})/(?P<whole>\d{{1,3}}(?:\.\d{{3}})+|\d{{2,}})(?![\d/.,]\d|/)"
    rf"(?P<between>[^.;\d%/]{{0,60}}?\b(?:dat|chiem|ty le|tuong duong|tuong ung|bang)\b[^.;\d%/]{{0,30}}?"
    rf"|[^.;\d%/]{{0,40}}?[=(]\s*)(?P<share>{SHARE})"
)
_COMPARED = re.compile(r"\b(?:tang|giam|so voi|cung ky)\b")
_LEVELS = re.compile(
    rf"(?P<total>{COUNT})(?P<between>[^().;:\d]{{0,60}})\(\s*(?:gom\s|trong do\s*:?\s*)?"
    rf"cap tinh\s*:?\s*(?P<first>{COUNT})[^()\d]{{0,30}}(?:cap )?huyen\s*:?\s*(?P<second>{COUNT})"
    rf"[^()\d]{{0,30}}(?:cap )?xa\s*:?\s*(?P<third>{COUNT})"
)
_OF_WHICH = re.compile(
    rf"(?<!gan )(?<!hon )(?<!tren )(?<!khoang )(?P<total>{COUNT})(?P<between>[^\d;()]{{0,70}}?)"
    r"[(,;.]?\s*\btrong do\s*[,:](?P<list>[^()]{5,400}?)"
    r"(?:\.(?=\s|$)|\)|\n\s*\n|$|;?\s*dang (?:tiep tuc )?(?:giai quyet|xu ly)|(?:tre|qua|dung|truoc) han)"
)
_ABOUT = re.compile(r"\b(?:khoang|gan|hon|tren|it nhat)\s+\d|\bmoi\s")
"""A part that is rounded, or one for each of several, need not add up."""
_SEGMENT = re.compile(r"[;,]|\bva\b(?=\s+\d)")
_LEAST = 20
_NEARLY = 0.05
"""How far the parts behind `trong đó` may be from the total to be meant as all of it."""
_TOTAL_ROW = re.compile(
    r"^[^\w\n]{0,20}(?:\w{1,3}[^\w\n]{1,5})?(?:tong cong|tong so|tong|cong)\b"
    r"[^\n]{0,300}?(?P<share>\d{1,3},\d{1,3})\s?%+",
    re.M,
)
_ANYWHERE = 1 << 60
"""After every place."""
_CLOSE = 3.0
"""Points by which a printed share may be off and still be meant as that of two figures of its row."""


def prose_doubts(words: Words, indicators: Sequence[Indicator]) -> Iterator[Warning]:
    """The doubts outside of report forms."""
    inside = sorted((row.start, row.end) for row in indicators)
    found = [
        *_fractions(words),
        *_levels(words),
        *case_doubts(words),
        *_of_which(words),
        *_total_rows(words, indicators),
    ]
    for warning in found:
        before = bisect_right(inside, (warning.start, _ANYWHERE)) - 1
        if before < 0 or warning.start >= inside[before][1]:
            yield warning


def _fractions(words: Words) -> Iterator[Warning]:
    """`1.380/1.780 dịch vụ công trực tuyến (chiếm 77,5%)`."""
    for match in _FRACTION.finditer(words.folded):
        part, whole = figure(words, match, "part"), figure(words, match, "whole")
        year = 1900 <= whole.value <= 2100 and "." not in match["whole"]
        if whole.value >= part.value and not year and not _COMPARED.search(match["between"]):
            yield from wrong_share(words, match["share"], match.span("share"), part, whole)


def _levels(words: Words) -> Iterator[Warning]:
    """`1.849 thủ tục (cấp tỉnh 1.477 thủ tục, cấp huyện 260 thủ tục, cấp xã 112 thủ tục)`."""
    for match in _LEVELS.finditer(words.folded):
        parts = [figure(words, match, name) for name in ("first", "second", "third")]
        yield from wrong_sum(words, figure(words, match, "total"), parts)


def _of_which(words: Words) -> Iterator[Warning]:
    """`300 phản ánh, trong đó: 24 ...; 250 ...; 26 ...`: only where the parts nearly make the total."""
    for match in _OF_WHICH.finditer(words.folded):
        if _ABOUT.search(match["list"]):
            continue
        parts = _parts(words, match.start("list"), match.end("list"))
        total = figure(words, match, "total")
        found = sum(part.value for part in parts)
        near = abs(found - total.value) <= _NEARLY * total.value or one_apart(str(found), str(total.value))
        if total.value >= _LEAST and len(parts) > 1 and max(p.value for p in parts) < total.value and near:
            yield from wrong_sum(words, total, parts)


def _parts(words: Words, start: int, end: int) -> list[Figure]:
    """The one count of each segment of a list; none where a segment has another number of them."""
    made: list[Figure] = []
    at = start
    for mark in [*_SEGMENT.finditer(words.folded, start, end), None]:
        stop = mark.start() if mark else end
        counts = list(COUNTS.finditer(words.folded, at, stop))
        if len(counts) > 1 or re.search(r"\d+[.,]?\d*\s?%|\d/\d", words.folded[at:stop]):
            return []
        made += [figure(words, match) for match in counts]
        at = mark.end() if mark else end
    return made


def _total_rows(words: Words, indicators: Sequence[Indicator]) -> Iterator[Warning]:
    """`TỔNG CỘNG 42 | 242 | 284 | 190 1 191 93 0 93 | 99,88%`: the share of two of its figures.

    Only where two neighbouring figures add up to a third, so that its columns were read whole.
    """
    for match in _TOTAL_ROW.finditer(words.folded):
        figures = [
            figure(words, m) for m in COUNTS.finditer(words.folded, match.start(), match.start("share"))
        ]
        pair = _meant(figures, float(match["share"].replace(",", ".")), match["share"])
        if pair is not None:
            for found in wrong_share(words, match["share"], match.span("share"), *pair):
                yield replace(found, places=(*found.places, *_same_counts(indicators, *pair)))


def _same_counts(indicators: Sequence[Indicator], part: Figure, whole: Figure) -> list[Place]:
    """Where a report form of the document gives the same two counts with a share that fits them."""
    for node in nodes(indicators):
        counts = {child.row.value: child.place for child in node.children}
        fits = is_share(node.row) and {part.value, whole.value} == counts.keys()
        if fits and share_fits(node.row.value_raw or "", part.value, whole.value):
            return [node.place, counts[part.value], counts[whole.value]]
    return []


def _meant(figures: Sequence[Figure], printed: float, raw: str) -> tuple[Figure, Figure] | None:
    """Part and whole that a share is meant of but is not; None where it is that of two figures."""
    pairs = [
        (part, whole)
        for part in figures
        for whole in figures
        if 0 < part.value <= whole.value and part is not whole
    ]
    if any(share_fits(raw, part.value, whole.value) for part, whole in pairs):
        return None
    sums = [
        (a, c)
        for a, b, c in zip(figures, figures[1:], figures[2:], strict=False)
        if a.value + b.value == c.value
    ]
    near = [(a, c) for a, c in sums if c.value and abs(100 * a.value / c.value - printed) < _CLOSE]
    return near[0] if near else None
