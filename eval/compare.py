"""Two runs of the same set: what is better, whether that is more than chance, and which items changed."""

from __future__ import annotations

from dataclasses import dataclass

from eval.evalset import EvalProblem
from eval.messages import Message, message
from eval.runfile import Item, Run
from eval.significance import p_value
from eval.summary import ADDED_UP, HEADLINES, TASKS, figure, passed, selected

LEVEL = 0.05
"""The p below which a difference counts as more than chance."""

LEAST = 0.01
"""A difference of a mean over questions that is smaller is never called a regression."""

LEAST_READ = 0.005
"""The same for reading, which five documents tell exactly: there chance plays no part."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in two runs, over the `count` items that both have."""

    task: str
    measure: str
    before: float
    after: float
    p: float
    count: int

    @property
    def change(self) -> float:
        """After minus before."""
        return self.after - self.before

    @property
    def worse(self) -> bool:
        """Whether the change is one for the worse, beyond noise."""
        if self.measure in ADDED_UP:
            return self.change > 0
        if self.task == "read":
            return self.change < -LEAST_READ
        return self.change < -LEAST and self.p < LEVEL


@dataclass(frozen=True, slots=True)
class Changed:
    """An item that was right in one of two runs only; for a text that was read, one fault more or less."""

    task: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side; `notes` say what makes them hard to compare."""

    before: Run
    after: Run
    differences: tuple[Difference, ...]
    gained: tuple[Changed, ...]
    lost: tuple[Changed, ...]
    notes: tuple[Message, ...]

    @property
    def regressions(self) -> list[Difference]:
        """The measures that fell beyond noise."""
        return [difference for difference in self.differences if difference.worse]


def compare(before: Run, after: Run, split: str = "all") -> Comparison:
    """Compare two runs item by item; raises `EvalProblem` if they have no item in common.

    Items that changed are listed for the development half only (and for what has no halves), so that
    nobody tunes on the other one.
    """
    differences: list[Difference] = []
    gained: list[Changed] = []
    lost: list[Changed] = []
    for task in TASKS:
        pairs = _pairs(before, after, task, split)
        differences += [d for name in HEADLINES[task] if (d := _difference(task, name, pairs)) is not None]
        for old, new in pairs:
            if new.split == "dev" or task in ("read", "conflict") or not _has_halves(after):
                gained += _changes(new, old)
                lost += _changes(old, new)
    if not differences:
        raise EvalProblem(message("the two runs have no item in common"))
    return Comparison(before, after, tuple(differences), tuple(gained), tuple(lost), _notes(before, after))


def _pairs(before: Run, after: Run, task: str, split: str) -> list[tuple[Item, Item]]:
    old = {item.id: item for item in selected(before, task, split)}
    return [(old[item.id], item) for item in selected(after, task, split) if item.id in old]


def _difference(task: str, measure: str, pairs: list[tuple[Item, Item]]) -> Difference | None:
    both = [(a, b) for a, b in pairs if measure in a.measures and measure in b.measures]
    first, second = [a for a, _ in both], [b for _, b in both]
    before, after = figure(first, measure), figure(second, measure)
    if before is None or after is None:
        return None
    p = p_value([a.measures[measure] for a in first], [b.measures[measure] for b in second])
    return Difference(task, measure, before, after, p, len(both))


def _changes(right: Item, other: Item) -> list[Changed]:
    """What is right in `right` and was not in `other`."""
    if right.task == "read":
        faults = sorted(set(other.output.get("wrong", ())) - set(right.output.get("wrong", ())))
        return [Changed("read", right.id, fault) for fault in faults]
    if passed(right) and not passed(other):
        return [Changed(right.task, right.id, right.query)]
    return []


def _has_halves(run: Run) -> bool:
    return any(item.split == "dev" for item in run.items)


def _notes(before: Run, after: Run) -> tuple[Message, ...]:
    notes = []
    if before.set_fingerprint != after.set_fingerprint:
        notes.append(
            message("The set changed between the two runs; only items with the same id are compared.")
        )
    if before.system != after.system:
        notes.append(
            message("Different systems: {before} and {after}.", before=before.system, after=after.system)
        )
    return tuple(notes)
