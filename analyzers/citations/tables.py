"""The tables that numbers are read against: `analyzers/data/series.toml` and `law_names.txt`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analyzers.folding import fold

_DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Tables:
    """`types`: abbreviation -> name; `names`: name -> abbreviations; `bodies`: abbreviation -> body.

    `party` are bodies that number the Party's way (`04-NQ/TU`), `provincial` those of them of a
    province, `hyphened` bodies whose series never have a slash, `units` drafting units.
    """

    types: dict[str, str]
    names: dict[str, tuple[str, ...]]
    bodies: dict[str, str]
    party: frozenset[str]
    provincial: frozenset[str]
    hyphened: frozenset[str]
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class LawNames:
    """`names`: kind (`Luật`, `Bộ luật`, `Pháp lệnh`) -> names; `short`: abbreviation -> name."""

    names: dict[str, tuple[str, ...]]
    short: dict[str, str]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables of `series.toml`, read once."""
    with (_DATA / "series.toml").open("rb") as file:
        data = tomllib.load(file)
    return Tables(
        types=data["types"],
        names={name: tuple(series) for name, series in data["names"].items()},
        bodies=data["bodies"],
        party=frozenset(data["party"]["bodies"]),
        provincial=frozenset(data["party"]["provincial"]),
        hyphened=frozenset(data["national"]["bodies"]),
        units=frozenset(data["units"]["known"]),
    )


@lru_cache(maxsize=1)
def law_names() -> LawNames:
    """The names of `law_names.txt`, read once."""
    sections: dict[str, list[str]] = {}
    section = ""
    for line in (_DATA / "law_names.txt").read_text(encoding="utf-8").splitlines():
        entry = line.strip()
        if entry.startswith("["):
            section = entry.strip("[]")
        elif entry and not entry.startswith("#"):
            sections.setdefault(section, []).append(entry)
    short = dict(entry.split(" = ", 1) for entry in sections.pop("short"))
    return LawNames({kind: tuple(names) for kind, names in sections.items()}, short)


@lru_cache(maxsize=1)
def squeezed_names() -> dict[str, str]:
    """Names of types, folded and without spaces -> as they are written (`kehoach` -> `Kế hoạch`)."""
    return {fold(name).replace(" ", ""): name for name in tables().names}
