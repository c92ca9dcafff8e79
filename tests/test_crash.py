"""The ingest killed at random points: nothing lost, nothing doubled, nothing half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from indexer import ingest, open_engine
from indexer.engines.base import ANYONE, LexicalQuery
from tests.indexer.parts import content, quick_analysis

KILLS = 18
FILES = 60

RUN = """
import sys
from pathlib import Path
from indexer import ingest, open_engine
from tests.indexer.parts import quick_analysis
import indexer.ingest
indexer.ingest._COMMIT_SECONDS = 0.02
engine = open_engine("embedded", Path(sys.argv[2]), write=True, wait=30)
print("begun", flush=True)
summary = ingest([Path(sys.argv[1])], engine, analyse=quick_analysis)
engine.close()
print(len(summary.added), len(summary.unchanged), len(summary.updated), len(summary.failed), flush=True)
"""


def run_and_kill(folder: Path, data: Path, after: float) -> bytes:
    """Start an ingest, kill it `after` seconds from its first word; what it had printed by then."""
    command = [sys.executable, "-c", RUN, str(folder), str(data)]
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return said + process.stdout.read()


def write_files(folder: Path, round_: int) -> None:
    """Sixty files, some of them copies; each round changes a few."""
    for n in range(FILES):
        changed = round_ if n % 7 == round_ % 7 else 0
        source = n - 1 if n % 10 == 9 else n
        text = f"Kế hoạch số {source}/KH-UBND lần {changed}. Kiểm soát thủ tục hành chính. " * (5 + source)
        (folder / f"{n:03}.txt").write_text(text, "utf-8")


def found(data: Path) -> tuple[object, object, object]:
    engine = open_engine("embedded", data, write=True)
    try:
        hits = engine.lexical(LexicalQuery(folded={"kiem": 1.0, "ubnd": 1.0}), ANYONE, 5000)
        passages = sorted((hit.document, hit.ordinal) for hit in hits)
        paths = {path: known[1] for path, known in engine.known().items()}
        return content(engine), passages, paths
    finally:
        engine.close()


def test_an_ingest_that_is_killed_again_and_again_ends_like_one_that_was_not(tmp_path: Path) -> None:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    chance = random.Random(20241121)
    killed, calm = tmp_path / "killed", tmp_path / "calm"
    finished = 0
    for round_ in range(2):
        write_files(folder, round_)
        engine = open_engine("embedded", calm, write=True)
        assert not ingest([folder], engine, analyse=quick_analysis).failed
        engine.close()
        for _ in range(KILLS // 2):
            finished += len(run_and_kill(folder, killed, chance.uniform(0, 0.4)).split(b"\n")) > 2
        engine = open_engine("embedded", killed, write=True)
        assert not ingest([folder], engine, analyse=quick_analysis).failed
        summary = ingest([folder], engine, analyse=quick_analysis)
        assert (len(summary.unchanged), summary.added, summary.updated) == (FILES, [], [])
        engine.close()
        assert found(killed) == found(calm)
    assert finished < KILLS, "not one of the runs was interrupted"
    assert {entry.name for entry in (killed / "originals").iterdir()} == {
        entry.name for entry in (calm / "originals").iterdir()
    }
