"""`tracuu lookup` for people: a card for each cited document."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from api.output import Output
from api.readable import shown
from api.show.parts import cut, day, next_steps, one_line, place, quoted


def show_lookup(found: dict[str, Any], out: Output, as_printed: bool = False) -> None:
    """Print what a number leads to: one card, several to choose from, or lookalikes to try."""
    say, paper = out.say, out.paper
    query = cut(found["query"], 80)
    if found["status"] == "not_found":
        paper.print(Text(say("lookup.not-found", query=query), style="yellow"))
        if found["suggestions"]:
            paper.print(Text(say("lookup.suggestions"), style="dim"))
            paper.print(next_steps(say, *(f"tracuu lookup {quoted(each)}" for each in found["suggestions"])))
        return
    if found["status"] == "ambiguous":
        paper.print(Text(say("lookup.ambiguous", query=query, count=len(found["matches"])), style="yellow"))
    for match in found["matches"]:
        paper.print(_card(match, out, as_printed))
    if found["status"] == "found":
        paper.print(next_steps(say, f"tracuu search {quoted(found['matches'][0]['canonical'])}"))


def _card(match: dict[str, Any], out: Output, as_printed: bool) -> Panel:
    title = Text(f" {' '.join(filter(None, (match['type'], match['canonical'])))} ", style="bold")
    parts: list[RenderableType] = [_facts(match, out)]
    parts += [_conflict(conflict, out) for conflict in match["conflicts"]]
    parts.append(Text(out.say("lookup.mentions", count=len(match["mentions"])), style="bold"))
    parts += [_mention(mention, out, as_printed) for mention in match["mentions"]]
    style = "red" if match["conflicts"] else "green"
    return Panel(Group(*parts), title=title, title_align="left", border_style=style)


def _facts(match: dict[str, Any], out: Output) -> Table:
    say = out.say
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column()
    facts.add_row(say("lookup.date"), _dates(match, out))
    facts.add_row(say("lookup.issuer"), match["issuer"] or say("unknown"))
    facts.add_row(say("lookup.subject"), Text(one_line(match["subject"] or say("unknown"))))
    there = (
        say("lookup.in-collection", id=match["document"]) if match["document"] else say("lookup.cited-only")
    )
    facts.add_row(say("lookup.document"), there)
    return facts


def _dates(match: dict[str, Any], out: Output) -> str:
    if len(match["dates"]) > 1:
        return "; ".join(
            out.say("lookup.date-count", date=day(each["date"]), count=each["mentions"])
            for each in match["dates"]
        )
    return day(match["date"]) or out.say("unknown")


def _conflict(conflict: dict[str, Any], out: Output) -> Padding:
    line = Text(f"⚠ {out.say('lookup.conflict')}: {one_line(conflict['message'])}", style="bold red")
    for mention in conflict["mentions"]:
        line.append_text(Text.assemble("\n    ", place(mention), f"  “{one_line(mention['raw'])}”"))
    return Padding(line, (1, 0, 0, 0))


def _mention(mention: dict[str, Any], out: Output, as_printed: bool) -> Padding:
    line = Text.assemble("• ", place(mention))
    if mention["relation"] and mention["relation"] != "cites":
        line.append(f"  {_relation(mention['relation'], out)}", style="dim")
    context = shown(mention["context"], mention["restored"], as_printed)
    if context.printed:
        line.append(f"  {out.say('restored')}", style="dim")
    line.append(f"\n  {one_line(context.text)}", style="italic")
    return Padding(line, (0, 0, 0, 1))


def _relation(relation: str, out: Output) -> str:
    return out.say.known(f"relation.{relation}", relation)
