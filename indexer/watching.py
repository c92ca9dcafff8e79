"""A folder that is watched: when files have come or changed, and are no longer being written."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.files import discover

Seen = dict[Path, tuple[int, int]]
"""Files to size and time of change (nanoseconds)."""


def changes(paths: Iterable[Path], pause: float) -> Iterator[None]:
    """Yields at once, then whenever what lies under the paths has changed and stayed so for one `pause`
    (seconds): a file that is still being copied in is waited for. Never ends by itself."""
    wanted = list(paths)
    taken = seen(wanted)
    yield
    before = taken
    while True:
        time.sleep(pause)
        now = seen(wanted)
        if now == before and now != taken:
            taken = now
            yield
        before = now


def seen(paths: Iterable[Path]) -> Seen:
    """What lies under the paths now."""
    found: Seen = {}
    for path in discover(paths):
        try:
            about = path.stat()
        except OSError:
            continue
        found[path] = (about.st_size, about.st_mtime_ns)
    return found
