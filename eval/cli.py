"""`tracuu eval ...`: the commands of the measures (`python -m eval.cli` is the same)."""

from __future__ import annotations

import typer

from eval.commands.bench import bench
from eval.commands.cluster import cluster
from eval.commands.comparison import compare
from eval.commands.reading import score_reading
from eval.commands.run import run
from eval.commands.scans import scans
from eval.commands.shared import helped
from eval.commands.validate import validate

app = typer.Typer(
    name="eval",
    add_completion=False,
    no_args_is_help=True,
    help=helped("Measure reading, search and answers."),
)
app.command(help=helped("Put a set to the program or a peer, write the run down and report it."))(run)
app.command(help=helped("Compare two runs: every measure, and every item gained or lost."))(compare)
app.command(
    "annotations", help=helped("Score citations, headings and header fields against gold annotations.")
)(score_reading)
app.command(help=helped("Check every line of a set; exit code 1 if something is wrong."))(validate)
app.command(help=helped("Time the analysis beside word segmentation, and commands from a cold start."))(bench)
app.command(help=helped("Time the Elasticsearch engine beside its bare client."))(cluster)
app.command(help=helped("Read scans and compare with what a person read, beside plain Tesseract."))(scans)

if __name__ == "__main__":
    app(prog_name="tracuu eval")
