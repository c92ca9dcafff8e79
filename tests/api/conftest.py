"""The real program on the five real reports, indexed once for all tests.

`program` starts a process, as a person does; `tracuu` runs the same command line inside the test's process,
which takes a fiftieth of the time.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "corpus" / "reports"


@dataclass(frozen=True)
class Ran:
    """What a process did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Standard output as the one JSON object that it must be."""
        (line,) = self.out.splitlines()
        value = json.loads(line)
        assert isinstance(value, dict)
        return value

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


def run_here(*arguments: str | Path, data: Path, **environment: str) -> Ran:
    """Run a command line in this process."""
    from api.cli import run as run_command_line

    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name in [name for name in os.environ if name.startswith("TRACUU_")]:
            patch.delenv(name)
        for name, value in {"TRACUU_DATA": str(data), **environment}.items():
            patch.setenv(name, value)
        code = run_command_line([str(argument) for argument in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def run(*arguments: str | bytes | Path, data: Path, stdin: str = "", **environment: str) -> Ran:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("TRACUU_")}
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments],
        cwd=ROOT,
        env={**clean, "TRACUU_DATA": str(data), **environment},
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kho") / "data"
    ran = run("ingest", REPORTS, "--json", data=folder)
    assert (ran.code, len(ran.json["added"]), ran.json["failed"]) == (0, 5, [])
    return folder


@pytest.fixture(scope="session")
def tracuu(data: Path) -> Run:
    """Run a command line on the five reports in this process."""

    def call(*arguments: str | Path, **options: Any) -> Ran:
        return run_here(*arguments, **{"data": data, **options})

    return call


@pytest.fixture(scope="session")
def program(data: Path) -> Run:
    """Run a command line on the five reports in a process of its own."""

    def call(*arguments: str | bytes | Path, **options: Any) -> Ran:
        return run(*arguments, **{"data": data, **options})

    return call


@pytest.fixture(scope="session")
def client(data: Path) -> Iterator[TestClient]:
    from api.http import create_app
    from indexer import open_engine

    engine = open_engine("embedded", data)
    with TestClient(create_app(engine), base_url="http://127.0.0.1", raise_server_exceptions=False) as ready:
        yield ready
    engine.close()
