"""`tracuu lookup`: one cited document, from its number."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.batch import check_exclusive, run_batch
from api.commands.options import (
    BatchOption,
    DataOption,
    EngineOption,
    JsonOption,
    LangOption,
    PrintedOption,
    invocation,
)
from api.output import stdout_kept_clean


def lookup(
    context: typer.Context,
    number: Annotated[str | None, typer.Argument(metavar="NUMBER", help="argument.number")] = None,
    batch: BatchOption = None,
    printed: PrintedOption = False,
    json: JsonOption = False,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Print what a cited document is, every place that cites it, and what contradicts."""
    here = invocation(context, data, engine, lang)
    check_exclusive(number, batch)
    from api.desk import opened

    with opened(here.settings) as desk:
        if batch is not None:
            return run_batch(batch, lambda q, id_: desk.lookup(q, here.out.lang, id_), here.out)
        with stdout_kept_clean():
            found = desk.lookup(number or "", here.out.lang)
    if json:
        here.out.json(found)
    else:
        from api.show.lookup import show_lookup

        show_lookup(found, here.out, printed)
    return 0
