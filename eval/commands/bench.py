"""`tracuu eval bench`: how fast a text is analysed, commands start, and many passages are searched."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from eval import timing
from eval.bench_analysis import AnalysisFigures, measure, reading_times
from eval.bench_search import SearchFigures, measure_search
from eval.bench_start import cold_starts
from eval.commands.shared import (
    JsonFlag,
    LangChoice,
    console,
    helped,
    kept_or_removed,
    print_json,
    problems_said,
    table,
)
from eval.evalset import EvalProblem
from eval.messages import Lang, language, message
from eval.sources import open_set

SetOption = Annotated[
    str, typer.Option("--set", metavar="SET", help=helped("The set whose documents are used."))
]
DataOption = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help=helped("An indexed folder; with --search one to index into, and kept.")),
]
StartFlag = Annotated[bool, typer.Option(help=helped("Time the start of commands, too."))]
SearchOption = Annotated[
    Path | None,
    typer.Option(
        metavar="TEXTS", help=helped("Time searches over the texts of this folder (*.jsonl) instead.")
    ),
]
PassagesOption = Annotated[
    int, typer.Option(min=100, metavar="N", help=helped("Passages that --search indexes."))
]


def bench(
    source: SetOption = "reports",
    data: DataOption = None,
    start: StartFlag = True,
    search: SearchOption = None,
    passages: PassagesOption = 10_000,
    json: JsonFlag = False,
    lang: LangChoice = None,
) -> None:
    """Time the analysis against underthesea's word segmentation, and commands from a cold start."""
    spoken = language(lang)
    if search is not None:
        _searches(search, passages, data, json, spoken)
        return
    with problems_said(spoken):
        judged = open_set(source)
        paths = [document.path for document in judged.documents if document.path is not None]
        clean = [d.path for d in judged.documents if d.path is not None and d.layer == "clean"] or paths
        largest = max(clean, key=lambda path: path.stat().st_size)
        figures = measure(largest)
        reading = reading_times(paths)
        started = _installed_starts(data, paths) if start else {}
    if json:
        print_json(as_json(figures, reading, started))
    else:
        _show(figures, reading, started, spoken)


def _searches(texts: Path, count: int, data: Path | None, json: bool, lang: Lang) -> None:
    with problems_said(lang), kept_or_removed(data) as folder:
        figures = measure_search(texts, count, folder)
    if json:
        print_json({"load": timing.load(), "search": asdict(figures)})
        return
    rows = [[name, f"{took.median:.1f}", f"{took.p95:.1f}"] for name, took in figures.latency.items()]
    title = message("Searches over {count} passages", count=f"{figures.passages:,}")
    table(title, ["", "median ms", "p95 ms"], rows, lang)
    console().print(_built(figures))
    console().print(timing.load(), style="dim")


def _built(figures: SearchFigures) -> str:
    size = ", ".join(f"{name} {held / 1e6:,.1f} MB" for name, held in figures.index_bytes.items())
    ours = "" if figures.build is None else f"; tracuu {figures.build:,.1f} s"
    peer = "" if figures.bm25s_build is None else f"; bm25s {figures.bm25s_build:,.1f} s"
    return size + ours + peer


def _installed_starts(data: Path | None, paths: list[Path]) -> dict[str, timing.Timing]:
    if not Path(sys.executable).with_name("tracuu").exists():
        raise EvalProblem(message("the command tracuu is not installed here; use --no-start"))
    return _cold_starts(data, paths)


def _cold_starts(data: Path | None, paths: list[Path]) -> dict[str, timing.Timing]:
    if data is not None:
        return cold_starts(data)
    import indexer

    with tempfile.TemporaryDirectory(prefix="tracuu-bench-") as folder:
        engine = indexer.open_engine("embedded", Path(folder), write=True)
        try:
            indexer.ingest(paths, engine)
        finally:
            engine.close()
        return cold_starts(Path(folder))


def as_json(
    figures: AnalysisFigures, reading: dict[str, timing.Timing], started: dict[str, timing.Timing]
) -> dict[str, Any]:
    """All figures; times in seconds."""
    analysis = {
        **asdict(figures),
        "share": figures.share,
        "citation_megabytes_per_second": figures.citation_speed,
    }
    return {
        "load": timing.load(),
        "analysis": analysis,
        "reading": {name: asdict(found) for name, found in reading.items()},
        "cold_start": {name: asdict(found) for name, found in started.items()},
    }


def _show(
    figures: AnalysisFigures, reading: dict[str, timing.Timing], started: dict[str, timing.Timing], lang: Lang
) -> None:
    headings = ["", "s", "fastest", "slowest", "characters/s"]
    parts = {
        "segmentation": figures.segmentation,
        "pipeline": figures.pipeline,
        "citations": figures.citations,
    }
    rows = [[name, *_times(t), f"{figures.characters / t.median:,.0f}"] for name, t in parts.items()]
    table(message("Analysis of {file}", file=figures.file), headings, rows, lang)
    console().print(
        f"pipeline = {figures.share:.2f} of segmentation's speed; citations {figures.citation_speed:.2f} MB/s"
    )
    table(
        message("Reading and analysing a file"),
        headings[:4],
        [[name, *_times(t)] for name, t in reading.items()],
        lang,
    )
    if started:
        table(
            message("Cold start of a command"),
            headings[:4],
            [[name, *_times(t)] for name, t in started.items()],
            lang,
        )
    console().print(timing.load(), style="dim")


def _times(found: timing.Timing) -> list[str]:
    return [f"{found.median:.3f}", f"{found.fastest:.3f}", f"{found.slowest:.3f}"]
