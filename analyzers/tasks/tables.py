"""Tasks in the rows of a table: `TT | Nhiệm vụ | Cơ quan chủ trì | Phối hợp | Sản phẩm | Thời gian`."""

from __future__ import annotations

import re

from analyzers.annotations import Task
from analyzers.folding import fold
from analyzers.indicators.cells import Row, rows, words
from analyzers.tasks.blocks import split_roles
from analyzers.tasks.deadlines import mend
from analyzers.tasks.labels import Role, role_of
from analyzers.tasks.names import units
from analyzers.tasks.page import Page

Columns = dict[Role, int]

_ORDINAL = re.compile(r"\W*(?:\d{1,3}(?:[.,]\d{1,2}){0,3}|[ivxl]{1,5}|[a-z])\W*", re.IGNORECASE)
_SAID = (Role.LEAD, Role.COORDINATE, Role.PRODUCT, Role.DEADLINE)
_EDGES = " \t.;,:"


def find_table_tasks(page: Page) -> list[Task]:
    """The tasks of the tables of `page` that have a column for who does them, or for product and time."""
    table = rows(page.reading.text, page.layout.lines)
    tasks: list[Task] = []
    columns: Columns | None = None
    group: tuple[str, ...] = ()
    width = 0
    for index, row in enumerate(table):
        if row is None:
            if _ends_table(page, index):
                columns = None
            continue
        head = _columns(page, row)
        if head is not None:
            columns, width, group = head, len(row.cells), ()
        elif columns is not None and len(row.cells) >= max(2, min(width, max(columns.values()) + 1)):
            task = _task(page, row, columns, group)
            if task is not None:
                tasks.append(task)
            else:
                group = _label(page, row, columns) or group
    return tasks


def _label(page: Page, row: Row, columns: Columns) -> tuple[str, ...]:
    """The number of a row, if it has one."""
    label = _cell(page, row, columns[Role.ORDER]).strip(_EDGES) if Role.ORDER in columns else ""
    return (label,) if _ORDINAL.fullmatch(label) else ()


def _ends_table(page: Page, index: int) -> bool:
    """Prose ends a table; a short line may be the rest of a cell."""
    line = page.layout.lines[index]
    return line.after_gap and line.end - line.start > 60


def _columns(page: Page, row: Row) -> Columns | None:
    """The columns of a table of tasks, None if `row` is not the head of one."""
    found: Columns = {}
    for number, cell in enumerate(row.cells):
        role = _head_role(words(page.reading, cell))
        if role is not None:
            found.setdefault(role, number)
    rest = {Role.LEAD, Role.COORDINATE, Role.PRODUCT, Role.DEADLINE} & found.keys()
    if Role.TASK not in found or not rest:
        return None
    return found if Role.LEAD in rest or len(rest) > 1 else None


def _head_role(printed: str) -> Role | None:
    """The role of a column, told by its head or by the words that its head begins with."""
    printed = re.sub(r"\(.*?\)", "", printed).strip(_EDGES)
    role = role_of(printed)
    if role is None and fold(printed).startswith(("noi dung", "nhiem vu", "ten nhiem vu", "cong viec")):
        return Role.TASK
    return role


def _task(page: Page, row: Row, columns: Columns, group: tuple[str, ...]) -> Task | None:
    """The task of `row`; None where it only opens a `group` of tasks or continues a cell."""
    texts = {role: _cell(page, row, number) for role, number in columns.items()}
    words = texts.get(Role.TASK, "").strip(_EDGES)
    if not words or not any(texts.get(role) for role in _SAID):
        return None
    leading, helping = split_roles(texts.get(Role.LEAD, ""))
    return Task(
        start=row.start,
        end=row.end,
        label_path=(*page.path_at(row.start), *group, *_label(page, row, columns)),
        task=words,
        lead=tuple(units(leading)),
        coordinate=tuple(dict.fromkeys([*units(helping), *units(texts.get(Role.COORDINATE, ""))])),
        product=texts.get(Role.PRODUCT, "").strip(_EDGES) or None,
        deadline=mend(texts.get(Role.DEADLINE, ""), page.damaged) or None,
    )


def _cell(page: Page, row: Row, number: int) -> str:
    return words(page.reading, row.cells[number]) if number < len(row.cells) else ""
