"""Timing for benchmarks: medians of several runs, with the machine's load beside them."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 5


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one piece of work: the median of `runs`, the fastest and the slowest."""

    median: float
    fastest: float
    slowest: float
    runs: int


def time_of(work: Callable[[], object], runs: int = RUNS) -> Timing:
    """Time `work` after one run that is not counted (imports, models, caches)."""
    work()
    return summary([_seconds(work) for _ in range(runs)])


def time_in_turn(works: dict[str, Callable[[], object]], runs: int = RUNS) -> dict[str, Timing]:
    """Time several pieces of work in turn (A B A B ...), so that a drift of the machine meets them all."""
    for work in works.values():
        work()
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            seconds[name].append(_seconds(work))
    return {name: summary(values) for name, values in seconds.items()}


def summary(seconds: list[float]) -> Timing:
    """The median, fastest and slowest of some measured seconds."""
    return Timing(statistics.median(seconds), min(seconds), max(seconds), len(seconds))


def load() -> str:
    """The machine's load, to print beside absolute times."""
    one, five, _ = os.getloadavg()
    return f"load {one:.2f} (1 min), {five:.2f} (5 min) on {os.cpu_count()} cores"


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
