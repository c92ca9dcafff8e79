"""A row of a form before its figure is read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class FormRow:
    """A row at `start:end`. `code` as printed; `value` as printed, None where the cell is empty.

    `clean` tells that cells were set apart, so that the code needs no restoring; `part` that the row is
    the title of a part of the form, after which codes begin anew.
    """

    start: int
    end: int
    form: str | None
    code: str = ""
    name: str = ""
    unit: str | None = None
    value: str | None = None
    note: str | None = None
    clean: bool = True
    part: bool = False
    doubts: list[str] = field(default_factory=list)
