"""Who issued a cited document: from the words after its number, else from its series.

Names are written the way `analyzers.bodies` writes issuers; a body of a province carries the province
that the words name, else that of the document which cites (`Chủ tịch UBND tỉnh Quảng Ngãi`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analyzers.bodies import bodies, find_provinces, province
from analyzers.citations.ocr import Phrase, prefix_distance, skeleton
from analyzers.citations.tables import tables
from analyzers.reading import Reading

_OF = re.compile(r"[\s*,)]{0,4}(?P<word>c[\w;,.'`]{1,4})\s+")
_NOT_OF = frozenset({"co", "cac", "cho", "chi", "cap", "can", "cong", "con", "cung", "chua", "cao"})
_REACH = 90
_HERE = "{here}"
_AREA = "{area}"
_NAME = "{name}"
_COMMITTEES = {
    "UBND tỉnh": "UBND {area}",
    "Ủy ban nhân dân tỉnh": "UBND {area}",
    "HĐND tỉnh": "HĐND {area}",
    "Hội đồng nhân dân tỉnh": "HĐND {area}",
    "Thường trực HĐND tỉnh": "Thường trực HĐND {area}",
    "Văn phòng UBND tỉnh": "Văn phòng UBND {area}",
    "Chánh Văn phòng UBND tỉnh": "Chánh Văn phòng UBND {area}",
    "Chủ tịch UBND tỉnh": "Chủ tịch UBND {area}",
    "Chủ tịch Ủy ban nhân dân tỉnh": "Chủ tịch UBND {area}",
    "Phó Chủ tịch UBND tỉnh": "Phó Chủ tịch UBND {area}",
    "Đoàn đại biểu Quốc hội tỉnh": "Đoàn ĐBQH {area}",
    "Tỉnh ủy": "Tỉnh ủy {name}",
    "Ban Thường vụ Tỉnh ủy": "Ban Thường vụ Tỉnh ủy {name}",
    "Thường trực Tỉnh ủy": "Thường trực Tỉnh ủy {name}",
    "Ban Chấp hành Đảng bộ tỉnh": "Ban Chấp hành Đảng bộ tỉnh {name}",
    "Hội nghị Tỉnh ủy": "Tỉnh ủy {name}",
    "Văn phòng Tỉnh ủy": "Văn phòng Tỉnh ủy {name}",
    "Ban Tổ chức Tỉnh ủy": "Ban Tổ chức Tỉnh ủy {name}",
    "Ban Tuyên giáo Tỉnh ủy": "Ban Tuyên giáo Tỉnh ủy {name}",
    "Ban Dân vận Tỉnh ủy": "Ban Dân vận Tỉnh ủy {name}",
    "Ban Nội chính Tỉnh ủy": "Ban Nội chính Tỉnh ủy {name}",
    "Ủy ban Kiểm tra Tỉnh ủy": "Ủy ban Kiểm tra Tỉnh ủy {name}",
    "Thành ủy": "Thành ủy {name}",
    "Ban Thường vụ Thành ủy": "Ban Thường vụ Thành ủy {name}",
}
_CENTRAL = {
    "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ": "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
    "Chủ nhiệm Văn phòng Chính phủ": "Chủ nhiệm Văn phòng Chính phủ",
    "Phó Thủ tướng Chính phủ": "Phó Thủ tướng Chính phủ",
    "Ban Chấp hành Trung ương Đảng": "Ban Chấp hành Trung ương Đảng",
    "Ban Chấp hành Trung ương": "Ban Chấp hành Trung ương Đảng",
    "Thống đốc Ngân hàng Nhà nước Việt Nam": "Thống đốc Ngân hàng Nhà nước Việt Nam",
    "Tổng Thanh tra Chính phủ": "Tổng Thanh tra Chính phủ",
    "Ủy ban Quốc gia Tìm kiếm cứu nạn": "Ủy ban Quốc gia Tìm kiếm cứu nạn",
    "Hội đồng Thẩm phán Tòa án nhân dân tối cao": "Hội đồng Thẩm phán Tòa án nhân dân tối cao",
    "Hội đồng Bộ trưởng": "Hội đồng Bộ trưởng",
}
_PARTS_OF_PARTY = ("Ban Thường vụ", "Thường trực", "Ban Chấp hành")
_OFFICE = "Văn phòng"
"""Every organ has one: alone it is the office of whoever the series names."""
_HEADS = {"Bộ": "Bộ trưởng", "Sở": "Giám đốc"}


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer by name, and where the words that name it end in the text."""

    name: str
    end: int


@lru_cache(maxsize=1)
def _phrases() -> list[tuple[Phrase, str]]:
    names = dict(_CENTRAL) | _COMMITTEES
    for item in bodies():
        if item.kind == "local":
            continue
        local = item.kind == "department" and item.name != _OFFICE
        target = f"{item.name} {_HERE}" if local else item.name
        names.setdefault(item.name, target)
        head = _HEADS.get(item.name.split()[0])
        if head is not None:
            names.setdefault(f"{head} {item.name}", f"{head} {target}")
    prepared = [(Phrase(_letters(name)), target) for name, target in names.items()]
    return sorted(prepared, key=lambda entry: -entry[0].length)


@lru_cache(maxsize=1)
def _exact() -> re.Pattern[str]:
    return re.compile("|".join(f"({re.escape(phrase.text)})" for phrase, _ in _phrases()))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", skeleton(text))


