"""`tracuu tasks` and `tracuu indicators` for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from api.output import Output
from api.show.parts import cut, day, one_line

_COLUMNS = {
    "tasks": ("due", "task", "lead", "product", "source"),
    "indicators": ("form", "code", "indicator", "value", "unit", "source"),
    "conflicts": ("severity", "message", "source"),
}


def show_records(kind: str, rows: list[dict[str, Any]], out: Output) -> None:
    """Print a table of the rows of one kind."""
    say = out.say
    if not rows:
        out.paper.print(Text(say("records.nothing"), style="yellow"))
        return
    title = f"{say(f'column.{kind}')} ({len(rows)})"
    table = Table(title=title, title_justify="left", show_lines=kind != "indicators")
    for column in _COLUMNS[kind]:
        table.add_column(say(f"column.{column}"), overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row, column, out) for column in _COLUMNS[kind]))
    out.paper.print(table)


def _cell(row: dict[str, Any], column: str, out: Output) -> Text:
    if column == "source":
        return _source(row)
    if column == "severity":
        return Text(
            out.say(f"severity.{row['severity']}"), style="red" if row["severity"] == "error" else "yellow"
        )
    if column == "due":
        wording = cut(row["deadline"] or "-", 80)
        return Text(
            f"{day(row['due'])}\n{wording}".strip(), style="red" if row["status"] == "overdue" else ""
        )
    if column == "value":
        return Text(row["value_raw"] or "-")
    value = row[column]
    if isinstance(value, list | tuple):
        return Text("; ".join(map(one_line, value)) or "-")
    return Text(cut(value or "-", 200))


def _source(row: dict[str, Any]) -> Text:
    places = row.get("places") or [row]
    shown = Text(one_line(row.get("number") or row.get("canonical") or "-"))
    for place in places[:4]:
        shown.append(f"\n{Path(place['file']).name}:{place['start']}-{place['end']}", style="cyan")
    return shown
