"""The period that a document reports on or plans for, as its title says it.

Runs on folded text, so accents do not matter, and reads what an English OCR model makes of `năm` and
of roman numerals (`quy 111/2022` is Quý III).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from analyzers.folding import fold

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAM = r"n[aeio4][aeiod]?m"  # năm: nam, nim, niam, nidm
_NAM_OR_D = rf"(?:{_NAM}|ndm|n4m)"
_OF_YEAR = rf"\s*(?:[/.,]\s*|,?\s*(?:cua\s+)?{_NAM_OR_D}\s*){_YEAR}(?!\d)"
_ROMAN = r"(?P<quarter>1v|[i1l|]v|[i1l|!]{1,3}|[1-4])"
_QUARTER = re.compile(rf"\bq[uw][yiv]\s*{_ROMAN}(?![\w|])(?:{_OF_YEAR})?")
_MONTH = re.compile(rf"\bth[aeio4][aeio]?ng\s*(?P<month>1[0-2]|0?[1-9])(?:{_OF_YEAR}|\s*(?:va\b|[,;]))")
_MONTHS = re.compile(
    rf"\b(?P<count>0?[369]|sau|chin|ba)\s*th[aeio4][aeio]?ng(?:\s*(?P<part>dau|cuoi))?"
    rf"(?:{_OF_YEAR}|(?<=dau)\s*{_NAM_OR_D}|(?<=cuoi)\s*{_NAM_OR_D})"
)
_SCHOOL_YEAR = re.compile(rf"\b{_NAM}\s*h[oe]c\s*{_YEAR}\s*[-–—]\s*(?P<last>(?:19|20)\d\d)")
_SINGLE_YEAR = re.compile(rf"\b{_NAM_OR_D}\s*{_YEAR}(?!\d)")
_RANGE = re.compile(
    rf"\b(?:g[il1]\w{{1,3}}\s+d\w{{1,3}}n|tu\s*{_NAM}|cac\s*{_NAM}|{_NAM})\s*{_YEAR}"
    rf"\s*(?:[-–—]+|den(?:\s*{_NAM})?)\s*(?P<last>(?:19|20)\d\d)(?!\d)"
)
_LATER_YEAR = re.compile(rf"(?:\b{_NAM_OR_D}\s*|/){_YEAR}(?!\d)")
_FAR = 160
"""How far after a quarter its year may stand (`Quý I và phương hướng, nhiệm vụ Quý II năm 2023`)."""

_OUTLOOK = re.compile(
    r"(?:\bva\b|[,;:]|\bdu\s*kien\b)\s*(?:(?:mot\s+so|cac)\s+)?"
    r"(?:phw?[uo]*ng\s*h\w{1,5}ng|nh[il1]\w{0,3}m\s*v\w{1,2}|k\w{1,2}\s*hoach|giai\s*phap|chuong\s*trinh)"
)
"""What follows is planned; a report's own period stands before it."""

_LAW_BEFORE = re.compile(r"\b(?:bo\s+)?(?<!phap )(?<!ky )(?<!quy )luat\b[^,;.\n]{0,60}$|\bhien\s+phap\s*$")
_DAY_BEFORE = re.compile(r"(?:ng\w{1,2}y|[-/.])\s*\d{1,2}\s*$")
_ROMAN_OF = {1: "I", 2: "II", 3: "III", 4: "IV"}
_COUNTS = {"ba": 3, "sau": 6, "chin": 9}


@dataclass(frozen=True, slots=True)
class _Found:
    """A period in a text: `rank` is lower for what is more exact."""

    rank: int
    start: int
    name: str


def find_period(text: str) -> str | None:
    """The period that `text` (a title, a question) is about, None if it names none.

    One of the forms `Quý I/2024`, `tháng 01/2025`, `6 tháng đầu năm 2024`, `9 tháng năm 2024`,
    `năm 2023`, `năm học 2023-2024`, `giai đoạn 2021-2025`. The most exact one that stands before an
    outlook (`và phương hướng ...`) is taken; a year that only names a law is not a period.
    """
    folded = fold(text)
    outlook = _OUTLOOK.search(folded)
    found = list(_all_periods(folded))
    own = [item for item in found if outlook is None or item.start < outlook.start()]
    best = min(own or found, key=lambda item: (item.rank, item.start), default=None)
    return best.name if best else None


