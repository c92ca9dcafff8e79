"""The letters of a number: what type and body they name, whatever they were printed as.

A series is `TYPE-BODY[-UNIT]` (`QĐ-UBND`), `BODY-UNIT` or `BODY` for an official letter (Article 8 of
Decree 30/2020/NĐ-CP and its Appendix III), `TYPE/BODY` after a hyphen for the Party (`04-NQ/TU`), or
the legislature and its term (`QH13`). Letters are mended only towards the tables, and only where the
printed ones are not themselves in them; what is in neither keeps its letters and is trusted less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analyzers.citations.ocr import LOOKALIKE, SAME, nearest, plain, series_cost
from analyzers.citations.tables import tables

_TERM = re.compile(r"(?P<body>UBTVQH|QH)(?P<term>[0-9IL|O]{1,2})")
_GOOD_SHAPE = re.compile(r"[^\W\d_](?:[\w&.]{0,11}[^\W_])?")
_SPLIT = re.compile(r"([-/])")
_HOMOGLYPHS = str.maketrans("ÐðАВСЕНКМОРТХ", "ĐđABCEHKMOPTX")
"""Icelandic eth and Cyrillic capitals, which some keyboards give for Đ and Latin ones."""
UNKNOWN_UNIT = 0.1
UNKNOWN_BODY = 0.45
_LIMIT = 0.95
_AMBIGUOUS = 1.6
"""Added where two types are about as near (`N0` is NĐ or NQ): the reading must stay doubtful."""
_LETTER_HANDICAP = 0.9
"""What reading a series as a letter's must save where the printed type word says otherwise."""
_CONFIRMED = LOOKALIKE + 2 * SAME
"""An abbreviation this near to what the type word calls for is it, though it spells another (`HD` for NĐ)."""


@dataclass(frozen=True, slots=True)
class Series:
    """A series as it should read.

    `text` is canonical (`QĐ-UBND`, `NQ/TU`), `party` whether the number goes before it with a hyphen,
    `type` the type's name that it begins with, `body` the abbreviation of who issued it. `cost` is what
    mending its letters took (0: nothing), `known` whether all but a unit are in the tables.
    """

    text: str
    party: bool
    type: str | None
    body: str | None
    cost: float
    known: bool


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    cost: float
    known: bool


@lru_cache(maxsize=16384)
def read_series(printed: str, expected: str | None, hyphen: bool, clean: bool) -> Series | None:
    """Read `printed` (tokens joined with `-` or `/`, no spaces), None where it cannot be a series.

    `expected` is the name of the type printed before the number, `hyphen` whether the number is joined
    to the series with one, `clean` whether the words around are undamaged: then only accents are mended.
    """
    pieces = _SPLIT.split(printed.translate(_HOMOGLYPHS))
    tokens, marks = pieces[::2], pieces[1::2]
    if not all(_GOOD_SHAPE.fullmatch(token) or token[:1] in "0Q|" for token in tokens):
        return None
    tokens, marks = _unglued(tokens, marks)
    law = _legislature(tokens, marks)
    if law is not None:
        return law
    typed, letter = _typed(tokens, marks, expected, hyphen, clean), _letter(tokens, marks, clean)
    if typed is None:
        return letter
    handicap = _LETTER_HANDICAP if tables().names.get(expected or "") and expected != "Công văn" else 0.4
    if typed.known == letter.known:
        return typed if typed.cost <= letter.cost + handicap else letter
    return typed if typed.known else letter


def _unglued(tokens: list[str], marks: list[str]) -> tuple[list[str], list[str]]:
    """`QDUBND` is `QĐ-UBND` with its hyphen lost."""
    if len(tokens) != 1 or len(tokens[0]) < 4 or _exact(tokens[0], tables().bodies):
        return tokens, marks
    for cut in range(2, min(5, len(tokens[0]) - 1)):
        head, tail = tokens[0][:cut], tokens[0][cut:]
        if len(tail) > 2 and _exact(head, tables().types) and _exact(tail, tables().bodies):
            return [head, tail], ["-"]
    return tokens, marks


@lru_cache(maxsize=4096)
def _plain_table(kind: str) -> dict[str, list[str]]:
    table = getattr(tables(), kind)
    found: dict[str, list[str]] = {}
    for entry in table:
        found.setdefault(plain(entry), []).append(entry)
    return found


def _exact(token: str, table: dict[str, str]) -> str | None:
    """The entry that a token spells, accents and case aside."""
    kind = "types" if table is tables().types else "bodies"
    entries = _plain_table(kind).get(plain(token), [])
    if token in entries:
        return token
    return min(entries, key=lambda entry: series_cost(token, entry), default=None)


def is_body(token: str) -> bool:
    """Whether a token spells a body's abbreviation, accents and case aside."""
    return plain(token) in _plain_table("bodies")


