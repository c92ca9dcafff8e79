"""Train the small network that tells the figures that a pen writes: `corpus/readers/figures.npz`.

    python scripts/train_figures.py OUT.npz

Nobody's handwriting is used: figures are drawn from strokes as Vietnamese schools teach them and as haste
bends them (the 1 with a long upstroke, the open 4, the crossed 7, the looped 2), with chance in every point,
slant, width of the pen. What is no single figure (two that touch, a slash, a stroke) is a class of its own.
Needs torch (the extra `encoders`). The weights so far are written after each pass; stop it when they are good
enough (those that are shipped are of an early pass: .964 of made-up figures right).
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

SEED = 11
SIDE = 28
NONE = 10
EXAMPLES = 24_000
EPOCHS = 14
PARTS = 8

Points = list[tuple[float, float]]


def arc(cx: float, cy: float, rx: float, ry: float, first: float, last: float, steps: int = 9) -> Points:
    """Points of an ellipse's arc; degrees clockwise from the right, y downwards."""
    angles = np.radians(np.linspace(first, last, steps))
    return [(cx + rx * float(np.cos(a)), cy + ry * float(np.sin(a))) for a in angles]


def strokes(figure: int, rng: np.random.Generator) -> list[Points]:
    """The strokes of a figure in a box of 1 by 1."""
    u = rng.uniform
    chance = rng.random
    if figure == 0:
        start = u(-130, -30)
        return [arc(0.5, 0.5, u(0.3, 0.5), 0.5, start, start - u(335, 385), 16)]
    if figure == 1:
        if chance() < 0.2:
            return [[(u(0.45, 0.6), 0), (0.5, 0.5), (u(0.4, 0.55), 1)]]
        far = u(0, 1) ** 1.5
        reach, low = 0.12 + 0.7 * far, 0.12 + 0.75 * far * u(0.6, 1.0)
        up = [(0.55 - reach, low), (0.55 - reach * u(0.4, 0.6), low * u(0.45, 0.65)), (0.55, u(0, 0.06))]
        down = [(u(0.5, 0.58), 0.5), (u(0.4, 0.58), 1.0)]
        found = [up + down]
        if chance() < 0.15:
            found.append([(u(0.2, 0.35), 1.0), (u(0.7, 0.85), u(0.97, 1.02))])
        return found
    if figure == 2:
        top = arc(u(0.42, 0.55), u(0.25, 0.3), u(0.28, 0.42), u(0.24, 0.3), u(-200, -150), u(10, 50), 8)
        foot = (u(0.02, 0.15), u(0.9, 1.0))
        if chance() < 0.55:
            loop = [
                (foot[0] + u(0.0, 0.08), foot[1] - u(0.08, 0.22)),
                (foot[0] + u(0.2, 0.32), foot[1] - u(0.1, 0.2)),
            ]
            return [[*top, foot, *loop, (u(0.5, 0.7), u(0.92, 1.0)), (u(0.85, 1.05), u(0.84, 1.0))]]
        return [[*top, foot], [foot, (0.5, u(0.93, 1.0)), (u(0.85, 1.05), u(0.9, 1.02))]]
    if figure == 3:
        if chance() < 0.3:
            mid = (u(0.4, 0.55), u(0.36, 0.46))
            return [
                [(u(0.05, 0.2), u(0, 0.06)), (u(0.75, 0.9), u(0, 0.06))],
                [(u(0.75, 0.9), 0.03), mid],
                [mid, *arc(u(0.42, 0.5), 0.68, u(0.32, 0.42), 0.31, -70, u(130, 190), 8)],
            ]
        upper = arc(u(0.4, 0.5), 0.25, u(0.28, 0.38), 0.25, u(-190, -140), u(70, 100), 8)
        lower = arc(u(0.4, 0.5), 0.72, u(0.34, 0.45), 0.28, u(-90, -70), u(130, 190), 8)
        return [upper + lower]
    if figure == 4:
        bar = u(0.52, 0.76)
        stem = u(0.58, 0.78)
        if chance() < 0.6:
            left = [(u(0.2, 0.5), u(0, 0.1)), (u(0.05, 0.2), u(0.35, 0.5)), (u(0.0, 0.1), bar)]
            return [
                [*left],
                [left[-1], (0.5, bar + u(-0.05, 0.05)), (u(0.85, 1.05), bar + u(-0.08, 0.06))],
                [(stem + u(-0.02, 0.1), u(0.05, 0.4)), (stem + u(-0.08, 0.06), u(0.9, 1.0))],
            ]
        return [
            [(stem, 0), (u(0.0, 0.12), bar)],
            [(u(0.0, 0.12), bar), (u(0.88, 1.05), bar + u(-0.06, 0.06))],
            [(stem, 0), (stem + u(-0.08, 0.05), 1.0)],
        ]
    if figure == 5:
        corner = (u(0.15, 0.32), u(0.0, 0.1))
        belly = arc(u(0.4, 0.5), u(0.67, 0.71), u(0.34, 0.45), u(0.28, 0.33), u(-140, -100), u(110, 175), 9)
        side = [corner, (u(0.1, 0.25), u(0.38, 0.48)), *belly]
        return [side, [corner, (0.55, u(-0.02, 0.1)), (u(0.75, 1.0), u(-0.06, 0.08))]]
    if figure == 6:
        back = [(u(0.6, 0.95), u(0, 0.1)), (u(0.25, 0.45), u(0.2, 0.35)), (u(0.02, 0.12), u(0.6, 0.72))]
        return [[*back, *arc(0.47, 0.72, u(0.34, 0.45), u(0.24, 0.29), 165, -u(165, 200), 12)]]
    if figure == 7:
        right = (u(0.78, 1.0), u(0, 0.1))
        head = [(u(0.0, 0.15), u(0.0, 0.18)), (u(0.35, 0.5), u(0.0, 0.08)), right]
        found = [head, [right, (u(0.5, 0.7), u(0.4, 0.55)), (u(0.25, 0.5), 1.0)]]
        if chance() < 0.55:
            y = u(0.42, 0.6)
            found.append([(u(0.15, 0.35), y + u(-0.03, 0.05)), (u(0.75, 0.98), y + u(-0.06, 0.03))])
        return found
    if figure == 8:
        if chance() < 0.75:
            tilt = u(0.05, 0.14)
            upper = arc(0.5 + tilt / 2, 0.25, u(0.25, 0.36), 0.25, u(-60, -10), -270, 9)
            lower = arc(0.5 - tilt / 2, 0.75, u(0.3, 0.42), 0.25, -90, 265, 12)
            return [[*upper, *lower, (u(0.7, 0.85), u(0.1, 0.25))]]
        return [
            arc(0.5, 0.25, u(0.25, 0.34), 0.24, -90, 275, 12),
            arc(0.5, 0.74, u(0.3, 0.4), 0.26, -90, 275, 12),
        ]
    loop = arc(0.46, 0.27, u(0.34, 0.43), u(0.24, 0.29), u(-30, 10), -u(340, 385), 13)
    tail = [(u(0.78, 0.9), u(0.35, 0.5)), (u(0.65, 0.85), u(0.7, 0.8)), (u(0.3, 0.7), u(0.95, 1.02))]
    if chance() < 0.4:
        tail.append((u(0.05, 0.25), u(0.85, 1.0)))
    return [loop, [(u(0.8, 0.9), u(0.1, 0.3)), *tail]]


