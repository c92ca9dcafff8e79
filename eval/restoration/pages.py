"""Synthetic damage: clean text is set in type, worn, and read with an OCR engine's wrong language.

Each page gives aligned groups of clean and read words (`Line.groups`), matched by their boxes.
Needs the `tesseract` program with its English model, Pillow, and the fonts of Debian's
`fonts-croscore` (Tinos has the metrics of Times New Roman, which Decree 30/2020/NĐ-CP prescribes).
"""

from __future__ import annotations

import io
import json
import math
import os
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path("/usr/share/fonts/truetype")
FAMILIES: tuple[tuple[float, tuple[str, str, str]], ...] = (
    (0.86, ("croscore/Tinos-Regular.ttf", "croscore/Tinos-Bold.ttf", "croscore/Tinos-Italic.ttf")),
    (0.07, ("croscore/Arimo-Regular.ttf", "croscore/Arimo-Bold.ttf", "croscore/Arimo-Italic.ttf")),
    (0.07, ("dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSerif-Bold.ttf", "dejavu/DejaVuSerif.ttf")),
)
"""Weight and the regular, bold and italic files of a family."""

Group = tuple[list[str], list[str]]
"""Clean words and the words that were read in their place; one side may be empty."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a page."""

    page: int
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Setting:
    """How one page is printed and scanned."""

    dpi: int
    family: tuple[str, str, str]
    points: float
    leading: float
    angle: float
    blur: float
    noise: float
    threshold: float | None
    jpeg: int | None


def _choose_setting(rng: random.Random) -> _Setting:
    dpi = rng.choice([150, 200, 200, 200, 250, 300, 300])
    family = rng.choices([f for _, f in FAMILIES], [w for w, _ in FAMILIES])[0]
    mode = rng.random()
    return _Setting(
        dpi,
        family,
        rng.choice([12, 13, 13.5, 14, 14, 14]) * (1 if "Tinos" in family[0] else 0.9),
        rng.choice([1.25, 1.35, 1.5]),
        rng.uniform(-0.7, 0.7) if rng.random() < 0.7 else 0.0,
        rng.choice([0, 0.3, 0.5, 0.7, 0.9, 1.1]) * dpi / 200,
        rng.choice([0, 5, 12, 25]),
        rng.uniform(85, 210) if mode < 0.5 else None,
        rng.choice([30, 50, 75]) if mode > 0.3 and rng.random() < 0.6 else None,
    )


def _printable(text: str) -> list[str]:
    return "".join(c for c in text if ord(c) < 0x2E80 and (c.isprintable() or c.isspace())).split()


def _paragraph(rng: random.Random, texts: Sequence[str]) -> list[str]:
    """The words of one paragraph, at most 150, some set in capitals as headings are."""
    while True:
        lines = [line for line in rng.choice(texts).split("\n") if len(line) > 20]
        if lines:
            break
    words = _printable(rng.choice(lines))
    if len(words) > 160:
        start = rng.randrange(len(words) - 150)
        words = words[start : start + 150]
    if rng.random() < 0.11:
        words = [word.upper() for word in words[:25]]
    return words


def _set_page(
    rng: random.Random, texts: Sequence[str], setting: _Setting
) -> tuple[Image.Image, list[tuple[float, list[_Word]]]]:
    """The printed page and its lines as (vertical centre, words)."""
    dpi, scale = setting.dpi, setting.dpi / 72
    image = Image.new("L", (int(8.27 * dpi), int(11.69 * dpi)), 255)
    draw = ImageDraw.Draw(image)
    left, right, y = int(1.1 * dpi), image.width - int(0.7 * dpi), int(0.8 * dpi)
    bottom, height = image.height - int(0.8 * dpi), int(setting.points * scale * setting.leading)
    lines: list[tuple[float, list[_Word]]] = []
    while y < bottom:
        words = _paragraph(rng, texts)
        style = rng.choices([0, 1, 2], [0.74, 0.14, 0.12])[0]
        font = ImageFont.truetype(
            str(FONTS / setting.family[style]),
            round(setting.points * scale),
            layout_engine=ImageFont.Layout.BASIC,
        )
        x = left + int(0.4 * dpi)
        while words and y < bottom:
            taken, widths = _fill_line(words, font, right - x)
            words = words[len(taken) :]
            gap = font.getlength(" ")
            if words and len(taken) > 1:
                gap = (right - x - sum(widths)) / (len(taken) - 1)
            lines.append(
                (y + setting.points * scale * 0.62, _draw_line(draw, taken, widths, gap, x, y, font))
            )
            y, x = y + height, left
        y += height // 4
    return image, lines


def _fill_line(
    words: Sequence[str], font: ImageFont.FreeTypeFont, room: float
) -> tuple[list[str], list[float]]:
    taken: list[str] = []
    widths: list[float] = []
    for word in words:
        width = font.getlength(word)
        if taken and sum(widths) + width + font.getlength(" ") * len(taken) > room:
            break
        taken.append(word)
        widths.append(width)
    return taken, widths


