"""The options that several commands share, and how they become settings.

Help texts are keys of the catalogue; `cli` puts the words in the language that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.failures import WrongUsage
from api.output import Output
from api.settings import Settings

if TYPE_CHECKING:
    from api.desk import Desk

EngineName = Literal["embedded", "elasticsearch"]
LangName = Literal["vi", "en"]
ModeName = Literal["hybrid", "lexical", "dense"]

DataOption = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="option.data", show_default=False)
]
EngineOption = Annotated[
    EngineName | None, typer.Option("--engine", help="option.engine", show_default=False)
]
LangOption = Annotated[LangName | None, typer.Option("--lang", help="option.lang", show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help="option.json", show_default=False)]
PrintedOption = Annotated[bool, typer.Option("--printed", help="option.printed", show_default=False)]
BatchOption = Annotated[
    Path | None,
    typer.Option("--batch", metavar="FILE.jsonl", help="option.batch", show_default=False),
]
FilterOption = Annotated[
    list[str] | None,
    typer.Option("--filter", metavar="FIELD=VALUE", help="option.filter", show_default=False),
]

MOST_HITS = 1000
"""The longest list that `-k` may ask for."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """What a command works with: its settings and its two streams."""

    settings: Settings
    out: Output


def invocation(
    context: typer.Context,
    data: Path | None = None,
    engine: EngineName | None = None,
    lang: LangName | None = None,
) -> Invocation:
    """What a command was called with; an option after the command's name outranks one before it."""
    before = context.find_object(Settings) or Settings()
    settings = replace(
        before,
        data=before.data if data is None else data,
        engine=engine or before.engine,
        lang=lang or before.lang,
    )
    return Invocation(settings, Output(settings.lang))


def checked_filters(filters: Sequence[str] | None, out: Output) -> tuple[str, ...]:
    """The values of `--filter`; raises `WrongUsage` for a field that is none or a value that cannot be."""
    from search.errors import BadFilter
    from search.filters import parse_filters

    conditions = tuple(filters or ())
    try:
        parse_filters(conditions)
    except BadFilter as error:
        raise WrongUsage("usage.filter", reason=error.message(out.lang)) from None
    return conditions


def warn_if_stale(desk: Desk, out: Output) -> None:
    """Say on standard error that a search did not see all that is stored, and why."""
    problem = desk.engine.stale()
    if problem is not None:
        out.note(out.say("stale", reason=problem.message(out.lang)))


Command = Callable[..., int]
"""What every command is: a function whose parameters are its options and whose result is the exit code."""
