"""Bodies of state and Party by name, abbreviation or damaged print, and what they were merged into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from analyzers.bodies.resemblance import closest, skeleton


@dataclass(frozen=True, slots=True)
class Body:
    """A body of state or Party. `until` is the last day under this name, `successor` what it became."""

    name: str
    kind: str
    until: date | None
    successor: str | None
    aliases: tuple[str, ...]


@cache
def bodies() -> tuple[Body, ...]:
    """Every body of the table."""
    table = resources.files("analyzers").joinpath("data/bodies.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return tuple(_from_row([*row, *[""] * (5 - len(row))]) for row in rows)


def _from_row(row: list[str]) -> Body:
    name, kind, until, successor, aliases = row
    return Body(
        name=name,
        kind=kind,
        until=date.fromisoformat(until) if until else None,
        successor=successor or None,
        aliases=tuple(alias for alias in aliases.split("|") if alias),
    )


@cache
def _by_name() -> dict[str, Body]:
    return {item.name: item for item in bodies()}


@cache
def _by_skeleton() -> dict[str, Body]:
    found: dict[str, Body] = {}
    for item in bodies():
        found.setdefault(skeleton(item.name), item)
    for item in bodies():
        for alias in item.aliases:
            found.setdefault(skeleton(alias), item)
    return found


@lru_cache(maxsize=4096)
def body(text: str) -> Body | None:
    """The body that `text` is the name of, accented, not, abbreviated or damaged; None if none is."""
    form = skeleton(text)
    if found := _by_skeleton().get(form):
        return found
    if len(form) < 7:
        return None
    near = closest(text, _by_name(), least=0.82, margin=0.03)
    return _by_name()[near] if near else None


@lru_cache(maxsize=1024)
def same_body(name: str) -> frozenset[str]:
    """The names that a question about a ministry or department must match: old and merged.

    `Bộ Kế hoạch và Đầu tư` gives it and Bộ Tài chính; Bộ Tài chính gives all that went into it. A name
    that is not in the table gives itself.
    """
    item = body(name)
    if item is None:
        return frozenset({name})
    older = {other.name for other in bodies() if other.successor == item.name}
    return frozenset({item.name, *older} | ({item.successor} if item.successor else set()))
