"""The lines at the top of a document and what each of them is (Decree 30/2020/NĐ-CP, Appendix I)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzers.bodies import likeness, skeleton
from analyzers.reading import Reading

HEAD_LINES = 90
HEAD_CHARACTERS = 9000
"""The head of an official document ends well before; what follows is never looked at for it."""

_EDGES = " \t\r\f*_#|~=\ufeff\u200b"
_RULE = re.compile(r"[\W_]*$")
_MOTTOS = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập - Tự do - Hạnh phúc",
    "Đảng Cộng sản Việt Nam",
)
_WORD = re.compile(r"\S+")
_NOISE = re.compile(
    r"(?:hoa toc|thuong khan|khan|mat|tuyet mat|toi mat|du thao|cong bao|cv den|den|gio|nguoi ky|ky boi|"
    r"email|co quan|thoi gian ky|ngay ky|signed by|date|so den|chuyen|luu ho so|trang chu|ban sao|"
    r"page \d|\d{1,3}$|https?:|www\.)\b"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or what a column has of it: `start`/`end` without the white space around it."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def blank(self) -> bool:
        """Whether nothing is printed but a rule (`-------`)."""
        return _RULE.match(self.text) is not None


def line_at(reading: Reading, start: int, end: int) -> Line:
    """The span as a line, without markup and white space at its edges."""
    text = reading.text
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Line(start, end, text[start:end], reading.folded[start:end])


def head_lines(reading: Reading) -> list[Line]:
    """The first lines of a text, blank ones too."""
    text = reading.text
    lines: list[Line] = []
    start = 0
    while start < min(len(text), HEAD_CHARACTERS) and len(lines) < HEAD_LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        lines.append(line_at(reading, start, end))
        start = end + 1
    return lines


def without_motto(reading: Reading, line: Line) -> tuple[Line, bool]:
    """`(what the left column has, whether a motto stands in the line)`.

    A scan's reader often mixes the two columns (`UBND TINH PONGNAI ~ CONG HOA XA HQI CHU NGHIA ...`).
    """
    words = [(match.start(), match.end()) for match in _WORD.finditer(line.text)]
    if len(words) < 4 and len(line.text) < 12:
        return line, False
    for motto in _MOTTOS:
        if (start := _motto_start(line.text, words, motto)) is not None:
            return line_at(reading, line.start, line.start + _before(line.text, start)), True
    return line, False


def _before(text: str, start: int) -> int:
    return len(text[:start].rstrip(" \t~-–—|*_"))


def _motto_start(text: str, words: list[tuple[int, int]], motto: str) -> int | None:
    """Where in a line the motto begins, None if it does not stand there."""
    if len(text) > 140:
        return None
    length = len(skeleton(motto))
    best: tuple[float, int] | None = None
    for start, _ in words:
        rest = skeleton(text[start:])
        if not 0.75 * length <= len(rest) <= 1.3 * length:
            continue
        score = likeness(text[start:], motto, 0.72)
        if score >= 0.72 and (best is None or score > best[0]):
            best = (score, start)
    return best[1] if best else None


def is_noise(line: Line) -> bool:
    """Whether a line is a stamp or navigation and no part of the head."""
    return _NOISE.match(line.folded) is not None


def is_upper(text: str) -> bool:
    """Whether most letters are capitals."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= 0.7 * len(letters)
