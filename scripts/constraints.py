"""Print the exact version of every dependency of every extra, as pip resolves them today."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

PINNED = {"torch": "2.13.0"}
"""Versions that are chosen, not resolved."""


def main() -> None:
    """Resolve without installing; needs a pip that knows `--report` (23 and later)."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    wanted += project["build-system"]["requires"]
    wanted += [f"{name}=={version}" for name, version in PINNED.items()]
    unpinned = {name: value for name, value in os.environ.items() if name != "PIP_CONSTRAINT"}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        options = ["--dry-run", "--ignore-installed", "--quiet", "--report", str(report)]
        subprocess.run([sys.executable, "-m", "pip", "install", *options, *wanted], check=True, env=unpinned)
        resolved = json.loads(report.read_text(encoding="utf-8"))["install"]
    pins = {
        entry["metadata"]["name"].lower().replace("_", "-"): entry["metadata"]["version"]
        for entry in resolved
    }
    print(
        "# Every dependency of every extra, pinned; made by `make constraints`."
        " torch belongs to the extra `encoders` only."
    )
    for name in sorted(pins):
        print(f"{name}=={pins[name]}")


if __name__ == "__main__":
    main()
