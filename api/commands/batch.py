"""`--batch FILE.jsonl`: many queries from one file, one JSON object a line, in input order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from api.failures import Failure, WrongUsage, explain
from api.output import Output, stdout_kept_clean
from api.settings import Lang

Answer = Callable[[str, Any], dict[str, Any]]
"""A query and its id to the object to print."""


class _BadLine(ValueError):
    """A line that is no query; carries the id where one could be read, and the message's key."""

    def __init__(self, key: str, id_: Any = None) -> None:
        super().__init__(key)
        self.key = key
        self.id = id_


def check_exclusive(query: str | None, batch: Path | None) -> None:
    """Exactly one of the two must be given."""
    if query is None and batch is None:
        raise WrongUsage("usage.query-or-batch")
    if query is not None and batch is not None:
        raise WrongUsage("usage.query-and-batch")


def run_batch(batch: Path, answer: Answer, out: Output) -> int:
    """Answer every line; a bad one gives an object with its id and `error`, and the rest goes on.

    Returns 1 if any line failed. Blank lines are skipped; `-` is standard input.
    """
    failed = False
    for line in _lines(batch):
        if not line.strip():
            continue
        try:
            id_, query = _parse(line)
            with stdout_kept_clean():
                result = answer(query, id_)
        except _BadLine as error:
            result = {"id": error.id, "error": out.say(error.key)}
        except Exception as error:
            result = {"id": id_, "query": query, "error": explain(error, out.lang) or _own(error, out.lang)}
        failed = failed or "error" in result
        out.json(result)
    return 1 if failed else 0


def _lines(batch: Path) -> Iterator[str]:
    if str(batch) == "-":
        yield from _decoded(sys.stdin.buffer)
        return
    try:
        handle = open(batch, "rb")  # noqa: SIM115 - closed below
    except FileNotFoundError:
        raise Failure("batch.missing", file=batch) from None
    except IsADirectoryError:
        raise Failure("batch.folder", file=batch) from None
    with handle:
        yield from _decoded(handle)


def _decoded(handle: IO[bytes]) -> Iterator[str]:
    for number, raw in enumerate(handle):
        yield raw.decode("utf-8-sig" if number == 0 else "utf-8", errors="replace")


def _parse(line: str) -> tuple[Any, str]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise _BadLine("batch.not-json") from None
    if not isinstance(value, dict):
        raise _BadLine("batch.not-object")
    query = value.get("query")
    if not isinstance(query, str):
        raise _BadLine("batch.no-query", value.get("id"))
    return value.get("id"), query


def _own(error: Exception, lang: Lang) -> str:
    from api.messages import Speaker

    return Speaker(lang)("internal", kind=type(error).__name__, detail=str(error))
