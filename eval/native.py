"""A set in the project's own format (`docs/evaluation.md`): a folder with `set.json` and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from eval.evalset import (
    EvalSet,
    GoldCitation,
    GoldConflict,
    GoldHeader,
    GoldSection,
    Judged,
    LookupCase,
    Question,
    SetDocument,
    SetProblem,
)
from eval.jsonl import objects
from eval.messages import message
from eval.validation import validate

Made = TypeVar("Made")
_SHOWN = 5


def load(folder: Path) -> EvalSet:
    """The set in `folder`; raises `SetProblem` with the first faults of a set that has some."""
    problems = validate(folder)
    if problems:
        first = "".join(f"\n  {problem.text('en')}" for problem in problems[:_SHOWN])
        raise SetProblem(
            message(
                "{folder}: the set has {count} faults; list them with `tracuu eval validate`:{first}",
                folder=folder,
                count=len(problems),
                first=first,
            )
        )
    described = json.loads((folder / "set.json").read_text("utf-8"))
    return EvalSet(
        name=described["name"],
        unit=described.get("unit", "passage"),
        about=described.get("about", ""),
        documents=tuple(_documents(folder, described)),
        questions=_all(folder, "queries.jsonl", _question),
        lookups=_all(folder, "lookups.jsonl", lambda row: LookupCase(**_tuples(row))),
        citations=_all(folder, "citations.jsonl", lambda row: GoldCitation(**_tuples(row))),
        sections=_all(folder, "sections.jsonl", lambda row: GoldSection(**_tuples(row))),
        headers=_all(folder, "headers.jsonl", _header),
        conflicts=_all(folder, "conflicts.jsonl", _conflict),
    )


def _documents(folder: Path, described: dict[str, Any]) -> Iterator[SetDocument]:
    for entry in described["documents"]:
        path = (folder / described["folder"] / entry["file"]).resolve()
        layer = entry.get("text_layer", "clean")
        yield SetDocument(entry["file"], path=path, sha256=entry["sha256"], layer=layer)


def _all(folder: Path, file: str, make: Callable[[dict[str, Any]], Made]) -> tuple[Made, ...]:
    path = folder / file
    if not path.exists():
        return ()
    return tuple(make(row) for _, row in objects(path))


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items() if k != "note"}


def _place(row: dict[str, Any]) -> Judged:
    return Judged(row["document"], row["start"], row["end"], row.get("grade", 1))


def _question(row: dict[str, Any]) -> Question:
    plain = _tuples(row)
    plain["relevant"] = tuple(map(_place, row["relevant"]))
    plain["values_alt"] = {value: tuple(alt) for value, alt in row.get("values_alt", {}).items()}
    return Question(**plain)


def _header(row: dict[str, Any]) -> GoldHeader:
    fields = {k: v for k, v in row.items() if k not in ("document", "alt", "note")}
    alt = {name: tuple(readings) for name, readings in row.get("alt", {}).items()}
    return GoldHeader(row["document"], fields, alt)


def _conflict(row: dict[str, Any]) -> GoldConflict:
    places = tuple(map(_place, row["places"]))
    return GoldConflict(row["id"], row["canonical"], row["kind"], places, row.get("optional", False))
