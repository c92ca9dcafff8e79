"""`tracuu list` for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from api.output import Output
from api.show.parts import cut, day, one_line


def show_documents(documents: list[dict[str, Any]], out: Output) -> None:
    """Print a table of the documents."""
    say = out.say
    if not documents:
        out.paper.print(Text(say("list.nothing"), style="yellow"))
        return
    table = Table(title=say("list.title", count=len(documents)), title_justify="left")
    for key in ("number", "date", "issuer"):
        table.add_column(say(f"list.{key}"), overflow="fold")
    table.add_column(say("list.subject"), overflow="fold", min_width=30)
    table.add_column(say("list.id"), no_wrap=True)
    for document in documents:
        header = document["header"]
        subject = Text(cut(header["title"] or "-", 120))
        subject.append(f"\n{one_line(Path(document['file']).name)}", style="dim cyan")
        cells = (header["number"] or "-", day(header["date"]) or "-", one_line(header["issuer"] or "-"))
        table.add_row(*(Text(cell) for cell in cells), subject, document["id"])
    out.paper.print(table)
