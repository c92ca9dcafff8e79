"""`tracuu eval annotations`: how well the analyzers read the documents of a set."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from eval.annotations import DocumentReading, citation_total, read_set, section_total
from eval.commands.shared import JsonFlag, LangChoice, console, helped, print_json, problems_said, table
from eval.messages import Lang, language, message
from eval.metrics.counts import Counts
from eval.sources import open_set

GoldArgument = Annotated[str, typer.Argument(metavar="GOLD_DIR", help=helped("A set with gold annotations."))]


def score_reading(
    gold: GoldArgument = "reports",
    faults: Annotated[bool, typer.Option(help=helped("List every fault with its line."))] = True,
    json: JsonFlag = False,
    lang: LangChoice = None,
) -> None:
    """Score citations, headings and header fields against a gold annotation."""
    spoken = language(lang)
    with problems_said(spoken):
        readings = read_set(open_set(gold))
    if json:
        print_json(as_json(readings))
        return
    _show(readings, spoken)
    if faults:
        _show_faults(readings)


def as_json(readings: list[DocumentReading]) -> dict[str, Any]:
    """All figures and faults."""
    return {
        "citations": _counts(citation_total(readings)),
        "sections": _counts(section_total(readings)),
        "documents": [_document(reading) for reading in readings],
    }


def _document(reading: DocumentReading) -> dict[str, Any]:
    mentions, headings = reading.citations, reading.sections
    return {
        "document": reading.document.key,
        "damage": round(reading.damage, 3),
        "seconds": round(reading.seconds, 3),
        "citations": {
            **_counts(mentions.counts),
            "date": mentions.share(mentions.dates),
            "type": mentions.share(mentions.types),
            "role": mentions.share(mentions.roles),
            "span": mentions.share(mentions.spans),
            "wrong": [list(item) for item in mentions.wrong],
        },
        "sections": {
            **_counts(headings.exact),
            "f1_near": headings.near.f1,
            "wrong": [list(item) for item in headings.wrong],
        },
        "header": {field.name: {"exact": field.exact, "folded": field.folded} for field in reading.header},
    }


def _counts(counts: Counts) -> dict[str, float]:
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "right": counts.right,
        "false": counts.false,
        "missed": counts.missed,
    }


def _show(readings: list[DocumentReading], lang: Lang) -> None:
    rows = [
        [
            reading.document.key,
            f"{reading.damage:.2f}",
            *_prf(reading.citations.counts),
            f"{reading.citations.dates}/{reading.citations.counts.right}",
            f"{reading.citations.types}/{reading.citations.counts.right}",
            f"{reading.citations.spans}/{reading.citations.counts.right}",
        ]
        for reading in readings
    ]
    whole = citation_total(readings)
    rows.append(
        ["=", "", *_prf(whole), *(_sum(readings, name, whole) for name in ("dates", "types", "spans"))]
    )
    headings = ["document", "damage", "P", "R", "F1", "date", "type", "span"]
    table(message("Citations: mentions with the exact canonical number"), headings, rows, lang)
    rows = [
        [
            reading.document.key,
            *_prf(reading.sections.exact),
            f"{reading.sections.near.f1:.3f}",
            f"{reading.fields_exact:.3f}",
            f"{reading.fields_folded:.3f}",
            f"{reading.seconds:.2f}",
        ]
        for reading in readings
    ]
    rows.append(["=", *_prf(section_total(readings)), "", "", "", ""])
    headings = ["document", "P", "R", "F1", "F1 ±3", "header", "header, folded", "s"]
    table(message("Headings (label, level, start) and header fields"), headings, rows, lang)


def _sum(readings: list[DocumentReading], name: str, whole: Counts) -> str:
    return f"{sum(getattr(reading.citations, name) for reading in readings)}/{whole.right}"


def _prf(counts: Counts) -> list[str]:
    return [f"{counts.precision:.3f}", f"{counts.recall:.3f}", f"{counts.f1:.3f}"]


def _show_faults(readings: list[DocumentReading]) -> None:
    paper = console()
    for reading in readings:
        lines = [
            f"  {part} {fault}: {what}{f' ({found})' if found else ''} | {reading.line(start)}"
            for part, wrong in (("citation", reading.citations.wrong), ("heading", reading.sections.wrong))
            for fault, what, start, found in wrong
        ]
        lines += [
            f"  header {field.name}{' (only accents)' * field.folded}: {field.found!r}, not {field.right!r}"
            for field in reading.header
            if not field.exact
        ]
        if lines:
            paper.print(f"\n{reading.document.key}", markup=False, style="bold")
            paper.print("\n".join(lines), markup=False, soft_wrap=True)
