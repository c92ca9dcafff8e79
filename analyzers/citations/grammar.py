"""Where a document's number could be: patterns built from named parts, misprints beside them.

`candidates` yields each place where digits, a separator and letters stand like a number; whether they
are one is for `series` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analyzers.citations.tables import tables

GAP = r"[ \t\xa0*]{0,5}(?:\r?\n[ \t\xa0*]{0,5})?"
"""Spaces, one line end and markdown's asterisks: `3058** /BC-VP`, `48/2021/Qb- UBND`, `76/NQ-\\nCP`."""

_NOT_BEFORE = r"(?<![\w/.,%\-])(?<!\d:)"
"""A number does not begin inside a word, a path, an amount (`1.780`) or a standard (`01:2019/BXD`)."""

_GLUED = r"(?P<glued>[sS][6ốôóòõỗồổéêèb08&§]?(?=\d))?"
"""`s6165/QD-UBND`: số that ran into the number."""

_NUMBER = r"(?P<number>\d{1,3}\.\d{1,2}(?=/20\d\d/)|\d{1,4}[a-dA-D](?=/)|[OIl]{0,2}\d[\dOIl]{0,5})"
"""`66.7/2025/NQ-CP`, `30a/2008/NQ-CP`; `l65`, `1O7`: letters read for digits, beside at least one digit."""

_YEAR = rf"(?:{GAP}[/|]{GAP}(?P<year>(?:19|2[0O])[\dOIl]{{2}})(?![\w.,]*\d))?"
"""The year inside the number of legal documents: `48/2021/QĐ-UBND`."""

_HYPHEN = r"[-‐‑‒–—−~_]"
_SEPARATOR = rf"(?:{GAP}(?P<separator>/|\\|\||{_HYPHEN}){GAP}|(?P<none>[ ]?)(?=[A-ZĐÐ0][A-Za-zĐÐ]))"
"""`/`, the Party's `-`, or nothing: `262KH-VP`."""

_TOKEN = r"[^\W_]{1,16}(?:&[^\W_]{1,8})?"
_TAIL = rf"(?:{GAP}(?:[/.|]|{_HYPHEN}){GAP}{_TOKEN}){{0,9}}"
_SERIES = rf"(?P<series>{_TOKEN}{_TAIL})"

_CANDIDATE = re.compile(_NOT_BEFORE + _GLUED + _NUMBER + _YEAR + _SEPARATOR + _SERIES)
_PIECE = re.compile(rf"(?P<mark>{GAP}(?:[/.|]|{_HYPHEN}){GAP})?(?P<token>{_TOKEN})")
_RUN_ON = re.compile(r"(?<=[A-ZĐ0-9])(?:ng\wy|[a-zà-ỹ]{2,})$")
_LETTERS = str.maketrans("OIl", "011")
_FORM_BEFORE = re.compile(
    r"(?:mau|bieu|phu luc|mau bieu|form|quyen|bien so|tcvn|qcvn|iso)\s*(?:so|s\S)?\s*:?\s*\Z"
)

NUMBER_WORD = re.compile(
    r"(?:(?<=\s)|(?<=[(,;*:\"“])|\A|(?<=\d))(?P<word>(?:[s§$][\w&§$¢?@.'´`]{0,3}|5[0-9obe&]|n[o0°º]\.?|№)\s?[:.]?)[\s*]*\Z"
)
"""`số` as recognised, right before a number: so, s6, sb, sé, s&, s§, s8, s, 56, S6:."""

BARE_NUMBER = re.compile(
    r"(?<!\w)s\S{0,2}[\s:*]{1,3}(?P<number>\d{1,5})(?=\s{1,3}n[gq]\S{0,2}y\s{1,3}[\dil])"
)
"""`Quyết định số 165 ngày 31/01/2024`: a number that is given without its letters."""

LIST_GAP = re.compile(
    r"[\s*)]*(?:,|;|va|v&|v\S|hoac|&|-|den)?[\s*(]*(?:cac\s+)?(?:(?:so|s\S{0,2})[\s:*]{1,3})?\Z"
)
"""Between two numbers of one list: `, số `, ` và `."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Digits and letters that stand like a number; `tokens` and `marks` are the series as printed.

    `loose` says on how many sides of its mark a later token has white space, `ends` where each token
    ends, so that trailing ones can be given back.
    """

    start: int
    number: str
    year: int | None
    hyphen: bool
    separator: bool
    slash: bool
    tokens: tuple[str, ...]
    marks: tuple[str, ...]
    loose: tuple[int, ...]
    ends: tuple[int, ...]
    glued: bool
    ambiguous_glue: bool
    letters: bool


