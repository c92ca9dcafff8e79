"""`tracuu ask` for people: the answer, then every statement with its quotations and their places."""

from __future__ import annotations

from typing import Any

from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from api.output import Output
from api.readable import shown
from api.show.parts import cut, next_steps, one_line, place, quoted


def show_answer(answer: dict[str, Any], out: Output, as_printed: bool = False) -> None:
    """Print an answer, or that the collection does not answer the question."""
    say, paper = out.say, out.paper
    style = "green" if answer["answered"] else "yellow"
    title = say("ask.answer") if answer["answered"] else say("ask.no-answer")
    paper.print(Panel(Text(_lines(answer["answer"])), title=title, title_align="left", border_style=style))
    for number, statement in enumerate(answer["statements"], start=1):
        _show_statement(number, statement, out, as_printed)
    paper.print(next_steps(say, *_next(answer)))


def _show_statement(number: int, statement: dict[str, Any], out: Output, as_printed: bool) -> None:
    line = Text.assemble((f"[{number}] ", "bold green"), one_line(statement["text"]))
    if statement["computed"]:
        line.append(f" ({out.say('ask.computed')})", style="dim")
    out.paper.print(line)
    for evidence in statement["evidence"]:
        quote = shown(evidence["quote"], evidence["restored"], as_printed)
        at = place(evidence)
        if quote.printed:
            at.append(f"  {out.say('restored')}", style="dim")
        out.paper.print(Padding(at, (0, 0, 0, 4)))
        out.paper.print(Padding(Text(f"“{one_line(quote.text)}”", style="italic"), (0, 0, 0, 6)))
    out.paper.print()


def _lines(text: str) -> str:
    """The answer's own lines, each without control characters."""
    return "\n".join(one_line(line) for line in text.splitlines())


def _next(answer: dict[str, Any]) -> list[str]:
    looked_up = [f"tracuu lookup {quoted(number)}" for number in answer["documents"][:3]]
    return looked_up or [f"tracuu search {quoted(cut(answer['query'], 80))}"]
