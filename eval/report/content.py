"""The tables of a report, the same for terminal, Markdown and page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.compare import LEVEL, Comparison
from eval.messages import Message, message
from eval.runfile import Item, Run
from eval.summary import ADDED_UP, GROUPS, TASKS, figure, figures, grouped, latency, selected

TITLES: dict[str, str] = {
    "search": "Search",
    "ask": "Answers",
    "lookup": "Look-ups",
    "conflict": "Contradictions",
    "read": "Reading",
}

BY_GROUP: dict[str, tuple[str, ...]] = {
    "search": ("nDCG@10", "R@10", "RR", "Success@5", "Success@10"),
    "ask": ("documents F1", "values exact", "abstention right", "evidence sound"),
}
"""The measures that are shown by kind, language and damage."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under headings; the first column names the row."""

    title: Message
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(run: Run, splits: Sequence[str]) -> list[Table]:
    """All figures of a run, a row for each split that there is, then by group."""
    made = []
    for task in TASKS:
        kept = [s for s in splits if selected(run, task, s)]
        if task in ("read", "conflict"):
            kept = kept[:1]
        if kept:
            made.append(_whole(run, task, kept))
        if task == "read" and kept:
            made.append(_documents(run))
        if task in BY_GROUP and kept:
            made += [_by_group(run, task, name, kept[0]) for name, _ in GROUPS]
    return [table for table in made if table.rows]


def splits_of(run: Run) -> tuple[str, ...]:
    """`all`, then the halves if there are two."""
    halves = {item.split for item in run.items if item.task in ("search", "ask", "lookup")}
    return ("all", "dev", "test") if {"dev", "test"} <= halves else ("all",)


def comparison_table(compared: Comparison) -> Table:
    """Every measure before and after; a star marks a difference that is more than chance."""
    rows = tuple(
        (
            f"{message(TITLES[d.task]).text('en')}: {d.measure}",
            shown(d.before, d.measure),
            shown(d.after, d.measure),
            f"{d.change:+.0f}" if d.measure in ADDED_UP else f"{d.change:+.3f}",
            f"{d.p:.3f}{' *' if d.p < LEVEL else ''}",
            str(d.count),
        )
        for d in compared.differences
    )
    return Table(message("Before and after"), ("measure", "before", "after", "change", "p", "n"), rows)


def shown(value: float, measure: str) -> str:
    """A figure with three digits, a count with none."""
    return f"{value:.0f}" if measure in ADDED_UP else f"{value:.3f}"


def _whole(run: Run, task: str, splits: Sequence[str]) -> Table:
    items = {split: selected(run, task, split) for split in splits}
    found = {split: figures(part, task) for split, part in items.items()}
    names = tuple(found[splits[0]])
    times = {split: latency(part) for split, part in items.items()}
    rows = [(name, *(shown(found[split].get(name, 0.0), name) for split in splits)) for name in names]
    rows.append(("n", *(str(len(items[split])) for split in splits)))
    rows += [(f"{name}, ms", *(f"{times[s][name]:.0f}" for s in splits)) for name in ("median", "p95")]
    return Table(message(TITLES[task]), ("measure", *splits), tuple(rows))


def _documents(run: Run) -> Table:
    items = run.of("read")
    names = tuple(figures(items, "read"))
    rows = tuple((item.id, *(f"{item.measures[name]:.3f}" for name in names)) for item in items)
    return Table(message("Reading by document"), ("document", *names), rows)


def _by_group(run: Run, task: str, name: str, split: str) -> Table:
    key = dict(GROUPS)[name]
    groups = grouped(selected(run, task, split), key)
    measured = [m for m in BY_GROUP[task] if any(m in item.measures for item in selected(run, task, split))]
    rows = tuple(
        (label, *(_cell(items, m) for m in measured), str(len(items))) for label, items in groups.items()
    )
    title = message("{task} by {group}", task=message(TITLES[task]), group=message(name))
    return Table(title, (name, *measured, "n"), rows if len(rows) > 1 else ())


def _cell(items: Sequence[Item], measure: str) -> str:
    value = figure(items, measure)
    return "–" if value is None else shown(value, measure)
