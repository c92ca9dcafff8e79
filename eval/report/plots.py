"""Plots as inline SVG. Colours come from the page's CSS classes, so that they follow its theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

_WIDTH = 640
_LABEL = 150
_RIGHT = 132
_ROW = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One group: its mean, how many items it has, and the mean of the run that it is compared with."""

    label: str
    value: float
    count: int
    before: float | None = None


def bars(title: str, found: Sequence[Bar]) -> str:
    """Horizontal bars from 0 to 1; a line marks the value before."""
    height = _ROW * len(found) + 22
    span = _WIDTH - _LABEL - _RIGHT
    parts = [_grid(span, height)]
    for at, bar in enumerate(found):
        top = at * _ROW + 4
        label = f"{bar.label} ({bar.count})"
        parts.append(_text(_LABEL - 10, top + 13, label, "label", "end"))
        width = max(1.0, span * min(1.0, bar.value))
        parts.append(f'<rect class="bar" x="{_LABEL}" y="{top}" width="{width:.1f}" height="17" rx="3"/>')
        after = f"{bar.value:.3f}"
        if bar.before is not None:
            at_x = _LABEL + span * min(1.0, bar.before)
            parts.append(
                f'<line class="before" x1="{at_x:.1f}" x2="{at_x:.1f}" y1="{top - 3}" y2="{top + 20}"/>'
            )
            after += f" ({bar.value - bar.before:+.3f})"
        parts.append(_text(_LABEL + span + 8, top + 13, after, "value", "start"))
    return _svg(title, height, parts)


def histogram(title: str, milliseconds: Sequence[float], columns: int = 24) -> str:
    """How many items took how long; equal columns on a logarithmic axis."""
    kept = [max(value, 0.1) for value in milliseconds]
    low, high = floor(log10(min(kept)) * 4) / 4, ceil(log10(max(kept)) * 4 + 0.001) / 4
    step = (high - low) / columns
    counts = [0] * columns
    for value in kept:
        counts[min(columns - 1, int((log10(value) - low) / step))] += 1
    return _svg(title, 176, [*_columns(counts), *_axis(low, high)])


def _columns(counts: Sequence[int]) -> list[str]:
    width = (_WIDTH - 40) / len(counts)
    most = max(counts)
    parts = [_text(14, 16, str(most), "tick", "start")]
    for at, count in enumerate(counts):
        height = 130 * count / most
        if count:
            place = f'x="{30 + at * width:.1f}" y="{142 - height:.1f}"'
            parts.append(f'<rect class="bar" {place} width="{width - 2:.1f}" height="{height:.1f}" rx="2">')
            parts.append(f"<title>{count}</title></rect>")
    parts.append(f'<line class="axis" x1="30" x2="{_WIDTH - 10}" y1="142.5" y2="142.5"/>')
    return parts


def _axis(low: float, high: float) -> list[str]:
    ticks = [d * 10.0**e for e in range(floor(low), ceil(high) + 1) for d in (1, 2, 5)]
    inside = [tick for tick in ticks if low <= log10(tick) <= high]
    scale = (_WIDTH - 40) / (high - low)
    return [_text(30 + (log10(t) - low) * scale, 160, f"{t:g} ms", "tick", "middle") for t in inside]


def _grid(span: float, height: int) -> str:
    parts = []
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x = _LABEL + span * tick
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height - 20}"/>')
        parts.append(_text(x, height - 5, f"{tick:g}", "tick", "middle"))
    return "".join(parts)


def _text(x: float, y: float, text: str, kind: str, anchor: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(title: str, height: int, parts: Sequence[str]) -> str:
    name = escape(title, quote=True)
    head = f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{name}">'
    return f"<figure><figcaption>{escape(title)}</figcaption>{head}{''.join(parts)}</svg></figure>"
