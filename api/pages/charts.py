"""Charts of an indicator over periods and provinces: the geometry; a template draws it as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzers.period import years_and_quarters
from analyzers.tokens import folded_terms
from api.desk import Json

WIDTH, HEIGHT = 720, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 12, 26, 46
_MOST_BARS = 16
"""Points up to which each has a bar; more are drawn as lines."""
COLOURS = 6
_ALIKE = 0.6
"""The share of words that names of one code have in common at least (OCR breaks some of them)."""
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """A value at its place: the middle of its bar, `y` its height; `colour` numbers its province."""

    x: float
    y: float
    width: float
    colour: int
    label: str
    province: str
    row: Json


@dataclass(frozen=True, slots=True)
class Chart:
    """One indicator. `ticks` are heights with their values, `lines` the points of each province's line."""

    name: str
    unit: str
    points: tuple[Point, ...]
    provinces: tuple[str, ...]
    ticks: tuple[tuple[float, float], ...]
    lines: tuple[tuple[int, str], ...]

    @property
    def bottom(self) -> float:
        """The height of the axis."""
        return float(HEIGHT - _BOTTOM)


def charts(rows: Iterable[Json], most: int) -> list[Chart]:
    """Charts of the indicators that rows are of, at most `most`: those with the most values first, shares
    before counts."""
    numeric = [row for row in rows if row["value"] is not None]
    groups = sorted(_groups(numeric), key=lambda group: (-len(group), group[0]["unit"] != "%"))
    return [_chart(group) for group in groups[:most]]


def _groups(rows: Sequence[Json]) -> list[list[Json]]:
    """The rows by indicator: the same words, or the same code and most of the words."""
    groups: list[tuple[str, frozenset[str], list[Json]]] = []
    for row in rows:
        words = frozenset(folded_terms(row["indicator"]))
        for code, known, group in groups:
            same = words == known or (code == row["code"] and _share(words, known) >= _ALIKE)
            if same and not any(_same_place(row, other) for other in group):
                group.append(row)
                break
        else:
            groups.append((row["code"], words, [row]))
    return [group for _, _, group in groups]


def _same_place(row: Json, other: Json) -> bool:
    """Whether two rows stand in one document, which then tells them apart."""
    return bool(row["document"] == other["document"])


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _chart(rows: Sequence[Json]) -> Chart:
    ordered = sorted(rows, key=_when)
    provinces = tuple(dict.fromkeys(row["province"] or "" for row in ordered))
    lowest = min(0.0, *(row["value"] for row in ordered))
    highest = max(row["value"] for row in ordered)
    scale = _Scale(lowest, _rounded(highest) if highest > lowest else lowest + 1.0)
    step = (WIDTH - _LEFT - _RIGHT) / len(ordered)
    points = tuple(
        Point(
            x=round(_LEFT + step * (n + 0.5), 1),
            y=scale.at(row["value"]),
            width=round(min(60.0, step * 0.6), 1) if len(ordered) <= _MOST_BARS else 0.0,
            colour=provinces.index(row["province"] or "") % COLOURS,
            label=row["period"] or row["date"] or row["number"] or "",
            province=row["province"] or "",
            row=row,
        )
        for n, row in enumerate(ordered)
    )
    last = ordered[-1]
    name = f"{last['code']} {last['indicator']}".strip()
    unit = next((row["unit"] for row in ordered if row["unit"]), "")
    return Chart(name, unit, points, provinces, scale.ticks(), tuple(_lines(points, provinces)))


def _when(row: Json) -> tuple[int, int, str]:
    """The end of the period that a row is of, then its document's date."""
    years, quarters = years_and_quarters(row["period"] or "")
    year = max(years) if years else int((row["date"] or "0")[:4])
    return year, max(quarters) if quarters else 5, row["date"] or ""


def _lines(points: Sequence[Point], provinces: Sequence[str]) -> Iterable[tuple[int, str]]:
    """For each province with several points their places in one line, where there are no bars."""
    if not points or points[0].width:
        return
    for number, province in enumerate(provinces):
        own = [f"{point.x},{point.y}" for point in points if point.province == province]
        if len(own) > 1:
            yield number % COLOURS, " ".join(own)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values to heights."""

    lowest: float
    highest: float

    def at(self, value: float) -> float:
        """The height of a value."""
        share = (value - self.lowest) / (self.highest - self.lowest)
        return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)

    def ticks(self) -> tuple[tuple[float, float], ...]:
        """Heights with round values, from the lowest to the highest."""
        step = (self.highest - self.lowest) / _TICKS
        values = [self.lowest + n * step for n in range(_TICKS + 1)]
        return tuple((self.at(value), round(value, 6)) for value in values)


def _rounded(value: float) -> float:
    """A round number that is not smaller: 1, 2, 2.5, 4, 5, 8 or 10 times a power of ten."""
    if value <= 0:
        return 0.0
    power = 10.0 ** (len(str(int(value))) - 1) if value >= 1 else 1.0
    while value < power:
        power /= 10
    return next(power * head for head in (1, 2, 2.5, 4, 5, 8, 10) if power * head >= value)