def candidates(text: str) -> Iterator[Candidate]:
    """Every place in `text` where a number could stand, in order; the letters of one may overlap the next."""
    match = _CANDIDATE.search(text)
    while match is not None:
        found = _candidate(match)
        if found is not None:
            yield found
        match = _CANDIDATE.search(text, match.end("number"))


def _candidate(match: re.Match[str]) -> Candidate | None:
    tokens, marks, loose, ends = _tokens(match)
    if not tokens or not (any(char.isalpha() for char in tokens[0]) or _is_zeros(tokens)):
        return None
    number, separator = match["number"], match["separator"] is not None
    glued = match["glued"]
    year = match["year"]
    return Candidate(
        start=match.start("number"),
        number=number if number[-1] in "abcdABCD" else number.translate(_LETTERS),
        year=int(year.translate(_LETTERS)) if year else None,
        hyphen=separator and match["separator"] not in "/\\|",
        separator=separator,
        slash=match["separator"] == "/",
        tokens=tokens,
        marks=marks,
        loose=loose,
        ends=ends,
        glued=bool(glued),
        ambiguous_glue=bool(glued) and glued.lower() not in ("số", "sô", "só", "sỗ", "sồ", "sổ"),
        letters=not re.fullmatch(r"[\d.]+[a-dA-D]?", number + (year or "")),
    )


def _tokens(
    match: re.Match[str],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
    tokens: list[str] = []
    marks: list[str] = []
    loose: list[int] = []
    ends: list[int] = []
    for piece in _PIECE.finditer(match.string, match.start("series"), match.end("series")):
        token = piece["token"]
        end = piece.end("token")
        run_on = _run_on(token)
        if run_on is not None:
            token, end = token[:run_on], piece.start("token") + run_on
        if tokens:
            mark = (piece["mark"] or "-").strip(" \t\r\n\xa0*")
            marks.append("/" if mark in "/|" else "." if mark == "." else "-")
            printed = piece["mark"] or "-"
            loose.append(printed[0].isspace() + printed[-1].isspace())
        tokens.append(token)
        ends.append(end)
        if run_on is not None:
            break
    return tuple(tokens), tuple(marks), tuple(loose), tuple(ends)


def _is_zeros(tokens: tuple[str, ...]) -> bool:
    """`57/00-UBND`: QĐ read as two zeros."""
    return tokens[0] == "00" and len(tokens) > 1 and tokens[1].isalpha()


def _run_on(token: str) -> int | None:
    """Where a word begins that ran into the token (`BDTngay`, `QH15như`), None where none did."""
    match = _RUN_ON.search(token)
    if match is None or token in tables().bodies or token in tables().types:
        return None
    head = token[: match.start()]
    known = head in tables().bodies or head in tables().types or head in tables().units
    return match.start() if known or re.match(r"ng\wy$", match[0]) or re.fullmatch(r"QH\d\d", head) else None


def is_form(folded: str, start: int) -> bool:
    """Whether what stands before is `mẫu số` or the like: the number of a form, not of a document."""
    return _FORM_BEFORE.search(folded[max(0, start - 24) : start]) is not None


_JUNK_SIGNS = re.compile(r"[{}%&:;^~<>=@#$'’‘`´!?\\]")
_UP = 160
"""How far above a line its neighbours are looked at, in characters: about three lines."""


def is_headless(text: str, start: int, end: int) -> bool:
    """Whether a number begins a line whose front is lost, as under a stamp.

    The line closes a parenthesis that it does not open, or what stands above is junk.
    """
    line_start = max(text.rfind(sign, 0, start) for sign in "\n\f") + 1
    if text[line_start:start].strip(" \t*"):
        return False
    line = text[start : end + 120].split("\n")[0]
    if line.count(")") > line.count("("):
        return "(" not in text[max(0, line_start - _UP) : line_start] or _has_junk(text, line_start)
    return _has_junk(text, line_start)


def _has_junk(text: str, line_start: int) -> bool:
    """Whether a word right above is letters with signs between, as no language writes."""
    words = text[max(0, line_start - _UP) : line_start].split()
    return any(
        len(_JUNK_SIGNS.findall(word[1:-1])) > 1 and sum(map(str.isalpha, word)) > 2
        for word in words
        if "//" not in word and "www." not in word
    )
