"""Finds the tasks of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analyzers.annotations import Section, Task
from analyzers.reading import Reading
from analyzers.tasks.blocks import find_blocks
from analyzers.tasks.names import agree
from analyzers.tasks.page import Page
from analyzers.tasks.sentences import find_sentence_tasks
from analyzers.tasks.tables import find_table_tasks


def find_tasks(reading: Reading, sections: Sequence[Section]) -> list[Task]:
    """The tasks that `reading` gives out, in order of their start; `sections` are those of the same text.

    Never raises. Words are quoted through `Reading.best`.
    """
    page = Page.of(reading, sections)
    tasks = [*find_blocks(page), *find_table_tasks(page)]
    tasks = sorted([*tasks, *find_sentence_tasks(page, tasks)], key=lambda task: (task.start, task.end))
    return _consistent(tasks) if page.damaged else tasks


def _consistent(tasks: Sequence[Task]) -> list[Task]:
    """The tasks with each unit worded in one way."""
    names = agree([*(task.lead for task in tasks), *(task.coordinate for task in tasks)])
    leads, others = names[: len(tasks)], names[len(tasks) :]
    return [
        replace(task, lead=lead, coordinate=other)
        for task, lead, other in zip(tasks, leads, others, strict=True)
    ]
