"""`tracuu read`: everything that the analyzers find in one file; nothing is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.options import DataOption, EngineOption, JsonOption, LangOption, invocation
from api.output import stdout_kept_clean


def read(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="argument.file", show_default=False)],
    json: JsonOption = False,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Read and analyse one file."""
    here = invocation(context, data, engine, lang)
    from api.findings import read_file

    with stdout_kept_clean():
        found = read_file(file)
    if json:
        here.out.json(found)
    else:
        from api.show.read import show_reading

        show_reading(found, here.out)
    return 0
