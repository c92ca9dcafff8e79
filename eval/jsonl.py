"""Lines of JSON, plain or gzipped, each with its number."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.evalset import SetProblem
from eval.messages import message


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers from 1; raises `SetProblem`."""
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as handle:
            for number, line in enumerate(handle, 1):
                if line.strip():
                    yield number, line
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise SetProblem(message("{path} cannot be read: {error}", path=path, error=error)) from error


def objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The JSON objects of a file with their line numbers; raises `SetProblem` naming the line."""
    for number, line in lines(path):
        try:
            found = json.loads(line)
        except ValueError as error:
            place = f"{path}:{number}"
            raise SetProblem(message("{place} is not JSON: {error}", place=place, error=error)) from error
        if not isinstance(found, dict):
            raise SetProblem(message("{place} must be one JSON object", place=f"{path}:{number}"))
        yield number, found
