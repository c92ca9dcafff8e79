"""Scans read against what a person read: letters and words of the first page, header, citations, speed.

The folder has `gold.jsonl`: a line a scan with `file`, `text_page1` and any fields of `header` and
`citations` (`canonical`, `numbered`). The peer is Tesseract on the same page as it is, at 300 dpi.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from eval.evalset import EvalProblem
from eval.messages import message
from eval.metrics.restoration import error_rates

GOLD = "gold.jsonl"
FIELDS = (
    "doc_type", "number", "date", "place", "issuer", "title", "signer", "signer_title", "recipients",
    "digital_signature",
)  # fmt: skip
_DPI = 300


@dataclass(slots=True)
class ScanFigures:
    """What a run found. Error rates are means over the scans, of the first page; `header` counts right,
    wrong and null values by field; `pages_a_minute` is of reading alone."""

    scans: int = 0
    pages: int = 0
    errors: dict[str, float] = field(default_factory=dict)
    peer_errors: dict[str, float] = field(default_factory=dict)
    header: dict[str, dict[str, int]] = field(default_factory=dict)
    citations: dict[str, float] = field(default_factory=dict)
    pages_a_minute: float = 0.0
    faults: list[str] = field(default_factory=list)


def measure_scans(folder: Path) -> ScanFigures:
    """Read every scan of the folder's gold; raises `EvalProblem`, `corpus.UnreadableFile`."""
    import corpus
    from analyzers import analyse
    from indexer.file_facts import with_file_facts

    figures = ScanFigures(header={name: {"right": 0, "wrong": 0, "null": 0} for name in FIELDS})
    ours: list[dict[str, float]] = []
    peers: list[dict[str, float]] = []
    matched, seconds = Counter[str](), 0.0
    for gold in _gold(folder):
        path = folder / gold["file"]
        began = time.perf_counter()
        document = corpus.read(path)
        seconds += time.perf_counter() - began
        annotations = with_file_facts(document, analyse(document.text))
        figures.scans += 1
        figures.pages += len(document.pages)
        _count_header(figures, gold, asdict(annotations.header))
        found = Counter(c.canonical for c in annotations.citations if c.number and c.role == "cites")
        _count_citations(matched, gold, found)
        ours.append(error_rates(gold["text_page1"], document.text[slice(*document.pages[0])]))
        peers.append(error_rates(gold["text_page1"], _peer(path)))
    figures.errors, figures.peer_errors = _mean(ours), _mean(peers)
    figures.citations = _rates(matched)
    figures.pages_a_minute = 60 * figures.pages / max(seconds, 1e-9)
    return figures


def _gold(folder: Path) -> list[dict[str, Any]]:
    try:
        lines = (folder / GOLD).read_text(encoding="utf-8").splitlines()
        found: list[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise EvalProblem(
            message("{path} cannot be read: {error}", path=folder / GOLD, error=error)
        ) from error
    if not found or not all("file" in each and "text_page1" in each for each in found):
        raise EvalProblem(message("{path} has no lines with file and text_page1", path=folder / GOLD))
    return found


def _count_header(figures: ScanFigures, gold: dict[str, Any], header: dict[str, Any]) -> None:
    for name in FIELDS:
        if name not in gold:
            continue
        value = list(header[name]) if isinstance(header[name], tuple) else header[name]
        right = _same(value, gold[name])
        figures.header[name]["right" if right else "wrong" if value else "null"] += 1
        if not right:
            figures.faults.append(f"{gold['file']} {name}: {value!r} / {gold[name]!r}")


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return value.casefold() == wanted.casefold()
    return bool(value == wanted)


def _count_citations(matched: Counter[str], gold: dict[str, Any], found: Counter[str]) -> None:
    wanted = Counter(each["canonical"] for each in gold.get("citations", ()) if each.get("numbered"))
    matched["both"] += (wanted & found).total()
    matched["found"] += found.total()
    matched["wanted"] += wanted.total()


def _rates(matched: Counter[str]) -> dict[str, float]:
    precision = matched["both"] / max(1, matched["found"])
    recall = matched["both"] / max(1, matched["wanted"])
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / max(1e-9, precision + recall)}


def _peer(path: Path) -> str:
    """Plain `tesseract -l vie` on the first page as it is."""
    from corpus.readers.picture import png
    from corpus.readers.tesseract import available

    if not available():
        raise EvalProblem(message("Tesseract with Vietnamese is not installed; run: make system-deps"))
    picture = png(path, path.read_bytes(), "0", str(round(_DPI * 8.27)))
    done = subprocess.run(
        ["tesseract", "-", "-", "-l", "vie", "--dpi", str(_DPI)],
        input=picture,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8", "replace")


def _mean(rates: list[dict[str, float]]) -> dict[str, float]:
    return {name: sum(rate[name] for rate in rates) / len(rates) for name in rates[0]}
