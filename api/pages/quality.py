"""The last evaluation's figures, for the page that shows them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from api.desk import Json

FOLDER = "runs"
"""Where in the data folder runs of `tracuu eval run --out` are looked for."""
_SHOWN = {
    "search": ("R@5", "R@10", "nDCG@10"),
    "ask": ("documents F1", "values exact", "abstention right", "quotes exact"),
    "lookup": ("canonical right", "wrong links"),
    "conflict": ("found",),
    "read": ("citation F1", "section F1", "header exact"),
}
"""The measures that are shown of each task; docs/evaluation.md says what they mean."""
_SUMS = frozenset({"wrong links"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of one task over `count` items: a mean (0 to 1) or, for `wrong links`, a sum."""

    task: str
    measure: str
    value: float
    count: int

    @property
    def share(self) -> bool:
        """Whether the value is a mean of 0 to 1."""
        return self.measure not in _SUMS


@dataclass(frozen=True, slots=True)
class Report:
    """A run's figures; `p95` by task in milliseconds."""

    file: str
    set_name: str
    started: str
    figures: tuple[Figure, ...]
    p95: tuple[tuple[str, float], ...]


def last_report(data: Path) -> Report | None:
    """The newest run in the data folder that can be read; None if there is none."""
    runs = sorted((data / FOLDER).glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in runs:
        try:
            return _report(path.name, json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def _report(name: str, run: Json) -> Report:
    items: list[Json] = run["items"]
    figures = [
        Figure(task, measure, sum(values) if measure in _SUMS else fmean(values), len(values))
        for task, measures in _SHOWN.items()
        for measure in measures
        if (values := _values(items, task, measure))
    ]
    times = {task: sorted(i.get("took_ms", 0.0) for i in items if i["task"] == task) for task in _SHOWN}
    p95 = tuple((task, taken[int(0.95 * (len(taken) - 1))]) for task, taken in times.items() if taken)
    return Report(name, run["set_name"], run["started"], tuple(figures), p95)


def _values(items: list[Json], task: str, measure: str) -> list[float]:
    found = [item.get("measures", {}).get(measure) for item in items if item["task"] == task]
    return [float(value) for value in found if value is not None]