def _draw_line(
    draw: ImageDraw.ImageDraw,
    words: Sequence[str],
    widths: Sequence[float],
    gap: float,
    x: float,
    y: int,
    font: ImageFont.FreeTypeFont,
) -> list[_Word]:
    placed = []
    for word, width in zip(words, widths, strict=True):
        draw.text((round(x), y), word, font=font, fill=0)
        placed.append(_Word(word, x, x + width))
        x += width + gap
    return placed


def _wear(image: Image.Image, setting: _Setting, seed: int) -> bytes:
    """The page as a scanner gives it, a PNG."""
    if setting.angle:
        image = image.rotate(setting.angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    if setting.blur:
        image = image.filter(ImageFilter.GaussianBlur(setting.blur))
    pixels = np.asarray(image, dtype=np.float32)
    pixels = pixels + np.random.default_rng(seed).normal(0, setting.noise, pixels.shape).astype(np.float32)
    if setting.threshold is not None:
        pixels = np.where(pixels < setting.threshold, 0, 255)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    if setting.jpeg is not None:
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=setting.jpeg)
        image = Image.open(packed).convert("L")
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(setting.dpi, setting.dpi), compress_level=1)
    return out.getvalue()


def _read(png: bytes, dpi: int, language: str) -> Iterator[tuple[str, float, float, float]]:
    """Words that the engine reads, as (text, left, right, vertical centre) in pixels."""
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", language, "--dpi", str(dpi), "tsv"],
        input=png,
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    for row in done.stdout.decode("utf-8", "replace").split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) >= 12 and cells[0] == "5" and cells[11].strip():
            x, y, width, height = map(int, cells[6:10])
            yield cells[11].strip(), x, x + width, y + height / 2


def _group(clean: Sequence[_Word], read: Sequence[_Word]) -> list[Group]:
    """Joins words whose boxes overlap; a word alone makes a group with an empty side."""
    parent = list(range(len(clean) + len(read)))

    def root(node: int) -> int:
        while parent[node] != node:
            node = parent[node]
        return node

    for i, a in enumerate(clean):
        for j, b in enumerate(read, len(clean)):
            overlap = min(a.right, b.right) - max(a.left, b.left)
            if overlap > 0.35 * min(a.right - a.left, b.right - b.left):
                parent[root(j)] = root(i)
    groups: dict[int, Group] = {}
    place: dict[int, float] = {}
    for node, word in enumerate([*clean, *read]):
        key = root(node)
        groups.setdefault(key, ([], []))[0 if node < len(clean) else 1].append(word.text)
        place[key] = min(place.get(key, math.inf), word.left)
    return [groups[key] for key in sorted(groups, key=place.__getitem__)]


def make_page(number: int, seed: int, texts: Sequence[str], language: str = "eng") -> list[Line]:
    """One synthetic page read by the OCR engine; the same arguments give the same page."""
    rng = random.Random(f"{seed} {number}")
    setting = _choose_setting(rng)
    image, lines = _set_page(rng, texts, setting)
    png = _wear(image, setting, seed * 100_003 + number)
    angle = math.radians(setting.angle)
    centre_x, centre_y = image.width / 2, image.height / 2
    centres = np.array([centre for centre, _ in lines])
    read: list[list[_Word]] = [[] for _ in lines]
    for text, left, right, middle in _read(png, setting.dpi, language):
        dx, dy = (left + right) / 2 - centre_x, middle - centre_y
        x = math.cos(angle) * dx - math.sin(angle) * dy + centre_x
        y = math.sin(angle) * dx + math.cos(angle) * dy + centre_y
        nearest = int(np.argmin(np.abs(centres - y)))
        if abs(centres[nearest] - y) < setting.points * setting.dpi / 72 * setting.leading * 0.6:
            half = (right - left) / 2
            read[nearest].append(_Word(text, x - half, x + half))
    return [
        Line(number, _group(words, sorted(found, key=lambda word: word.left)))
        for (_, words), found in zip(lines, read, strict=True)
    ]


def write_pages(path: Path, texts: Sequence[str], pages: int, seed: int, language: str = "eng") -> None:
    """Makes pages into a JSON-lines file, going on where an interrupted run stopped.

    Raises RuntimeError when the OCR engine or the fonts are not installed.
    """
    if shutil.which("tesseract") is None or not (FONTS / FAMILIES[0][1][0]).exists():
        raise RuntimeError("install Tesseract and the fonts: apt-get install tesseract-ocr fonts-croscore")
    done = max((line.page + 1 for line in read_pages(path)), default=0) if path.exists() else 0
    with path.open("a", encoding="utf-8") as out:
        for number in range(done, pages):
            rows = (
                json.dumps([line.page, line.groups], ensure_ascii=False)
                for line in make_page(number, seed, texts, language)
            )
            out.write("\n".join(rows) + "\n")
            out.flush()


def read_pages(path: Path) -> Iterator[Line]:
    """The lines of a file that `write_pages` made."""
    with path.open(encoding="utf-8") as rows:
        for row in rows:
            page, groups = json.loads(row)
            yield Line(page, [(clean, read) for clean, read in groups])
