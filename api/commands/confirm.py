"""`tracuu confirm`: a person's word for what a document's header says."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.options import DataOption, EngineOption, JsonOption, LangOption, invocation
from api.failures import Failure, WrongUsage, unreadable_reason
from api.output import stdout_kept_clean


def confirm(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="argument.document", show_default=False)
    ],
    values: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE...", help="argument.corrections", show_default=False)
    ],
    json: JsonOption = False,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Keep corrections of a document's header; an empty value takes one back."""
    here = invocation(context, data, engine, lang)
    from api.desk import opened
    from indexer.corrections import FIELDS, BadCorrection

    try:
        with stdout_kept_clean(), opened(here.settings, write=True) as desk:
            said = desk.confirm(document, _parsed(values), here.settings)
    except BadCorrection as error:
        raise WrongUsage(
            "usage.correction", field=error.field, value=error.value, fields=", ".join(FIELDS)
        ) from None
    if said["failure"] is not None:
        raise Failure("confirm.kept", reason=unreadable_reason(said["failure"], here.out.lang))
    if json:
        here.out.json({"confirmed": said["document"]})
    else:
        header = said["document"]["header"]
        name = header["number"] or said["document"]["file"]
        here.out.paper.print(here.out.say("confirm.done", name=name), markup=False)
    return 0


def _parsed(values: list[str]) -> dict[str, str | None]:
    """`FIELD=VALUE` by field; None for an empty value. Raises `BadCorrection` where there is no sign."""
    from indexer.corrections import BadCorrection

    pairs = [value.partition("=") for value in values]
    for field, sign, value in pairs:
        if not sign:
            raise BadCorrection(field, value)
    return {field.strip(): value.strip() or None for field, _, value in pairs}
