"""`tracuu eval scans`: how well scans are read, beside plain Tesseract."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from eval import timing
from eval.bench_scans import ScanFigures, measure_scans
from eval.commands.shared import JsonFlag, LangChoice, console, helped, print_json, problems_said, table
from eval.messages import Lang, language, message

FolderArgument = Annotated[
    Path, typer.Argument(metavar="FOLDER", help=helped("Scans with a gold.jsonl beside them."))
]


def scans(folder: FolderArgument, json: JsonFlag = False, lang: LangChoice = None) -> None:
    """Read the scans of a folder and compare with what a person read."""
    spoken = language(lang)
    with problems_said(spoken):
        figures = measure_scans(folder)
    if json:
        print_json({"load": timing.load(), "scans": asdict(figures)})
    else:
        _show(figures, spoken)


def _show(figures: ScanFigures, lang: Lang) -> None:
    rows = [
        [name, *(f"{rates[key]:.4f}" for key in ("CER", "WER"))]
        for name, rates in (("tracuu", figures.errors), ("tesseract -l vie", figures.peer_errors))
    ]
    table(message("First pages of {count} scans", count=figures.scans), ["", "CER", "WER"], rows, lang)
    table(
        message("Header fields"),
        ["", "right", "wrong", "null"],
        [[name, *(str(n) for n in counts.values())] for name, counts in figures.header.items()],
        lang,
    )
    rates = "  ".join(f"{name} {value:.3f}" for name, value in figures.citations.items())
    console().print(f"{rates}   {figures.pages_a_minute:.1f} /min ({figures.pages})")
    for fault in figures.faults:
        console().print(fault, style="dim", markup=False)
    console().print(timing.load(), style="dim")
