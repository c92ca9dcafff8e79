"""A run: what was measured, on what, and every single result, so that runs can be compared for years.

A run file is one JSON object; its shape is told in docs/evaluation.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from eval.evalset import EvalProblem
from eval.messages import message

FORMAT = 1

Task = Literal["search", "ask", "lookup", "conflict", "read"]


@dataclass(frozen=True, slots=True)
class Item:
    """One question (look-up, conflict, document that was read) and how the system did on it.

    `measures` are figures by name, `output` is what came back, short enough to read; `took_ms` is wall
    time in milliseconds.
    """

    id: str
    task: Task
    query: str
    kind: str = ""
    language: str = ""
    damage: str = ""
    split: str = "test"
    took_ms: float = 0.0
    measures: dict[str, float] = field(default_factory=dict)
    output: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """All items of one run. `program` changes with the code that was measured, `set_fingerprint` with the
    set; `system` and `config` say what was run."""

    set_name: str
    set_fingerprint: str
    unit: str
    system: str
    config: dict[str, Any]
    program: str
    started: str
    load: str
    items: tuple[Item, ...]

    def save(self, path: Path) -> None:
        """Write the run file."""
        found = {
            "format": FORMAT,
            **{f.name: getattr(self, f.name) for f in fields(self) if f.name != "items"},
        }
        head = json.dumps(found, ensure_ascii=False, indent=1)[:-2]
        rows = ",\n".join(json.dumps(_short(asdict(item)), ensure_ascii=False) for item in self.items)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{head},\n "items": [\n{rows}\n]\n}}\n', encoding="utf-8")

    def of(self, task: str) -> list[Item]:
        """The items of one task."""
        return [item for item in self.items if item.task == task]


def load_run(path: Path) -> Run:
    """Read a run file; raises `EvalProblem`."""
    try:
        found = json.loads(path.read_text("utf-8"))
        if found.pop("format") != FORMAT:
            raise ValueError("format")
        items = tuple(Item(**item) for item in found.pop("items"))
        return Run(**found, items=items)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvalProblem(message("{path} is no run file: {error}", path=path, error=error)) from error


def _short(item: Mapping[str, Any]) -> dict[str, Any]:
    """Figures with six digits; fields that are empty left out."""
    measures = {name: round(value, 6) for name, value in item["measures"].items()}
    kept = {name: value for name, value in item.items() if value not in ("", {}, [])}
    return {**kept, "took_ms": round(item["took_ms"], 2), "measures": measures}
