"""`tracuu search`: ranked passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands.batch import check_exclusive
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
)
from api.commands.querying import answer_queries

if TYPE_CHECKING:
    from api.desk import Desk


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

    def query_desk(desk: Desk, text: str, id_: Any) -> dict[str, Any]:
        return desk.search(text, k, mode, conditions, id_)

    def show(found: dict[str, Any]) -> None:
        from api.show.search import show_hits

        show_hits(found, here.out, printed)

    return answer_queries(here, query, batch, json, query_desk, show, check_stale=True)
