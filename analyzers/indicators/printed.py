"""A line of a scanned form taken apart: code, name, unit, figure, note."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzers.folding import fold
from analyzers.indicators.units import UnitAt
from analyzers.sections.lines import Line
from analyzers.sections.tables import ends_in_figure

# 1.   1.2.   L.L   L4.   32s   24,   3,02,   2 ls   L3, 1   '3.4   [V.
CODE = re.compile(
    r"[\s'’‘\"“”|_~.`]{0,4}(?P<code>\d\s[lI]s(?=\s[A-ZĐ])"
    r"|[0-9IlL|!][0-9IlLSOs|]{0,2}(?:[.,][0-9IlLSOs]{1,3}){0,3}[.,]{0,2}(?:(?<=[.,])\s[1-9]$)?"
    r"|[IVX]{2,4}[.,])(?=[\s|]|$)[\s|]*(?:[1Il|]\s+(?=[\dA-ZĐ]))?"
)
# s Ty 1&   gl Téng   - Ty 18   Iy, $6
_UNREADABLE = re.compile(r"(?P<code>[a-zA-Z]{1,2}[.,]?|[-–—.,:;'*»_]{1,3})\s+(?=[A-ZĐ$&8])")
VALUE = re.compile(r"[\s|\[\]]*(?P<value>\d{1,3}(?:[.,]\d{1,3})+%?|\d+%?)(?=[\s|]|$)[\s|]*")
_STROKE = re.compile(r"[\s|\[\]]*(?P<value>[iIlO])(?=\s*$)")
_JUNK = re.compile(r"[\s|\[\]:;.,'’‘`´\"“”»_=—-]*")
_LONE_DIGIT = re.compile(r"[\s;|]*(?P<value>\d)(?=[\s|]|$)")
_BAR_FIGURE = re.compile(r"\|\s*(?P<value>\d{1,3}(?:[.,]\d{1,3})*%?)(?=\s|$)")
SO = re.compile(r"(?:[S8g$5][0-9O]|S[bdéoôó])(?=\s)")
_LAST_FIGURE = re.compile(r"(?<=\s)(?P<value>\d{1,3}(?:[.,]\d{1,3})*%?)[\s|]*$")


@dataclass(slots=True)
class PrintedLine:
    """A line at `start:end`: its name ends at `name_end`, its note begins at `note_start`.

    `guessed` tells that the figure, or that there is one, is a guess.
    """

    start: int
    end: int
    code: str
    text_start: int
    name_end: int
    unit: UnitAt | None
    value: str | None
    note_start: int
    guessed: bool
    after_gap: bool

    @property
    def has_code(self) -> bool:
        """Whether the line begins with what may be a code."""
        return bool(self.code)


def parse(printed: str, line: Line, unit: UnitAt | None, loose: bool) -> PrintedLine:
    """The parts of a line; `loose` allows codes that cannot be read (`gl Tổng số`, `- Tỷ lệ`)."""
    code = CODE.match(printed)
    if code is None and loose:
        code = _UNREADABLE.match(printed)
    if code is not None and (_is_so(printed, code) or (unit is not None and code.end() > unit.start)):
        code = None
    value, name_end, note, guessed = _figure(printed, unit)
    return PrintedLine(
        start=line.start,
        end=line.end,
        code=code["code"] if code is not None else "",
        text_start=line.start + (code.end() if code is not None else 0),
        name_end=line.start + name_end,
        unit=unit,
        value=value,
        note_start=line.start + note,
        guessed=guessed,
        after_gap=line.after_gap,
    )


def _is_so(printed: str, code: re.Match[str]) -> bool:
    """Whether what looks like a code is the word `Số`: `86 hồ sơ`, `84 TTHC`."""
    following = printed[code.end() :][:3]
    return SO.fullmatch(code["code"]) is not None and (following[:1].islower() or following.isupper())


def _figure(printed: str, unit: UnitAt | None) -> tuple[str | None, int, int, bool]:
    """The figure of a line, where the name before it ends and the note after it begins; True if guessed."""
    if unit is None:
        match = _BAR_FIGURE.search(printed)
        if match is not None:
            return match["value"], match.start(), match.end(), False
        match = _LAST_FIGURE.search(printed)
        if match is not None and ends_in_figure(fold(printed)):
            return match["value"], match.start(), len(printed), False
        return None, len(printed), len(printed), False
    if "=" in unit.name:
        value, note, guessed = _chosen(printed, unit)
        return value, unit.start, note, guessed
    match = VALUE.match(printed, unit.end)
    if match is not None:
        return match["value"], unit.start, match.end(), False
    note, unread = _unread(printed, unit)
    return None, unit.start, note, unread


def _unread(printed: str, unit: UnitAt) -> tuple[int, bool]:
    """Where the note behind a unit without figure begins, and whether a figure there cannot be read."""
    rest = printed[unit.end :].strip(" |[]'’`.,:;")
    if 0 < len(rest) <= 2 and rest not in ("-", "–", "—", "..", "x", "X"):
        return len(printed), True
    junk = _JUNK.match(printed, unit.end)
    return (junk.end() if junk is not None else unit.end), False


def _chosen(printed: str, unit: UnitAt) -> tuple[str | None, int, bool]:
    """The figure behind a unit that lists choices: `Có = 1; Không = 0  1`, `=1; Chua = 1` with 0 wrapped."""
    match = VALUE.match(printed, unit.end) or _LONE_DIGIT.match(printed, unit.end)
    if match is not None:
        return match["value"], match.end(), False
    stroke = _STROKE.match(printed, unit.end)
    if stroke is not None:
        return stroke["value"], stroke.end(), True
    choices = re.findall(r"=\s*(\d)", unit.name)
    if len(choices) > 1 and choices[-1] in choices[:-1]:
        return choices[-1], len(printed), True
    note, unread = _unread(printed, unit)
    return None, note, unread
