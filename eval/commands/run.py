"""`tracuu eval run`: a set put to the program or to a peer, written down and reported."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from eval.collection import index_set, version
from eval.commands.shared import (
    JsonFlag,
    LangChoice,
    helped,
    kept_or_removed,
    print_json,
    problems_said,
    say_error,
)
from eval.compare import Comparison, compare
from eval.evalset import EvalSet
from eval.messages import Lang, language, message
from eval.own_collection import own_collection
from eval.report.markdown import markdown
from eval.report.page import page
from eval.report.terminal import show_comparison, show_run
from eval.runfile import Run, load_run
from eval.runner import DEPTH, run_set
from eval.sources import open_set
from eval.summary import TASKS, figures, selected
from eval.systems import Mode, Ranker, Tracuu
from eval.variants import without_accents

EngineName = Literal["embedded", "elasticsearch"]

SetArgument = Annotated[
    str,
    typer.Argument(
        metavar="SET", help=helped("A set: its folder or name, or beir:, alqac: or viquad: with a path.")
    ),
]
EngineOption = Annotated[
    EngineName, typer.Option(envvar="TRACUU_ENGINE", help=helped("The engine to index with."))
]
ModeOption = Annotated[Mode, typer.Option(help=helped("How to search."))]
PeerOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help=helped("Run a peer instead: bm25s or elasticsearch-standard.")),
]
UrlOption = Annotated[
    str | None,
    typer.Option(envvar="TRACUU_ELASTICSEARCH_URL", help=helped("The server of a peer that needs one.")),
]
DepthOption = Annotated[
    int, typer.Option("-k", min=10, max=1000, help=helped("Passages that are asked for."))
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help=helped("Where to index, kept for the next run. Default: a folder that is removed."),
    ),
]
NoAccentsFlag = Annotated[
    bool, typer.Option("--no-accents", help=helped("Ask the Vietnamese questions without accents."))
]
BaselineOption = Annotated[Path | None, typer.Option(metavar="RUN", help=helped("A run to compare with."))]
OutOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help=helped("Write the run here, its reports beside it as .md and .html.")),
]


def run(
    source: SetArgument,
    engine: EngineOption = "embedded",
    mode: ModeOption = "hybrid",
    peer: PeerOption = None,
    url: UrlOption = None,
    k: DepthOption = DEPTH,
    data: DataOption = None,
    no_accents: NoAccentsFlag = False,
    baseline: BaselineOption = None,
    out: OutOption = None,
    json: JsonFlag = False,
    lang: LangChoice = None,
) -> None:
    """Put a set to the program (or a peer), write the run down and report it."""
    spoken = language(lang)
    with problems_said(spoken):
        judged = open_set(source)
        if no_accents:
            judged = without_accents(judged)
        made = _run(judged, engine, mode, peer, url, k, data)
        compared = compare(load_run(baseline), made) if baseline else None
        if out is not None:
            _write(made, compared, out, spoken)
    if json:
        print_json(as_json(made))
        return
    show_run(made, spoken)
    if compared is not None:
        show_comparison(compared, spoken)


def as_json(made: Run) -> dict[str, object]:
    """The figures of a run by task, without its items."""
    found = {task: figures(selected(made, task), task) for task in TASKS if selected(made, task)}
    return {"set": made.set_name, "system": made.system, "program": made.program, "figures": found}


def _run(
    judged: EvalSet, engine: str, mode: Mode, peer: str | None, url: str | None, k: int, data: Path | None
) -> Run:
    config: dict[str, object] = {"k": k}
    if peer is not None:
        from eval.peers import open_peer

        return _put(judged, open_peer(peer, judged, url), k, {**config, "peer": peer}, "")
    with kept_or_removed(data) as folder, own_collection(engine, folder, kept=data is not None):
        index_set(judged, engine, folder)
        system = Tracuu(judged, engine, folder, mode)
        return _put(judged, system, k, {**config, "engine": engine, "mode": mode}, version())


def _put(judged: EvalSet, system: Ranker, k: int, config: dict[str, object], program: str) -> Run:
    from rich.console import Console
    from rich.progress import Progress

    try:
        with Progress(console=Console(stderr=True), transient=True) as shown:
            task = shown.add_task(judged.name, total=None)
            return run_set(
                judged,
                system,
                k=k,
                config=config,
                program=program,
                progress=lambda done, total: shown.update(task, completed=done, total=total),
            )
    finally:
        system.close()


def _write(made: Run, compared: Comparison | None, out: Path, lang: Lang) -> None:
    made.save(out)
    out.with_suffix(".md").write_text(markdown(made, compared, lang), encoding="utf-8")
    out.with_suffix(".html").write_text(page(made, compared, lang), encoding="utf-8")
    names = f"{out}, {out.with_suffix('.md')}, {out.with_suffix('.html')}"
    say_error(message("Written: {names}", names=names).text(lang))
