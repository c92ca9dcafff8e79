"""How long a command takes from nothing: a new process each time, as a person at a terminal has it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from eval.timing import Timing, time_of

QUESTION = "kế hoạch nào về kiểm tra công tác kiểm soát thủ tục hành chính năm 2024"


def cold_starts(data: Path) -> dict[str, Timing]:
    """Wall seconds of `--help`, `search`, `ask` and `lookup` on the index in `data`."""
    commands: dict[str, list[str]] = {
        "--help": ["--help"],
        "search": ["--data", str(data), "search", QUESTION, "--json"],
        "ask": ["--data", str(data), "ask", QUESTION, "--json"],
        "lookup": ["--data", str(data), "lookup", "35/KH-UBND", "--json"],
    }
    return {name: time_of(partial(_run, arguments)) for name, arguments in commands.items()}


def _run(arguments: Sequence[str]) -> None:
    subprocess.run([sys.executable, "-m", "api.cli", *arguments], check=True, capture_output=True)
