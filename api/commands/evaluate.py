"""`tracuu eval ...`: the measures, which have a command line of their own in `eval`, loaded only here."""

from __future__ import annotations

import os

import typer

from api.settings import Settings

PASSED_ON = {"ignore_unknown_options": True, "allow_extra_args": True, "allow_interspersed_args": False}
"""How the parser leaves everything after `eval` to the measures, `--help` too."""


def evaluate(context: typer.Context) -> int:
    """Hand the rest of the command line over; options before `eval` reach the measures as environment."""
    from eval.cli import app

    settings = context.find_object(Settings) or Settings()
    os.environ["TRACUU_LANG"] = settings.lang
    os.environ["TRACUU_ENGINE"] = settings.engine
    tree = typer.main.get_command(app)
    return int(tree.main(args=context.args, prog_name="tracuu eval", standalone_mode=False) or 0)