def _all_periods(folded: str) -> Iterable[_Found]:
    finders: tuple[tuple[re.Pattern[str], int, Callable[[re.Match[str]], str | None]], ...] = (
        (_QUARTER, 0, _quarter_name),
        (_MONTHS, 0, _months_name),
        (_MONTH, 0, _month_name),
        (_SCHOOL_YEAR, 1, lambda match: f"năm học {match['year']}-{match['last']}"),
        (_SINGLE_YEAR, 2, _year_name),
        (_RANGE, 3, lambda match: f"giai đoạn {match['year']}-{match['last']}"),
    )
    for pattern, rank, name_of in finders:
        for match in pattern.finditer(folded):
            if name := name_of(match):
                yield _Found(rank, match.start(), name)


def _quarter_name(match: re.Match[str]) -> str | None:
    year = _year_of(match)
    return f"Quý {_ROMAN_OF[_quarter_number(match['quarter'])]}/{year}" if year else None


def _year_of(match: re.Match[str]) -> str | None:
    """The year of a quarter or month: its own, else the next that is named."""
    if match["year"]:
        return match["year"]
    later = _LATER_YEAR.search(match.string, match.end(), match.end() + _FAR)
    return later["year"] if later else None


def _quarter_number(printed: str) -> int:
    """`i`, `11`, `l1l`, `1v`, `3` as 1 to 4: there is no eleventh quarter, so each stroke counts."""
    if printed.endswith("v"):
        return 4
    if printed in {"2", "3", "4"}:
        return int(printed)
    return len(printed)


def _month_name(match: re.Match[str]) -> str | None:
    if _DAY_BEFORE.search(match.string, max(0, match.start() - 12), match.start()):
        return None
    year = _year_of(match)
    return f"tháng {int(match['month']):02d}/{year}" if year else None


def _months_name(match: re.Match[str]) -> str | None:
    count = _COUNTS.get(match["count"]) or int(match["count"])
    part = {"dau": " đầu", "cuoi": " cuối"}.get(match["part"] or "", "")
    year = _year_of(match)
    return f"{count} tháng{part} năm {year}" if year else None


def _year_name(match: re.Match[str]) -> str | None:
    before = match.string[max(0, match.start() - 80) : match.start()]
    after = match.string[match.end() : match.end() + 8]
    if _LAW_BEFORE.search(before) or re.match(r"\s*[-–—]\s*(?:19|20)\d\d", after):
        return None
    if re.search(r"th\w{1,4}ng\s*\d{1,2}\s*,?\s*$", before):
        return None
    return f"năm {match['year']}"


def years_and_quarters(period: str) -> tuple[set[int], set[int]]:
    """The years and quarters that a period covers; no quarters where it is whole years.

    `Quý I/2024` is `({2024}, {1})`, `6 tháng đầu năm 2024` is `({2024}, {1, 2})`, `giai đoạn 2021-2023`
    is `({2021, 2022, 2023}, set())`. Takes damaged and longer text too, through `find_period`.
    """
    name = find_period(period)
    if name is None:
        return set(), set()
    numbers = [int(year) for year in re.findall(r"(?:19|20)\d\d", name)]
    years = set(range(numbers[0], numbers[-1] + 1)) or set(numbers)
    return years, _quarters(name)


def _quarters(name: str) -> set[int]:
    if match := re.match(r"Quý (\w+)", name):
        return {number for number, roman in _ROMAN_OF.items() if roman == match[1]}
    if match := re.match(r"tháng (\d+)", name):
        return {(int(match[1]) + 2) // 3}
    if match := re.match(r"(\d) tháng( cuối)?", name):
        count = int(match[1]) // 3
        return set(range(5 - count, 5)) if match[2] else set(range(1, count + 1))
    return set()
