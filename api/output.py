"""What goes to the terminal: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from api.messages import Speaker
from api.settings import Lang

if TYPE_CHECKING:
    from rich.console import Console

_PIPE_WIDTH = 100
"""Columns of a report for people that goes to a file or a pipe."""


def prepare_streams() -> None:
    """UTF-8 whatever the locale says; what UTF-8 cannot hold (a lone surrogate) is written escaped.

    A stream that the caller closed (`>&-`) is nowhere, so that no other file gets its number.
    """
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _replace_closed()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _replace_closed() -> None:
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for good


class Output:
    """The two streams of one command, and its language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.say = Speaker(lang)

    @cached_property
    def paper(self) -> Console:
        """Where results for people are printed."""
        return _console(sys.stdout)

    @cached_property
    def aside(self) -> Console:
        """Where progress and remarks are printed."""
        return _console(sys.stderr)

    def json(self, value: Mapping[str, Any]) -> None:
        """One JSON object on one line."""
        try:
            print(to_json(value), file=sys.stdout, flush=True)
        except BrokenPipeError:
            hang_up()

    def error(self, message: str) -> None:
        """A message for people, on standard error, that no program mistakes for a result."""
        label = self.say("error")
        if _colour(sys.stderr):
            label = f"\x1b[1;31m{label}\x1b[0m"
        print(f"{label} {message}", file=sys.stderr, flush=True)

    def note(self, message: str) -> None:
        """A remark on standard error."""
        print(message, file=sys.stderr, flush=True)


def to_json(value: Mapping[str, Any]) -> str:
    """JSON with Vietnamese letters as they are; a lone surrogate stays an escape, which JSON allows."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def hang_up() -> NoReturn:
    """End quietly because the reader of a pipe has gone (`tracuu search ... | head -1`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(0)


@contextmanager
def stdout_kept_clean() -> Iterator[None]:
    """Send what libraries print to standard error while a result is computed."""
    kept = sys.stdout
    sys.stdout = sys.stderr
    try:
        yield
    finally:
        sys.stdout = kept


def _colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    class Paper(Console):
        def on_broken_pipe(self) -> None:
            hang_up()

    width = None if stream.isatty() or os.environ.get("COLUMNS") else _PIPE_WIDTH
    return Paper(file=stream, width=width, highlight=False, soft_wrap=False, emoji=False)
