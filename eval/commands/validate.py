"""`tracuu eval validate`: what is wrong with a set, line by line."""

from __future__ import annotations

from typing import Annotated

import typer

from eval.commands.shared import JsonFlag, LangChoice, helped, print_json
from eval.messages import language, message
from eval.sources import set_folder
from eval.validation import validate as problems_of


def validate(
    source: Annotated[str, typer.Argument(metavar="SET", help=helped("A set: its folder or name."))],
    json: JsonFlag = False,
    lang: LangChoice = None,
) -> None:
    """Check every line of a set; exit code 1 if something is wrong."""
    spoken = language(lang)
    problems = problems_of(set_folder(source))
    if json:
        rows = [{"file": p.file, "line": p.line, "message": p.message.text(spoken)} for p in problems]
        print_json({"valid": not problems, "problems": rows})
    else:
        for problem in problems:
            print(problem.text(spoken))
        said = message("{count} faults", count=len(problems)) if problems else message("The set is valid.")
        print(said.text(spoken))
    if problems:
        raise typer.Exit(1)
