"""The command line: `tracuu COMMAND ...`. Parsing, languages and exit codes; commands are in `commands/`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from api.commands.evaluate import PASSED_ON, evaluate
from api.commands.options import Command, DataOption, EngineOption, LangOption
from api.failures import explain, usage_message
from api.messages import Speaker, has
from api.output import Output, prepare_streams
from api.settings import Lang, debugging, from_environment, language_of

INTERRUPTED = 130
"""The exit code after Ctrl-C, by the shells' convention 128 + SIGINT."""

_UsageError = cast("type[Exception]", typer.BadParameter.__bases__[0])
"""What the parser raises for wrong usage. typer carries its own copy of click in a private module."""


def commands() -> dict[str, Command]:
    """Every command by its name, in the order of the help page."""
    from api.commands.ask import ask
    from api.commands.confirm import confirm
    from api.commands.doctor import doctor
    from api.commands.ingest import ingest
    from api.commands.list_documents import list_documents
    from api.commands.lookup import lookup
    from api.commands.read import read
    from api.commands.records import conflicts, indicators, tasks
    from api.commands.remove import remove
    from api.commands.search import search
    from api.commands.serve import serve

    return {
        "ingest": ingest,
        "search": search,
        "ask": ask,
        "lookup": lookup,
        "read": read,
        "tasks": tasks,
        "indicators": indicators,
        "conflicts": conflicts,
        "list": list_documents,
        "confirm": confirm,
        "remove": remove,
        "doctor": doctor,
        "serve": serve,
        "eval": evaluate,
    }


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"tracuu {program_version()}")
        raise typer.Exit


def program_version() -> str:
    """The version of the installed program, or of the source folder that it runs from uninstalled."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("tracuu")
    except PackageNotFoundError:
        import tomllib

        project = Path(__file__).parents[1] / "pyproject.toml"
        return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"])


def root(
    context: typer.Context,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="help.version", is_eager=True, callback=_print_version, show_default=False
        ),
    ] = False,
) -> None:
    """Take the options that stand before the command's name."""
    settings = from_environment()
    context.obj = replace(
        settings,
        data=settings.data if data is None else data,
        engine=engine or settings.engine,
        lang=lang or settings.lang,
    )


def parser(lang: Lang = "vi") -> Any:
    """The command tree with its help in one language (a click-like group with `commands`)."""
    app = typer.Typer(name="tracuu", add_completion=False, no_args_is_help=True, rich_markup_mode="rich")
    settings = {"help_option_names": ["--help", "-h"]}
    app.callback(help="command.tracuu", context_settings=settings)(root)
    for name, function in commands().items():
        mine = name != "eval"
        app.command(
            name,
            help=f"command.{name}",
            context_settings=settings if mine else PASSED_ON,
            add_help_option=mine,
        )(function)
    tree = typer.main.get_command(app)
    _translate(tree, Speaker(lang))
    return tree


def _translate(tree: Any, say: Speaker) -> None:
    """Put words for the keys that stand in help texts, down the whole tree."""
    for node in (tree, *getattr(tree, "commands", {}).values()):
        node.help = say(node.help)
        for parameter in node.params:
            text = getattr(parameter, "help", None)
            if text and has(text):
                parameter.help = say(text)
            if getattr(parameter, "is_flag", False) or parameter.param_type_name == "argument":
                parameter.display_type_rich = _nothing
        help_option = node.get_help_option(typer.Context(node, **node.context_settings))
        if help_option is not None:
            help_option.help = say("help.help")
            help_option.display_type_rich = _nothing


def _nothing(ctx: Any) -> None:
    """What the help page prints as the type of a flag (`<bool>`) and of an argument (`<str>`)."""


def _translate_headings(say: Speaker) -> None:
    """Name the parts of the help page. Only for help: it loads rich, which a query does without."""
    from typer import rich_utils

    for constant in ("ARGUMENTS_PANEL_TITLE", "OPTIONS_PANEL_TITLE", "COMMANDS_PANEL_TITLE"):
        if hasattr(rich_utils, constant):
            setattr(rich_utils, constant, say(f"help.{constant.split('_')[0].lower()}"))
    rich_utils.DEFAULT_STRING = say("help.default")
    rich_utils.REQUIRED_LONG_STRING = say("help.required")


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code; everything that can go wrong has been said by then."""
    lang = language_of(arguments)
    out = Output(lang)
    try:
        if not arguments or not {"--help", "-h"}.isdisjoint(arguments):
            _translate_headings(out.say)
        code = parser(lang).main(args=list(arguments), prog_name="tracuu", standalone_mode=False)
    except _UsageError as error:
        return _refuse(error, out)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        code = 0
    except Exception as error:
        return _fail(error, out)
    if code == INTERRUPTED:
        out.error(out.say("interrupted"))
    return int(code or 0)


def _refuse(error: Exception, out: Output) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        out.note(str(error))
    else:
        out.error(usage_message(error, out.lang))
    return 2


def _fail(error: Exception, out: Output) -> int:
    if debugging():
        raise error
    said = explain(error, out.lang)
    out.error(said or out.say("internal", kind=type(error).__name__, detail=str(error)))
    return int(getattr(error, "exit_code", 1))


def main() -> None:
    """The console script."""
    _take_arguments_as_utf8()
    prepare_streams()
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = None
    sys.exit(code)


def _take_arguments_as_utf8() -> None:
    """Start again in UTF-8 mode where the locale is another one (`LC_ALL=C`) but the words are UTF-8.

    In such a locale the arguments arrive as bytes in disguise, and files with Vietnamese names could not be
    opened under their names even if the arguments were decoded here.
    """
    if sys.flags.utf8_mode or sys.getfilesystemencoding().lower() in ("utf-8", "utf8"):
        return
    try:
        for argument in sys.orig_argv:
            os.fsencode(argument).decode("utf-8")
    except UnicodeDecodeError:
        return
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


if __name__ == "__main__":
    main()
