"""`tracuu ingest`: files and folders into the index."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import typer

from api.commands.options import DataOption, EngineOption, Invocation, JsonOption, LangOption, invocation
from api.failures import explain, unreadable_reason
from api.output import stdout_kept_clean

if TYPE_CHECKING:
    from indexer.corrections import Corrections
    from indexer.engines.base import Engine
    from indexer.ingest import Summary

MOST_JOBS = 64
MOST_DEFAULT_JOBS = 8
MANY_FILES = 24
"""From how many files on several processes are worth their start."""
WATCH_SECONDS = 5.0
"""How often a watched folder is looked at."""
WAIT_SECONDS = 5.0
"""How long a run waits for another one on the same folder before it says so and ends."""


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="argument.paths", show_default=False)
    ],
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, max=MOST_JOBS, metavar="N", help="option.jobs", show_default=False),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="option.watch", show_default=False)] = False,
    json: JsonOption = False,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Read, analyse and index; safe to repeat and to interrupt. 1 if any file failed.

    With `watch` again and again, whenever files have come or changed, until it is stopped.
    """
    here = invocation(context, data, engine, lang)
    if not watch:
        return _once(paths, jobs, here, json)
    from indexer.watching import changes

    for _ in changes(paths, WATCH_SECONDS):
        _once(paths, jobs, here, json)
    return 0


def _once(paths: list[Path], jobs: int | None, here: Invocation, json: bool) -> int:
    """One run, and what it did."""
    began = time.monotonic()
    with stdout_kept_clean(), ended_like_ctrl_c():
        summary, cited = _run(paths, jobs or default_jobs(paths), here, quiet=json)
    result = as_json(summary, here, round((time.monotonic() - began) * 1000))
    if json:
        here.out.json(result)
    else:
        from api.show.ingest import show_summary

        show_summary(result, here.out, cited)
    return 1 if result["failed"] or result["problem"] else 0


def default_jobs(paths: list[Path]) -> int:
    """One process for few files, which are done before a second one has started up; else one a core."""
    from indexer.files import discover

    return 1 if len(discover(paths)) < MANY_FILES else min(os.cpu_count() or 1, MOST_DEFAULT_JOBS)


class Kept(TypedDict):
    """What a run finds in the data folder beside the index."""

    pages: Path
    corrections: Corrections


def _run(paths: list[Path], jobs: int, here: Invocation, quiet: bool) -> tuple[Summary, str | None]:
    """What the run did, and for people the number that the collection cites most, which they may try."""
    from indexer import open_engine
    from indexer.corrections import load
    from indexer.ingest import ingest as run

    kept: Kept = {"pages": here.settings.pages, "corrections": load(here.settings.data)}
    engine = open_engine(here.settings.engine, here.settings.data, write=True, wait=WAIT_SECONDS)
    try:
        if quiet:
            return run(paths, engine, jobs=jobs, **kept), None
        from api.show.ingest import progress_bar

        with progress_bar(here.out) as report:
            summary = run(paths, engine, jobs=jobs, progress=report, **kept)
        return summary, _most_cited(engine)
    finally:
        engine.close()


def _most_cited(engine: Engine) -> str | None:
    from indexer.engines.base import ANYONE

    numbers = [(-count, name) for name, count in engine.canonicals(ANYONE) if re.match(r"\d+\D*/", name)]
    return min(numbers)[1] if numbers else None


@contextmanager
def ended_like_ctrl_c() -> Iterator[None]:
    """Let a request to end (SIGTERM, a terminal that is closed) do what Ctrl-C does: commit, tidy up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def as_json(summary: Summary, here: Invocation, took_ms: int) -> dict[str, Any]:
    """The summary as `ingest --json` prints it."""
    lang = here.out.lang
    return {
        "added": summary.added,
        "unchanged": summary.unchanged,
        "updated": summary.updated,
        "failed": [
            {"file": each.file, "code": each.code, "reason": unreadable_reason(each, lang)}
            for each in summary.failed
        ],
        "duplicates": [{"file": file, "document": document} for file, document in summary.duplicates],
        "problem": explain(summary.problem, lang) if summary.problem else None,
        "took_ms": took_ms,
    }
