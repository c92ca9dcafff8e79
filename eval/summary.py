"""The figures of a run: means over items, whole and by kind, language and damage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median

from eval.metrics.abstention import score_abstention
from eval.runfile import Item, Run, Task

HEADLINES: dict[str, tuple[str, ...]] = {
    "search": ("nDCG@10", "R@5", "R@10", "R@100", "RR", "Success@5", "Success@10"),
    "ask": (
        "documents P",
        "documents R",
        "documents F1",
        "documents exact",
        "values exact",
        "values F1",
        "abstention right",
        "quotes exact",
        "figures quoted",
        "evidence sound",
    ),
    "lookup": ("status right", "canonical right", "wrong links"),
    "conflict": ("found",),
    "read": (
        "citation P",
        "citation R",
        "citation F1",
        "citation dates",
        "section F1",
        "header exact",
        "header folded",
    ),
}
"""The measures of each task, in the order in which they are shown."""

TASKS: tuple[Task, ...] = ("search", "ask", "lookup", "conflict", "read")
ADDED_UP = frozenset({"wrong links"})
"""Measures that are a sum, not a mean; and the fewer the better."""

GROUPS: tuple[tuple[str, Callable[[Item], str]], ...] = (
    ("kind", lambda item: item.kind),
    ("language", lambda item: item.language),
    ("damage", lambda item: item.damage),
)


def selected(run: Run, task: str, split: str = "all") -> list[Item]:
    """The items of a task in one split (`dev`, `test`, or `all`); documents that were read have none."""
    return [i for i in run.of(task) if split == "all" or i.split == split or task in ("read", "conflict")]


def figure(items: Iterable[Item], measure: str) -> float | None:
    """The mean (or sum) of a measure over the items that have it; None where none has."""
    values = [item.measures[measure] for item in items if measure in item.measures]
    if not values:
        return None
    return sum(values) if measure in ADDED_UP else fmean(values)


def figures(items: Sequence[Item], task: str) -> dict[str, float]:
    """All figures of some items of one task."""
    found = {name: figure(items, name) for name in HEADLINES[task]}
    kept = {name: value for name, value in found.items() if value is not None}
    if task == "ask":
        kept |= score_abstention((i.output["answerable"], i.output["answered"]) for i in items if i.output)
    return kept


def grouped(items: Sequence[Item], key: Callable[[Item], str]) -> dict[str, list[Item]]:
    """The items by a property, the most numerous first; those without it are left out."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if key(item):
            groups.setdefault(key(item), []).append(item)
    return dict(sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def latency(items: Sequence[Item]) -> dict[str, float]:
    """Median, 95th percentile and longest time in milliseconds; empty without items."""
    times = sorted(item.took_ms for item in items)
    if not times:
        return {}
    return {
        "median": median(times),
        "p95": times[min(len(times) - 1, int(0.95 * len(times)))],
        "longest": times[-1],
    }


def passed(item: Item) -> bool:
    """Whether an item counts as right, for lists of what was gained and lost."""
    figures_of = item.measures
    if item.task == "search":
        return figures_of.get("Success@10", 0.0) == 1.0
    if item.task == "ask":
        strict = ("abstention right", "documents exact", "values exact")
        return all(figures_of.get(name, 1.0) == 1.0 for name in strict)
    if item.task == "lookup":
        return figures_of["status right"] == 1.0 and figures_of["canonical right"] == 1.0
    if item.task == "conflict":
        return figures_of["found"] == 1.0
    return not item.output.get("wrong")
