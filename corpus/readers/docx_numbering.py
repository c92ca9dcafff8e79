"""The numbers that Word prints before list paragraphs, which stand nowhere in the text.

Source: ECMA-376 part 1, section 17.9 (numbering): an instance (`num`) points to an abstract list whose
levels have a format, a start and a text such as `%1.%2.`; a level begins anew when a higher one counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    text: str
    start: int
    restart: int | None
    legal: bool
    suffix: str


@dataclass(slots=True)
class _Counter:
    """How far each level of one abstract list has counted; None where it has not begun."""

    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """`label(num_id, level)` gives the printed number of the next paragraph of a list."""

    def __init__(self, root: Any | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counter_of: dict[str, _Counter] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        counters: dict[str, _Counter] = {}
        for abstract in root.iter(W + "abstractNum"):
            name = abstract.get(W + "abstractNumId", "")
            self._abstract[name] = dict(_levels(abstract))
            counters[name] = _Counter()
        for num in root.iter(W + "num"):
            name, pointer = num.get(W + "numId", ""), num.find(W + "abstractNumId")
            abstract_id = pointer.get(W + "val", "") if pointer is not None else ""
            self._levels[name] = dict(self._abstract.get(abstract_id, {}))
            self._counter_of[name] = counters.get(abstract_id, _Counter())
            self._override(name, num)

    def _override(self, name: str, num: Any) -> None:
        for override in num.iter(W + "lvlOverride"):
            level = integer(override.get(W + "ilvl"))
            self._levels[name].update(_levels(override))
            start = override.find(W + "startOverride")
            if start is not None:
                self._restarts.setdefault(name, {})[level] = integer(start.get(W + "val"), 1)

    def label(self, num_id: str, level: int) -> str:
        """What Word prints before the paragraph, with a space behind it; empty where it prints nothing."""
        levels = self._levels.get(num_id)
        if levels is None or level not in levels:
            return ""
        self._count(num_id, level)
        shape, values = levels[level], self._counter_of[num_id].values
        if shape.style == "bullet":
            return _bullet(shape.text)
        printed = shape.text
        for other in range(_LEVELS):
            if f"%{other + 1}" in printed and other in levels:
                style = "decimal" if shape.legal else levels[other].style
                value = values[other]
                number = format_number(value if value is not None else levels[other].start, style)
                printed = printed.replace(f"%{other + 1}", number)
        if not printed.strip():
            return ""
        return printed if shape.suffix == "nothing" else printed + " "

    def _count(self, num_id: str, level: int) -> None:
        values, levels = self._counter_of[num_id].values, self._levels[num_id]
        restart = self._restarts.get(num_id, {}).pop(level, None)
        current = values[level]
        if restart is not None:
            values[level] = restart
        else:
            values[level] = levels[level].start if current is None else current + 1
        for lower in range(level + 1, _LEVELS):
            after = levels[lower].restart if lower in levels else None
            if after is None or level < after:
                values[lower] = None


def _levels(parent: Any) -> Iterator[tuple[int, _Level]]:
    for level in parent.iter(W + "lvl"):
        style, text = _value(level, "numFmt", "decimal"), _value(level, "lvlText", "")
        restart = level.find(W + "lvlRestart")
        yield (
            integer(level.get(W + "ilvl")),
            _Level(
                style,
                text,
                integer(_value(level, "start", "0")),
                None if restart is None else integer(restart.get(W + "val")),
                level.find(W + "isLgl") is not None,
                _value(level, "suff", "tab"),
            ),
        )


def _value(parent: Any, name: str, default: str) -> str:
    found = parent.find(W + name)
    return default if found is None else str(found.get(W + "val", default))


def integer(text: str | None, default: int = 0) -> int:
    """A number of the file, or `default` where the file has none or nonsense."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def _bullet(text: str) -> str:
    """A bullet as text: symbol fonts use private code points, which mean nothing outside them."""
    shown = text if text and not any("\ue000" <= char <= "\uf8ff" for char in text) else "-"
    return "- " if shown in {"o", "§", "·", "•"} else shown + " "


def format_number(value: int, style: str) -> str:
    """`value` as a list prints it; an unknown style prints decimal."""
    if style in {"lowerLetter", "upperLetter"} and value > 0:
        letters = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 8)
        return letters.upper() if style == "upperLetter" else letters
    if style in {"lowerRoman", "upperRoman"} and 0 < value < 4000:
        roman = _roman(value)
        return roman.upper() if style == "upperRoman" else roman
    if style == "decimalZero":
        return f"{value:02d}"
    if style == "none":
        return ""
    return str(value)


def _roman(value: int) -> str:
    parts: list[str] = []
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        parts.append(letters * count)
    return "".join(parts)
