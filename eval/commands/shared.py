"""What the commands share: languages, tables, JSON, and one way to end with a message."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval.evalset import EvalProblem
from eval.messages import Lang, Message, language, message

if TYPE_CHECKING:
    from rich.console import Console


def helped(template: str) -> str:
    """A help text in the language of the command line or the environment, as it stands at start."""
    asked = None
    for at, argument in enumerate(sys.argv):
        if argument == "--lang":
            asked = next(iter(sys.argv[at + 1 : at + 2]), None)
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
    return message(template).text(language(asked))


JsonFlag = Annotated[bool, typer.Option("--json", help=helped("Print one JSON object."))]
LangChoice = Annotated[str | None, typer.Option("--lang", help=helped("Language of messages: vi or en."))]


@contextmanager
def problems_said(lang: Lang) -> Iterator[None]:
    """Say a problem on standard error and end with exit code 1."""
    from corpus import UnreadableFile
    from indexer.errors import IndexProblem

    try:
        yield
    except EvalProblem as problem:
        say_error(problem.message.text(lang))
    except IndexProblem as problem:
        say_error(problem.message(lang))
    except UnreadableFile as problem:
        say_error(str(problem))
    else:
        return
    raise typer.Exit(1)


@contextmanager
def kept_or_removed(folder: Path | None) -> Iterator[Path]:
    """`folder`, which is kept, or one that is removed at the end."""
    if folder is not None:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="tracuu-eval-") as made:
        yield Path(made)


def say_error(text: str) -> None:
    """A message on standard error."""
    print(text, file=sys.stderr, flush=True)


def print_json(value: Any) -> None:
    """One JSON object on one line of standard output."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


def console() -> Console:
    """Where tables are printed; 110 columns wide in a pipe."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else 110
    return Console(width=width, highlight=False, emoji=False)


def table(title: Message, headings: Sequence[str], rows: Sequence[Sequence[str]], lang: Lang) -> None:
    """Print a table; the first column is text, the others are figures."""
    from rich.table import Table

    made = Table(title=title.text(lang), title_justify="left", title_style="bold", pad_edge=False)
    for at, heading in enumerate(headings):
        made.add_column(message(heading).text(lang), justify="right" if at else "left", no_wrap=at > 0)
    for row in rows:
        made.add_row(*(cell.replace("[", "\\[") for cell in row))
    console().print(made)