def issuer_after(reading: Reading, at: int, home: str | None) -> Issuer | None:
    """The issuer that `của ...` names right after a number or its date; `home` is the own province."""
    of = _OF.match(reading.folded, at, at + 14)
    if of is None or of["word"] in _NOT_OF:
        return None
    window = reading.folded[of.end() : of.end() + _REACH]
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(skeleton(window), of.end()):
        if char in ".;()" and letters:
            break
        if char.isalnum():
            letters.append(char)
            places.append(place)
    target, length = _match("".join(letters))
    if target is None:
        return (
            _as_printed(reading, of.end())
            if reading.text[of.start("word") : of.end("word")] == "của"
            else None
        )
    end = _word_end(reading.text, places[length - 1] + 1)
    named = None
    if "{" in target:
        named, end = _province_after(reading, end)
    session = _SESSION.match(skeleton(reading.folded[end : end + 50]))
    return Issuer(in_province(target, named or home), end + (session.end() if session else 0))


def _word_end(text: str, end: int) -> int:
    """The end of the word whose last letters are misread, where at most two are left (`Chinh phii`)."""
    for more in range(3):
        if not text[end + more : end + more + 1].isalnum():
            return end + more
    return end


_SESSION = re.compile(r"\s+l\w{1,2}\s+th\w{1,3}\s+\w{1,4}(?:[\s(]+kh\w{1,3}\s+\w{1,6}\)?)?")
"""`Hội nghị Tỉnh ủy lần thứ 10 (Khóa XX)`."""


_PRINTED_END = re.compile(
    r"\s(?:ve|ban hanh|quy dinh|sua doi|phe duyet|huong dan|cong bo|tai|da|thi|ngay|co|duoc|de|la)\b|"
    r"[,;.()\d*]|\n\s*\n"
)


def _as_printed(reading: Reading, start: int) -> Issuer | None:
    """A body that is in no table, in undamaged text: the capitalised words after `của`."""
    stop = _PRINTED_END.search(reading.folded, start, start + _REACH)
    if stop is None or not reading.text[start].isupper() or stop.start() - start < 6:
        return None
    return Issuer(reading.best(start, stop.start()), stop.start())


@lru_cache(maxsize=8192)
def _match(letters: str) -> tuple[str | None, int]:
    exact = _exact().match(letters)
    if exact is not None:
        return _longer(exact[0], letters) or (_phrases()[(exact.lastindex or 1) - 1][1], exact.end())
    best: tuple[float, int, str | None, int] = (0.24, 0, None, 0)
    for phrase, target in _phrases():
        distance, length = prefix_distance(phrase, letters, phrase.length // 4)
        if distance <= phrase.length // 4 and (distance / phrase.length, -phrase.length) < best[:2]:
            best = (distance / phrase.length, -phrase.length, target, length)
    return best[2], best[3]


def _longer(name: str, letters: str) -> tuple[str, int] | None:
    """A longer name that goes on from `name` in damaged letters: `van phong chinh phi`."""
    rest = letters[len(name) :]
    for phrase, target in _phrases():
        more = phrase.text.removeprefix(name)
        if len(more) < 4 or more == phrase.text:
            continue
        distance, length = prefix_distance(Phrase(more), rest, len(more) // 4)
        if distance <= len(more) // 4:
            return target, len(name) + length
    return None


def _province_after(reading: Reading, end: int) -> tuple[str | None, int]:
    """The province that is named right after a body, and where its name ends."""
    if not reading.text[end : end + 2].strip()[:1].isupper():
        return None, end
    name = reading.text[end : end + 22].split("(")[0]
    for start, stop, found in find_provinces("tỉnh" + name):
        if start <= 6:
            return found, end + stop - len("tỉnh")
    return None, end


def issuer_named(words: str) -> str | None:
    """The body that typed words name anywhere (`tinh uy`, `của UBND tỉnh Quảng Ngãi`), None if none."""
    tokens = list(re.finditer(r"\w+", words))[:12]
    for token in tokens:
        letters = _letters(words[token.start() : token.start() + _REACH])
        exact = _exact().match(letters)
        if exact is not None:
            target = _phrases()[(exact.lastindex or 1) - 1][1]
            named = find_provinces(words[token.start() :])
            return in_province(target, named[0][2] if named else None)
    return None


def issuer_at(words: str, home: str | None) -> str | None:
    """The body that `words` begin with, of the own province unless they name one; None if none."""
    letters = _letters(words)
    exact = _exact().match(letters)
    if exact is None:
        return None
    named = find_provinces(words)
    return in_province(_phrases()[(exact.lastindex or 1) - 1][1], named[0][2] if named else home)


def completed(name: str, body: str | None, home: str | None) -> str:
    """A name that leaves out whose body it is (`Văn phòng`, `Ban Thường vụ`), with what the series says."""
    of_series = issuer_of_series(body, home)
    if of_series is None:
        return name
    if name in _PARTS_OF_PARTY and body in tables().provincial:
        return f"{name} {of_series}"
    return of_series if name == _OFFICE and of_series.startswith(f"{_OFFICE} ") else name


def in_province(target: str, name: str | None) -> str:
    """A table's entry with the province put in, or left out where none is known."""
    found = province(name) if name else None
    here, bare = (found.full_name, found.name) if found else ("", "")
    filled = target.replace(_HERE, here).replace("{province}", here).replace(_NAME, bare)
    filled = filled.replace(_AREA, here or "tỉnh")
    return " ".join(filled.split())


def issuer_of_series(body: str | None, home: str | None) -> str | None:
    """The issuer that the letters of a number name; None where they name none, or one of any province."""
    name = tables().bodies.get(body or "")
    if not name or body is None:
        return None
    if body in tables().provincial:
        return in_province(f"{name} {_NAME}", home)
    if "{province}" not in name:
        return name
    return in_province(name, home) if home else None
