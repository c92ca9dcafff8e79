"""`tracuu ingest` for people: a progress bar while it runs, then what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from api.messages import Speaker
from api.output import Output
from api.show.parts import next_steps, one_line, quoted

if TYPE_CHECKING:
    from indexer.ingest import Event

_OUTCOMES = (
    ("added", "green"), ("updated", "cyan"), ("unchanged", "dim"), ("duplicates", "dim"), ("failed", "red"),
)  # fmt: skip


@contextmanager
def progress_bar(out: Output) -> Iterator[Callable[[Event], None] | None]:
    """A bar on standard error that a run reports to; None where that is no terminal."""
    if not out.aside.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=out.aside, transient=True) as bar:
        task = bar.add_task(out.say("ingest.preparing"), total=None)

        def report(event: Event) -> None:
            name = one_line(Path(event.file).name)[:40]
            bar.update(task, completed=event.done, total=event.total, description=name)

        yield report


def show_summary(result: dict[str, Any], out: Output, cited: str | None = None) -> None:
    """Print the counts, each failure with its reason, and what to type next: about `cited`, a number."""
    say, paper = out.say, out.paper
    table = Table(title=say("ingest.summary"), title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for outcome, style in _OUTCOMES:
        count = len(result[outcome])
        if outcome == "unchanged":
            count -= len(result["duplicates"])
        elif outcome == "duplicates" and not count:
            continue
        table.add_row(say(f"ingest.{outcome}"), str(count), style=style if count else "dim")
    paper.print(table)
    for failure in result["failed"]:
        line = Text.assemble(("✗ ", "red"), (one_line(failure["file"]), "bold"), ": ", failure["reason"])
        paper.print(line)
    for copy in result["duplicates"]:
        paper.print(
            Text(say("ingest.copy", file=one_line(copy["file"]), document=copy["document"]), style="dim")
        )
    if result["problem"]:
        out.error(result["problem"])
    stored = result["added"] or result["updated"] or result["unchanged"]
    if stored:
        paper.print(next_steps(say, *_what_next(cited, say)))
    elif not result["failed"]:
        paper.print(Text(say("ingest.nothing"), style="yellow"))


def _what_next(cited: str | None, say: Speaker) -> tuple[str, ...]:
    if cited is None:
        return ("tracuu list",)
    question = say("ingest.try-ask", number=cited)
    return f"tracuu lookup {quoted(cited)}", f"tracuu ask {quoted(question)}", "tracuu list"
