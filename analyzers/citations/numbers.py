"""A document's number as a person types it: `35 kh ubnd`, `KH số 35/KH-UBND`, `Nghị định 107 năm 2021`.

Case, accents, spaces and separators are free, words may be Vietnamese or English, and the series may be
missing or partial. What is not typed stays None: nothing is filled in from what documents there are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from analyzers.citations.dates import is_valid
from analyzers.citations.find import find_citations
from analyzers.citations.issuers import issuer_named
from analyzers.citations.laws import named_laws
from analyzers.citations.ocr import plain
from analyzers.citations.series import Series, read_series
from analyzers.citations.tables import law_names, tables
from analyzers.folding import fold
from analyzers.reading import Reading

_LONGEST = 400
_ENGLISH = {
    "joint circular": "Thông tư liên tịch",
    "joint resolution": "Nghị quyết liên tịch",
    "official letter": "Công văn",
    "official dispatch": "Công văn",
    "official telegram": "Công điện",
    "dispatch": "Công văn",
    "letter": "Công văn",
    "decision": "Quyết định",
    "decree": "Nghị định",
    "resolution": "Nghị quyết",
    "circular": "Thông tư",
    "directive": "Chỉ thị",
    "conclusion": "Kết luận",
    "plan": "Kế hoạch",
    "report": "Báo cáo",
    "notice": "Thông báo",
    "announcement": "Thông báo",
    "proposal": "Tờ trình",
    "guidance": "Hướng dẫn",
    "guideline": "Hướng dẫn",
    "programme": "Chương trình",
    "program": "Chương trình",
    "regulation": "Quy định",
    "ordinance": "Pháp lệnh",
    "document": "Văn bản",
    "law": "Luật",
}
_DATE = re.compile(
    r"(?:ngay\s*|dated?\s*|on\s*)?(?<![\d/])(?P<day>[0-3]?\d)\s*[/.\-]\s*(?P<month>[01]?\d)\s*[/.\-]\s*"
    r"(?P<year>(?:19|20)\d\d)(?![\d/])"
)
_WORD_DATE = re.compile(
    r"(?:ngay\s*)(?P<day>[0-3]?\d)\s*thang\s*(?P<month>[01]?\d)\s*(?:nam\s*)?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_ISO_DATE = re.compile(r"(?<![\d/])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)")
_YEAR = re.compile(r"(?:,?\s*\b(?:nam|year|in|of)\s*|\(\s*)(?P<year>(?:19|20)\d\d)\b\)?")
_NUMBER = re.compile(
    r"(?<![\w/.,])(?P<number>\d{1,6})(?:\s*[/-]\s*(?P<year>(?:19|20)\d\d)(?!\d))?(?P<rest>\s*[/\-]?\s*\S*.*)",
    re.DOTALL,
)
_SO = re.compile(r"(?:\b(?:so|s6|sb|number|no)\.?|№|#)\s*:?\s*\Z")
_TOKEN = re.compile(r"\s*(?P<mark>[/\-–—_.]?)\s*(?P<token>[^\W_]+(?:&[^\W_]+)?)")
_ENOUGH = re.compile(
    r"\s*(?:[,.;:)?!]|nam\b|ngay\b|dated?\b|cua\b|ve\b|of\b|on\b|by\b|la\b|is\b|co\b|thuoc\b|$)"
)
_BETWEEN_TYPE = re.compile(r"[\s:.,\"'“”*()-]*(?:cua\s+[^\d]{2,60}\s+)?\Z")


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """What a typed number says.

    `type` is a type's name (`Kế hoạch`), `number` the digits as typed, `number_year` the year inside the
    number, `series` in correct Vietnamese letters (`KH-UBND`), possibly only its beginning or its body,
    `date` ISO 8601 or a year alone, `issuer` the body that was named (`Tỉnh ủy`). `complete` says that
    the series has all that a number of its kind has.
    """

    type: str | None
    number: str
    number_year: int | None = None
    series: str | None = None
    date: str | None = None
    issuer: str | None = None
    complete: bool = False

    @property
    def canonical(self) -> str | None:
        """`35/KH-UBND`, `04-NQ/TU`; None while the series is not complete."""
        if self.series is None or not self.complete:
            return None
        year = f"/{self.number_year}" if self.number_year else ""
        party = self.number_year is None and self.series.partition("/")[2] in tables().party
        return f"{self.number}{year}{'-' if party else '/'}{self.series}"


def parse_number(text: str) -> ParsedNumber | None:
    """Read one document number in any spelling, None where the text is no document number.

    Of several numbers the first counts.
    """
    typed = unicodedata.normalize("NFC", text.translate({0: " "})).strip()
    if not typed or len(typed) > _LONGEST:
        return None
    printed = _as_printed(typed)
    return printed if printed is not None else _as_typed(typed)


def parse_law_name(text: str) -> str | None:
    """The canonical name of the law that a text names (`luat dat dai 2024`), None where it names none."""
    typed = unicodedata.normalize("NFC", text).strip()[:_LONGEST]
    typed = re.sub(r"(?i)\b(luật|luat|bộ luật|bo luat|pháp lệnh|phap lenh)\s+(\w+)", _capital, typed)
    typed = re.sub(r"(?<=\w)\s+(?=(?:19|20)\d\d\b)(?<!năm )(?<!nam )", " năm ", typed)
    found = named_laws(Reading(typed), [])
    return found[0].canonical if found else None


def _capital(match: re.Match[str]) -> str:
    name = match[2].upper() if match[2].upper() in law_names().short else match[2][0].upper() + match[2][1:]
    return f"{match[1]} {name}"


def _as_printed(typed: str) -> ParsedNumber | None:
    """The number of a text that spells it the way documents do."""
    found = [c for c in find_citations(Reading(typed)) if c.number is not None and c.confidence >= 0.6]
    if not found or found[0].series is None:
        return None
    first = found[0]
    series = first.series or ""
    folded = fold(typed)
    date, folded = _date(folded[: first.start] + " " * (first.end - first.start) + folded[first.end :])
    worded = fold(first.raw)[:1].isalpha() or any(mark in series for mark in "-/")
    return ParsedNumber(
        type=first.type if worded else None,
        number=first.number or "",
        number_year=first.number_year,
        series=series,
        date=date,
        issuer=issuer_named(folded[first.end :]),
        complete=any(mark in series for mark in "-/") or series.startswith(("QH", "UBTVQH")),
    )


def _as_typed(typed: str) -> ParsedNumber | None:
    folded = fold(typed).replace("ð", "d")
    date, rest = _date(folded)
    for match in re.finditer(r"(?<![\w/.,])\d", rest):
        number = _NUMBER.match(rest, match.start())
        if number is None:
            continue
        found = _numbered(rest, number, date)
        if found is not None:
            return found
    return None


def _date(folded: str) -> tuple[str | None, str]:
    """The date (or year) that a text names, and the text without it, of the same length."""
    for pattern in (_WORD_DATE, _DATE, _ISO_DATE):
        match = pattern.search(folded)
        if match is not None:
            iso = f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}"
            if pattern is _ISO_DATE and not is_valid(iso):
                continue
            return iso, _blank(folded, match)
    year = _YEAR.search(folded)
    return (year["year"], _blank(folded, year)) if year is not None else (None, folded)


def _blank(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]


def _numbered(folded: str, match: re.Match[str], date: str | None) -> ParsedNumber | None:
    before = folded[: match.start()]
    so = _SO.search(before)
    introduction = before[: so.start()] if so is not None else before
    kind = _type_of(introduction)
    tokens, marks, stop = _series_tokens(folded, match.start("rest"))
    series = _typed_series(tokens, marks, kind, folded[match.start("rest") :])
    alone = folded.strip(" .?!") == match["number"] and not 1900 <= int(match["number"]) <= 2100
    if series is None and kind is None and so is None and not alone:
        return None
    if series is None and re.match(r"\s*[/.,]\s*\d", match["rest"]):
        return None
    if series is None and kind is None and so is not None and introduction.strip():
        return None
    name = kind or (series.type if series else None)
    if name is None and series is not None and len(tokens) > 1:
        name = "Công văn"
    return ParsedNumber(
        type=name,
        number=match["number"],
        number_year=int(match["year"]) if match["year"] else None,
        series=series.text if series else None,
        date=date,
        issuer=issuer_named(introduction) or issuer_named(folded[stop:]),
        complete=series is not None and series.known and ("-" in series.text or "/" in series.text),
    )


@lru_cache(maxsize=1)
def _type_words() -> dict[str, str]:
    words = {fold(name): name for name in tables().names}
    words.update(_ENGLISH)
    return words


def _type_of(introduction: str) -> str | None:
    """The type that a number is introduced with, by name, abbreviation or English word."""
    words = introduction.strip(" \t\n:.,\"'“”*()-")
    found = _type_at_end(words)
    if found is not None:
        return found
    of = re.search(r"\s(?:cua|of)\s[^\d]{2,60}\Z", words)
    return _type_at_end(words[: of.start()]) if of is not None else None


def _type_at_end(words: str) -> str | None:
    for word in sorted(_type_words(), key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(word)}\Z", words):
            return _type_words()[word]
    last = words.rsplit(None, 1)[-1] if words else ""
    for abbreviation, name in tables().types.items():
        if last.upper() == plain(abbreviation) and len(last) > 1:
            return name
    return None


def _series_tokens(folded: str, at: int) -> tuple[list[str], list[str], int]:
    """Tokens after the number that are abbreviations of a table, how they are joined, and where they end."""
    tokens: list[str] = []
    marks: list[str] = []
    while len(tokens) < 6 and not (not tokens and _ENOUGH.match(folded, at)):
        match = _TOKEN.match(folded, at)
        if match is None or not _is_abbreviation(match["token"], bool(match["mark"]), not tokens):
            break
        if not match["mark"] and _ENOUGH.match(folded, at):
            break
        tokens.append(match["token"].upper())
        marks.append("/" if match["mark"] == "/" else "-")
        at = match.end()
    return tokens, marks, at


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    table = tables()
    return frozenset(plain(entry) for entry in (*table.types, *table.bodies, *table.units))


def _is_abbreviation(token: str, joined: bool, first: bool) -> bool:
    if token.isdigit():
        return False
    if token.upper() in _abbreviations() or re.fullmatch(r"(?:qh|ubtvqh)\d{1,2}", token):
        return len(token) > 1
    return joined and 2 <= len(token) <= 12 and (not first or len(token) <= 9)


def _typed_series(tokens: list[str], marks: list[str], kind: str | None, rest: str) -> Series | None:
    if not tokens:
        return None
    printed = tokens[0]
    for mark, token in zip(marks[1:], tokens[1:], strict=True):
        printed += mark + token
    hyphen = rest.lstrip()[:1] == "-"
    series = read_series(printed, kind, hyphen, True)
    if series is None or (series.type is None and series.body is None and kind is None):
        return None
    return _completed(series, kind)


def _completed(series: Series, kind: str | None) -> Series:
    """`kh 35/ubnd`: the type typed before the number belongs to the series."""
    expected = tables().names.get(kind or "", ())
    letters = kind in (None, "Công văn", "Văn bản")
    alone = series.type is None and series.body is not None and series.text == series.body
    if letters or not alone or not expected or expected[0] not in tables().types:
        return series
    joined = read_series(f"{expected[0]}-{series.text}", kind, series.body in tables().party, True)
    return joined if joined is not None and joined.known else series
