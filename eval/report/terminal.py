"""A report in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from eval.commands.shared import console, table
from eval.compare import Changed, Comparison
from eval.messages import Lang, message
from eval.report.content import comparison_table, splits_of, tables
from eval.report.markdown import facts
from eval.runfile import Run

_SHOWN = 40


def show_run(run: Run, lang: Lang) -> None:
    """Print the tables of a run."""
    paper = console()
    paper.print(f"{run.set_name}: {run.system}", style="bold", markup=False)
    paper.print(facts(run), style="dim", markup=False)
    for each in tables(run, splits_of(run)):
        table(each.title, each.headings, each.rows, lang)


def show_comparison(compared: Comparison, lang: Lang) -> None:
    """Print two runs side by side, then what was gained and lost."""
    paper = console()
    for note in compared.notes:
        paper.print(note.text(lang), markup=False, style="yellow")
    each = comparison_table(compared)
    table(each.title, each.headings, each.rows, lang)
    for title, colour, changes in (("Gained", "green", compared.gained), ("Lost", "red", compared.lost)):
        paper.print(f"{message(title).text(lang)}: {len(changes)}", style=f"bold {colour}", markup=False)
        _list(changes, "+" if title == "Gained" else "-", lang)


def _list(changes: Sequence[Changed], sign: str, lang: Lang) -> None:
    paper = console()
    for change in changes[:_SHOWN]:
        text = " ".join(change.text.split())
        paper.print(f"  {sign} {change.task} {change.id} {text}", markup=False, soft_wrap=True)
    if len(changes) > _SHOWN:
        paper.print(f"  … +{len(changes) - _SHOWN}", markup=False)