def smooth(points: Points, steps: int = 8) -> np.ndarray:
    """A Catmull-Rom curve through the points."""
    p = np.array([points[0], *points, points[-1]], np.float64)
    curve = [p[1]]
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False):
        t = np.linspace(1 / steps, 1, steps)[:, None]
        curve.extend(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    return np.array(curve)


def drawn(lines: list[Points], rng: np.random.Generator) -> np.ndarray:
    """Strokes with chance in them as a boolean picture cut at its ink."""
    height = float(rng.uniform(24, 60))
    width = height * float(rng.uniform(0.4, 0.85))
    slant = float(rng.normal(0.15, 0.15))
    turn = float(rng.normal(0, 0.07))
    canvas = np.zeros((200, 260), np.uint8)
    pen = max(2, round(height * float(rng.uniform(0.06, 0.2))))
    for line in lines:
        jitter = rng.normal(0, 0.025, (len(line), 2))
        curve = smooth([(x + float(j[0]), y + float(j[1])) for (x, y), j in zip(line, jitter, strict=True)])
        x = (curve[:, 0] - 0.5) * width - (curve[:, 1] - 0.5) * height * slant
        y = (curve[:, 1] - 0.5) * height
        x, y = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)
        points = np.stack([x + 130, y + 100], 1)
        cv2.polylines(canvas, [np.round(points * 16).astype(np.int32)], False, 255, pen, cv2.LINE_AA, 4)
    canvas = cv2.GaussianBlur(canvas, (0, 0), float(rng.uniform(0.3, 1.2)))
    noise = rng.normal(0, 18, canvas.shape)
    ink = canvas + cv2.GaussianBlur(noise, (0, 0), 0.8) * 1.5 > float(rng.uniform(90, 160))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    if count < 2:
        return ink[90:110, 120:140]
    best = 1 + int(stats[1:, 4].argmax())
    x, y, w, h, _ = stats[best]
    return labels[y : y + h, x : x + w] == best


