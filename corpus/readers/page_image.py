"""A picture of a page made fit for reading: no stamps, straight, clean edges, no specks, no ruling lines.

Pictures are numpy arrays of 8-bit samples, rows first: (height, width, 3) in RGB or (height, width) in grey.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from corpus.readers.layout import Grid

_STEEPEST = 6.0
"""Degrees: a page lies no more askew than this in a feeder."""
_LEAST = 0.7
"""Degrees below which turning blurs hooks and tildes more than level lines help: the word error rate on
pages askew by less was .088 turned and .073 left alone."""
_HEAD = 0.45
"""Share of the page's height in which the stamp of a degree of secrecy stands."""
_STAMP_POINTS = 400
"""Coloured points at `READING_DPI` below which there is no stamp with letters."""
_DARK = 70
"""Grey below which a point is never paper: the inside of a wide dark border has no paper around it."""
READING_DPI = 225
"""The resolution that is read: letters as tall as those that the model was trained on. The word error rate
was .067 here, .073 at 300 dpi, .079 at 195."""
_COLOURED = 50
"""Difference of the channels above which a pixel is ink of a colour, not print."""
_PRINT = 105
"""Brightest channel of black print where a coloured stamp lies over it."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`grey` is the straightened page; `back` maps its points (x, y) to those of the picture given (2 x 3);
    `grids` are the ruled tables, whose lines are no longer in `grey`."""

    grey: Any
    back: Any
    grids: list[Grid]


def clean(picture: Any, dpi: int) -> Cleaned:
    """The page in grey, ready for recognition, at `READING_DPI` where it has more."""
    import cv2
    import numpy as np

    cv2.setNumThreads(1)
    if dpi > READING_DPI:
        scale = READING_DPI / dpi
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = _without_colour(picture) if picture.ndim == 3 else picture
    angle = skew(grey)
    height, width = grey.shape
    back = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    if abs(angle) >= _LEAST:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        grey = cv2.warpAffine(
            grey,
            turn,
            (width, height),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=255,
        )
        back = cv2.invertAffineTransform(turn)
    ink = _ink(grey)
    grey = _without_edges_and_specks(grey, ink)
    grey, grids = _without_rulings(grey, ink)
    return Cleaned(grey, back, grids)


def _without_colour(picture: Any) -> Any:
    """Grey, with coloured ink gone: a stamp's brightest channel is nearly that of paper, print's is dark."""
    import cv2
    import numpy as np

    brightest = picture.max(axis=2)
    colour = brightest.astype(np.int16) - picture.min(axis=2)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    stamp = ((colour > _COLOURED) & (brightest > _PRINT)).astype(np.uint8)
    stamp = cv2.dilate(stamp, np.ones((3, 3), np.uint8))
    faded = (stamp == 1) & (brightest > _PRINT)
    lifted = np.where(faded, np.maximum(brightest, 245), grey)
    return lifted.astype(np.uint8)


def coloured_head(picture: Any, dpi: int) -> Any | None:
    """The coloured ink of the upper part of the page in black on white, at `READING_DPI`; None where there
    is too little for a stamp. The print is left out."""
    import cv2
    import numpy as np

    head = picture[: int(picture.shape[0] * _HEAD)]
    if picture.ndim != 3:
        return None
    if dpi > READING_DPI:
        scale = READING_DPI / dpi
        head = cv2.resize(head, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    colour = head.max(axis=2).astype(np.int16) - head.min(axis=2)
    ink = np.clip(255 - (colour - 20) * 2, 0, 255).astype(np.uint8)
    return ink if int((colour > _COLOURED).sum()) > _STAMP_POINTS else None


def skew(grey: Any) -> float:
    """Degrees (anticlockwise) to turn the page by so that its lines are level.

    The angle at which the sums of ink along the rows differ most from row to row (Postl 1986).
    """
    import cv2
    import numpy as np

    scale = 800 / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = 255.0 - small.astype(np.float32)
    margin_y, margin_x = (max(1, int(side * 0.06)) for side in small.shape)
    ink = ink[margin_y:-margin_y, margin_x:-margin_x]
    ink[ink < 60] = 0
    if float(ink.sum()) < 255 * 200:
        return 0.0
    best = 0.0
    for step, reach in ((1.0, _STEEPEST), (0.25, 0.75), (0.05, 0.2)):
        angles = [best + step * k for k in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=lambda angle: (_level_score(ink, angle), -abs(angle)))
    return best


def _level_score(ink: Any, angle: float) -> float:
    import cv2
    import numpy as np

    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    sums = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1)
    return float(np.square(np.diff(sums)).sum())


def _ink(grey: Any) -> Any:
    """1 where there is ink: darker than the paper around it, or as dark as no paper is."""
    import cv2
    import numpy as np

    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    local = cv2.adaptiveThreshold(smooth, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 15)
    return np.maximum(local, (smooth < _DARK).astype(np.uint8))


def _without_edges_and_specks(grey: Any, ink: Any) -> Any:
    """The page without the scanner's dark borders and without dust."""
    import cv2
    import numpy as np

    height, width = grey.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, wide, high, area = (stats[:, k] for k in range(5))
    touches = (left == 0) | (top == 0) | (left + wide >= width) | (top + high >= height)
    border = touches & ((wide > 0.03 * width) | (high > 0.03 * height))
    dpi = height / 11.7
    specks = area < max(2, round((dpi / 300) ** 2 * 6))
    unwanted = border | specks
    unwanted[0] = False
    if count < 2 or not unwanted.any():
        return grey
    mask = cv2.dilate(unwanted[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    result = grey.copy()
    result[mask == 1] = 255
    return result


def _without_rulings(grey: Any, ink: Any) -> tuple[Any, list[Grid]]:
    """The page without the lines of its tables, and the tables."""
    import cv2
    import numpy as np

    from corpus.readers.pdf_words import grids_of

    height, width = grey.shape
    rulings: list[tuple[float, float, float, float]] = []
    masks = []
    for shape in ((max(40, width // 25), 1), (1, max(40, height // 35))):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
        closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
        found = cv2.morphologyEx(closed, cv2.MORPH_OPEN, kernel)
        _, _, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
        thick = 0.006 * width
        for left, top, wide, high, _ in stats[1:].tolist():
            if min(wide, high) <= thick:
                rulings.append((float(left), float(top), float(left + wide), float(top + high)))
        masks.append(found)
    grids = grids_of(rulings, near=width / 120)
    if not grids:
        return grey, []
    mask = cv2.dilate(np.maximum(masks[0], masks[1]), np.ones((3, 3), np.uint8))
    result = grey.copy()
    for grid in grids:
        x0, x1 = (max(0, math.floor(grid.xs[0]) - 8), math.ceil(grid.xs[-1]) + 8)
        y0, y1 = (max(0, math.floor(grid.ys[0]) - 8), math.ceil(grid.ys[-1]) + 8)
        part = result[y0:y1, x0:x1]
        part[mask[y0:y1, x0:x1] == 1] = 255
    return result, grids
