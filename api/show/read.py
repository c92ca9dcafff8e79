"""`tracuu read` for people: what one file is and what stands in it."""

from __future__ import annotations

from typing import Any

from rich.table import Table
from rich.text import Text

from api.output import Output
from api.show.parts import cut, day, next_steps, one_line, quoted

_HEADER_FIELDS = (
    "doc_type", "number", "date", "place", "issuer", "title", "signer", "signer_title", "province", "period",
)  # fmt: skip


def show_reading(found: dict[str, Any], out: Output) -> None:
    """Print head, heading tree, citations, counts of the rest, and warnings."""
    say, paper = out.say, out.paper
    paper.print(Text(f"{found['file']}", style="bold"))
    paper.print(_facts(found, out))
    if found["sections"]:
        paper.print(Text(f"\n{say('read.sections', count=len(found['sections']))}", style="bold"))
        for section in found["sections"]:
            indent = "  " * section["level"]
            paper.print(Text.assemble(indent, (f"{section['label']} ", "green"), cut(section["title"], 90)))
    if found["citations"]:
        paper.print(_citations(found["citations"], out))
    for key in ("tasks", "indicators"):
        if found[key]:
            paper.print(say(f"read.{key}", count=len(found[key])), markup=False)
    for warning in found["warnings"]:
        place = f"{warning['start']}-{warning['end']}"
        said = warning["message"] if out.lang == "vi" else warning["english"] or warning["message"]
        style = "red" if warning["severity"] == "error" else "yellow"
        paper.print(Text(f"⚠ {place}: {one_line(said)}", style=style))
    paper.print(next_steps(say, f"tracuu ingest {quoted(found['file'])}"))


def _facts(found: dict[str, Any], out: Output) -> Table:
    say, header = out.say, found["header"]
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column()
    facts.add_row(
        say("read.size"), say("read.size-value", characters=len(found["text"]), pages=len(found["pages"]))
    )
    facts.add_row(say("read.damage"), f"{found['damage']:.0%}")
    for field in _HEADER_FIELDS:
        value = day(header[field]) if field == "date" else header[field]
        if value:
            facts.add_row(say(f"header.{field}"), Text(one_line(value)))
    if header["recipients"]:
        facts.add_row(say("header.recipients"), Text("; ".join(map(one_line, header["recipients"]))))
    for signature in header["digital_signatures"]:
        facts.add_row(say("header.digital_signature"), Text(f"{signature['signer']}, {signature['time']}"))
    return facts


def _citations(citations: list[dict[str, Any]], out: Output) -> Table:
    say = out.say
    table = Table(title=say("read.citations", count=len(citations)), title_justify="left")
    for key in ("place", "canonical", "date", "subject", "raw"):
        table.add_column(say(f"citation.{key}"), overflow="fold")
    for each in citations:
        doubtful = each["confidence"] < 0.5
        canonical = f"{each['canonical']} ?" if doubtful else each["canonical"]
        cells = (
            f"{each['start']}-{each['end']}", canonical, day(each["date"]),
            cut(each["subject"] or "", 80), one_line(each["raw"]),
        )  # fmt: skip
        table.add_row(*(Text(cell) for cell in cells), style="yellow" if doubtful else "")
    return table
