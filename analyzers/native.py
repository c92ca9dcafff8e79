"""The compiled hot loops, where they could be built."""

from __future__ import annotations

from types import ModuleType

kernel: ModuleType | None
"""`analyzers._kernel`, or None where no C compiler was found at installation."""
try:
    from analyzers import _kernel as kernel
except ImportError:
    kernel = None
