"""A report as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from eval.compare import Changed, Comparison
from eval.messages import Lang, message
from eval.report.content import Table, comparison_table, splits_of, tables
from eval.runfile import Run


def markdown(run: Run, compared: Comparison | None, lang: Lang) -> str:
    """The whole report."""
    parts = [f"# {run.set_name}: {run.system}", facts(run)]
    parts += [_table(table, lang) for table in tables(run, splits_of(run))]
    if compared is not None:
        parts.append(comparison(compared, lang))
    return "\n\n".join(parts) + "\n"


def comparison(compared: Comparison, lang: Lang) -> str:
    """Two runs side by side, with the items gained and lost."""
    parts = [note.text(lang) for note in compared.notes]
    parts.append(_table(comparison_table(compared), lang))
    for title, changes in (("Gained", compared.gained), ("Lost", compared.lost)):
        parts.append(f"## {message(title).text(lang)} ({len(changes)})\n\n{_changes(changes)}")
    return "\n\n".join(parts)


def facts(run: Run) -> str:
    """What was measured, when, with which program."""
    config = ", ".join(f"{name} {value}" for name, value in run.config.items())
    return f"{run.started} · {run.load} · program {run.program or '-'} · set {run.set_fingerprint} · {config}"


def _table(table: Table, lang: Lang) -> str:
    headings = [message(heading).text(lang) for heading in table.headings]
    lines = [
        f"## {table.title.text(lang)}",
        "",
        _row(headings),
        _row(["---", *["---:"] * (len(headings) - 1)]),
    ]
    return "\n".join([*lines, *(_row(row) for row in table.rows)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _changes(changes: Sequence[Changed]) -> str:
    return "\n".join(f"- {c.task} `{c.id}` {' '.join(c.text.split())}" for c in changes) or "–"
