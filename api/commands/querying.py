"""What `search`, `ask` and `lookup` share: one query or a batch of them, printed as JSON or for people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.commands.batch import run_batch
from api.commands.options import Invocation, warn_if_stale
from api.output import stdout_kept_clean

if TYPE_CHECKING:
    from api.desk import Desk

Query = Callable[["Desk", str, Any], dict[str, Any]]
"""A desk, a query and its id to the object to print."""

Show = Callable[[dict[str, Any]], None]
"""Prints the object for people."""


def answer_queries(
    here: Invocation,
    typed: str | None,
    batch: Path | None,
    json: bool,
    query: Query,
    show: Show,
    check_stale: bool = False,
) -> int:
    """Answer what was typed, or every line of `batch`; the exit code. Exactly one of the two is given.

    `check_stale` says on standard error where the index was made by an older version.
    """
    from api.desk import opened

    with opened(here.settings) as desk:
        if check_stale:
            warn_if_stale(desk, here.out)
        if batch is not None:
            return run_batch(batch, lambda text, id_: query(desk, text, id_), here.out)
        with stdout_kept_clean():
            found = query(desk, typed or "", None)
    if json:
        here.out.json(found)
    else:
        show(found)
    return 0
