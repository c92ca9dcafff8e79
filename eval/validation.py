"""What is wrong with a set, line by line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.evalset import SetProblem
from eval.jsonl import lines
from eval.messages import Lang, Message, message
from eval.schema import DOCUMENT_FIELDS, SCHEMAS, SET_FIELDS, SPAN, Field

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `line` counts from 1; 0 stands for the file as a whole."""

    file: str
    line: int
    message: Message

    def text(self, lang: Lang = "vi") -> str:
        """`file:line: what is wrong`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message.text(lang)}"


def validate(folder: Path) -> list[Problem]:
    """All faults of the set in `folder`, in order of file and line; none for a good set."""
    described = _described(folder)
    if isinstance(described, Problem):
        return [described]
    problems = _field_problems("set.json", 0, described, SET_FIELDS)
    if problems:
        return problems
    texts, problems = _texts(folder, described)
    for path in sorted(folder.glob("*.jsonl")):
        if path.name in SCHEMAS:
            problems.extend(_file_problems(path, texts))
        else:
            known = ", ".join(sorted(SCHEMAS))
            problems.append(Problem(path.name, 0, message("unknown file; a set has {known}", known=known)))
    return problems


def _described(folder: Path) -> dict[str, Any] | Problem:
    try:
        found = json.loads((folder / "set.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        return Problem("set.json", 0, message("cannot be read: {error}", error=error))
    return found if isinstance(found, dict) else Problem("set.json", 0, message("must be one JSON object"))


def _texts(folder: Path, described: dict[str, Any]) -> tuple[Texts, list[Problem]]:
    """The documents' texts by file name, and the documents that are not what the set says."""
    import corpus

    texts: Texts = {}
    problems: list[Problem] = []
    for entry in described["documents"]:
        faults = _field_problems("set.json", 0, entry, DOCUMENT_FIELDS)
        problems.extend(faults)
        if faults:
            continue
        name = entry["file"]
        if name in texts:
            said = message("document {name} is listed twice", name=name)
            problems.append(Problem("set.json", 0, said))
        try:
            document = corpus.read(folder / described["folder"] / name)
        except corpus.UnreadableFile as error:
            said = message("document {name} cannot be read: {reason}", name=name, reason=error.reason)
            problems.append(Problem("set.json", 0, said))
            continue
        if document.sha256 != entry["sha256"]:
            said = message("document {name} has changed: sha256 {sha256}", name=name, sha256=document.sha256)
            problems.append(Problem("set.json", 0, said))
        texts[name] = document.text
    return texts, problems


def _file_problems(path: Path, texts: Texts) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    try:
        numbered = list(lines(path))
    except SetProblem as error:
        yield Problem(path.name, 0, error.message)
        return
    for number, line in numbered:
        try:
            row = json.loads(line)
        except ValueError as error:
            yield Problem(path.name, number, message("not JSON: {error}", error=error))
            continue
        if not isinstance(row, dict):
            yield Problem(path.name, number, message("must be one JSON object"))
            continue
        faults = _field_problems(path.name, number, row, SCHEMAS[path.name])
        yield from faults
        if faults:
            continue
        key = _identity(path.name, row)
        if key in seen:
            yield Problem(
                path.name, number, message("{key} stands already on line {line}", key=key, line=seen[key])
            )
        seen.setdefault(key, number)
        for said in _CHECKS[path.name](row, texts):
            yield Problem(path.name, number, said)


def _field_problems(file: str, line: int, row: dict[str, Any], fields: dict[str, Field]) -> list[Problem]:
    found = [message("unknown field {name}", name=name) for name in row if name not in fields]
    for name, field in fields.items():
        if name not in row:
            if field.required:
                found.append(message("field {name} is missing", name=name))
        elif not field.check(row[name]):
            value = json.dumps(row[name], ensure_ascii=False)
            what = message(field.words)
            found.append(
                message("field {name} must be {what}, not {value}", name=name, what=what, value=value)
            )
    return [Problem(file, line, said) for said in found]


def _identity(file: str, row: dict[str, Any]) -> str:
    if "id" in SCHEMAS[file]:
        return str(row["id"])
    if file == "headers.jsonl":
        return str(row["document"])
    return f"{row['document']} {row['start']} {row.get('end', row.get('label'))}"


def _span(row: dict[str, Any], texts: Texts) -> Iterator[Message]:
    """What is wrong with a span; no message for a good one."""
    text = texts.get(row["document"])
    if text is None:
        yield message("unknown document {name}", name=row["document"])
        return
    start, end = row["start"], row["end"]
    if end <= start:
        yield message("empty span {start}..{end}", start=start, end=end)
    elif end > len(text):
        yield message(
            "span {start}..{end} reaches outside the text, which has {length} characters",
            start=start,
            end=end,
            length=len(text),
        )
    elif not text[start:end].strip():
        yield message("span {start}..{end} holds only space", start=start, end=end)


def _places(rows: list[dict[str, Any]], texts: Texts) -> Iterator[Message]:
    for at, row in enumerate(rows, 1):
        faults = [problem.message for problem in _field_problems("", 0, row, SPAN)]
        for fault in faults or _span(row, texts):
            yield message("place {at}: {fault}", at=at, fault=fault)


def _query(row: dict[str, Any], texts: Texts) -> Iterator[Message]:
    yield from _places(row["relevant"], texts)
    if row["answerable"] and not row["relevant"]:
        yield message("an answerable question needs a place that answers it in 'relevant'")
    if not row["answerable"] and (row["relevant"] or row["documents"] or row["values"]):
        yield message("a question that is not answerable has no 'relevant', 'documents' or 'values'")
    for value in row.get("values_alt", {}):
        if value not in row["values"]:
            yield message("'values_alt' names {value}, which is not among 'values'", value=value)


def _lookup(row: dict[str, Any], texts: Texts) -> Iterator[Message]:
    count = len(set(row["canonicals"]))
    wanted = {"found": count == 1, "ambiguous": count >= 1, "not_found": count == 0}
    if not wanted[row["status"]]:
        status = row["status"]
        yield message(
            "status {status} does not go with {count} canonical numbers", status=status, count=count
        )


def _citation(row: dict[str, Any], texts: Texts) -> Iterator[Message]:
    faults = list(_span(row, texts))
    yield from faults
    if not faults and texts[row["document"]][row["start"] : row["end"]] != row["raw"]:
        yield message("'raw' is not the text of the span")


def _section(row: dict[str, Any], texts: Texts) -> Iterator[Message]:
    yield from _span({**row, "end": row["start"] + 1}, texts)


def _header(row: dict[str, Any], texts: Texts) -> Iterator[Message]:
    if row["document"] not in texts:
        yield message("unknown document {name}", name=row["document"])
    for name, readings in row.get("alt", {}).items():
        if name not in SCHEMAS["headers.jsonl"]:
            yield message("'alt' names the unknown field {name}", name=name)
        elif not isinstance(readings, list):
            yield message("'alt' must give a list for {name}", name=name)


def _conflict(row: dict[str, Any], texts: Texts) -> Iterator[Message]:
    yield from _places(row["places"], texts)


_CHECKS: dict[str, Callable[[dict[str, Any], Texts], Iterator[Message]]] = {
    "queries.jsonl": _query,
    "lookups.jsonl": _lookup,
    "citations.jsonl": _citation,
    "sections.jsonl": _section,
    "headers.jsonl": _header,
    "conflicts.jsonl": _conflict,
}
