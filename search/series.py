"""The series of document numbers as people type them: `kh-ubnd`, `khubnd`, `kh ubnd`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analyzers.citations.tables import tables
from analyzers.folding import fold

_TOKEN = re.compile(r"\d+|[a-z&]+")
_SEPARATOR = re.compile(r"\s*[/\-–—_.,:|\\]?\s*")
UNREAD_BEHIND = re.compile(r"[/\-–—_.|\\&+]*\w|[/\-–—_.|\\&+]*\s*[/|\\_]\s*\w|(?<=\d),\d")
"""What stands glued to a number and cannot be read: what is left of it would be another number."""


def series_parts(series: str | None) -> tuple[str, ...]:
    """The parts of a series, folded: `QĐ-UBND` is `("qd", "ubnd")`."""
    return tuple(re.findall(r"[a-z&0-9]+", fold(series or "")))


@lru_cache(maxsize=1)
def types() -> dict[str, str]:
    """Type abbreviations as they are written in series, by folded form (`qd` -> `QĐ`)."""
    return {fold(short): short for short in reversed(list(tables().types))}


@lru_cache(maxsize=1)
def bodies() -> dict[str, str]:
    """Abbreviations of bodies and drafting units, by folded form."""
    units = {fold(short): short for short in sorted(tables().units)}
    shorts = sorted(tables().bodies, key=lambda short: fold(short) == short.lower())
    return units | {fold(short): short for short in shorts}


def split_series(token: str) -> tuple[str, ...]:
    """The parts of a series that was typed in one piece (`khubnd`); the token itself if unknown."""
    if token in types() or token in bodies():
        return (token,)
    for cut in range(len(token) - 2, 1, -1):
        head, tail = token[:cut], token[cut:]
        if head in types() and (tail in bodies() or len(split_series(tail)) > 1):
            return (head, *split_series(tail))
    for cut in range(len(token) - 2, 1, -1):
        if token[:cut] in bodies() and token[cut:] in bodies():
            return token[:cut], token[cut:]
    return (token,)


def is_part(part: str) -> bool:
    """Whether a folded word is a part of series: a type or a body."""
    return part in types() or part in bodies()


@dataclass(slots=True)
class SeriesReader:
    """Reads one number from a place in folded text."""

    folded: str
    at: int

    def token(self) -> re.Match[str] | None:
        """The next token, if only one separator stands before it."""
        gap = _SEPARATOR.match(self.folded, self.at)
        return _TOKEN.match(self.folded, gap.end() if gap else self.at)

    def series(self) -> tuple[str, ...]:
        """Parts of a series from here on, as far as they are known ones."""
        parts: list[str] = []
        while len(parts) < 5:
            match = self.token()
            if match is None or match[0].isdigit():
                break
            joined = self.folded[self.at : match.start()]
            found = split_series(match[0])
            tight = bool(parts) and joined in ("-", "/", ".")
            if not (all(is_part(part) for part in found) or (tight and len(match[0]) > 1)):
                break
            if parts and joined.isspace() and found[0] not in bodies():
                break
            parts.extend(found)
            self.at = match.end()
        return tuple(parts)


def whole_series_at(folded: str, at: int) -> bool:
    """Whether a series of a type and a body (or more) follows, and nothing is glued to it."""
    reader = SeriesReader(folded, at)
    return len(reader.series()) > 1 and UNREAD_BEHIND.match(folded, reader.at) is None


def canonical_of(number: str, number_year: int | None, series: tuple[str, ...]) -> str | None:
    """The number as documents write it, where a type and a body (or a body and a unit) were typed."""
    if len(series) < 2:
        return None
    heads = types() if series[0] in types() else bodies()
    parts = [heads.get(series[0], series[0].upper())]
    parts += [bodies().get(part, part.upper()) for part in series[1:]]
    year = f"/{number_year}" if number_year else ""
    if parts[-1] in tables().party and series[0] in types():
        return f"{number}{year}-{parts[0]}/{'-'.join(parts[1:])}"
    return f"{number}{year}/{'-'.join(parts)}"
