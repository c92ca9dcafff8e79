"""`tracuu search` for people: ranked passages with what was asked for in bold."""

from __future__ import annotations

from typing import Any

from rich.padding import Padding
from rich.text import Text

from api.output import Output
from api.readable import shown
from api.show.parts import cut, highlighted, next_steps, place, quoted, titled, window


def show_hits(found: dict[str, Any], out: Output, as_printed: bool = False) -> None:
    """Print every hit: rank, document, headings, place, passage."""
    say, paper = out.say, out.paper
    hits = found["hits"]
    if not hits:
        paper.print(say("search.nothing", query=cut(found["query"], 80)), markup=False)
        return
    for hit in hits:
        passage = shown(hit["text"], hit["restored"], as_printed)
        title = _title(hit, out)
        if passage.printed:
            title.append(f"  {say('restored')}", style="dim")
        paper.print(title)
        if hit["heading"]:
            paper.print(Padding(Text(cut(hit["heading"], 160), style="dim"), (0, 0, 0, 4)))
        stretch = window(passage.text, found["query"])
        paper.print(Padding(highlighted(stretch, found["query"]), (0, 0, 1, 4)))
    paper.print(Text(say("search.count", count=len(hits), ms=round(found["took_ms"])), style="dim"))
    paper.print(next_steps(say, f"tracuu ask {quoted(cut(found['query'], 80))}"))


def _title(hit: dict[str, Any], out: Output) -> Text:
    return Text.assemble(
        (f"{hit['rank']:>2}. ", "bold green"), (titled(hit["header"], out.say), "bold"), "  ", place(hit)
    )
