"""`tracuu list`: the documents of the index."""

from __future__ import annotations

import typer

from api.commands.options import (
    DataOption,
    EngineOption,
    FilterOption,
    JsonOption,
    LangOption,
    checked_filters,
    invocation,
)
from api.output import stdout_kept_clean


def list_documents(
    context: typer.Context,
    filters: FilterOption = None,
    json: JsonOption = False,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Print every indexed document, oldest first by its own date."""
    here = invocation(context, data, engine, lang)
    conditions = checked_filters(filters, here.out)
    from api.desk import opened

    with stdout_kept_clean(), opened(here.settings) as desk:
        listed = desk.documents(conditions)
    if json:
        here.out.json({"documents": listed})
    else:
        from api.show.documents import show_documents

        show_documents(listed, here.out)
    return 0
