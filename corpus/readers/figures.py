"""Single figures that a pen wrote: a small network on the shapes that hang together in a line.

Its weights are made by `scripts/train_figures.py` from drawn strokes, nobody's handwriting; two convolutions
and two layers are little enough to be computed with numpy alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

SIDE = 28
"""Pixels of the square that a shape is brought to."""
INNER = 24
"""Pixels of its longer side within."""
NONE = 10
"""The class of what is no single figure."""
_WIDE = 0.72
"""Width against height from which on a shape may be two figures that touch."""
_CUTS = (0.38, 0.44, 0.5, 0.56, 0.62)
_LIKELY = 0.02


def strings(shapes: Sequence[Any]) -> dict[str, float]:
    """Probabilities of the strings of figures that shapes (boolean pictures, left to right) may be."""
    found: dict[str, float] = {}
    seen: dict[int, list[tuple[str, float]]] = {}
    for pieces in list(_cut(shapes)):
        for piece in pieces:
            if id(piece) not in seen:
                seen[id(piece)] = _likely(piece)
        tables = [seen[id(piece)] for piece in pieces]
        for choice in product(*tables):
            text = "".join(figure for figure, _ in choice)
            likely = 1.0
            for _, share in choice:
                likely *= share
            found[text] = max(found.get(text, 0.0), likely)
    return found


def _cut(shapes: Sequence[Any]) -> Iterator[list[Any]]:
    """The shapes, and with each wide one cut in two at several places."""
    ways: list[list[list[Any]]] = []
    for shape in shapes:
        high, wide = shape.shape
        ways.append([[shape]])
        if wide > _WIDE * high:
            cuts = (round(wide * share) for share in _CUTS)
            ways[-1] += [[_trimmed(shape[:, :x]), _trimmed(shape[:, x:])] for x in cuts]
    for choice in product(*ways):
        yield [piece for way in choice for piece in way]


def _trimmed(shape: Any) -> Any:
    rows, columns = shape.any(axis=1).nonzero()[0], shape.any(axis=0).nonzero()[0]
    if not len(rows):
        return shape
    return shape[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _likely(shape: Any) -> list[tuple[str, float]]:
    """The figures that a shape may be, with their probabilities."""
    shares = shares_of(shape)
    return [(str(figure), shares[figure]) for figure in range(10) if shares[figure] > _LIKELY]


def shares_of(shape: Any) -> list[float]:
    """The probabilities of 0 to 9 and of no single figure."""
    import numpy as np

    weights = _weights()
    values = _pooled(_convolved(normal(shape)[None], weights["0_weight"], weights["0_bias"]))
    values = _pooled(_convolved(values, weights["3_weight"], weights["3_bias"]))
    hidden = np.maximum(weights["8_weight"] @ values.ravel() + weights["8_bias"], 0)
    out = weights["10_weight"] @ hidden + weights["10_bias"]
    raised = np.exp(out - out.max())
    shares: list[float] = (raised / raised.sum()).tolist()
    return shares


def normal(shape: Any) -> Any:
    """A shape in the middle of the square, its proportions kept."""
    import cv2
    import numpy as np

    high, wide = shape.shape
    scale = INNER / max(high, wide)
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    small = cv2.resize(shape.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    canvas = np.zeros((SIDE, SIDE), np.float32)
    top, left = (SIDE - size[1]) // 2, (SIDE - size[0]) // 2
    canvas[top : top + size[1], left : left + size[0]] = small
    return canvas


@lru_cache(maxsize=1)
def _weights() -> dict[str, Any]:
    import numpy as np

    with np.load(Path(__file__).with_name("figures.npz")) as saved:
        return {name: saved[name].astype(np.float32) for name in saved.files}


def _convolved(values: Any, kernels: Any, bias: Any) -> Any:
    """Convolution of (channels, rows, columns) with 3 by 3 kernels, and the rectifier."""
    import numpy as np

    windows = np.lib.stride_tricks.sliding_window_view(values, (3, 3), axis=(1, 2))
    channels, rows, columns = windows.shape[:3]
    columned = windows.transpose(1, 2, 0, 3, 4).reshape(rows * columns, channels * 9)
    summed = columned @ kernels.reshape(len(kernels), -1).T + bias
    return np.maximum(summed.T.reshape(len(kernels), rows, columns), 0)


def _pooled(values: Any) -> Any:
    """The largest of each 2 by 2, a last odd row or column left out."""
    channels, rows, columns = values.shape
    rows, columns = rows // 2, columns // 2
    return values[:, : 2 * rows, : 2 * columns].reshape(channels, rows, 2, columns, 2).max(axis=(2, 4))