def nothing(rng: np.random.Generator) -> list[Points]:
    """What is no figure: two that touch, a slash, a bar, a hook."""
    kind = rng.integers(0, 5)
    u = rng.uniform
    if kind <= 1:
        gap = u(0.6, 0.95)
        first, second = strokes(int(rng.integers(0, 10)), rng), strokes(int(rng.integers(0, 10)), rng)
        return [[(0.5 * x, y) for x, y in line] for line in first] + [
            [(0.5 * (x + gap), y) for x, y in line] for line in second
        ]
    if kind == 2:
        return [[(u(0.6, 0.9), 0), (u(0.1, 0.4), 1)]]
    if kind == 3:
        return [[(0, u(0.4, 0.6)), (1, u(0.4, 0.6))]]
    return [[(float(u(0, 1)), float(u(0, 1))) for _ in range(int(rng.integers(2, 6)))]]


def normal(shape: np.ndarray) -> np.ndarray:
    """As `corpus.readers.figures` brings what it looks at to size."""
    high, wide = shape.shape
    scale = 24 / max(high, wide)
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    small = cv2.resize(shape.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    canvas = np.zeros((SIDE, SIDE), np.float32)
    top, left = (SIDE - size[1]) // 2, (SIDE - size[0]) // 2
    canvas[top : top + size[1], left : left + size[0]] = small
    return canvas


def examples(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    pictures = np.zeros((count, 1, SIDE, SIDE), np.float32)
    answers = rng.integers(0, 11, count)
    answers[rng.random(count) < 0.15] = rng.choice([1, 4, 7, 2], 1)[0]
    for index in range(count):
        answer = int(answers[index])
        lines = nothing(rng) if answer == NONE else strokes(answer, rng)
        pictures[index, 0] = normal(drawn(lines, rng))
    return pictures, answers


def part(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """A share of the examples, the same for the same seed."""
    return examples(EXAMPLES // PARTS, np.random.default_rng(seed))


def moved(pictures: torch.Tensor) -> torch.Tensor:
    """Pictures turned, stretched and shifted a little, each pass otherwise."""
    count = len(pictures)
    angle = torch.randn(count) * 0.08
    wide, high = 1 + torch.randn(count) * 0.08, 1 + torch.randn(count) * 0.06
    rows = [
        torch.stack(
            [wide * torch.cos(angle), torch.sin(angle) + torch.randn(count) * 0.08, torch.randn(count) * 0.04]
        ),
        torch.stack([-torch.sin(angle), high * torch.cos(angle), torch.randn(count) * 0.04]),
    ]
    theta = torch.stack(rows).permute(2, 0, 1)
    grid = nn.functional.affine_grid(theta, list(pictures.shape), align_corners=False)
    return nn.functional.grid_sample(pictures, grid, align_corners=False)


def network() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(0.3), nn.Linear(32 * 25, 64), nn.ReLU(), nn.Linear(64, 11),
    )  # fmt: skip


def main() -> None:
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    model = network()
    best = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(best, 4e-3, total_steps=EPOCHS * (EXAMPLES // 128 + 1))
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.03)
    with ProcessPoolExecutor(2) as pool:
        parts = list(pool.map(part, range(SEED, SEED + PARTS + 1)))
    test, truth = parts[-1]
    pictures = np.concatenate([each[0] for each in parts[:-1]])
    answers = np.concatenate([each[1] for each in parts[:-1]])
    x, y = torch.from_numpy(pictures), torch.from_numpy(answers)
    for epoch in range(EPOCHS):
        model.train()
        order = torch.randperm(EXAMPLES)
        for start in range(0, EXAMPLES, 128):
            pick = order[start : start + 128]
            loss = loss_of(model(moved(x[pick])), y[pick])
            best.zero_grad()
            loss.backward()
            best.step()
            schedule.step()
        model.eval()
        with torch.no_grad():
            right = (model(torch.from_numpy(test)).argmax(1).numpy() == truth).mean()
        print(f"{epoch + 1}/{EPOCHS}: {right:.4f} of made-up figures right", flush=True)
        weights = {
            name.replace(".", "_"): value.numpy().astype(np.float16)
            for name, value in model.state_dict().items()
        }
        np.savez_compressed(Path(sys.argv[1]), **weights)


if __name__ == "__main__":
    main()
