"""The compiled hot loops, where they could be built."""

from __future__ import annotations

from types import ModuleType

VERSION = 2

kernel: ModuleType | None
"""`analyzers._kernel`, or None where no C compiler was found at installation, or an older one was left."""
try:
    from analyzers import _kernel as kernel
except ImportError:
    kernel = None
else:
    if getattr(kernel, "VERSION", 0) != VERSION:
        kernel = None
