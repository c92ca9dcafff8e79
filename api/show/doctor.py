"""`tracuu doctor` for people: a checklist."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from api.health import Check
from api.output import Output

_MARKS = {"ok": ("✓", "green"), "missing": ("○", "yellow"), "problem": ("✗", "red")}


def show_checks(checks: Sequence[Check], fine: bool, out: Output) -> None:
    """Print every check with a mark, and under what is not there how to mend it."""
    say = out.say
    table = Table.grid(padding=(0, 2))
    for check in checks:
        mark, style = _MARKS[check.status]
        line = Text(check.detail)
        if check.mend:
            line.append(f"\n→ {check.mend}", style="cyan")
        table.add_row(Text(mark, style=style), Text(say(f"doctor.{check.name}"), style="bold"), line)
    out.paper.print(table)
    verdict = say("doctor.fine") if fine else say("doctor.not-fine")
    out.paper.print(Text(f"\n{verdict}", style="green" if fine else "red"))
