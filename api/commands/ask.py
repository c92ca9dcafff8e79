"""`tracuu ask`: an answer with its evidence."""

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


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="argument.question")] = None,
    batch: BatchOption = None,
    printed: PrintedOption = False,
    json: JsonOption = False,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Answer a question from the collection, every statement with its places."""
    here = invocation(context, data, engine, lang)
    check_exclusive(question, batch)

    def query_desk(desk: Desk, text: str, id_: Any) -> dict[str, Any]:
        return desk.ask(text, here.out.lang, id_)

    def show(answer: dict[str, Any]) -> None:
        from api.show.ask import show_answer

        show_answer(answer, here.out, printed)

    return answer_queries(here, question, batch, json, query_desk, show, check_stale=True)
