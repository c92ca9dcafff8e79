"""`tracuu eval compare`: two runs side by side, with a paired significance test."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from eval.commands.shared import JsonFlag, LangChoice, helped, print_json, problems_said
from eval.compare import compare as compare_runs
from eval.messages import language
from eval.report.page import page
from eval.report.terminal import show_comparison
from eval.runfile import load_run

BeforeArgument = Annotated[Path, typer.Argument(metavar="A", help=helped("The run before."))]
AfterArgument = Annotated[Path, typer.Argument(metavar="B", help=helped("The run after."))]
SplitOption = Annotated[Literal["all", "dev", "test"], typer.Option(help=helped("Which half is compared."))]
PageOption = Annotated[Path | None, typer.Option(metavar="FILE.html", help=helped("Write a page, too."))]
FailFlag = Annotated[bool, typer.Option("--fail", help=helped("Exit code 1 if a measure fell beyond noise."))]


def compare(
    before: BeforeArgument,
    after: AfterArgument,
    split: SplitOption = "all",
    out: PageOption = None,
    fail: FailFlag = False,
    json: JsonFlag = False,
    lang: LangChoice = None,
) -> None:
    """Compare two runs: every measure, and every item gained or lost."""
    spoken = language(lang)
    with problems_said(spoken):
        compared = compare_runs(load_run(before), load_run(after), split)
    if out is not None:
        out.write_text(page(compared.after, compared, spoken), encoding="utf-8")
    if json:
        differences = [{**asdict(d), "change": d.change, "worse": d.worse} for d in compared.differences]
        changed = {name: [asdict(c) for c in getattr(compared, name)] for name in ("gained", "lost")}
        print_json({"notes": [n.text(spoken) for n in compared.notes], "measures": differences, **changed})
    else:
        show_comparison(compared, spoken)
    if fail and compared.regressions:
        raise typer.Exit(1)
