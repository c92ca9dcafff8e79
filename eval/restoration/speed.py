"""How fast restoration is: `python -m eval.restoration.speed FILE...`, one process, one core.

`cold` is the first file after loading, `next` each further file once, `warm` all files again.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from analyzers.restore import restore, restore_query
from analyzers.restore.restoration import decoder


def rate(texts: Sequence[str]) -> float:
    """Characters a second, in processor time."""
    started = time.process_time()
    for text in texts:
        restore(text)
    return sum(map(len, texts)) / (time.process_time() - started)


def main(arguments: Sequence[str]) -> None:
    """Prints the figures, with the load of the machine beside them."""
    texts = [Path(name).read_text(encoding="utf-8") for name in arguments]
    started = time.perf_counter()
    decoder()
    print(f"load: {time.perf_counter() - started:.3f} s; load average {os.getloadavg()[0]:.1f}")
    print(f"cold: {rate(texts[:1]):,.0f} characters/s")
    if texts[1:]:
        print(f"next: {rate(texts[1:]):,.0f} characters/s")
    print(f"warm: {rate(texts):,.0f} characters/s")
    started = time.perf_counter()
    restore_query("nhung van ban nao quy dinh ve kiem soat thu tuc hanh chinh nam 2024")
    print(f"query: {(time.perf_counter() - started) * 1000:.1f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
