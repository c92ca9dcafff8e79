"""By when: what a deadline line says, and the deadline inside a sentence.

The wording stays as printed; what OCR does to the few words that deadlines are made of is undone
(`Quy 111/2023` is `Quý III/2023`, `trude ngéy 30/ 11/2023` is `trước ngày 30/11/2023`).
"""

from __future__ import annotations

import re

from analyzers.bodies.resemblance import closest, skeleton
from analyzers.folding import fold

_ROMAN = {"i": "I", "ii": "II", "iii": "III", "iv": "IV"}
# Quy 111/2023   Quy 1/2023   Qúy Il nim 2023   quy 1V
_QUARTER = re.compile(r"\bq[uw][yiv]\s*(?P<number>1v|[il|1]v|[il1|!]{1,3})(?![\w|])")
_BARE = re.compile(r"\b(?P<word>th\w{1,2}ng|n[ai][im]?[m]|ng[aeil]\w?[yv])\s(?=\d)")
_SPACED_DATE = re.compile(r"(?<=\d)\s*/\s+(?=\d)|(?<=\d)\s+/\s*(?=\d)")
_BEFORE_DAY = re.compile(r"\btr\w{2,4}\s+(?=ng[aeil]\w?[yv]\s\d)")
_PHRASES = (
    "Thường xuyên",
    "Thường xuyên trong năm",
    "Thực hiện thường xuyên trong năm",
    "Thực hiện thường xuyên",
    "Thường xuyên, liên tục",
    "Thường xuyên hàng năm",
    "Thường xuyên hằng năm",
    "Trong năm",
    "Cả năm",
    "Hàng năm",
    "Hằng năm",
    "Hàng quý",
    "Hằng quý",
    "Hàng tháng",
    "Hằng tháng",
    "Hàng tuần",
    "Định kỳ hàng tháng",
    "Định kỳ hàng quý",
    "Định kỳ hàng năm",
    "Định kỳ hàng tháng trong năm",
    "Định kỳ hàng quý trong năm",
    "Theo kế hoạch",
    "Theo quy định",
    "Khi có yêu cầu",
    "Đột xuất",
)
_CLAUSES = re.compile(r"([;,.]\s*|\s(?=\d{4}(?:\D|$)))")
_EDGES = " \t.;,:|*_~'\"“”"
_DAY = r"ngay\s\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|ngay\s\d{1,2}\sthang\s\d{1,2}(?:\snam\s\d{4})?"
_TIME = (
    rf"(?:{_DAY}|\d{{1,2}}/\d{{1,2}}/\d{{4}}|thang\s\d{{1,2}}(?:\s?/\s?|\snam\s)\d{{4}}|thang\s\d{{1,2}}(?!\s?/)"
    r"|(?:dau|cuoi)?\s?quy\s(?:iv|i{1,3}|[1-4])(?:\s?/\s?\d{4}|,?\snam\s\d{4})?|(?:cuoi\s|het\s)?nam\s\d{4})"
)
_UNTIL = re.compile(
    rf"\b(?:truoc|cham nhat(?: la| vao| den)?|muon nhat(?: la)?|den het|het)\s+(?:het\s+)?{_TIME}"
)
_DONE = re.compile(
    rf"\b(?:hoan thanh|xong|thuc hien|ban hanh|trinh)\b[^.;]{{0,40}}?\b(?:trong|vao|den)\s+(?P<when>{_TIME})"
)
_WITHIN = re.compile(
    r"\b(?:trong|vao)\s+(?P<when>(?:dau|cuoi)?\s?(?:quy|thang)\s(?:iv|i{1,3}|\d{1,2})(?:\s?/\s?\d{4}|,?\snam\s\d{4})?)"
)


def mend(words: str, damaged: bool) -> str:
    """What a deadline line says, on one line without the mark that ends it.

    `damaged` tells that the text lost its accents, so that a quarter `1` is the numeral I.
    """
    words = _SPACED_DATE.sub("/", words.strip(_EDGES))
    words = _quarters(words, damaged)
    if not damaged:
        return words
    words = _replace(_BEFORE_DAY, words, "trước ")
    for match in reversed(list(_BARE.finditer(fold(words)))):
        words = words[: match.start()] + _bare_word(words, match) + words[match.end("word") :]
    return "".join(_phrase(piece) for piece in _CLAUSES.split(words)).strip(_EDGES)


def _bare_word(words: str, match: re.Match[str]) -> str:
    known = {"t": "tháng", "n": "ngày"}[match["word"][0]]
    known = "năm" if match["word"][0] == "n" and match["word"].endswith("m") else known
    return known.capitalize() if words[match.start()].isupper() else known


def _quarters(words: str, damaged: bool) -> str:
    """`Quy 111` as `Quý III`. A clean `quý 1` stays: offices write both."""
    for match in reversed(list(_QUARTER.finditer(fold(words)))):
        number = match["number"]
        printed = words[match.start("number") : match.end("number")]
        if not damaged and (number in "1234" or printed.isupper()):
            continue
        strokes = "iv" if number.endswith("v") else "i" * len(number)
        initial = "Q" if words[match.start()].isupper() else "q"
        words = f"{words[: match.start()]}{initial}uý {_ROMAN[strokes]}{words[match.end() :]}"
    return words


def _replace(pattern: re.Pattern[str], words: str, by: str) -> str:
    for match in reversed(list(pattern.finditer(fold(words)))):
        new = by.capitalize() if words[match.start()].isupper() else by
        words = words[: match.start()] + new + words[match.end() :]
    return words


def _phrase(piece: str) -> str:
    """A clause of a deadline in its known wording."""
    clause = piece.strip()
    if len(skeleton(clause)) < 6 or clause.lower() in {phrase.lower() for phrase in _PHRASES}:
        return piece
    known = closest(clause, _PHRASES, 0.86, 0.03)
    if known is None:
        return piece
    lowered = known if clause[0].isupper() else known[0].lower() + known[1:]
    return piece.replace(clause, lowered)


def find_deadline(words: str, damaged: bool) -> str | None:
    """The deadline that a sentence sets (`trước ngày 30/11/2023`, `quý III/2023`), None if it sets none."""
    words = _quarters(words, damaged)
    folded = fold(words)
    if match := _UNTIL.search(folded):
        return _SPACED_DATE.sub("/", words[match.start() : match.end()])
    match = _DONE.search(folded) or _WITHIN.search(folded)
    return _SPACED_DATE.sub("/", words[match.start("when") : match.end("when")]).strip() if match else None
