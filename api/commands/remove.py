"""`tracuu remove`: take one document out of the index."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.options import DataOption, EngineOption, JsonOption, LangOption, invocation
from api.output import stdout_kept_clean


def remove(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="argument.document", show_default=False)
    ],
    json: JsonOption = False,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Remove a document that is named by its id, its file or its own number."""
    here = invocation(context, data, engine, lang)
    from api.desk import opened
    from corpus.readers.page_store import prune

    with stdout_kept_clean(), opened(here.settings, write=True) as desk:
        gone = desk.remove(document)
        prune(here.settings.pages, {sha256 for _, sha256 in desk.engine.known().values()})
    if json:
        here.out.json({"removed": gone})
    else:
        here.out.paper.print(
            here.out.say("remove.done", name=gone["number"] or gone["file"], id=gone["id"]), markup=False
        )
    return 0
