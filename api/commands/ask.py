"""`tracuu ask`: an answer with its evidence."""

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
    warn_if_stale,
)
from api.output import stdout_kept_clean


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
    from api.desk import opened

    with opened(here.settings) as desk:
        warn_if_stale(desk, here.out)
        if batch is not None:
            return run_batch(batch, lambda q, id_: desk.ask(q, here.out.lang, id_), here.out)
        with stdout_kept_clean():
            answer = desk.ask(question or "", here.out.lang)
    if json:
        here.out.json(answer)
    else:
        from api.show.ask import show_answer

        show_answer(answer, here.out, printed)
    return 0
