"""A second reader of lines, for what Tesseract misreads; there if the extra `handwriting` is installed.

It is the recognition network of the package AsterOCR (MIT), run by ONNX Runtime. Only the package's weights
and alphabet are used: its own code, which can download and report, is never imported.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_HEIGHT = 32
"""Pixels of a line's height that the network was trained on."""
_NARROWEST, _WIDEST = 32, 1024
"""Pixels of width that the network takes; a longer line is squeezed."""
BLANK = 0
"""The letter that stands for none."""


@lru_cache(maxsize=1)
def _assets() -> Path | None:
    """Where the package keeps its weights; found without importing it."""
    if find_spec("onnxruntime") is None:
        return None
    package = find_spec("asterocr")
    if package is None or package.origin is None:
        return None
    folder = Path(package.origin).parent / "assets"
    return folder if (folder / "asternet.onnx").is_file() and (folder / "vocab.json").is_file() else None


def available() -> bool:
    """Whether the second reader is installed."""
    return _assets() is not None


@lru_cache(maxsize=1)
def letters() -> tuple[str, ...]:
    """What each column of `posteriors` stands for; the first is none at all."""
    folder = _assets()
    assert folder is not None
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    return ("", *vocabulary["chars"][1:])


@lru_cache(maxsize=1)
def _session() -> Any:
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    folder = _assets()
    assert folder is not None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # pages are read side by side
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(folder / "asternet.onnx"), options, providers=["CPUExecutionProvider"]
    )


def posteriors(line: Any) -> Any:
    """Log-probabilities of the letters along a line's grey picture: an array (steps, letters)."""
    import cv2
    import numpy as np

    height, width = line.shape
    scaled = min(_WIDEST, max(_NARROWEST, math.ceil(width * _HEIGHT / height / 4) * 4))
    shrink = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_LINEAR
    small = cv2.resize(line, (scaled, _HEIGHT), interpolation=shrink).astype(np.float32)
    picture = np.repeat((small / 127.5 - 1.0)[None, None], 3, axis=1)
    session = _session()
    out = session.run(None, {session.get_inputs()[0].name: picture})[0][:, 0, :].astype(np.float64)
    top = out.max(axis=1, keepdims=True)
    return out - top - np.log(np.exp(out - top).sum(axis=1, keepdims=True))


def best_path(steps: Any) -> list[tuple[str, int]]:
    """The likeliest letter of each run of steps, with the step where the run begins."""
    found: list[tuple[str, int]] = []
    before = BLANK
    for step, letter in enumerate(steps.argmax(axis=1).tolist()):
        if letter not in (before, BLANK):
            found.append((letters()[letter], step))
        before = letter
    return found


def sure_path(steps: Any) -> list[tuple[str, float]]:
    """The letters of `best_path`, each with the probability at the likeliest step of its run."""
    import numpy as np

    found: list[tuple[str, float]] = []
    before = BLANK
    best = steps.argmax(axis=1)
    likely = np.exp(steps[np.arange(len(best)), best]).tolist()
    for letter, share in zip(best.tolist(), likely, strict=True):
        if letter == before and letter != BLANK:
            found[-1] = (found[-1][0], max(found[-1][1], share))
        elif letter != BLANK:
            found.append((letters()[letter], share))
        before = letter
    return found


def digit_strings(steps: Any, longest: int, kept: int = 16) -> dict[str, float]:
    """Probability of each string of figures over these steps, spaces left out; the likeliest `kept`.

    Prefix search of connectionist temporal classification (Graves et al. 2006, section 3.2).
    """
    columns = [letters().index(figure) for figure in "0123456789"]
    space = letters().index(" ")
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}
    for row in _probabilities(steps):
        none = row[BLANK] + row[space]
        grown: dict[str, list[float]] = {}
        for text, (ended, open_) in beams.items():
            whole = ended + open_
            same = grown.setdefault(text, [0.0, 0.0])
            same[0] += whole * none
            if text:
                same[1] += open_ * row[columns[int(text[-1])]]
            if len(text) < longest:
                _grow(grown, text, ended, whole, row, columns)
        ranked = sorted(grown.items(), key=lambda item: -sum(item[1]))[:kept]
        beams = {text: (pair[0], pair[1]) for text, pair in ranked}
    return {text: sum(pair) for text, pair in beams.items() if text}


def _grow(
    grown: dict[str, list[float]], text: str, ended: float, whole: float, row: Sequence[float],
    columns: Sequence[int],
) -> None:  # fmt: skip
    for figure, column in enumerate(columns):
        likely = row[column]
        if likely > 1e-6:
            longer = text + str(figure)
            begun = ended if text.endswith(str(figure)) else whole
            grown.setdefault(longer, [0.0, 0.0])[1] += begun * likely


def _probabilities(steps: Any) -> list[list[float]]:
    import numpy as np

    rows: list[list[float]] = np.exp(steps).tolist()
    return rows
