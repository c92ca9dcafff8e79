"""Tables as text: a row is a line, its cells are separated by tabs.

The head and the foot of an official document are typed as a table without borders of one or two columns.
That is a layout, not a table: its cells are blocks of lines, and they are read one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence

Cell = Sequence[str]
"""A cell's paragraphs, each without line breaks at its ends."""

_MOST_LAYOUT_ROWS = 4
_MOST_LAYOUT_COLUMNS = 3


def table_lines(rows: Sequence[Sequence[Cell]], *, bordered: bool | None) -> list[str]:
    """The lines of a table; `bordered` is None where the format does not say."""
    if is_layout(rows, bordered=bordered):
        return [line for row in rows for cell in row for line in cell if line.strip()]
    lines = ["\t".join(cell_text(cell) for cell in row).rstrip() for row in rows]
    return [line for line in lines if line]


def is_layout(rows: Sequence[Sequence[Cell]], *, bordered: bool | None) -> bool:
    """Whether a table only sets blocks of text side by side."""
    if bordered or len(rows) > _MOST_LAYOUT_ROWS:
        return False
    filled = [cell for row in rows for cell in row if any(line.strip() for line in cell)]
    if max((len(row) for row in rows), default=0) > _MOST_LAYOUT_COLUMNS:
        return False
    if bordered is None:
        return any(sum(1 for line in cell if line.strip()) > 1 for cell in filled)
    return True


def cell_text(cell: Cell) -> str:
    """A cell on one line; a tab inside a cell would be a cell of its own, so it becomes a space."""
    return " ".join(" ".join(line.split()) for line in cell if line.strip())
