"""`tracuu search`: ranked passages."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.batch import check_exclusive, run_batch
from api.commands.options import (
    MOST_HITS,
    BatchOption,
    DataOption,
    EngineOption,
    FilterOption,
    JsonOption,
    LangOption,
    ModeName,
    PrintedOption,
    checked_filters,
    invocation,
    warn_if_stale,
)
from api.output import stdout_kept_clean


def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="argument.query")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=MOST_HITS, metavar="N", help="option.k")] = 10,
    mode: Annotated[ModeName, typer.Option("--mode", help="option.mode")] = "hybrid",
    filters: FilterOption = None,
    batch: BatchOption = None,
    printed: PrintedOption = False,
    json: JsonOption = False,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Print the passages that answer a query best."""
    here = invocation(context, data, engine, lang)
    check_exclusive(query, batch)
    conditions = checked_filters(filters, here.out)
    from api.desk import opened

    with opened(here.settings) as desk:
        warn_if_stale(desk, here.out)
        if batch is not None:
            return run_batch(batch, lambda q, id_: desk.search(q, k, mode, conditions, id_), here.out)
        with stdout_kept_clean():
            found = desk.search(query or "", k, mode, conditions)
    if json:
        here.out.json(found)
    else:
        from api.show.search import show_hits

        show_hits(found, here.out, printed)
    return 0
