"""What tasks, indicators and warnings are selected by, and what the conditions on them mean.

An engine may select them in its own way: `task_matches`, `indicator_matches` and `warning_matches` say
what must come out, and both engines are tested against them.
"""

from __future__ import annotations

from dataclasses import dataclass

from analyzers.annotations import Header, Indicator, Task, Warning
from analyzers.tasks.due import due_day
from analyzers.tokens import folded_terms
from indexer.facets import date_key, years_and_quarters
from indexer.records import FoundTask, IndicatorQuery, Source, TaskQuery, WarningQuery


@dataclass(frozen=True, slots=True)
class TaskKeys:
    """What a task is selected by: padded folded tokens (` so noi vu | van phong `), `due` as `yyyymmdd`."""

    lead: str
    units: str
    words: str
    due: int | None


@dataclass(frozen=True, slots=True)
class IndicatorKeys:
    """What a row of a form is selected by; `form` and `words` are padded folded tokens."""

    code: str
    form: str
    words: str
    numeric: bool


def found_task(source: Source, ordinal: int, task: Task) -> FoundTask:
    """A task with the last day that its deadline sets in a plan of its document's year."""
    return FoundTask(source, ordinal, task, due_day(task.deadline, _year(source.header)))


def task_keys(found: FoundTask) -> TaskKeys:
    """The keys of a task."""
    task = found.task
    return TaskKeys(
        lead=_names(task.lead),
        units=_names((*task.lead, *task.coordinate)),
        words=padded(f"{task.task} {task.product or ''}"),
        due=date_key(found.due),
    )


def indicator_keys(indicator: Indicator) -> IndicatorKeys:
    """The keys of a row of a form."""
    return IndicatorKeys(
        code=code_key(indicator.code),
        form=padded(indicator.form or ""),
        words=padded(f"{indicator.indicator} {indicator.unit or ''}"),
        numeric=indicator.value is not None,
    )


def task_matches(query: TaskQuery, keys: TaskKeys) -> bool:
    """Whether a task is wanted."""
    first, last = date_key(query.due_from), date_key(query.due_to)
    return (
        (query.lead is None or padded(query.lead) in keys.lead)
        and (query.unit is None or padded(query.unit) in keys.units)
        and has_words(query.text, keys.words)
        and (first is None or (keys.due is not None and keys.due >= first))
        and (last is None or (keys.due is not None and keys.due <= last))
        and (query.dated is None or query.dated == (keys.due is not None))
    )


def indicator_matches(query: IndicatorQuery, keys: IndicatorKeys) -> bool:
    """Whether a row of a form is wanted."""
    return (
        (query.code is None or code_key(query.code) == keys.code)
        and has_words(query.form, keys.form)
        and has_words(query.text, keys.words)
        and (query.numeric is None or query.numeric == keys.numeric)
    )


def warning_matches(query: WarningQuery, warning: Warning) -> bool:
    """Whether a warning is wanted."""
    return (not query.kinds or warning.kind in query.kinds) and (
        not query.severities or warning.severity in query.severities
    )


def padded(words: str) -> str:
    """The folded tokens of `words` between spaces, so that whole tokens are found as parts of a string."""
    return f" {' '.join(folded_terms(words))} "


def has_words(asked: str | None, stored: str) -> bool:
    """Whether all tokens asked for stand among the padded ones."""
    return asked is None or all(f" {term} " in stored for term in folded_terms(asked))


def code_key(code: str) -> str:
    """A row's code for comparing: `1.2.`, ` 1.2 ` and `1.2` are one."""
    return code.strip().strip(".").casefold()


def _names(names: tuple[str, ...]) -> str:
    return "|".join(padded(name) for name in names)


def _year(header: Header) -> int | None:
    """The year that a plan is for: the last that it names, else that of its date."""
    years, _ = years_and_quarters(header)
    return max(years) if years else None
