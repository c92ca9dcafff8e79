"""A watched folder: seen at once, and again when what came in is whole."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from indexer import watching


def test_a_file_is_taken_when_it_has_stopped_growing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    sizes = iter([0, 10, 20, 20, 20, 20, 30, 30])
    happened: list[str] = []

    def pause(seconds: float) -> None:
        size = next(sizes, None)
        if size is None:
            raise KeyboardInterrupt
        happened.append(f"size {size}")
        if size and not (path.exists() and path.stat().st_size == size):
            path.write_text("x" * size)

    monkeypatch.setattr(watching.time, "sleep", pause)
    with suppress(KeyboardInterrupt):
        for number, _ in enumerate(watching.changes([tmp_path], 5.0)):
            happened.insert(len(happened), f"run {number}")
    assert happened == [
        "run 0", "size 0", "size 10", "size 20", "size 20", "run 1", "size 20", "size 20", "size 30",
        "size 30", "run 2",
    ]  # fmt: skip