def _legislature(tokens: list[str], marks: list[str]) -> Series | None:
    """`QH13`, `UBTVQH14`, `NQ-UBTVQH15`, `PL-UBTVQH11`."""
    folded = plain(tokens[-1])
    head = folded.rstrip("0123456789IL|O")
    term = folded[len(head) :]
    match = _TERM.fullmatch(head.replace("0", "Q", 1).replace("OH", "QH") + term)
    if match is None or len(tokens) > 2:
        return None
    digits = match["term"].translate(str.maketrans("IL|O", "1110"))
    body = match["body"]
    cost = (0.0 if digits == term else LOOKALIKE) + (0.0 if head == body else LOOKALIKE)
    text = body + digits
    kind = None
    if len(tokens) == 2:
        kind = _exact(tokens[0], tables().types)
        if kind is None:
            return None
        cost += series_cost(tokens[0], kind)
        text = f"{kind}{marks[0] if marks[0] == '-' else '-'}{text}"
    return Series(text, False, tables().types[kind] if kind else None, body, cost, True)


def _typed(
    tokens: list[str], marks: list[str], expected: str | None, hyphen: bool, clean: bool
) -> Series | None:
    kind = _type_part(tokens[0], expected, clean)
    if kind is None:
        return None
    if len(tokens) == 1:
        return Series(kind.text, False, tables().types[kind.text], None, kind.cost + 0.3, False)
    parts = [_body_part(tokens[1], clean)]
    joint = kind.text in ("TTLT", "TTLB", "NQLT", "CTLT")
    later = _body_part if joint else _tail_part
    parts.extend(later(token, clean) for token in tokens[2:])
    body = parts[0].text
    party = body in tables().party and (hyphen or marks[0] == "/" or body in ("TU", "TW", "TƯ"))
    mark = "/" if party else ("-" if body in tables().hyphened else marks[0])
    text = kind.text + mark + _joined(parts, marks[1:])
    cost = kind.cost + sum(part.cost for part in parts)
    known = all(part.known for part in parts[: 99 if joint else 1])
    return Series(text, party, tables().types[kind.text], body if not joint else None, cost, known)


def _letter(tokens: list[str], marks: list[str], clean: bool) -> Series:
    """An official letter's series: the body, then who drafted it (`VP-HCQT`)."""
    body = _body_part(tokens[0], clean, _CONFIRMED)
    parts = [_tail_part(token, clean) for token in tokens[1:]]
    if not body.known and not parts:
        return Series(body.text, False, None, None, body.cost + 0.3, False)
    cost = body.cost + sum(part.cost for part in parts) + (0.0 if parts else 0.1)
    kind = _reversed_type(tokens[1:])
    text = body.text + (marks[0] + _joined(parts, marks[1:]) if parts else "")
    return Series(text, False, kind, body.text if body.known else None, cost, body.known)


def _reversed_type(tail: list[str]) -> str | None:
    """Until about 2000 the body could come first (`LĐTBXH-QĐ`, `BYT/TT`)."""
    if len(tail) != 1 or tail[0] not in ("QĐ", "TT", "CT", "NQ", "TTLT", "NĐ"):
        return None
    return tables().types[tail[0]]


def _joined(parts: list[_Part], marks: list[str]) -> str:
    text = parts[0].text
    for mark, part in zip(marks, parts[1:], strict=True):
        text += mark + part.text
    return text


def _type_part(token: str, expected: str | None, clean: bool) -> _Part | None:
    """The type abbreviation that a token is, the one that the printed type word calls for first."""
    table = tables()
    wanted = [entry for entry in table.names.get(expected or "", ()) if entry in table.types]
    best, cost, _ = nearest(token, wanted, _LIMIT)
    exact = _exact(token, table.types)
    if best is not None and cost <= SAME * 2:
        return _Part(best, 0.0, True)
    if best is not None and not clean and (exact is None or cost <= _CONFIRMED):
        return _Part(best, cost + (0.0 if exact is None else LOOKALIKE), True)
    if exact is not None:
        return _Part(exact, series_cost(token, exact), True)
    if clean or len(token) < 2:
        return None
    best, cost, second = nearest(token, table.types, _LIMIT)
    if best is None:
        return None
    return _Part(best, cost + (_AMBIGUOUS if second - cost < 0.2 else 0.1), True)


def _body_part(token: str, clean: bool, most: float = _LIMIT) -> _Part:
    table = tables()
    exact = _exact(token, table.bodies)
    if exact is not None:
        return _Part(exact, min(0.1, series_cost(token, exact)), True)
    if not clean:
        best, cost, second = nearest(token, table.bodies, min(most, 0.2 * len(token)))
        if best is not None and second - cost >= 0.2:
            return _Part(best, cost, True)
    return _Part(token, UNKNOWN_BODY, False)


def _tail_part(token: str, clean: bool) -> _Part:
    """A drafting unit (or a second body): most are not in any table."""
    table = tables()
    if token in table.units or token in table.bodies or token in table.types:
        return _Part(token, 0.0, True)
    for entry in (*table.units, *table.bodies):
        if plain(entry) == plain(token):
            return _Part(entry, SAME, True)
    if not clean:
        best, cost, second = nearest(token, table.units, min(0.4, 0.2 * len(token)))
        if best is not None and second - cost >= 0.2:
            return _Part(best, cost, True)
    return _Part(token, UNKNOWN_UNIT, False)
