"""The compiled hot loops, where they could be built."""

from __future__ import annotations

from types import ModuleType

kernel: ModuleType | None
"""`analyzers.restore._kernel`, or None where no C compiler was found at installation."""
try:
    from analyzers.restore import _kernel as kernel
except ImportError:
    kernel = None
