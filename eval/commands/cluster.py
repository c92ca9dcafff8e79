"""`tracuu eval cluster`: what the Elasticsearch engine costs beside its bare client."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from eval import timing
from eval.commands.shared import JsonFlag, LangChoice, console, helped, print_json, problems_said, table
from eval.messages import language, message

TextsArgument = Annotated[
    Path,
    typer.Argument(metavar="TEXTS", help=helped("A folder of texts (*.jsonl with a text on each line).")),
]
PassagesOption = Annotated[
    int, typer.Option(min=100, metavar="N", help=helped("Passages that are written and searched."))
]


def cluster(
    texts: TextsArgument, passages: PassagesOption = 5_000, json: JsonFlag = False, lang: LangChoice = None
) -> None:
    """Write and search the same through the engine and through the bare client."""
    from eval.bench_cluster import measure_cluster

    spoken = language(lang)
    with problems_said(spoken):
        found = measure_cluster(texts, passages)
    if json:
        told = {**asdict(found), "share": found.share, "added": found.added}
        print_json({"load": timing.load(), "cluster": told})
        return
    title = message("{count} passages in Elasticsearch", count=f"{found.passages:,}")
    rows = [
        [message("passages a second").text(spoken), f"{found.engine_rate:,.0f}", f"{found.bare_rate:,.0f}"],
        [message("a search, ms").text(spoken), f"{found.search:.1f}", f"{found.asked:.1f}"],
    ]
    table(title, ["", "the engine", "the bare client"], rows, spoken)
    console().print(timing.load(), style="dim")
