"""Tesseract 5, one thread a process: lines of words with places and confidences from a grey picture."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from corpus.document import UnreadableFile
from corpus.readers import limits
from corpus.readers.layout import Word

LANGUAGE = "vie"
_WORD = "5"
_GAP = 2.0
"""Gap, in heights of the letters, at which the parts of a line are judged one by one."""
_LEADING = 0.18
"""What is added above and below a line's letters, in their heights, to make the boxes as tall as lines."""


@lru_cache(maxsize=1)
def _languages(program: str) -> frozenset[str]:
    done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    return frozenset((done.stdout + done.stderr).split())


def available() -> bool:
    """Whether Tesseract and its Vietnamese model are installed."""
    program = shutil.which("tesseract")
    return program is not None and LANGUAGE in _languages(program)


def missing(path: Path) -> UnreadableFile:
    """The error for a scan that nothing here can read."""
    return UnreadableFile(
        path,
        "needs-tesseract",
        "đây là bản quét; muốn đọc phải cài Tesseract với tiếng Việt (make system-deps hoặc các gói "
        "tesseract-ocr, tesseract-ocr-vie)",
    )


def recognise(path: Path, grey: Any, dpi: int, mode: int = 3) -> list[list[Word]]:
    """Lines of words in pixels of `grey`; `mode` is Tesseract's page segmentation mode.

    Raises `UnreadableFile`: `timeout` after `limits.PAGE_SECONDS`, `crashed` where Tesseract fails.
    """
    out = _run(path, grey, ["--psm", str(mode), "-l", LANGUAGE, "--dpi", str(dpi), "tsv"])
    lines: dict[tuple[str, ...], list[Word]] = {}
    for row in out.split("\n")[1:]:
        fields = row.rstrip("\r").split("\t")
        if len(fields) == 12 and fields[0] == _WORD and fields[11].strip():
            left, top, width, height = (float(value) for value in fields[6:10])
            confidence = max(0.0, min(1.0, float(fields[10]) / 100))
            word = Word(fields[11].strip(), left, top, left + width, top + height, confidence)
            lines.setdefault(tuple(fields[1:5]), []).append(word)
    chunks = [chunk for line in lines.values() for chunk in _chunks(line) if _is_text(chunk)]
    return _without_overlaps([_level(chunk) for chunk in chunks])


def orientation(path: Path, grey: Any) -> int:
    """Degrees (clockwise) to turn the page by so that it stands upright: 0, 90, 180 or 270."""
    try:
        out = _run(path, grey, ["--psm", "0", "-l", "osd"])
    except UnreadableFile:
        return 0  # too little text to tell
    for row in out.splitlines():
        if row.startswith("Rotate:"):
            return int(row.split(":")[1]) % 360
    return 0


def _run(path: Path, grey: Any, options: list[str]) -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise missing(path)
    height, width = grey.shape
    data = f"P5 {width} {height} 255\n".encode() + grey.tobytes()
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            [program, "-", "-", *options], input=data, capture_output=True, timeout=limits.PAGE_SECONDS,
            env=environment, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(path, "timeout", "nhận dạng một trang quá lâu; hãy quét lại rõ hơn") from error
    if done.returncode != 0:
        raise UnreadableFile(path, "crashed", "Tesseract không đọc được một trang của tệp này")
    return str(done.stdout, "utf-8", "replace")


def _chunks(line: list[Word]) -> list[list[Word]]:
    """A line cut at its wide gaps: beside a recipient's line may stand the strokes of a signature."""
    height = median(word.bottom - word.top for word in line)
    chunks = [[line[0]]]
    for before, word in pairwise(line):
        if word.left - before.right > _GAP * height:
            chunks.append([])
        chunks[-1].append(word)
    return chunks


def _without_overlaps(lines: list[list[Word]]) -> list[list[Word]]:
    """Without the words that lie on a surer word of another line: strokes read a second time."""
    words = sorted(((w, n) for n, line in enumerate(lines) for w in line), key=lambda item: item[0].top)
    doubled: set[int] = set()
    for index, (word, line) in enumerate(words):
        for other, other_line in words[index + 1 :]:
            if other.top >= word.bottom:
                break
            if line != other_line and _covered(word, other):
                doubled.add(id(word if (word.confidence or 0) < (other.confidence or 0) else other))
    kept = ([word for word in line if id(word) not in doubled] for line in lines)
    return [line for line in kept if line]


def _covered(one: Word, two: Word) -> bool:
    """Whether two boxes share half of the smaller one."""
    wide = min(one.right, two.right) - max(one.left, two.left)
    high = min(one.bottom, two.bottom) - max(one.top, two.top)
    smaller = min((w.right - w.left) * (w.bottom - w.top) for w in (one, two))
    return wide > 0 and high > 0 and wide * high > 0.5 * smaller


def _is_text(line: list[Word]) -> bool:
    """Whether a line is more than what Tesseract makes of a stamp's rest or a signature."""
    weight = sum(len(word.text) for word in line)
    sure = sum((word.confidence or 0.0) * len(word.text) for word in line) / weight
    letters = sum(char.isalnum() for word in line for char in word.text)
    return (letters > 0 and sure >= 0.3) or (letters == 0 and sure >= 0.8)


def _level(line: list[Word]) -> list[Word]:
    """The same words with boxes of one height, so that a comma stands on the line of its word."""
    tall = [word for word in line if any(char.isalnum() for char in word.text)] or line
    top, bottom = median(word.top for word in tall), median(word.bottom for word in tall)
    pad = _LEADING * (bottom - top)
    return [Word(w.text, w.left, top - pad, w.right, bottom + pad, w.confidence) for w in line]
