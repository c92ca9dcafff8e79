"""`tracuu lookup`: one cited document, from its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands.batch import check_exclusive
from api.commands.options import (
    BatchOption,
    DataOption,
    EngineOption,
    JsonOption,
    LangOption,
    PrintedOption,
    invocation,
)
from api.commands.querying import answer_queries

if TYPE_CHECKING:
    from api.desk import Desk


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

    def query_desk(desk: Desk, text: str, id_: Any) -> dict[str, Any]:
        return desk.lookup(text, here.out.lang, id_)

    def show(found: dict[str, Any]) -> None:
        from api.show.lookup import show_lookup

        show_lookup(found, here.out, printed)

    return answer_queries(here, number, batch, json, query_desk, show)
